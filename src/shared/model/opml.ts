/** A subscription as a list of subscriptions (OPML 2.0, http://opml.org/spec2.opml) tells it. */
export interface OpmlSubscription {
  readonly feedUrl: string;
  /** The publisher's title: the attribute `title`, else `text`. */
  readonly title: string | null;
  /** The reader's own title, where `text` differs from `title`. */
  readonly ownTitle: string | null;
  readonly siteUrl: string | null;
  readonly description: string | null;
  /** Titles of the folders around it, from the outside in; empty at the top. */
  readonly folder: readonly string[];
}

/** An outline that is no subscription to a feed, and why, in plain words. */
export interface SkippedOutline {
  readonly title: string;
  readonly reason: string;
}

export interface OpmlFile {
  /** File name, for the reader to see what is being imported. */
  readonly name: string;
  /** Each address once, in the order of the file. */
  readonly subscriptions: readonly OpmlSubscription[];
  /** The first of what was left out. */
  readonly skipped: readonly SkippedOutline[];
  /** How many were left out in all. */
  readonly skippedCount: number;
  /** Outlines that name a feed named before. */
  readonly duplicates: number;
  /** Feeds that stand in no folder of the file, and go to the one their `category` names. */
  readonly filedByCategory: number;
}

/** Bytes of the largest file that is read. */
export const opmlSizeLimit = 20_000_000;
/** Characters of the longest title or description that is read or written. */
export const longestOpmlText = 1000;
