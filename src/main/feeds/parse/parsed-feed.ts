import type { ArticleExtras } from '../../../shared/model/article';
import type { FeedExtras, FeedFlaw, PublisherHints } from '../../../shared/model/poll';

/**
 * What `parseFeed` returns: a feed as its publisher wrote it, in one shape for RSS, RDF, Atom and JSON Feed.
 * HTML in it is raw (not sanitized); every URL is absolute; a field the publisher left out or wrote wrongly is null or empty.
 */
export interface ParsedFeed {
  readonly format: 'rss' | 'rdf' | 'atom' | 'json';
  /** Plain text. */
  readonly title: string | null;
  readonly description: string | null;
  /** The site this feed belongs to (RSS `link`, Atom `link rel=alternate`). */
  readonly siteUrl: string | null;
  /** BCP 47 tag as published. */
  readonly language: string | null;
  readonly extras: FeedExtras;
  readonly hints: PublisherHints;
  readonly flaws: readonly FeedFlaw[];
  readonly items: readonly ParsedItem[];
  /**
   * The document broke off before its end: whole items are here, later ones are not. Its validators must not be kept, or
   * the rest would never be asked for again.
   */
  readonly truncated: boolean;
}

export interface ParsedItem {
  /** The publisher's id: `guid`, `atom:id`, JSON Feed `id`. */
  readonly guid: string | null;
  /** Plain text, entities resolved, no markup. */
  readonly title: string | null;
  readonly url: string | null;
  /** Milliseconds since the epoch. */
  readonly publishedAt: number | null;
  /** There is a date, but none that can be read; left out otherwise. */
  readonly dateUnreadable?: true;
  readonly updatedAt: number | null;
  /** Names, without e-mail addresses where a name is given. */
  readonly authors: readonly string[];
  readonly categories: readonly string[];
  /** The fullest body the item carries. */
  readonly contentHtml: string | null;
  /** A shorter summary, where the item has one beside its content. */
  readonly summaryHtml: string | null;
  readonly language: string | null;
  readonly comments: ParsedComments;
  /** The picture published beside the text: media:content, media:thumbnail, image enclosure, itunes:image, JSON Feed `image`. */
  readonly leadImage: ParsedLeadImage | null;
  readonly enclosures: readonly ParsedEnclosure[];
  readonly extras: ArticleExtras;
}

export interface ParsedComments {
  /** slash:comments, thr:total */
  readonly count: number | null;
  /** The page with the comments (RSS `comments`, Atom `link rel=replies` of type text/html). */
  readonly url: string | null;
  /** A feed of the comments (wfw:commentRss, Atom `link rel=replies` of a feed type). */
  readonly feedUrl: string | null;
}

export interface ParsedLeadImage {
  readonly url: string;
  /** Plain text (media:description, media:title, media:credit …). */
  readonly caption: string | null;
}

export interface ParsedEnclosure {
  readonly url: string;
  readonly type: string | null;
  /** Bytes. */
  readonly length: number | null;
  /** Seconds. */
  readonly duration: number | null;
  readonly title: string | null;
}
