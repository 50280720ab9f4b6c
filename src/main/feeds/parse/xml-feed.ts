/** One shape for RSS 0.9x to 2.0, RDF and Atom, read from the repaired document. */

import type { Person } from '../../../shared/model/article';
import { EARLIEST_DATE } from '../../../shared/model/poll';
import { type AtomLink, alternateUrl, atomLinks, wholeNumber } from './atom-links';
import { itemBody } from './body';
import { itemCategories } from './categories';
import { parseDate } from './dates';
import { extrasReader, feedExtras, ownDirection } from './extras';
import { publisherHints } from './hints';
import { firstLine } from './lines';
import { isRelative, resolveLink, resolveUrl, resolveWebUrl } from './links';
import { itemMedia, mediaHolders } from './media';
import type { ParsedComments, ParsedFeed, ParsedItem } from './parsed-feed';
import { distinct, firstPersons, shownName } from './people';
import type { RepairedFeed } from './repair';
import { foldSpace, languageTag } from './text';
import { ITEM_ABOUT, ITEM_HREF, ITEM_LANGUAGE, ITEM_MODIFIED } from './vocabulary';
import { all, allOf, attributeOf, firstText, readXml, textOf, type XmlFields } from './xml-nodes';

/** `documentUrl` is where the feed was found; null when unknown, then relative addresses are dropped. */
export async function parseXmlFeed(repaired: RepairedFeed, documentUrl: string | null): Promise<ParsedFeed> {
  const { fields, items } = await readXml(repaired);
  const links = atomLinks(fields, documentUrl);
  const siteUrl = firstLink(fields, ['rss:link', ITEM_HREF], documentUrl) ?? alternateUrl(links);
  const atom = repaired.format === 'atom';
  const base = documentUrl ?? siteUrl;
  const context: FeedContext = {
    base,
    linkBase: documentUrl,
    bodyBase: (item, url) => (atom ? base : rssBodyBase(item, url, siteUrl, base)),
    authors: firstPersons(fields, base, ['atom:author']),
    extrasOf: extrasReader(repaired.names, base, ownDirection(fields)),
  };
  return {
    format: repaired.format,
    title: firstLine(fields, 'rss:title', 'atom:title', 'dc:title', 'itunes:title', 'media:title'),
    description: firstLine(
      fields,
      'rss:description',
      'atom:subtitle',
      'atom:tagline',
      'dc:description',
      'rss:abstract',
      'itunes:summary',
      'itunes:subtitle',
    ),
    siteUrl,
    language: languageTag(firstText(fields, 'rss:language', 'dc:language', ITEM_LANGUAGE)),
    hints: publisherHints(fields),
    extras: feedExtras(fields, links, context.base),
    flaws: repaired.flaws,
    items: items.map((item) => parseItem(item, context)).filter(saysSomething),
    truncated: repaired.truncated,
  };
}

interface FeedContext {
  /**
   * What relative addresses mean where there is no xml:base: they are the document's, by where it was found (RFC 3986, 5.1.3; for Atom
   * also RFC 4287, 2). The site's own address stands in where that is not known.
   */
  readonly base: string | null;
  /** The same for the addresses of items; null leaves a relative one as it is written. */
  readonly linkBase: string | null;
  /** The same for the body of an item with this address. */
  readonly bodyBase: (item: XmlFields, url: string | null) => string | null;
  /** Authors of the feed; an entry without its own has these (RFC 4287, 4.2.1). */
  readonly authors: readonly Person[];
  readonly extrasOf: ReturnType<typeof extrasReader>;
}

/** Sites that fill in a template write items with nothing in them. */
function saysSomething(item: ParsedItem): boolean {
  const { guid, url, title, contentHtml, publishedAt, authors, enclosures } = item;
  const fields = [guid, url, title, contentHtml, publishedAt];
  return fields.some((field) => field !== null) || authors.length > 0 || enclosures.length > 0;
}

