import type { ArticleImage } from '../../shared/model/article';
import {
  type FullText,
  looksLikeExcerpt,
  type SettledFullText,
  type WantedFullText,
} from '../../shared/model/full-text';
import type { ArticleId, FeedId, ImageKey } from '../../shared/model/ids';
import type { WantedImage } from '../../shared/model/poll';
import { refuse } from './as-result';
import { requestAllAudio } from './audio';
import { readBodies } from './body-packs';
import { askForImages, dropImages, removeUnused, retryImages, toWanted, wantedRows } from './images';
import type { LibraryContext } from './library-context';
import type { FeedRow, FullTextRow, LibraryDatabase } from './schema';

/** Whole articles: which are wanted, and what main found. The pages are main's business; the list of wishes is ours. */

const textsPerMessage = 200;

/** A wish for a text, to be written. What was found earlier stays until there is something better. */
function wish(id: ArticleId, before: FullTextRow | undefined): FullTextRow {
  const blank = { id, text: null, settledAt: null, imageKeys: [] } as const;
  return { ...(before ?? blank), state: 'pending', problem: null };
}

/** Asks for the whole text of one article, at the reader's wish; also when the last try failed. */
export async function requestFullText(context: LibraryContext, id: ArticleId): Promise<null> {
  const { database } = context;
  const wanted = await database.transaction('rw', ['articles', 'feeds', 'fullTexts'], async () => {
    const article = await database.articles.get(id);
    const feed = article && (await database.feeds.get(article.feedId));
    if (!article?.url || !feed) {
      return refuse({ code: 'invalid-request', detail: 'the article has no page of its own' });
    }
    await database.fullTexts.put(wish(id, await database.fullTexts.get(id)));
    return { articleId: id, url: article.url, feedUrl: feed.feedUrl };
  });
  askForFullTexts(context, [wanted]);
  return null;
}

/** Whether every article of a feed is to be whole; the unread ones that are there are asked for at once. */
export async function setFeedFullText(
  context: LibraryContext,
  feedId: FeedId,
  fullText: boolean,
): Promise<null> {
  const { database } = context;
  const wanted = await database.transaction('rw', ['articles', 'feeds', 'fullTexts'], async () => {
    const feed = await database.feeds.get(feedId);
    if (!feed) return refuse({ code: 'invalid-request', detail: 'the feed is no longer there' });
    await database.feeds.put({ ...feed, fullText });
    if (!fullText) return [];
    const unread = await database.articles
      .where('[feedId+unread+order]')
      .between([feedId, 1, Number.NEGATIVE_INFINITY], [feedId, 1, Number.POSITIVE_INFINITY])
      .limit(textsPerMessage)
      .toArray();
    return writeWishes(database, [{ feed, articles: unread }]);
  });
  askForFullTexts(context, wanted);
  return null;
}

interface FeedArticles {
  readonly feed: FeedRow;
  readonly articles: readonly { readonly id: ArticleId; readonly url: string | null }[];
}

/** Writes wishes for those that have none yet. Inside a transaction over `fullTexts`. */
export async function writeWishes(
  database: LibraryDatabase,
  feeds: readonly FeedArticles[],
): Promise<readonly WantedFullText[]> {
  const wanted = feeds.flatMap(({ feed, articles }) =>
    articles.flatMap(({ id, url }) => (url ? [{ articleId: id, url, feedUrl: feed.feedUrl }] : [])),
  );
  if (wanted.length === 0) return [];
  const rows = await database.fullTexts.bulkGet(wanted.map(({ articleId }) => articleId));
  const fresh = wanted.filter((_, place) => !rows[place]);
  await database.fullTexts.bulkPut(fresh.map(({ articleId }) => wish(articleId, undefined)));
  return fresh;
}

/**
 * Asks for everything that articles lack to be whole without a network: their pictures and recordings, and the full text where the feed carries
 * only a beginning or the reader wants it of the feed. What failed before is tried again.
 */
