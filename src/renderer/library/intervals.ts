import type { Feed } from '../../shared/model/feed';
import type { FeedId, FolderId } from '../../shared/model/ids';
import type { OwnInterval } from '../../shared/model/interval';
import { feedsWithin, requireFolder } from './folders';
import type { LibraryContext } from './library-context';
import { type FolderIntervals, plannedFeed, readFolderIntervals } from './plan';
import type { FeedRow } from './schema';

/** The reader's own interval for these feeds; null to follow the folder, else the feed's rhythm. Planned anew at once. */
export async function setFeedInterval(
  context: LibraryContext,
  feedIds: readonly FeedId[],
  ownInterval: OwnInterval | null,
): Promise<null> {
  const { database } = context;
  await database.transaction('rw', ['feeds'], async () => {
    const feeds = await database.feeds.bulkGet([...feedIds]);
    await database.feeds.bulkPut(feeds.flatMap((feed) => (feed ? [{ ...feed, ownInterval }] : [])));
  });
  await replan(context, feedIds);
  return null;
}

/** The reader's own interval for the feeds of a folder, and of those inside it, that have none nearer. Planned anew at once. */
export async function setFolderInterval(
  context: LibraryContext,
  folderId: FolderId,
  ownInterval: OwnInterval | null,
): Promise<null> {
  const { database } = context;
  const feeds = await database.transaction('rw', ['feeds', 'folders'], async () => {
    const folder = await requireFolder(database, folderId);
    await database.folders.put({ ...folder, ownInterval });
    return database.feeds.bulkGet([...(await feedsWithin(database, folderId))]);
  });
  await replan(
    context,
    feeds.flatMap((feed) => (feed?.ownInterval === null ? [feed.id] : [])),
  );
  return null;
}

/** Brings the plans of feeds in line with the interval that now holds for them, and tells main. */
export async function replan(
  { database, now, tell }: LibraryContext,
  feedIds: readonly FeedId[],
): Promise<void> {
  const upsert = await database.transaction('rw', ['feeds', 'folders'], async () => {
    const intervals = await readFolderIntervals(database);
    const feeds = (await database.feeds.bulkGet([...feedIds])).filter(
      (feed) => feed?.unsubscribedAt === null,
    );
    const planned = feeds.flatMap((feed) => (feed ? [withPlan(feed, intervals, now())] : []));
    await database.feeds.bulkPut(planned);
    return planned.map((feed) => plannedFeed(feed, intervals));
  });
  if (upsert.length > 0) tell({ type: 'plan-changed', upsert, remove: [] });
}

function withPlan(feed: FeedRow, intervals: FolderIntervals, now: number): FeedRow {
  return { ...feed, ...planAfterChoice(feed, plannedFeed(feed, intervals).ownInterval, now) };
}

const minute = 60_000;

/**
 * The plan until the next poll, once the reader chose another interval. A server's `Retry-After`, failures and a feed that is gone
 * keep theirs. Without an interval of the reader's the feed is polled soon: only the answer tells what suits it.
 *
 * @param now milliseconds since the epoch
 */
export function planAfterChoice(
  feed: Pick<Feed, 'polledAt' | 'nextPollAt' | 'nextPollReason'>,
  interval: OwnInterval | null,
  now: number,
): Pick<Feed, 'nextPollAt' | 'nextPollReason'> {
  const { polledAt, nextPollAt, nextPollReason: reason } = feed;
  const kept = { nextPollAt, nextPollReason: reason };
  if (reason.code === 'gone' || reason.code === 'retry-after') return kept;
  if (interval === 'by-hand') return { nextPollAt, nextPollReason: { code: 'by-hand' } };
  if (reason.code === 'failures' && nextPollAt > now) return kept;
  if (interval === null) {
    const chosen = reason.code === 'reader' || reason.code === 'by-hand';
    return chosen ? { nextPollAt: now, nextPollReason: { code: 'new' } } : kept;
  }
  const at = polledAt === null ? now : Math.max(now, polledAt + interval * minute);
  return { nextPollAt: at, nextPollReason: { code: 'reader', minutes: interval } };
}
