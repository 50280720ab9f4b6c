import type { WantedFullText } from '../../shared/model/full-text';
import type { ArticleId, FeedId, ImageKey } from '../../shared/model/ids';
import type { PlannedFeed, PollOutcome } from '../../shared/model/poll';
import { addBodies, removeBodies } from './body-packs';
import { writeWishes } from './full-texts';
import { identifyPoll } from './identify';
import { wishForImages } from './image-wishes';
import { removeUnused } from './images';
import { type ArticleDraft, divertedIds, mergePoll, type PollWrites, polledIds } from './merge-poll';
import { normalFeedUrl, plannedFeed, readFolderIntervals } from './plan';
import { writeLog } from './poll-log';
import { noteRevisions, writeRevisions } from './revisions';
import type { ArticleRow, DocumentRow, FeedRow, ImageWishRow, LibraryDatabase } from './schema';

/** What is on disk once a poll is stored. */
export interface StoredPoll {
  /** Null when the feed is not subscribed to: the poll was passed over. */
  readonly feed: PlannedFeed | null;
  readonly added: number;
}

export interface StoredPolls {
  /** In the order of the polls. */
  readonly polls: readonly StoredPoll[];
  readonly unwanted: readonly ImageKey[];
  /** Some of the articles show pictures: wishes are to be granted. */
  readonly wished: boolean;
  /** Feeds with new articles whose newest recordings the reader wants kept. */
  readonly newEpisodes: readonly FeedId[];
  readonly wantedTexts: readonly WantedFullText[];
}

export const pollStores = [
  'feeds',
  'articles',
  'bodyPacks',
  'fullTexts',
  'revisions',
  'documents',
  'images',
  'imageWishes',
  'pollLog',
] as const;

/**
 * Stores polls of different feeds in one transaction: a feed's validators and its articles are on disk together or not at all.
 * Resolves once they are.
 */
export async function storePolls(
  database: LibraryDatabase,
  outcomes: readonly PollOutcome[],
): Promise<StoredPolls> {
  return database.transaction('rw', [...pollStores, 'folders'], async () => {
    const intervals = await readFolderIntervals(database);
    const feeds = await database.feeds.bulkGet(outcomes.map(({ feedId }) => feedId));
    const live = outcomes.flatMap((outcome, place) => {
      const feed = feeds[place];
      return feed && feed.unsubscribedAt === null ? [{ feed, outcome }] : [];
    });
    const written = await writePolls(database, live);
    const byFeed = new Map(written.writes.map((writes) => [writes.feed.id, writes]));
    const polls = outcomes.map(({ feedId }): StoredPoll => {
      const writes = byFeed.get(feedId);
      return writes
        ? { feed: plannedFeed(writes.feed, intervals), added: writes.added }
        : { feed: null, added: 0 };
    });
    return { polls, ...written };
  });
}

