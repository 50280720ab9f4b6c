import type { ArticleId, FeedId, ImageKey, TagId } from './ids';
import type { Removed } from './removed';
import type { Edit } from './revision';

/** A picture an article needs. `url` is absolute (http, https or data:). */
export interface ArticleImage {
  readonly key: ImageKey;
  readonly url: string;
}

export interface LeadImage extends ArticleImage {
  /** Plain text. */
  readonly caption: string | null;
}

/** Attached media. `length` in bytes, `duration` in seconds. */
export interface Enclosure {
  readonly url: string;
  readonly type: string | null;
  readonly length: number | null;
  readonly duration: number | null;
  readonly title: string | null;
}

/** A part of a recording. `start` in seconds; addresses are http(s). */
export interface Chapter {
  readonly start: number;
  readonly title: string;
  readonly url: string | null;
  readonly imageUrl: string | null;
}

/** A recording in words. `language` as the publisher names it. */
export interface Transcript {
  readonly url: string;
  readonly type: string | null;
  readonly language: string | null;
}

export interface Comments {
  readonly count: number | null;
  /** http(s) page with the comments. */
  readonly url: string | null;
  readonly feedUrl: string | null;
}

/** The publisher's part that lists need. Replaced as a whole when the publisher edits; never touches {@link ArticleStatus}. */
export interface ArticleContent {
  readonly guid: string | null;
  readonly url: string | null;
  /** Plain text; empty when the publisher gave none (see `articleTitle`). */
  readonly title: string;
  readonly authors: readonly string[];
  readonly categories: readonly string[];
  /** When the publisher says it appeared; the time of arrival when they say nothing or something absurd. */
  readonly publishedAt: number;
  /** True when `publishedAt` is the time of arrival, for want of a usable date. */
  readonly dateGuessed: boolean;
  readonly updatedAt: number | null;
  /** Plain text, a few hundred characters. */
  readonly excerpt: string;
  readonly leadImageKey: ImageKey | null;
  readonly words: number;
  /** Reading time. */
  readonly minutes: number;
  readonly comments: Comments;
  /** Changes when the publisher's text changes; opaque. */
  readonly contentHash: string;
}

/** The reader's part. Outlives content. */
export interface ArticleStatus {
  readonly read: boolean;
  readonly saved: boolean;
  readonly tagIds: readonly TagId[];
  /** When it came to this machine. */
  readonly arrivedAt: number;
  /** How often the publisher changed it since arrival. */
  readonly revision: number;
  /** What the latest change touched that readers see; null when there was none. */
  readonly edited: Edit | null;
}

/** A row of a list: everything but the body. */
export interface Article extends ArticleContent, ArticleStatus {
  readonly id: ArticleId;
  readonly feedId: FeedId;
}

/** The part that only the open article needs; stored apart from the list fields. */
export interface ArticleBody {
  /** Sanitized HTML whose pictures point to `media://image/<key>`. */
  readonly html: string;
  readonly language: string | null;
  readonly leadImage: LeadImage | null;
  readonly images: readonly ArticleImage[];
  readonly enclosures: readonly Enclosure[];
  /** Chapters of its recording, as the feed tells them; left out when it tells none. */
  readonly chapters?: readonly Chapter[];
  /** A file that tells them (`podcast:chapters`). */
  readonly chaptersFile?: { readonly url: string; readonly type: string | null };
  readonly transcripts?: readonly Transcript[];
  /** Left out when nothing was removed. */
  readonly removed?: Removed;
}

/** What to show as the title, also for an article without one. */
export function articleTitle(article: Pick<ArticleContent, 'title' | 'excerpt'>): string {
  if (article.title) return article.title;
  if (article.excerpt)
    return article.excerpt.length > 90 ? `${article.excerpt.slice(0, 88).trimEnd()}…` : article.excerpt;
  return 'Untitled article';
}