export async function takeOffline(context: LibraryContext, ids: readonly ArticleId[]): Promise<null> {
  const { database } = context;
  const stores = ['articles', 'feeds', 'bodyPacks', 'fullTexts'] as const;
  const asked = await database.transaction('rw', [...stores], async () => {
    const articles = (await database.articles.bulkGet([...ids])).filter((row) => row !== undefined);
    const feeds = await database.feeds.bulkGet(articles.map(({ feedId }) => feedId));
    const texts = await database.fullTexts.bulkGet(articles.map(({ id }) => id));
    const wanted = articles.flatMap((article, place): WantedFullText[] => {
      const feed = feeds[place];
      if (!feed || !article.url || texts[place]?.state === 'stored') return [];
      if (!feed.fullText && !looksLikeExcerpt(article)) return [];
      return [{ articleId: article.id, url: article.url, feedUrl: feed.feedUrl }];
    });
    const rows = new Map(texts.flatMap((row) => (row ? [[row.id, row] as const] : [])));
    await database.fullTexts.bulkPut(wanted.map(({ articleId }) => wish(articleId, rows.get(articleId))));
    const bodies = await readBodies(database, articles);
    return { wanted, keys: [...bodies, ...texts].flatMap((row) => row?.imageKeys ?? []) };
  });
  askForFullTexts(context, asked.wanted);
  await requestAllAudio(context, ids);
  return retryImages(context, [...new Set(asked.keys)]);
}

export function askForFullTexts(context: LibraryContext, texts: readonly WantedFullText[]): void {
  for (let first = 0; first < texts.length; first += textsPerMessage) {
    context.tell({ type: 'full-texts-wanted', texts: texts.slice(first, first + textsPerMessage) });
  }
}

/** Asks for everything still pending, from this run of the app or an earlier one. */
export async function askForPendingFullTexts(context: LibraryContext): Promise<void> {
  const { database } = context;
  const ids = await database.fullTexts.where('state').equals('pending').primaryKeys();
  const articles = (await database.articles.bulkGet(ids)).filter((row) => row !== undefined);
  const feeds = await database.feeds.bulkGet(articles.map(({ feedId }) => feedId));
  const wanted = articles.flatMap(({ id, url }, place) => {
    const feed = feeds[place];
    return url && feed ? [{ articleId: id, url, feedUrl: feed.feedUrl }] : [];
  });
  askForFullTexts(context, wanted);
}

/** Writes down what main found, in one transaction, and asks for its pictures. Texts whose articles are gone are passed over. */
export async function settleFullTexts(
  context: LibraryContext,
  settled: readonly SettledFullText[],
): Promise<void> {
  const stores = ['articles', 'feeds', 'bodyPacks', 'fullTexts', 'images'] as const;
  const changed = await context.database.transaction('rw', [...stores], async () => {
    const changes: ImageChanges[] = [];
    for (const each of settled) changes.push(await settleFullText(context, each));
    return changes;
  });
  askForImages(
    context,
    changed.flatMap(({ wanted }) => wanted),
  );
  dropImages(
    context,
    changed.flatMap(({ unwanted }) => unwanted),
  );
}

interface ImageChanges {
  readonly wanted: readonly WantedImage[];
  readonly unwanted: readonly ImageKey[];
}

/** Inside a transaction. */
async function settleFullText(
  { database, now }: LibraryContext,
  settled: SettledFullText,
): Promise<ImageChanges> {
  const article = await database.articles.get(settled.articleId);
  const before = await database.fullTexts.get(settled.articleId);
  const feed = article && (await database.feeds.get(article.feedId));
  if (!article || !before || !feed) return { wanted: [], unwanted: [] };
  if (!settled.ok) {
    // A page that could not be had for want of a network is asked for again at the next start.
    const state = settled.retry ? 'pending' : 'failed';
    await database.fullTexts.put({ ...before, state, problem: settled.problem, settledAt: now() });
    return { wanted: [], unwanted: [] };
  }
  await database.fullTexts.put(storedRow(before, settled.text, now()));
  const images = settled.text.images.map((image) => ({ ...image, feedUrl: feed.feedUrl }));
  const known = await database.images.bulkGet(images.map(({ key }) => key));
  const rows = wantedRows(images, known, now());
  await database.images.bulkPut(rows);
  return {
    wanted: rows.filter(({ state }) => state === 'pending').map(toWanted),
    unwanted: await removeUnused(database, before.imageKeys),
  };
}

function storedRow(before: FullTextRow, text: FullText, at: number): FullTextRow {
  const imageKeys = [...new Set(text.images.map(({ key }: ArticleImage) => key))];
  return { ...before, state: 'stored', text, problem: null, settledAt: at, imageKeys };
}
