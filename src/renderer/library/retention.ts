import type { ArticleId, FeedId } from '../../shared/model/ids';
import { identityOf, isKept } from './article-rows';
import { openKeyCursor, type Span } from './key-cursor';
import type { LibraryContext } from './library-context';
import type { ListRow } from './queries';
import { feedSpan } from './read-list';
import { removeArticles, removedAtATime } from './remove-articles';
import type { ArticleRow, FeedRow, LibraryDatabase } from './schema';

const oneDay = 86_400_000;
/** How long a read article is kept after it arrived. */
export const keepFor = 90 * oneDay;
/** Lines of the poll log kept for each feed. */
const logLinesKept = 50;

/** What retention lets go: read, neither saved nor tagged, arrived long ago, and no longer in its feed's document. */
export function isExpired(row: ArticleRow, inDocument: ReadonlySet<string>, now: number): boolean {
  return (
    row.unread === 0 && !isKept(row) && now - row.arrivedAt > keepFor && !inDocument.has(identityOf(row.id))
  );
}

/** Removes everything that may go, in small steps: what unsubscribing left, what expired, old lines of the poll log. */
export async function tidyUp(
  context: LibraryContext,
  startedAt: number,
): Promise<{ readonly removed: number }> {
  const purged = await purgeUnsubscribed(context, startedAt);
  const expired = await removeExpired(context);
  await trimPollLog(context.database);
  return { removed: purged + expired };
}

async function removeExpired(context: LibraryContext): Promise<number> {
  const now = context.now();
  // An article appears at most a day after it arrived: nothing newer than this can be old enough.
  const candidates: Span = { index: '[unread+order]', prefix: [0] };
  const newest: ListRow = { id: '' as ArticleId, order: keepFor - oneDay - now };
  let removed = 0;
  for await (const ids of pages(context.database, candidates, newest)) {
    const rows = await context.database.articles.bulkGet(ids);
    const oldIds = rows.flatMap((row) =>
      row && now - row.arrivedAt > keepFor && !isKept(row) ? [row.id] : [],
    );
    if (oldIds.length === 0) continue;
    const documents = new Map<FeedId, Promise<ReadonlySet<string>>>();
    removed += await removeArticles(context, oldIds, async (row) => {
      const document = documents.get(row.feedId) ?? readDocument(context.database, row.feedId);
      documents.set(row.feedId, document);
      return isExpired(row, await document, now);
    });
  }
  return removed;
}

async function readDocument(database: LibraryDatabase, feedId: FeedId): Promise<ReadonlySet<string>> {
  const document = await database.documents.get(feedId);
  return new Set(document?.articles.map(({ identity }) => identity));
}

/**
 * Finishes what `unsubscribe` began in an earlier run of the app: articles go, but for saved and tagged ones; the feed's row stays
 * while there are any, for its title.
 */
async function purgeUnsubscribed(context: LibraryContext, startedAt: number): Promise<number> {
  const { database } = context;
  let removed = 0;
  const feedIds = await database.feeds.where('unsubscribedAt').below(startedAt).primaryKeys();
  for (const feedId of feedIds) {
    const isGone = (feed: FeedRow | undefined) =>
      feed !== undefined && feed.unsubscribedAt !== null && feed.unsubscribedAt < startedAt;
    await database.transaction('rw', ['feeds', 'documents'], async () => {
      const feed = await database.feeds.get(feedId);
      if (!feed || !isGone(feed)) return;
      // Subscribed to again, it must be asked for everything: with the old validators it would answer "unchanged", and what its
      // document held would pass for stored.
      await database.documents.delete(feedId);
      await database.feeds.put({ ...feed, validators: { etag: null, lastModified: null } });
    });
    for (const unread of [0, 1] as const) {
      for await (const ids of pages(database, feedSpan(feedId, unread))) {
        // The reader may subscribe again at any moment.
        removed += await removeArticles(
          context,
          ids,
          async (row) => !isKept(row) && isGone(await database.feeds.get(feedId)),
        );
      }
    }
    await database.transaction('rw', ['feeds', 'pollLog'], async () => {
      const feed = await database.feeds.get(feedId);
      if (!feed || !isGone(feed)) return;
      await database.pollLog.where('feedId').equals(feedId).delete();
      if (feed.articleCount === 0) await database.feeds.delete(feedId);
    });
  }
  return removed;
}

/** The ids of a span in pages, each page read when it is asked for. */
async function* pages(database: LibraryDatabase, span: Span, start?: ListRow): AsyncGenerator<ArticleId[]> {
  let after = start;
  for (;;) {
    const cursor = await openKeyCursor(await database.beginRead('articles'), span, after);
    const ids: ArticleId[] = [];
    while (cursor.row && ids.length < removedAtATime) {
      after = cursor.row;
      ids.push(cursor.row.id);
      await cursor.next();
    }
    if (ids.length > 0) yield ids;
    if (ids.length < removedAtATime) return;
  }
}

/** Keeps the last lines of each feed's poll log. */
async function trimPollLog(database: LibraryDatabase): Promise<void> {
  for (const feedId of await database.feeds.toCollection().primaryKeys()) {
    const lines = await database.pollLog.where('feedId').equals(feedId).primaryKeys();
    if (lines.length > logLinesKept) await database.pollLog.bulkDelete(lines.slice(0, -logLinesKept));
  }
}
