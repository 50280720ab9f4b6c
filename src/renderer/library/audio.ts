import { recordingsOf, type SettledAudio, type WantedAudio } from '../../shared/model/audio';
import type { ArticleId, AudioKey, FeedId } from '../../shared/model/ids';
import { feedIdOf, isKept } from './article-rows';
import { refuse } from './as-result';
import { readBodies } from './body-packs';
import type { LibraryContext } from './library-context';
import { readList } from './read-list';
import type { AudioRow, BodyRow, LibraryDatabase } from './schema';

/** Recordings the library wants main to keep, and what became of them. The files are main's; the list of wishes is ours. */

const longestUrl = 8192;
const audioPerMessage = 200;
/** Articles looked at for the newest episodes of a feed. */
const episodesWithin = 100;

/** A recording of an article, to be kept. */
interface Wish {
  readonly articleId: ArticleId;
  readonly feedId: FeedId;
  readonly feedUrl: string;
  readonly url: string;
  readonly chaptersUrl: string | null;
}

/** Brings a recording of an article and returns its name; one that is here already stays as it is. */
export async function requestAudio(
  context: LibraryContext,
  articleId: ArticleId,
  url: string,
  { urgent, again }: { readonly urgent: boolean; readonly again: boolean },
): Promise<AudioKey> {
  const wishes = await readWishes(context.database, [articleId]);
  // Only what the article itself carries: the address comes from a document that a publisher wrote.
  const wish = wishes.find((one) => one.url === url);
  if (!wish) return refuse({ code: 'invalid-request', detail: 'the article has no such recording' });
  const [key] = await want(context, [wish], { by: 'reader', urgent, again });
  return key ?? refuse({ code: 'invalid-request', detail: 'the article is no longer there' });
}

/** Brings every recording of these articles. */
export async function requestAllAudio(context: LibraryContext, ids: readonly ArticleId[]): Promise<null> {
  const wishes = await readWishes(context.database, ids);
  await want(context, wishes, { by: 'reader', urgent: false, again: false });
  return null;
}

/** Removes a recording of an article from this computer, also one still on its way; it does not come again by itself. */
export async function removeAudio(context: LibraryContext, articleId: ArticleId, url: string): Promise<null> {
  const { database } = context;
  const keys = await database.transaction('rw', ['audio'], async () => {
    const own = await database.audio.where('articleIds').equals(articleId).toArray();
    const rows = own.filter((row) => row.url === url);
    await database.audio.bulkPut(rows.map(removedRow));
    return rows.map(({ key }) => key);
  });
  dropAudio(context, keys);
  return null;
}

function removedRow(row: AudioRow): AudioRow {
  return { ...row, state: 'removed', by: 'reader', type: null, bytes: null, problem: null, settledAt: null };
}

/** How many of its newest episodes a feed keeps on this computer by itself; none is 0. What is beyond goes. */
export async function setKeptEpisodes(
  context: LibraryContext,
  feedId: FeedId,
  keptEpisodes: number,
): Promise<null> {
  const { database } = context;
  await database.transaction('rw', ['feeds'], async () => {
    const feed = await database.feeds.get(feedId);
    if (!feed) return refuse({ code: 'invalid-request', detail: 'the feed is no longer there' });
    await database.feeds.put({ ...feed, keptEpisodes });
  });
  await keepEpisodes(context, feedId);
  return null;
}

/**
 * Brings the newest episodes of a feed, and lets those go that it kept by itself before. What the reader asked for, or saved or
 * tagged the article of, stays.
 */
