import { TriangleAlert } from 'lucide-react';
import type { Feed } from '../../../shared/model/feed';
import { describeProblem } from '../../../shared/model/problem';
import { openDialog } from '../../state/dialogs';
import { refresh } from '../feeds/feed-actions';

/** Why a feed brings nothing new, and what can be done, above its articles. */
export function FeedNotice({ feed }: { readonly feed: Feed }) {
  if (!feed.problem) return null;
  const { problem } = feed;
  const { sentence, advice } = describeProblem(problem);
  const asksForLogin = problem.code === 'http-status' && (problem.status === 401 || problem.status === 403);
  return (
    <div className="feed-notice">
      <TriangleAlert aria-hidden size={14} strokeWidth={2} />
      <div>
        <p>{sentence}</p>
        <p className="feed-notice-advice">
          {advice}{' '}
          <button type="button" className="feed-notice-again" onClick={() => void refresh([feed.id])}>
            Try again
          </button>
          {asksForLogin && (
            <>
              {' · '}
              <button
                type="button"
                className="feed-notice-again"
                onClick={() => openDialog({ kind: 'login', feed })}
              >
                Log in…
              </button>
            </>
          )}
        </p>
      </div>
    </div>
  );
}
