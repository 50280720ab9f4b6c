/** Discovery: from a page to its feeds. */
import { Parser } from 'htmlparser2';

export { decodeHtml } from './parse/decode';

export interface FoundLink {
  /** Absolute. */
  readonly url: string;
  readonly title: string | null;
  /** Media type in lower case; null for a link that only looks like one to a feed. */
  readonly type: string | null;
}

/** The types a page names its feeds with. Plain XML and JSON as an alternate are nearly always feeds, too. */
const FEED_TYPES = new Set([
  'application/rss+xml',
  'application/atom+xml',
  'application/rdf+xml',
  'application/feed+json',
  'application/json',
  'application/xml',
  'text/xml',
]);

/** JSON that blog software puts into every page's head and that is no feed. */
const NOT_A_FEED = /\/(?:wp-json|oembed|wp\/v2)(?:[/?]|$)|[?&]format=json-oembed/i;

/** Ends of addresses that mean a feed: `/feed`, `/rss`, `index.xml`, `news.rss`, `?feed=rss2`. */
const FEED_PATH =
  /(?:^|[/._-])(?:feeds?|rss2?|atom|rdf)\/?$|\.(?:rss|atom|rdf)$|\/(?:rss|atom|feed|index)\.(?:xml|json|php)$/i;
const FEED_QUERY = /(?:^|[?&])(?:feed|format|type)=(?:rss2?|atom|rdf)\b/i;

/** More than any page has; the rest is ignored. */
const MAX_LINKS = 100;
const MAX_ANCHORS = 5_000;
const MAX_TITLE = 300;

/**
 * The feeds a page names in `<link rel="alternate">`. Only when there is none: the links in its text that clearly lead to a
 * feed, a guess to be checked by fetching. Each address once, in the page's order. Pure and linear.
 */
export function discoverFeeds(html: string, pageUrl: string): FoundLink[] {
  const { base, named, anchors } = readPage(html);
  const baseUrl = (base === null ? null : webUrl(base, pageUrl)) ?? pageUrl;
  const feeds = distinct(named, baseUrl).filter(
    ({ url, type }) => type !== 'application/json' || !NOT_A_FEED.test(url),
  );
  return feeds.length > 0 ? feeds : distinct(anchors, baseUrl).filter(({ url }) => looksLikeFeed(url));
}

/** A link as the page writes it. */
interface RawLink {
  readonly href: string;
  readonly type: string | null;
  readonly title: string;
  text: string;
}

interface Page {
  base: string | null;
  readonly named: RawLink[];
  readonly anchors: RawLink[];
}

function readPage(html: string): Page {
  const page: Page = { base: null, named: [], anchors: [] };
  let anchor: RawLink | null = null;
  const parser = new Parser({
    onopentag(name, attributes) {
      const href = attributes.href?.trim();
      if (!href) return;
      const title = attributes.title ?? '';
      if (name === 'base') page.base ??= href;
      else if (name === 'link') {
        const type = feedType(attributes);
        if (type && page.named.length < MAX_LINKS) page.named.push({ href, type, title, text: '' });
      } else if (name === 'a') {
        anchor = { href, type: null, title, text: '' };
        if (page.anchors.length < MAX_ANCHORS) page.anchors.push(anchor);
      }
    },
    ontext(text) {
      if (anchor && anchor.text.length < MAX_TITLE) anchor.text += text;
    },
    onclosetag(name) {
      if (name === 'a') anchor = null;
    },
  });
  parser.end(html);
  return page;
}

/** The feed type a `<link>` declares; null when it is for something else, such as a style sheet or a translation. */
function feedType(attributes: Readonly<Record<string, string>>): string | null {
  const rels = (attributes.rel ?? '').toLowerCase().split(/\s+/);
  const type = attributes.type?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  return (rels.includes('alternate') || rels.includes('feed')) && FEED_TYPES.has(type) ? type : null;
}

function distinct(links: readonly RawLink[], base: string): FoundLink[] {
  const found = new Map<string, FoundLink>();
  for (const { href, type, title, text } of links) {
    const url = webUrl(href, base);
    if (url !== null && !found.has(url))
      found.set(url, { url, title: oneLine(title) ?? oneLine(text), type });
  }
  return [...found.values()];
}

function looksLikeFeed(url: string): boolean {
  const { pathname, search } = new URL(url);
  return FEED_PATH.test(pathname) || FEED_QUERY.test(search);
}

/** `feed:` addresses, an old habit, mean http. */
function webUrl(href: string, base: string): string | null {
  try {
    const url = new URL(href.replace(/^feed:(?:\/\/)?(?=https?:)/i, '').replace(/^feed:/i, 'http:'), base);
    url.hash = '';
    return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : null;
  } catch {
    return null;
  }
}

function oneLine(text: string): string | null {
  const line = text.slice(0, MAX_TITLE).replace(/\s+/g, ' ').trim();
  return line === '' ? null : line;
}
