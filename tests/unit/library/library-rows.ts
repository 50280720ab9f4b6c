import type { ArticleDraft } from '../../../src/renderer/library/merge-poll';
import type { ArticleRow, FeedRow } from '../../../src/renderer/library/schema';
import type { ArticleImage } from '../../../src/shared/model/article';
import type { FeedId, ImageKey } from '../../../src/shared/model/ids';
import {
  noHints,
  noMemory,
  type PolledArticle,
  type PollOutcome,
  type PollResult,
} from '../../../src/shared/model/poll';

/** What tests of the library are made of: feeds, articles and polls, each with something sensible in every field. */

/** Monday, 3 June 2024, noon UTC. */
export const noon = Date.UTC(2024, 5, 3, 12);
export const minute = 60_000;
export const day = 86_400_000;

export function feedRow(fields: Partial<FeedRow> = {}): FeedRow {
  return {
    id: 'f1' as FeedId,
    feedUrl: 'https://news.example/feed.xml',
    siteUrl: null,
    title: 'The News',
    ownTitle: null,
    description: null,
    language: null,
    folderId: null,
    subscribedAt: noon - day,
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
    ...fields,
  };
}

/** An image whose key is a digest's length and can be told apart by its number. */
export function image(number: number): ArticleImage {
  const key = number.toString(16).padStart(64, '0') as ImageKey;
  return { key, url: `https://news.example/${number}.jpg` };
}

export interface ArticleFields extends Partial<Omit<PolledArticle, 'body'>> {
  readonly text?: string;
  readonly images?: readonly ArticleImage[];
}

/** An article whose hash stands for its title, text and pictures. */
export function polledArticle(identity: string, fields: ArticleFields = {}): PolledArticle {
  const { text = `Text of ${identity}`, images = [], ...rest } = fields;
  const title = fields.title ?? `Article ${identity}`;
  return {
    identity,
    address: fields.url === null ? null : (fields.url ?? identity),
    addressIdentity: null,
    guid: identity,
    url: `https://news.example/${identity}`,
    title,
    authors: ['Ada Reporter'],
    categories: [],
    publishedAt: noon - minute,
    updatedAt: null,
    excerpt: text,
    leadImageKey: images[0]?.key ?? null,
    words: 3,
    minutes: 1,
    comments: { count: null, url: null, feedUrl: null },
    contentHash: `${title}|${text}|${images.map(({ key }) => key).join()}`,
    body: { html: `<p>${text}</p>`, language: 'en', leadImage: null, images, enclosures: [] },
    ...rest,
  };
}

export function content(
  articles: readonly PolledArticle[],
  fields: Partial<Extract<PollResult, { kind: 'content' }>> = {},
): PollResult {
  return {
    kind: 'content',
    movedTo: null,
    validators: { etag: '"1"', lastModified: null },
    feed: {
      title: 'The News',
      siteUrl: 'https://news.example/',
      description: null,
      language: 'en',

      truncated: false,
      hints: noHints,
      flaws: [],
      articles,
    },
    ...fields,
  };
}

export function poll(feedId: string, result: PollResult, fields: Partial<PollOutcome> = {}): PollOutcome {
  const finishedAt = fields.finishedAt ?? noon;
  return {
    feedId: feedId as FeedId,
    startedAt: finishedAt - 200,
    finishedAt,
    status: result.kind === 'unchanged' ? 304 : 200,
    bytes: 1000,
    nextPollAt: finishedAt + 30 * minute,
    nextPollReason: { code: 'new' },
    memory: noMemory,
    result,
    ...fields,
  };
}

/** A row as it is once its body is stored. */
export function storedRow(draft: ArticleDraft): ArticleRow {
  return { bodyPack: 1, ...draft };
}

export function byId(rows: readonly ArticleRow[]): ReadonlyMap<ArticleRow['id'], ArticleRow> {
  return new Map(rows.map((row) => [row.id, row]));
}