/** The article's own page, unless its address is a feed service's that only redirects there. */
function rssBodyBase(
  item: XmlFields,
  url: string | null,
  siteUrl: string | null,
  base: string | null,
): string | null {
  const original = webPage(firstText(item, 'feedburner:origlink'));
  if (original !== null) return original;
  const page = webPage(url);
  const site = webPage(siteUrl) ?? base;
  if (page !== null && (site === null || hostOf(page) === hostOf(site))) return page;
  // Who writes links relative to the document means the document in the text as well.
  const link = firstText(item, 'rss:link')?.trim() ?? '';
  return link !== '' && isRelative(link) ? base : site;
}

function hostOf(url: string): string {
  return new URL(url).host.replace(/^www\./, '');
}

function mediaTitle(fields: XmlFields): string | null {
  for (const holder of mediaHolders(fields)) {
    const title = firstLine(holder, 'media:title');
    if (title !== null) return title;
  }
  return null;
}

function parseItem(fields: XmlFields, feed: FeedContext): ParsedItem {
  const links = atomLinks(fields, feed.linkBase);
  const guid =
    firstText(fields, 'rss:guid') ??
    atomId(fields) ??
    firstText(fields, ITEM_ABOUT, 'dc:identifier', 'rss:id');
  const url = itemUrl(fields, links, feed.linkBase);
  const title =
    firstLine(fields, 'rss:title', 'atom:title', 'dc:title', 'itunes:title') ?? mediaTitle(fields);
  const updated = firstDate(fields, [
    'atom:updated',
    'atom:modified',
    'dcterms:modified',
    'rss:updated',
    ITEM_MODIFIED,
  ]);
  const body = itemBody(fields, { url: feed.bodyBase(fields, url), pageUrl: webPage(url) });
  const media = itemMedia(fields, links, feed.base, title);
  const published = firstDate(fields, PUBLISHED);
  const authors = itemAuthors(fields, feed);
  const categories = itemCategories(fields);
  return {
    guid: foldSpace(guid ?? ''),
    title,
    url,
    publishedAt: published.time ?? updated.time,
    ...(published.time === null && updated.time === null && (published.written || updated.written)
      ? unreadable
      : null),
    updatedAt: updated.time,
    authors: distinct(authors.map(shownName)),
    categories: categories.names,
    contentHtml: body.contentHtml,
    summaryHtml: body.summaryHtml,
    language: languageTag(
      firstText(fields, 'dc:language', 'rss:language', ITEM_LANGUAGE) ?? contentLanguage(fields),
    ),
    comments: itemComments(fields, links, feed.base),
    leadImage: media.leadImage,
    enclosures: media.enclosures,
    extras: feed.extrasOf(fields, { url, links, authors, categories }),
  };
}

const unreadable = { dateUnreadable: true } as const;

const PUBLISHED = [
  'rss:pubdate',
  'atom:published',
  'atom:issued',
  'dc:date',
  'dcterms:issued',
  'rss:published',
  'rss:date',
  'atom:created',
  'dcterms:created',
  'dcterms:available',
];

interface FoundDate {
  readonly time: number | null;
  /** There was something, legible or not. */
  readonly written: boolean;
}

/** The first date that can be true; one before the web only where there is no other. */
function firstDate(fields: XmlFields, names: readonly string[]): FoundDate {
  let written = false;
  let early: number | null = null;
  for (const name of names) {
    for (const node of all(fields, name)) {
      const text = textOf(node);
      const time = parseDate(text);
      if (time !== null && time >= EARLIEST_DATE) return { time, written: true };
      early ??= time;
      written ||= text.trim() !== '';
    }
  }
  return { time: early, written };
}

function itemUrl(fields: XmlFields, links: readonly AtomLink[], base: string | null): string | null {
  return (
    lastLink(fields, 'rss:link', base) ??
    firstLink(fields, [ITEM_HREF], base) ??
    alternateUrl(links) ??
    permalink(fields) ??
    firstLink(fields, ['feedburner:origlink'], base) ??
    outOfLineContent(fields, base) ??
    links.find(({ rel }) => rel === 'via' || rel === 'related')?.url ??
    webPage(firstText(fields, ITEM_ABOUT, 'atom:id'))
  );
}

