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

/** A part of a recording. */
export interface Chapter {
  /** Seconds from the beginning. */
  readonly start: number;
  /** Plain text. */
  readonly title: string;
  /** http(s) page about it. */
  readonly url: string | null;
  readonly imageUrl: string | null;
}

/** Where the chapters of a recording stand in a file of their own (podcast:chapters). */
export interface Chapters {
  readonly url: string;
  readonly type: string | null;
}

/** The words of a recording, in a file of their own (podcast:transcript). */
export interface Transcript {
  readonly url: string;
  readonly type: string | null;
  /** BCP 47 tag as published; null is the feed's. */
  readonly language: string | null;
}

/** Someone who had a part in an article. At least one of name and e-mail address is there. */
export interface Person {
  readonly name: string | null;
  readonly email: string | null;
  /** http(s) page about them. */
  readonly url: string | null;
  readonly imageUrl: string | null;
  /** What they did, as published, in lower case (`contributor`, `host`, `guest` …); null for an author. */
  readonly role: string | null;
}

/** A publisher's category with what lists leave out. */
export interface Category {
  readonly term: string;
  /** Which vocabulary it is from: often, but not always, an address. */
  readonly scheme: string | null;
  /** What to show instead of `term`. */
  readonly label: string | null;
}

/** A further link of an article, such as Atom's `related` and `via` (IANA's link relations). */
export interface ArticleLink {
  readonly rel: string;
  /** http(s) */
  readonly url: string;
  readonly type: string | null;
  readonly title: string | null;
  /** BCP 47 tag as published. */
  readonly language: string | null;
}

/** Where an article plays. Degrees (WGS 84), north and east positive. */
export interface Place {
  readonly latitude: number;
  readonly longitude: number;
  readonly name: string | null;
}

/** What few articles have. Each is left out where the publisher says nothing, so that most bodies stay small. */
export interface ArticleExtras {
  /** Authors of whom more than a name is known, and everyone else who had a part. */
  readonly people?: readonly Person[];
  /** Those with a scheme or a label. */
  readonly categories?: readonly Category[];
  readonly links?: readonly ArticleLink[];
  /** Left out where the guid is not said to be an address, or not to be one. */
  readonly guidIsPermalink?: boolean;
  /** Of the text, where the publisher tells it apart from the language. */
  readonly direction?: 'ltr' | 'rtl';
  readonly place?: Place;
  /** Chapters told in the feed itself, in order. */
  readonly chapters?: readonly Chapter[];
  readonly chaptersFile?: Chapters;
  readonly transcripts?: readonly Transcript[];
}

/**
 * Why an article's date is not its publisher's: there was none, it could not be read, or nobody can have published then (before
 * the web, or in times to come).
 */
export type DateReason = 'missing' | 'unreadable' | 'past' | 'future';

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
  /** Why it was guessed; left out when it was not, and in rows from before this was kept. */
  readonly dateReason?: DateReason;
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
export interface ArticleBody extends ArticleExtras {
  /** Sanitized HTML whose pictures point to `media://image/<key>`. */
  readonly html: string;
  readonly language: string | null;
  readonly leadImage: LeadImage | null;
  readonly images: readonly ArticleImage[];
  readonly enclosures: readonly Enclosure[];
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
