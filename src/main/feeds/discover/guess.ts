/** An address that probably leads to a feed: to be checked by fetching. */
export interface FeedGuess {
  /** The same feed by several addresses; the first that answers with a feed is it. */
  readonly urls: readonly string[];
  /** What the page calls it; null when nothing does. */
  readonly title: string | null;
  /** It carries the comments of readers, not articles. */
  readonly comments: boolean;
  /** The page declares it, so a failure is worth telling; otherwise it only looks like a feed. */
  readonly declared: boolean;
}

const COMMENTS_URL = /\/comments?(?:\/|$)|\/feeds\/comments\/|[?&]feed=comments/i;
const COMMENTS_TITLE = /\b(?:comments?|kommentare?|commentaires?|comentarios|commenti|reacties)\b/i;

/** Whether a feed is one of comments, by its address or by what it is called. */
export function isCommentsFeed(url: string, title: string | null): boolean {
  return COMMENTS_URL.test(url) || (title !== null && COMMENTS_TITLE.test(title));
}

/** Feeds of articles first, each part in its own order. */
export function commentsLast<T extends { readonly comments: boolean }>(feeds: readonly T[]): T[] {
  return [...feeds.filter(({ comments }) => !comments), ...feeds.filter(({ comments }) => comments)];
}

/** Ends of addresses that mean a feed: `/feed`, `/rss`, `index.xml`, `news.rss`, `?feed=rss2`. */
const FEED_PATH =
  /(?:^|[/._-])(?:feeds?|rss2?|atom|rdf)\/?$|\.(?:rss|atom|rdf)$|\/(?:rss|atom|feed|index)\.(?:xml|json|php)$/i;
const FEED_QUERY = /(?:^|[?&])(?:feed|format|type)=(?:rss2?|atom|rdf)\b/i;

/** Whether an address is written as those of feeds are. */
export function looksLikeFeed(url: string): boolean {
  const { pathname, search } = new URL(url);
  return FEED_PATH.test(pathname) || FEED_QUERY.test(search);
}
