/** Discovery: from a page to its feeds. */
import { Parser } from 'htmlparser2';
import { youtubeChannelFeed } from './address-rules';
import { commentsLast, type FeedGuess, isCommentsFeed, looksLikeFeed } from './guess';

export interface PageFindings {
  /** Feeds of articles first, then those of comments; each address once, in the page's order. */
  readonly feeds: readonly FeedGuess[];
  /** What the page says it was made with; empty when it says nothing. */
  readonly platform: string;
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

/** Platforms that do not name themselves, known by where their pages take scripts, styles and pictures from. */
const ASSETS: readonly (readonly [url: RegExp, platform: string])[] = [
  [/^(?:https?:)?\/\/(?:[\w-]+\.)*substackcdn\.com\//i, 'Substack'],
  [/^(?:https?:)?\/\/cdn-(?:client|static-1)\.medium\.com\//i, 'Medium'],
  [/^(?:https?:)?\/\/assets\.tumblr\.com\//i, 'Tumblr'],
];

const YOUTUBE_HOST = /^(?:(?:www|m|music)\.)?youtube\.com$/;
const CHANNEL_URL = /^https:\/\/www\.youtube\.com\/channel\/(UC[\w-]{22})$/;
const CHANNEL_ID = /^UC[\w-]{22}$/;
/** In the script of a page: of the page's own channel, and, on that of a video, of the channel it belongs to. */
const CHANNEL_IN_SCRIPT = [/"externalId":"(UC[\w-]{22})"/, /"channelId":"(UC[\w-]{22})"/];

/** More than any page has; the rest is ignored. */
const MAX_LINKS = 100;
const MAX_ANCHORS = 5_000;
const MAX_TITLE = 300;

/**
 * The feeds a page names in `<link rel="alternate">` (HTML Standard, 4.6.7.1). Only when there is none: the links in its text
 * that clearly lead to a feed, guesses that are not `declared`. A page of YouTube names its channel instead. Pure and linear.
 *
 * @param pageUrl where the page was found, absolute
 */
export function readPage(html: string, pageUrl: string): PageFindings {
  const page = parsePage(html);
  const base = (page.base === null ? null : webUrl(page.base, pageUrl)) ?? pageUrl;
  const named = distinct(page.named, base).filter(
    ({ url, type }) => type !== 'application/json' || !NOT_A_FEED.test(url),
  );
  const channel = YOUTUBE_HOST.test(new URL(pageUrl).hostname) ? youtubeChannel(html, page) : null;
  if (named.length === 0 && channel) return { feeds: [youtubeChannelFeed(channel)], platform: page.platform };
  const links =
    named.length > 0 ? named : distinct(page.anchors, base).filter(({ url }) => looksLikeFeed(url));
  const feeds = links.map(
    ({ url, title, type }): FeedGuess => ({
      urls: [url],
      title,
      comments: isCommentsFeed(url, title),
      declared: type !== null,
    }),
  );
  return { feeds: commentsLast(feeds), platform: page.platform };
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
  canonical: string | null;
  /** Of YouTube, as microdata. */
  channelId: string | null;
  platform: string;
  readonly named: RawLink[];
  readonly anchors: RawLink[];
}

function parsePage(html: string): Page {
  const page: Page = { base: null, canonical: null, channelId: null, platform: '', named: [], anchors: [] };
  let anchor: RawLink | null = null;
  const parser = new Parser({
    onopentag(name, attributes) {
      if (name === 'meta') readMeta(attributes, page);
      if (page.platform === '') page.platform = platformOfAsset(attributes.src ?? attributes.href ?? '');
      const href = attributes.href?.trim();
      if (!href) return;
      const title = attributes.title ?? '';
      if (name === 'base') page.base ??= href;
      else if (name === 'link') {
        const type = feedType(attributes);
        if (type && page.named.length < MAX_LINKS) page.named.push({ href, type, title, text: '' });
        if (attributes.rel?.toLowerCase() === 'canonical') page.canonical ??= href;
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

function readMeta(attributes: Readonly<Record<string, string>>, page: Page): void {
  const { name, itemprop, content = '' } = attributes;
  // What a page says of itself outweighs where its files come from.
  if (name?.toLowerCase() === 'generator' && content) page.platform = content.slice(0, MAX_TITLE);
  if ((itemprop === 'channelId' || itemprop === 'identifier') && CHANNEL_ID.test(content)) {
    page.channelId ??= content;
  }
}

function platformOfAsset(url: string): string {
  return ASSETS.find(([asset]) => asset.test(url))?.[1] ?? '';
}

function youtubeChannel(html: string, page: Page): string | null {
  const canonical = CHANNEL_URL.exec(page.canonical ?? '')?.[1] ?? page.channelId;
  if (canonical) return canonical;
  for (const pattern of CHANNEL_IN_SCRIPT) {
    const id = pattern.exec(html)?.[1];
    if (id) return id;
  }
  return null;
}

/** The feed type a `<link>` declares; null when it is for something else, such as a style sheet or a translation. */
function feedType(attributes: Readonly<Record<string, string>>): string | null {
  const rels = (attributes.rel ?? '').toLowerCase().split(/\s+/);
  const type = attributes.type?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  return (rels.includes('alternate') || rels.includes('feed')) && FEED_TYPES.has(type) ? type : null;
}

interface FoundLink {
  /** Absolute. */
  readonly url: string;
  readonly title: string | null;
  readonly type: string | null;
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
