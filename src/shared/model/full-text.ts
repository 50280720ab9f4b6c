import type { ArticleImage } from './article';
import type { ArticleId } from './ids';
import type { Problem } from './problem';
import type { Removed } from './removed';

/** The whole text of an article as its page has it, beside what the feed carried. */
export interface FullText {
  /** Sanitized, as an article's body is. */
  readonly html: string;
  readonly images: readonly ArticleImage[];
  readonly words: number;
  /** Reading time. */
  readonly minutes: number;
  /** Pages of the publisher's site it was put together from. */
  readonly pages: number;
  /** As in an article's body. */
  readonly removed?: Removed;
}

/** A text the library asks main for. */
export interface WantedFullText {
  readonly articleId: ArticleId;
  /** The article's page. */
  readonly url: string;
  /** A feed from the public web may not make us ask private addresses. */
  readonly feedUrl: string;
}

export type SettledFullText =
  | { readonly articleId: ArticleId; readonly ok: true; readonly text: FullText }
  /** `retry`: worth another try later (the network, not the page, was at fault). */
  | {
      readonly articleId: ArticleId;
      readonly ok: false;
      readonly problem: Problem;
      readonly retry: boolean;
    };

/** Articles of so few words are often the beginnings of longer ones. */
const excerptWords = 150;

/** Whether the feed seems to carry only the beginning of an article that goes on at its page. */
export function looksLikeExcerpt(article: { readonly words: number; readonly url: string | null }): boolean {
  return article.url !== null && article.words < excerptWords;
}