/** Writes polls of feeds that are known. Inside a transaction over {@link pollStores}. */
export async function writePolls(
  database: LibraryDatabase,
  delivered: readonly { readonly feed: FeedRow; readonly outcome: PollOutcome }[],
): Promise<Omit<StoredPolls, 'polls'> & { readonly writes: readonly PollWrites[] }> {
  const documents = await readDocuments(database, delivered);
  const polls = delivered.map(({ feed, outcome }) => ({
    feed,
    poll: identifyPoll(outcome, documents.get(feed.id)),
  }));
  const known = await readStored(
    database,
    polls.flatMap(({ feed, poll }) => polledIds(feed, poll)),
  );
  const diverted = polls.flatMap(({ poll }) => divertedIds(poll.outcome, known));
  const stored = diverted.length > 0 ? new Map([...known, ...(await readStored(database, diverted))]) : known;
  const writes: PollWrites[] = [];
  for (const { feed, poll } of polls) {
    const merged = mergePoll(feed, poll, stored);
    const feedUrl = await newAddress(database, feed.id, feed.feedUrl, merged.feed.feedUrl);
    writes.push({ ...merged, feed: { ...merged.feed, feedUrl } });
  }

  const bodies = writes.map((poll) => poll.bodies);
  const changed = writes.flatMap(({ changedIds }) => changedIds).flatMap((id) => stored.get(id) ?? []);
  const before = await removeBodies(database, changed);
  const packs = await addBodies(database, bodies);
  const bodiesBefore = new Map(before.map((body) => [body.id, body]));
  const noted = writes.map((poll) => noteRevisions(poll, stored, bodiesBefore));
  const wishes = writes.flatMap((poll) => wishesOf(poll, packs));
  await Promise.all([
    database.feeds.bulkPut(writes.map(({ feed }) => feed)),
    database.articles.bulkPut(noted.flatMap(({ writes: { articles } }) => withPacks(articles, packs))),
    database.documents.bulkPut(writes.flatMap(({ document }) => document ?? [])),
    wishForImages(database, wishes),
    writeLog(
      database,
      writes.map(({ log }) => log),
    ),
    writeRevisions(
      database,
      noted.flatMap(({ revisions }) => revisions),
      stored,
    ),
  ]);

  const dropped = droppedKeys(before, bodies.flat());
  const unwanted = dropped.length > 0 ? await removeUnused(database, dropped) : [];
  const wantedTexts = await writeWishes(
    database,
    writes.filter(({ feed }) => feed.fullText),
  );
  const newEpisodes = writes.flatMap(({ feed, added }) =>
    added > 0 && feed.keptEpisodes > 0 ? [feed.id] : [],
  );
  return { writes, unwanted, wished: wishes.length > 0, newEpisodes, wantedTexts };
}

/** The latest documents of the feeds that sent one now. */
async function readDocuments(
  database: LibraryDatabase,
  delivered: readonly { readonly feed: FeedRow; readonly outcome: PollOutcome }[],
): Promise<ReadonlyMap<FeedId, DocumentRow>> {
  const ids = delivered.flatMap(({ feed, outcome }) => (outcome.result.kind === 'content' ? [feed.id] : []));
  if (ids.length === 0) return new Map();
  const rows = await database.documents.bulkGet(ids);
  return new Map(rows.flatMap((row) => (row ? [[row.feedId, row]] : [])));
}

/** The packs of a poll that show pictures. */
function wishesOf(
  { feed, bodies }: PollWrites,
  packs: ReadonlyMap<ArticleId, number>,
): readonly Omit<ImageWishRow, 'key'>[] {
  const shown = bodies.filter(({ imageKeys }) => imageKeys.length > 0);
  const keys = new Set(shown.flatMap(({ id }) => packs.get(id) ?? []));
  return [...keys].map((bodyPack) => ({ bodyPack, feedUrl: feed.feedUrl }));
}

function withPacks(
  articles: readonly ArticleDraft[],
  packs: ReadonlyMap<ArticleId, number>,
): readonly ArticleRow[] {
  return articles.map((row) => {
    const bodyPack = packs.get(row.id);
    if (bodyPack === undefined) throw new Error(`The body of ${row.id} was not stored.`);
    return { ...row, bodyPack };
  });
}

async function readStored(
  database: LibraryDatabase,
  ids: readonly ArticleId[],
): Promise<ReadonlyMap<ArticleId, ArticleRow>> {
  const rows = await database.articles.bulkGet([...ids]);
  return new Map(rows.flatMap((row) => (row ? [[row.id, row]] : [])));
}

/** The address a feed moved to, unless another subscription lives there or it is no address of the web. */
async function newAddress(
  database: LibraryDatabase,
  feedId: FeedId,
  current: string,
  movedTo: string,
): Promise<string> {
  if (movedTo === current) return current;
  const normal = normalFeedUrl(movedTo);
  if (!normal) return current;
  const there = await database.feeds.where('feedUrl').equals(normal).first();
  return there && there.id !== feedId ? current : normal;
}

/** Pictures of the bodies before that the bodies after no longer show. */
function droppedKeys(
  before: readonly { readonly imageKeys: readonly ImageKey[] }[],
  after: readonly { readonly imageKeys: readonly ImageKey[] }[],
): readonly ImageKey[] {
  const kept = new Set(after.flatMap(({ imageKeys }) => imageKeys));
  return before.flatMap(({ imageKeys }) => imageKeys).filter((key) => !kept.has(key));
}
