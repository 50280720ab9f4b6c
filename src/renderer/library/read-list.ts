import { assertNever } from '../../shared/assert-never';
import { foldersWithin } from '../../shared/model/folder-tree';
import type { ArticleId, FeedId, FolderId } from '../../shared/model/ids';
import type { View } from '../../shared/model/view';
import { feedIdOf } from './article-rows';
import { type KeyCursor, openKeyCursor, type Span, settled } from './key-cursor';
import type { ListOptions, ListRow } from './queries';
import type { FeedRow, FolderRow, LibraryView } from './schema';

/**
 * The next rows of a view, by keys alone. Articles of an unsubscribed feed are passed over everywhere but in Saved and in tags:
 * they stay in place until the next start, so that unsubscribing writes one row and is undone by one.
 */
export async function readList(
  library: LibraryView,
  view: View,
  options: ListOptions,
  now: number,
): Promise<readonly ListRow[]> {
  const unreadOnly = options.unreadOnly === true;
  switch (view.kind) {
    case 'today': {
      const to = -startOfDay(now);
      const spans = unreadOnly ? [unreadSpan] : [unreadSpan, readSpan];
      return scanSubscribed(
        library,
        spans.map((span) => ({ ...span, to })),
        options,
      );
    }
    case 'unread':
      return scanSubscribed(library, [unreadSpan], options);
    case 'feed':
      return readFeeds(library, options, async (transaction) => {
        const feed = await settled(transaction.objectStore('feeds').get(view.feedId));
        return feed ? [feed] : [];
      });
    case 'folder':
      return readFeeds(library, options, (transaction) => feedsOfFolder(transaction, view.folderId));
    case 'saved': {
      const span: Span = { index: 'savedOrder', prefix: [] };
      return unreadOnly ? scanUnread(library, span, options) : scan(library, span, options);
    }
    case 'tag': {
      const span: Span = { index: 'tagOrders', prefix: [view.tagId] };
      return unreadOnly ? scanUnread(library, span, options) : scan(library, span, options);
    }
    default:
      return assertNever(view);
  }
}

const unreadSpan: Span = { index: '[unread+order]', prefix: [1] };
const readSpan: Span = { index: '[unread+order]', prefix: [0] };

/** A feed's unread (1) or read (0) articles. */
export function feedSpan(feedId: FeedId, unread: 0 | 1): Span {
  return { index: '[feedId+unread+order]', prefix: [feedId, unread] };
}

/** Local midnight before `now`. */
export function startOfDay(now: number): number {
  return new Date(now).setHours(0, 0, 0, 0);
}

/** The ids of unsubscribed feeds whose rows are still there. */
export async function readHiddenFeeds(transaction: IDBTransaction): Promise<ReadonlySet<FeedId>> {
  const keys = await settled(transaction.objectStore('feeds').index('unsubscribedAt').getAllKeys());
  return new Set(keys as FeedId[]);
}

async function scan(library: LibraryView, span: Span, options: ListOptions): Promise<ListRow[]> {
  return mergeSpans(await library.beginRead('articles'), [span], options);
}

async function scanSubscribed(
  library: LibraryView,
  spans: readonly Span[],
  options: ListOptions,
): Promise<ListRow[]> {
  const transaction = await library.beginRead('feeds', 'articles');
  const hidden = await readHiddenFeeds(transaction);
  return mergeSpans(transaction, spans, options, ({ id }) => !hidden.has(feedIdOf(id)));
}

async function mergeSpans(
  transaction: IDBTransaction,
  spans: readonly Span[],
  options: ListOptions,
  accept?: (row: ListRow) => boolean,
): Promise<ListRow[]> {
  return (await walkSpans(transaction, spans, options, accept)).rows;
}

/**
 * Merges spans, each walked by its own cursor and only as far as it is needed.
 *
 * @param steps at most this many rows are looked at
 * @returns the rows, and the last one looked at if that was not enough
 */