export async function keepEpisodes(context: LibraryContext, feedId: FeedId): Promise<void> {
  const { database } = context;
  const feed = await database.feeds.get(feedId);
  if (!feed || feed.unsubscribedAt !== null) return;
  const newest = new Map<ArticleId, Wish>();
  if (feed.keptEpisodes > 0) {
    const view = { kind: 'feed', feedId } as const;
    const rows = await readList(database, view, { limit: episodesWithin }, context.now());
    for (const wish of await readWishes(
      database,
      rows.map(({ id }) => id),
      'attached',
    )) {
      // The first stands for an article that has several.
      if (!newest.has(wish.articleId) && newest.size < feed.keptEpisodes) newest.set(wish.articleId, wish);
    }
  }
  await want(context, [...newest.values()], { by: 'feed', urgent: false, again: false });
  const unwanted = await database.transaction('rw', ['articles', 'audio', 'feeds'], async () => {
    const isOwn = (id: ArticleId) => feedIdOf(id) === feedId;
    const own = await database.audio
      .filter((row) => row.by === 'feed' && row.articleIds.some(isOwn))
      .toArray();
    const old = own.filter(({ articleIds }) => !articleIds.some((id) => newest.has(id)));
    const ids = old.flatMap(({ articleIds }) => articleIds);
    const articles = await database.articles.bulkGet(ids);
    const kept = new Set(articles.flatMap((row) => (row && isKept(row) ? [row.id] : [])));
    const free = old.filter(({ articleIds }) => !articleIds.some((id) => kept.has(id)));
    // Two feeds may carry one recording: it is then the other's to keep, or to let go when its turn comes.
    const others = await database.feeds.bulkGet([...new Set(ids.map(feedIdOf))]);
    const keepers = new Map(
      others.flatMap((other) =>
        other && other.id !== feedId && other.unsubscribedAt === null && other.keptEpisodes > 0
          ? [[other.id, other.feedUrl] as const]
          : [],
      ),
    );
    const left = free.map((row) => handedOver(row, keepers));
    await database.audio.bulkPut(left.filter(({ articleIds }) => articleIds.length > 0));
    const keys = left.filter(({ articleIds }) => articleIds.length === 0).map(({ key }) => key);
    await database.audio.bulkDelete(keys);
    return keys;
  });
  dropAudio(context, unwanted);
}

/** The row with the articles of these feeds alone, and the first of them for its feed. */
function handedOver(row: AudioRow, feedUrls: ReadonlyMap<FeedId, string>): AudioRow {
  const articleIds = row.articleIds.filter((id) => feedUrls.has(feedIdOf(id)));
  const [first] = articleIds;
  const feedId = first ? feedIdOf(first) : row.feedId;
  return { ...row, articleIds, feedId, feedUrl: feedUrls.get(feedId) ?? row.feedUrl };
}

/** The recordings of articles, as wishes, in the order of the articles. */
async function readWishes(
  database: LibraryDatabase,
  ids: readonly ArticleId[],
  which: 'all' | 'attached' = 'all',
): Promise<readonly Wish[]> {
  const articles = await database.articles.bulkGet([...ids]);
  const [bodies, texts] = await Promise.all([
    readBodies(database, articles),
    database.fullTexts.bulkGet([...ids]),
  ]);
  const feeds = await database.feeds.bulkGet([
    ...new Set(articles.flatMap((row) => (row ? [row.feedId] : []))),
  ]);
  const feedUrls = new Map(feeds.flatMap((feed) => (feed ? [[feed.id, feed.feedUrl] as const] : [])));
  return articles.flatMap((article, place): Wish[] => {
    const [body, text] = [bodies[place], texts[place]?.text];
    const feedUrl = article && feedUrls.get(article.feedId);
    if (!article || !body || feedUrl === undefined) return [];
    const html = which === 'attached' ? '' : body.html + (text?.html ?? '');
    return recordingsOf({ enclosures: body.enclosures, html })
      .filter(({ url }) => url.length <= longestUrl && URL.canParse(url))
      .map(({ url }, index) => ({
        articleId: article.id,
        feedId: article.feedId,
        feedUrl,
        url,
        chaptersUrl: index === 0 ? chaptersUrl(body) : null,
      }));
  });
}

/** Where the chapters are to be had, when the feed does not tell them itself. */
function chaptersUrl({ chapters, chaptersFile }: BodyRow): string | null {
  const url = chapters && chapters.length > 0 ? undefined : chaptersFile?.url;
  return url && url.length <= longestUrl && /^https?:/i.test(url) && URL.canParse(url) ? url : null;
}

/** Writes wishes and asks main for what is not here. Returns the names of the recordings, without those of articles that are gone. */
async function want(
  context: LibraryContext,
  wishes: readonly Wish[],
  how: { readonly by: AudioRow['by']; readonly urgent: boolean; readonly again: boolean },
): Promise<readonly AudioKey[]> {
  const { database } = context;
  // Before the transaction, which would not wait for it.
  const keyed = await Promise.all(wishes.map(async (wish) => ({ ...wish, key: await audioKeyOf(wish.url) })));
  const rows = await database.transaction('rw', ['articles', 'audio'], async () => {
    const articles = await database.articles.bulkGet(keyed.map(({ articleId }) => articleId));
    const there = keyed.filter((_, place) => articles[place]);
    const before = await database.audio.bulkGet(there.map(({ key }) => key));
    const after = new Map(before.flatMap((row) => (row ? [[row.key, row] as const] : [])));
    const asked = new Map<AudioKey, AudioRow>();
    for (const { articleId, ...wish } of there) {
      const row = after.get(wish.key);
      // What the reader removed comes again only when they ask.
      if (row?.state === 'removed' && how.by === 'feed') continue;
      const articleIds = [...new Set([...(row?.articleIds ?? []), articleId])];
      const by = row?.by === 'reader' ? 'reader' : how.by;
      const blank = { type: null, bytes: null, chapters: null } as const;
      const changed: AudioRow =
        row?.state === 'stored' && !how.again
          ? { ...row, articleIds, by }
          : {
              ...blank,
              ...row,
              ...wish,
              articleIds,
              by,
              state: 'pending',
              problem: null,
              askedAt: context.now(),
              settledAt: null,
            };
      after.set(wish.key, changed);
      asked.set(wish.key, changed);
    }
    await database.audio.bulkPut([...asked.values()]);
    return [...asked.values()];
  });
  askForAudio(
    context,
    rows.filter(({ state }) => state === 'pending'),
    how.urgent,
  );
  return rows.map(({ key }) => key);
}

