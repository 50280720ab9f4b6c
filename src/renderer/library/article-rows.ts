import type { Article } from '../../shared/model/article';
import type { ArticleId, FeedId, TagId } from '../../shared/model/ids';
import type { ArticleRow } from './schema';

export function articleIdOf(feedId: FeedId, identity: string): ArticleId {
  return `${feedId}.${identity}` as ArticleId;
}

/** The feed an article belongs to, without reading the article. */
export function feedIdOf(articleId: ArticleId): FeedId {
  return articleId.slice(0, articleId.indexOf('.')) as FeedId;
}

/** The publisher's part of an article's id. */
export function identityOf(articleId: ArticleId): string {
  return articleId.slice(articleId.indexOf('.') + 1);
}

/** The index entries of an article's tags. */
export function tagOrdersOf(tagIds: readonly TagId[], order: number): ArticleRow['tagOrders'] {
  return tagIds.map((tagId) => [tagId, order] as const);
}

/** The row with other tags. */
export function withTags(row: ArticleRow, tagIds: readonly TagId[]): ArticleRow {
  return { ...row, tagIds, tagOrders: tagOrdersOf(tagIds, row.order) };
}

/** The row saved or no longer saved. */
export function withSaved(row: ArticleRow, saved: boolean): ArticleRow {
  return { ...row, saved: saved ? 1 : 0, savedOrder: saved ? row.order : null };
}

/** Kept for good: saved or tagged. */
export function isKept(row: ArticleRow): boolean {
  return row.saved === 1 || row.tagIds.length > 0;
}

/** A row as the rest of the app knows it: booleans, and no index fields. */
export function toArticle(row: ArticleRow): Article {
  const {
    order: _order,
    savedOrder: _savedOrder,
    tagOrders: _tagOrders,
    bodyPack: _bodyPack,
    unread,
    saved,
    edited,
    ...rest
  } = row;
  return { ...rest, read: unread === 0, saved: saved === 1, edited: edited ?? null };
}
