import { feedTitle } from '../../shared/model/feed';
import type { FeedId, FolderId } from '../../shared/model/ids';
import { noMemory, type PollOutcome } from '../../shared/model/poll';
import { refuse } from './as-result';
import { findOrCreateFolders, requireFolder } from './folders';
import { askForFullTexts } from './full-texts';
import { grantWishes } from './image-wishes';
import { dropImages } from './images';
import { replan } from './intervals';
import type { BareSubscription, NewSubscription } from './library-api';
import type { LibraryContext } from './library-context';
import { normalFeedUrl, plannedFeed, readFolderIntervals } from './plan';
import type { FeedRow, LibraryDatabase } from './schema';
import { pollStores, writePolls } from './writer';

/** The feed and its first articles, in one transaction. A feed once unsubscribed comes back with the articles it kept. */
export async function subscribe(context: LibraryContext, subscription: NewSubscription): Promise<FeedId> {
  const { database, now } = context;
  const feedUrl = requireFeedUrl(subscription.feedUrl);
  const written = await database.transaction('rw', [...pollStores, 'folders'], async () => {
    const there = await database.feeds.where('feedUrl').equals(feedUrl).first();
    if (there?.unsubscribedAt === null) refuse({ code: 'already-subscribed', title: feedTitle(there) });
    if (subscription.folderId !== null) await requireFolder(database, subscription.folderId);
    const { folderId, ownTitle, feed: polled } = subscription;
    const blank = there ?? blankFeed(context, feedUrl, polled.title);
    const feed: FeedRow = { ...blank, ownTitle, folderId, subscribedAt: now(), unsubscribedAt: null };
    return writePolls(database, [{ feed, outcome: firstPoll(feed.id, subscription, now()) }]);
  });
  const feed = written.writes[0]?.feed;
  if (!feed) throw new Error('the subscription was not written');
  context.tell({
    type: 'plan-changed',
    upsert: [plannedFeed(feed, await readFolderIntervals(context.database))],
    remove: [],
  });
  await grantWishes(context);
  dropImages(context, written.unwanted);
  askForFullTexts(context, written.wantedTexts);
  return feed.id;
}

/** The poll that main made when it found the feed, as if the feed had been subscribed to before. */
function firstPoll(feedId: FeedId, found: NewSubscription, now: number): PollOutcome {
  const { status, bytes, nextPollAt, nextPollReason, memory, validators, feed } = found;
  const result = { kind: 'content', movedTo: null, validators, feed } as const;
  return {
    feedId,
    startedAt: now,
    finishedAt: now,
    status,
    bytes,
    nextPollAt,
    nextPollReason,
    memory,
    result,
  };
}

/** Subscribes to addresses alone; main polls them at once. */
export async function subscribeBare(
  context: LibraryContext,
  subscriptions: readonly BareSubscription[],
): Promise<readonly FeedId[]> {
  const { database } = context;
  const byUrl = new Map<string, BareSubscription>();
  for (const subscription of subscriptions) {
    const feedUrl = normalFeedUrl(subscription.feedUrl);
    if (feedUrl && !byUrl.has(feedUrl)) byUrl.set(feedUrl, subscription);
  }
  const feeds = await database.transaction('rw', ['feeds', 'folders'], async () => {
    const there = new Map((await database.feeds.toArray()).map((feed) => [feed.feedUrl, feed]));
    const fresh = [...byUrl].filter(([feedUrl]) => there.get(feedUrl)?.unsubscribedAt !== null);
    const folderIds = await findOrCreateFolders(
      context,
      fresh.map(([, { folder }]) => folder),
    );
    const rows = fresh.map(([feedUrl, subscription], place): FeedRow => {
      const { title, ownTitle = null, siteUrl = null, description = null } = subscription;
      const said = { ownTitle, siteUrl, description };
      const blank = there.get(feedUrl) ?? { ...blankFeed(context, feedUrl, title ?? ''), ...said };
      const folderId = folderIds[place] ?? null;
      return { ...blank, folderId, subscribedAt: context.now(), unsubscribedAt: null, nextPollAt: 0 };
    });
    await database.feeds.bulkPut(rows);
    return rows;
  });
  if (feeds.length > 0) {
    const intervals = await readFolderIntervals(database);
    const upsert = feeds.map((feed) => plannedFeed(feed, intervals));
    context.tell({ type: 'plan-changed', upsert, remove: [] });
  }
  return feeds.map(({ id }) => id);
}