function askForAudio(context: LibraryContext, rows: readonly AudioRow[], urgent: boolean): void {
  const wanted = rows.map(
    ({ key, url, feedUrl, chaptersUrl: chapters }): WantedAudio => ({
      key,
      url,
      feedUrl,
      chaptersUrl: chapters,
      urgent,
    }),
  );
  for (let first = 0; first < wanted.length; first += audioPerMessage) {
    context.tell({ type: 'audio-wanted', audio: wanted.slice(first, first + audioPerMessage) });
  }
}

export function dropAudio(context: LibraryContext, keys: readonly AudioKey[]): void {
  if (keys.length > 0) context.tell({ type: 'audio-unwanted', keys });
}

/** Tells main at the start what is still wished for, and asks for what is not here. */
export async function askForPendingAudio(context: LibraryContext): Promise<void> {
  const rows = (await context.database.audio.toArray()).filter(({ state }) => state !== 'removed');
  context.tell({ type: 'audio-kept', keys: rows.map(({ key }) => key) });
  askForAudio(
    context,
    rows.filter(({ state }) => state === 'pending'),
    false,
  );
}

/** Feeds answered, so the network is back: their recordings that broke off are worth another try. */
export async function askForBrokenAudio(
  context: LibraryContext,
  feedIds: ReadonlySet<FeedId>,
): Promise<void> {
  if (feedIds.size === 0) return;
  const pending = await context.database.audio.where('state').equals('pending').toArray();
  askForAudio(
    context,
    pending.filter((row) => feedIds.has(row.feedId) && row.problem !== null),
    false,
  );
}

/** Writes down what main reports. Recordings that nobody wants any more are refused. */
export async function settleAudio(context: LibraryContext, settled: SettledAudio): Promise<void> {
  const { database, now } = context;
  const wanted = await database.transaction('rw', ['audio'], async () => {
    const row = await database.audio.get(settled.key);
    if (!row || row.state === 'removed') return false;
    await database.audio.put(settledRow(row, settled, now()));
    return true;
  });
  if (!wanted) dropAudio(context, [settled.key]);
}

function settledRow(row: AudioRow, settled: SettledAudio, now: number): AudioRow {
  if (settled.ok) {
    const { type, bytes, chapters } = settled;
    return {
      ...row,
      state: 'stored',
      type,
      bytes,
      chapters: chapters ?? row.chapters,
      problem: null,
      settledAt: now,
    };
  }
  return {
    ...row,
    state: settled.retry ? 'pending' : 'failed',
    problem: settled.problem,
    settledAt: now,
  };
}

/**
 * Removes the rows of recordings that no other article carries, and returns their names for main. Inside a transaction over
 * `audio`, with the articles that go.
 */
export async function removeAudioOf(
  database: LibraryDatabase,
  ids: readonly ArticleId[],
): Promise<readonly AudioKey[]> {
  if (ids.length === 0) return [];
  const going = new Set(ids);
  const rows = await database.audio
    .where('articleIds')
    .anyOf([...ids])
    .distinct()
    .toArray();
  const left = rows.map((row) => ({ ...row, articleIds: row.articleIds.filter((id) => !going.has(id)) }));
  await database.audio.bulkPut(left.filter(({ articleIds }) => articleIds.length > 0));
  const keys = left.filter(({ articleIds }) => articleIds.length === 0).map(({ key }) => key);
  await database.audio.bulkDelete(keys);
  return keys;
}

/** The name of a recording, as main makes it: lower-case hex SHA-256 of its address. */
async function audioKeyOf(url: string): Promise<AudioKey> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(url));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  ) as AudioKey;
}
