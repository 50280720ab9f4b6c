import { feedTitle } from '../../shared/model/feed';
import type { FeedId } from '../../shared/model/ids';
import { refuse } from './as-result';
import type { LibraryContext } from './library-context';
import { normalFeedUrl, plannedFeed, readFolderIntervals } from './plan';

/** Gives a feed another address; its articles stay. It is asked for everything there, soon. */
export async function changeAddress(context: LibraryContext, feedId: FeedId, address: string): Promise<null> {
  const { database } = context;
  const feedUrl = normalFeedUrl(address) ?? refuse({ code: 'invalid-address', address });
  const changed = await database.transaction('rw', ['feeds'], async () => {
    const feed = await database.feeds.get(feedId);
    if (!feed) return refuse({ code: 'invalid-request', detail: 'the feed is no longer there' });
    const there = await database.feeds.where('feedUrl').equals(feedUrl).first();
    if (there && there.id !== feedId) refuse({ code: 'already-subscribed', title: feedTitle(there) });
    const after = {
      ...feed,
      feedUrl,
      validators: { etag: null, lastModified: null },
      memory: { ...feed.memory, redirect: null },
      failures: 0,
      // Else a feed that was gone (410) would not be asked there.
      problem: null,
      nextPollAt: 0,
      nextPollReason: { code: 'new' } as const,
    };
    await database.feeds.put(after);
    return after;
  });
  const upsert = [plannedFeed(changed, await readFolderIntervals(database))];
  context.tell({ type: 'plan-changed', upsert, remove: [] });
  return null;
}