/**
 * Sets a mark and nothing else, so that it is undone as easily: lists and counts pass over a feed that has it. Its articles go
 * at the next start (see `tidyUp`), but for saved and tagged ones.
 */
export async function unsubscribe(context: LibraryContext, feedId: FeedId): Promise<null> {
  await changeFeed(context.database, feedId, (feed) => ({ ...feed, unsubscribedAt: context.now() }));
  context.tell({ type: 'plan-changed', upsert: [], remove: [feedId] });
  return null;
}

export async function unsubscribeMany(context: LibraryContext, feedIds: readonly FeedId[]): Promise<null> {
  const { database, now } = context;
  await database.transaction('rw', ['feeds'], async () => {
    const feeds = await database.feeds.bulkGet([...feedIds]);
    await database.feeds.bulkPut(
      feeds.flatMap((feed) => (feed ? [{ ...feed, unsubscribedAt: feed.unsubscribedAt ?? now() }] : [])),
    );
  });
  context.tell({ type: 'plan-changed', upsert: [], remove: feedIds });
  return null;
}

export async function resubscribe(context: LibraryContext, feedId: FeedId): Promise<null> {
  const feed = await changeFeed(context.database, feedId, (row) => ({ ...row, unsubscribedAt: null }));
  context.tell({
    type: 'plan-changed',
    upsert: [plannedFeed(feed, await readFolderIntervals(context.database))],
    remove: [],
  });
  return null;
}

export async function renameFeed(
  { database }: LibraryContext,
  feedId: FeedId,
  ownTitle: string | null,
): Promise<null> {
  await changeFeed(database, feedId, (feed) => ({ ...feed, ownTitle: ownTitle?.trim() || null }));
  return null;
}

export async function moveFeed(
  context: LibraryContext,
  feedId: FeedId,
  folderId: FolderId | null,
): Promise<null> {
  const { database } = context;
  await database.transaction('rw', ['feeds', 'folders'], async () => {
    if (folderId !== null) await requireFolder(database, folderId);
    await changeFeed(database, feedId, (feed) => ({ ...feed, folderId }));
  });
  // The folder may have an interval of its own.
  await replan(context, [feedId]);
  return null;
}

async function changeFeed(
  database: LibraryDatabase,
  feedId: FeedId,
  change: (feed: FeedRow) => FeedRow,
): Promise<FeedRow> {
  return database.transaction('rw', ['feeds'], async () => {
    const feed = await database.feeds.get(feedId);
    if (!feed) return refuse({ code: 'invalid-request', detail: 'the feed is no longer there' });
    const changed = change(feed);
    await database.feeds.put(changed);
    return changed;
  });
}

function requireFeedUrl(address: string): string {
  return normalFeedUrl(address) ?? refuse({ code: 'invalid-address', address });
}

function blankFeed({ newId, now }: LibraryContext, feedUrl: string, title: string): FeedRow {
  return {
    id: newId() as FeedId,
    feedUrl,
    siteUrl: null,
    title,
    ownTitle: null,
    description: null,
    language: null,
    folderId: null,
    subscribedAt: now(),
    unsubscribedAt: null,
    validators: { etag: null, lastModified: null },
    polledAt: null,
    succeededAt: null,
    nextPollAt: 0,
    nextPollReason: { code: 'new' },
    memory: noMemory,
    ownInterval: null,
    fullText: false,
    flaws: [],
    documentBytes: null,
    failures: 0,
    problem: null,
    unreadCount: 0,
    articleCount: 0,
  };
}