async function walkSpans(
  transaction: IDBTransaction,
  spans: readonly Span[],
  { after, limit }: ListOptions,
  accept: (row: ListRow) => boolean = () => true,
  steps = Number.POSITIVE_INFINITY,
): Promise<{ readonly rows: ListRow[]; readonly stoppedAt: ListRow | null }> {
  const cursors = await Promise.all(spans.map((span) => openKeyCursor(transaction, span, after)));
  const rows: ListRow[] = [];
  let stoppedAt: ListRow | null = null;
  for (let step = 0; rows.length < limit; step += 1) {
    let first: KeyCursor | undefined;
    for (const cursor of cursors) {
      if (cursor.row && (!first?.row || compareRows(cursor.row, first.row) < 0)) first = cursor;
    }
    if (!first?.row) break;
    if (step >= steps) return { rows, stoppedAt };
    stoppedAt = first.row;
    if (accept(first.row)) rows.push(first.row);
    if (rows.length < limit) await first.next();
  }
  return { rows, stoppedAt: null };
}

/** Saved and tagged articles are few, since a person chose each: no index of their own for the unread ones, the rows tell. */
async function scanUnread(library: LibraryView, span: Span, options: ListOptions): Promise<ListRow[]> {
  const found: ListRow[] = [];
  const step = Math.max(100, options.limit * 2);
  let after = options.after;
  for (;;) {
    const page = await scan(library, span, { limit: step, ...(after && { after }) });
    const articles = await library.articles.bulkGet(page.map(({ id }) => id as ArticleId));
    found.push(...page.filter((_, place) => articles[place]?.unread === 1));
    if (page.length < step || found.length >= options.limit) return found.slice(0, options.limit);
    after = page.at(-1);
  }
}

/** The feeds in a folder and in those inside it, at any depth. */
async function feedsOfFolder(transaction: IDBTransaction, folderId: FolderId): Promise<FeedRow[]> {
  const folders: FolderRow[] = await settled(transaction.objectStore('folders').getAll());
  const byFolder = transaction.objectStore('feeds').index('folderId');
  const within = [...foldersWithin(folderId, folders)];
  return (await Promise.all(within.map((id) => settled<FeedRow[]>(byFolder.getAll(id))))).flat();
}

/** From this many spans on, opening a cursor for each is felt. */
const manySpans = 100;

/**
 * The lists of several feeds, as one. Of many feeds the list of all articles is walked first, passing over those of others: a folder
 * of a thousand feeds has most of them. Where it has few, that is given up as soon as it costs what a cursor for each feed does.
 */
async function readFeeds(
  library: LibraryView,
  options: ListOptions,
  choose: (transaction: IDBTransaction) => Promise<FeedRow[]>,
): Promise<ListRow[]> {
  const transaction = await library.beginRead('feeds', 'folders', 'articles');
  const feeds = (await choose(transaction)).filter((feed) => feed.unsubscribedAt === null);
  const spans = feeds.flatMap(({ id, unreadCount, articleCount }) => [
    ...(unreadCount > 0 ? [feedSpan(id, 1)] : []),
    ...(articleCount > unreadCount && options.unreadOnly !== true ? [feedSpan(id, 0)] : []),
  ]);
  if (spans.length < manySpans) return mergeSpans(transaction, spans, options);
  const feedIds = new Set(feeds.map(({ id }) => id));
  const all = options.unreadOnly === true ? [unreadSpan] : [unreadSpan, readSpan];
  const isOurs = ({ id }: ListRow) => feedIds.has(feedIdOf(id));
  const { rows, stoppedAt } = await walkSpans(transaction, all, options, isOurs, spans.length);
  if (!stoppedAt) return rows;
  const rest = { ...options, after: stoppedAt, limit: options.limit - rows.length };
  return [...rows, ...(await mergeSpans(transaction, spans, rest))];
}

/** The order of every list: newest first, ties by id. Negative when `a` stands before `b`. */
export function compareRows(a: ListRow, b: ListRow): number {
  return a.order - b.order || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}
