import { TriangleAlert } from 'lucide-react';
import type { Feed } from '../../../shared/model/feed';
import { describeProblem, type Problem } from '../../../shared/model/problem';
import { type OpenDialog, openDialog } from '../../state/dialogs';
import { refresh } from '../feeds/feed-actions';

/** Why a feed brings nothing new, and what can be done, above its articles. */
export function FeedNotice({ feed }: { readonly feed: Feed }) {
  if (!feed.problem) return null;
  const { problem } = feed;
  const { sentence, advice } = describeProblem(problem);
  const remedy = remedyOf(feed, problem);
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
          {remedy && (
            <>
              {' · '}
              <button type="button" className="feed-notice-again" onClick={() => openDialog(remedy.dialog)}>
                {remedy.label}
              </button>
            </>
          )}
        </p>
      </div>
    </div>
  );
}

/** The dialog that may help. */
function remedyOf(feed: Feed, problem: Problem): { label: string; dialog: OpenDialog } | null {
  if (problem.code === 'proxy') return { label: 'Network…', dialog: { kind: 'network' } };
  const closed = problem.code === 'http-status' && (problem.status === 401 || problem.status === 403);
  return closed ? { label: 'Log in…', dialog: { kind: 'login', feed } } : null;
}
