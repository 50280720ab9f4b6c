import { type Feed, feedTitle } from '../../../shared/model/feed';
import type { FeedId } from '../../../shared/model/ids';
import { library } from '../../library/connect';
import { showView, useReading } from '../../state/reading';
import { sayProblem, sayUndoable, valueOrSay } from '../../ui/toaster';
import { copyText } from '../clipboard/copy-text';

/** Polls feeds now; all of them when none is named. Progress comes as an event. */
export async function refresh(feedIds: readonly FeedId[] | null): Promise<void> {
  valueOrSay(
    await window.broadsheet.invoke('refresh.start', { feedIds: feedIds === null ? null : [...feedIds] }),
  );
}

export async function cancelRefresh(): Promise<void> {
  valueOrSay(await window.broadsheet.invoke('refresh.cancel', null));
}

/** Brings every article of the feed whole, from now on, or no longer. */
export async function setFullText(feed: Feed, fullText: boolean): Promise<void> {
  valueOrSay(await library.setFeedFullText(feed.id, fullText));
}

export const copyAddress = (feed: Feed) => copyText(feed.feedUrl, 'Address copied');

/** Ends a subscription. Saved and tagged articles stay; the rest comes back with undo. */
export async function unsubscribe(feed: Feed): Promise<void> {
  const left = await library.unsubscribe(feed.id);
  if (!left.ok) {
    sayProblem(left.problem);
    return;
  }
  const { view } = useReading.getState();
  if (view.kind === 'feed' && view.feedId === feed.id) showView({ kind: 'unread' });
  sayUndoable({
    done: `Unsubscribed from ${feedTitle(feed)}`,
    undo: async () => valueOrSay(await library.resubscribe(feed.id)),
  });
}
