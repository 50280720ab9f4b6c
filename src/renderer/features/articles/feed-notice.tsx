import { TriangleAlert } from 'lucide-react';
import type { Feed } from '../../../shared/model/feed';
import { describeProblem } from '../../../shared/model/problem';
import { refresh } from '../feeds/feed-actions';

/** Why a feed brings nothing new, and what can be done, above its articles. */
export function FeedNotice({ feed }: { readonly feed: Feed }) {
  if (!feed.problem) return null;
  const { sentence, advice } = describeProblem(feed.problem);
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
        </p>
      </div>
    </div>
  );
}
