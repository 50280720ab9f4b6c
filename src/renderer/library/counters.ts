import type { FeedId, TagId } from '../../shared/model/ids';
import { keyAt, type Span } from './key-cursor';
import { feedSpan } from './read-list';
import type { ArticleRow, FeedRow, LibraryDatabase, TagRow } from './schema';

/**
 * Stored counters: unread and articles of each feed, articles of each tag, saved articles in all. Whoever changes articles notes
 * every row before and after, and applies the sums in the same transaction.
 */
export interface CounterChanges {
  readonly feeds: Map<FeedId, { unread: number; articles: number }>;
  readonly tags: Map<TagId, number>;
  saved: number;
}

export function noCounterChanges(): CounterChanges {
  return { feeds: new Map(), tags: new Map(), saved: 0 };
}

/** Notes one article's change; undefined before it arrived, and after it is gone. */
export function noteChange(
  changes: CounterChanges,
  before: ArticleRow | undefined,
  after: ArticleRow | undefined,
): void {
  noteRow(changes, before, -1);
  noteRow(changes, after, 1);
}

function noteRow(changes: CounterChanges, row: ArticleRow | undefined, sign: 1 | -1): void {
  if (!row) return;
  const feed = changes.feeds.get(row.feedId) ?? { unread: 0, articles: 0 };
  feed.unread += sign * row.unread;
  feed.articles += sign;
  changes.feeds.set(row.feedId, feed);
  changes.saved += sign * row.saved;
  for (const tagId of row.tagIds) changes.tags.set(tagId, (changes.tags.get(tagId) ?? 0) + sign);
}

/** The stores whose counters {@link applyCounters} writes. */
export const counterStores = ['feeds', 'tags', 'meta'] as const;

/** Adds the noted changes to the stored counters. Inside the transaction that changes the articles. */
export async function applyCounters(database: LibraryDatabase, changes: CounterChanges): Promise<void> {
  const feedIds = [...changes.feeds].filter(([, sum]) => sum.unread !== 0 || sum.articles !== 0);
  const feeds = await database.feeds.bulkGet(feedIds.map(([feedId]) => feedId));
  await database.feeds.bulkPut(
    feeds.flatMap((feed, place): FeedRow[] => {
      const sum = feedIds[place]?.[1];
      if (!feed || !sum) return [];
      const unreadCount = feed.unreadCount + sum.unread;
      return [{ ...feed, unreadCount, articleCount: feed.articleCount + sum.articles }];
    }),
  );
  const tagIds = [...changes.tags].filter(([, sum]) => sum !== 0);
  const tags = await database.tags.bulkGet(tagIds.map(([tagId]) => tagId));
  await database.tags.bulkPut(
    tags.flatMap((tag, place): TagRow[] =>
      tag ? [{ ...tag, articleCount: tag.articleCount + (tagIds[place]?.[1] ?? 0) }] : [],
    ),
  );
  if (changes.saved !== 0) {
    const stored = await database.meta.get('saved-count');
    await database.meta.put({ key: 'saved-count', value: (stored?.value ?? 0) + changes.saved });
  }
}

/** Feeds recounted in one transaction: few enough that a poll or a click waits for some 100 ms at most. */
const feedsAtATime = 25;

/** Counts everything anew by the indexes and mends what differs. Returns how many counters were wrong. */
export async function repairCounters(database: LibraryDatabase): Promise<number> {
  let repaired = 0;
  const feedIds = await database.feeds.toCollection().primaryKeys();
  for (let first = 0; first < feedIds.length; first += feedsAtATime) {
    const some = feedIds.slice(first, first + feedsAtATime);
    await database.transaction('rw', ['articles', 'feeds'], async () => {
      const feeds = await database.feeds.bulkGet(some);
      const recounted = await Promise.all(feeds.map((feed) => feed && recountFeed(database, feed)));
      const wrong = recounted.filter((feed) => feed !== undefined);
      repaired += wrong.length;
      await database.feeds.bulkPut(wrong);
    });
  }
  await database.transaction('rw', ['articles', 'tags', 'meta'], async () => {
    for (const tag of await database.tags.toArray()) {
      const articleCount = await countSpan(database, { index: 'tagOrders', prefix: [tag.id] });
      if (articleCount === tag.articleCount) continue;
      repaired += 1;
      await database.tags.put({ ...tag, articleCount });
    }
    const value = await countSpan(database, { index: 'savedOrder', prefix: [] });
    const stored = await database.meta.get('saved-count');
    if (value === (stored?.value ?? 0)) return;
    repaired += 1;
    await database.meta.put({ key: 'saved-count', value });
  });
  return repaired;
}

/** The feed with right counters, or undefined when they are right. */
async function recountFeed(database: LibraryDatabase, feed: FeedRow): Promise<FeedRow | undefined> {
  const [readCount, unreadCount] = await Promise.all([
    countSpan(database, feedSpan(feed.id, 0)),
    countSpan(database, feedSpan(feed.id, 1)),
  ]);
  const articleCount = readCount + unreadCount;
  if (articleCount === feed.articleCount && unreadCount === feed.unreadCount) return undefined;
  return { ...feed, articleCount, unreadCount };
}

function countSpan(database: LibraryDatabase, { index, prefix }: Span): Promise<number> {
  const [low, high] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  return database.articles.where(index).between(keyAt(prefix, low), keyAt(prefix, high), true, true).count();
}