/** RSS has one link an item. Where there are several, other readers take the last, and publishers see theirs. */
function lastLink(fields: XmlFields, name: string, base: string | null): string | null {
  for (const node of all(fields, name).toReversed()) {
    const reference = textOf(node).trim() || attributeOf(node, 'href');
    const url = resolveLink(reference, attributeOf(node, 'base') ?? base);
    if (url !== null) return url;
  }
  return null;
}

/** The first of these elements that is an address, as text or `href`. */
function firstLink(fields: XmlFields, names: readonly string[], base: string | null): string | null {
  for (const node of allOf(fields, names)) {
    const reference = textOf(node).trim() || attributeOf(node, 'href');
    const url = resolveUrl(reference, attributeOf(node, 'base') ?? base);
    if (url !== null) return url;
  }
  return null;
}

/** RSS 2.0: a guid is the article's address unless it says otherwise. Many are numbers all the same. */
function permalink(fields: XmlFields): string | null {
  const guid = all(fields, 'rss:guid').find(
    (node) => attributeOf(node, 'ispermalink')?.toLowerCase() !== 'false',
  );
  return guid === undefined ? null : webPage(textOf(guid));
}

/** Atom content that stands elsewhere (`src`) is the article. */
function outOfLineContent(fields: XmlFields, base: string | null): string | null {
  for (const node of all(fields, 'atom:content')) {
    const url = resolveWebUrl(attributeOf(node, 'src'), attributeOf(node, 'base') ?? base);
    if (url !== null) return url;
  }
  return null;
}

function webPage(text: string | null): string | null {
  return text !== null && /^\s*https?:\/\//i.test(text) ? resolveWebUrl(text, null) : null;
}

function itemAuthors(fields: XmlFields, feed: FeedContext): readonly Person[] {
  const own = firstPersons(
    fields,
    feed.base,
    ['atom:author'],
    ['dc:creator', 'dc:author'],
    ['rss:author', 'rss:creator'],
    ['itunes:author'],
  );
  if (own.length > 0) return own;
  const source = all(fields, 'atom:source')[0];
  const fromSource = source === undefined ? [] : firstPersons(source, feed.base, ['atom:author']);
  return fromSource.length > 0 ? fromSource : feed.authors;
}

/** xml:lang of the body, else of the title. */
function contentLanguage(fields: XmlFields): string | null {
  for (const node of allOf(fields, [
    'atom:content',
    'atom:summary',
    'atom:title',
    'rss:description',
    'rss:title',
  ])) {
    const language = attributeOf(node, 'lang');
    if (language) return language;
  }
  return null;
}

function itemComments(fields: XmlFields, links: readonly AtomLink[], base: string | null): ParsedComments {
  const replies = links.filter(({ rel }) => rel === 'replies');
  const page = replies.find(({ type }) => type === 'text/html' || type === 'application/xhtml+xml');
  // RFC 4685, 4: a link to replies without a type is an Atom document.
  const feed = replies.find(
    ({ type }) => type === '' || (/(?:atom|rss|json|xml)/.test(type) && !/html/.test(type)),
  );
  const written = allOf(fields, ['slash:comments', 'thr:total']).map((node) => wholeNumber(textOf(node)));
  return {
    count:
      written.find((count) => count !== null) ?? replies.find(({ count }) => count !== null)?.count ?? null,
    url: firstWebLink(fields, 'rss:comments', base) ?? webPage(page?.url ?? null),
    feedUrl: firstWebLink(fields, 'wfw:commentrss', base) ?? webPage(feed?.url ?? null),
  };
}

/** An IRI, so never relative (RFC 4287, 4.2.6); where xml:base says what a relative one means, it is taken at its word. */
function atomId(fields: XmlFields): string | null {
  const node = all(fields, 'atom:id').find((id) => textOf(id).trim() !== '');
  if (node === undefined) return null;
  const id = textOf(node).trim();
  const base = attributeOf(node, 'base');
  return (base !== null && isRelative(id) ? resolveUrl(id, base) : null) ?? id;
}

function firstWebLink(fields: XmlFields, name: string, base: string | null): string | null {
  for (const node of all(fields, name)) {
    const url = resolveWebUrl(textOf(node), attributeOf(node, 'base') ?? base);
    if (url !== null) return url;
  }
  return null;
}
