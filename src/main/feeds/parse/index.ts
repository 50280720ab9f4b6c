import { decodeHTML, escapeUTF8 } from 'entities';
import RssParser from 'rss-parser';
import { ProblemError } from '../../../shared/model/problem';
import { decodeFeed } from './decode';
import { parseJsonFeed } from './json-feed';
import type { ParsedComments, ParsedEnclosure, ParsedFeed, ParsedItem, ParsedLeadImage } from './parsed-feed';
import { repairXml } from './repair-xml';

/** xml2js gives a list of nodes for every element: text, or an object with attributes in `$` and text in `_`. */
type Node =
  | string
  | { readonly $?: Readonly<Record<string, string>>; readonly _?: string; readonly [name: string]: unknown };
type Raw = Readonly<Record<string, unknown>>;

const keep = { keepArray: true } as const;
const rawItemFields = [
  'title',
  'link',
  'guid',
  'id',
  'description',
  'summary',
  'content',
  'content:encoded',
  'pubDate',
  'published',
  'updated',
  'issued',
  'modified',
  'dc:date',
  'author',
  'dc:creator',
  'category',
  'dc:subject',
  'comments',
  'slash:comments',
  'thr:total',
  'wfw:commentRss',
  'media:content',
  'media:thumbnail',
  'media:group',
  'enclosure',
  'itunes:image',
  'itunes:duration',
];
const rawFeedFields = [
  'title',
  'link',
  'description',
  'subtitle',
  'language',
  'image',
  'logo',
  'icon',
  'itunes:image',
  '$',
];

const parser = new RssParser<Raw, Raw>({
  defaultRSS: 2,
  customFields: {
    item: rawItemFields.map((name) => [name, `raw:${name}`, keep] as never),
    feed: rawFeedFields.map((name) => [name, `raw:${name}`, keep] as never),
  },
});

/**
 * A feed document in any of the formats people publish: RSS 0.9x, 1.0 (RDF) and 2.0, Atom 0.3 and 1.0 (RFC 4287), JSON Feed 1.
 * Decoded, repaired where it is broken, and read by rss-parser. Pure; nothing in it is sanitized.
 *
 * @param bytes the body as it came
 * @throws ProblemError `empty-body`, `html-not-feed`, `not-a-feed` or `broken-feed`
 */
export async function parseFeed(
  bytes: Uint8Array,
  { contentType, url }: { readonly contentType: string | null; readonly url: string },
): Promise<ParsedFeed> {
  const text = decodeFeed(bytes, contentType);
  if (text.trim() === '') throw new ProblemError({ code: 'empty-body' });
  if (/^\s*\{/.test(text)) return parseJsonFeed(text, url);
  const { xml, format } = repairXml(text);
  let feed: Raw & { readonly items: readonly Raw[] };
  try {
    feed = (await parser.parseString(xml)) as never;
  } catch (error) {
    throw new ProblemError({
      code: 'broken-feed',
      detail: (error as Error).message.split('\n')[0] ?? 'it is damaged',
    });
  }
  const siteUrl = linkOf(nodes(feed, 'link'), url);
  return {
    format,
    title: plain(first(feed, 'title')),
    description: plain(first(feed, 'description') ?? first(feed, 'subtitle')),
    siteUrl,
    language: textOf(first(feed, 'language')) ?? attribute(first(feed, '$'), 'xml:lang'),
    imageUrl: imageOf(feed, url),
    items: feed.items.map((item) => toItem(item, siteUrl ?? url, url)),
  };
}

function toItem(item: Raw, siteUrl: string, feedUrl: string): ParsedItem {
  const guidNode = first(item, 'guid') ?? first(item, 'id');
  const guid = textOf(guidNode);
  const permalink =
    guid && /^https?:\/\//i.test(guid) && attribute(guidNode, 'isPermaLink') !== 'false' ? guid : null;
  const url = linkOf(nodes(item, 'link'), siteUrl) ?? permalink;
  const base = url ?? siteUrl;
  const description = html(first(item, 'description') ?? first(item, 'summary'));
  const full = html(first(item, 'content:encoded') ?? first(item, 'content'));
  return {
    guid,
    title: plain(first(item, 'title')),
    url,
    publishedAt: dateOf(item, ['pubDate', 'published', 'issued', 'dc:date', 'updated', 'modified']),
    updatedAt: dateOf(item, ['updated', 'modified']),
    authors: authorsOf(item),
    categories: [...nodes(item, 'category'), ...nodes(item, 'dc:subject')].flatMap(
      (node) => plain(attribute(node, 'label') ?? textOf(node) ?? attribute(node, 'term') ?? null) ?? [],
    ),
    contentHtml: full ?? description,
    summaryHtml: full ? description : null,
    language: null,
    comments: commentsOf(item, base),
    leadImage: leadImageOf(item, base),
    enclosures: enclosuresOf(item, feedUrl),
  };
}

function nodes(raw: Raw, name: string): readonly Node[] {
  const value = raw[`raw:${name}`];
  return Array.isArray(value)
    ? value.filter((node) => node !== null && node !== undefined)
    : value
      ? [value as Node]
      : [];
}

const first = (raw: Raw, name: string): Node | undefined => nodes(raw, name)[0];

function textOf(node: Node | null | undefined): string | null {
  const text = typeof node === 'string' ? node : node?._;
  return typeof text === 'string' && text.trim() !== '' ? text.trim() : null;
}

function attribute(node: Node | null | undefined, name: string): string | null {
  return (typeof node === 'object' && node?.$?.[name]?.trim()) || null;
}

/** A child element of a node that rss-parser left as it was. */
function children(node: Node | null | undefined, name: string): readonly Node[] {
  const value = typeof node === 'object' ? node?.[name] : undefined;
  return Array.isArray(value) ? value : [];
}

/** Text without markup: titles hold HTML, escaped HTML and plain text alike. */
function plain(node: Node | null | undefined): string | null {
  const text = decodeHTML((html(node) ?? '').replace(/<\/?[a-z][^>]*>/gi, ''))
    .replace(/\s+/g, ' ')
    .trim();
  return text === '' ? null : text;
}

/** HTML of a text construct: Atom's `type="text"` is escaped, `xhtml` is written out again (RFC 4287, section 3.1). */
function html(node: Node | null | undefined): string | null {
  const type = attribute(node, 'type');
  if (type === 'xhtml' && typeof node === 'object')
    return children(node, 'div').map(serialize).join('') || textOf(node);
  const text = textOf(node);
  return text !== null && type === 'text' ? escapeUTF8(text) : text;
}

function serialize(node: unknown): string {
  if (typeof node === 'string') return escapeUTF8(node);
  if (typeof node !== 'object' || node === null) return '';
  let result = '';
  for (const [name, value] of Object.entries(node)) {
    if (name === '$') continue;
    if (name === '_') {
      result += escapeUTF8(String(value));
      continue;
    }
    for (const child of Array.isArray(value) ? value : []) {
      const attributes = Object.entries((child as { $?: Record<string, string> })?.$ ?? {});
      result += `<${name}${attributes.map(([key, text]) => ` ${key}="${escapeUTF8(text)}"`).join('')}>${serialize(child)}</${name}>`;
    }
  }
  return result;
}

function absolute(address: string | null | undefined, base: string): string | null {
  if (!address || !URL.canParse(address.trim(), base)) return null;
  const url = new URL(address.trim(), base);
  return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : null;
}

function linkOf(links: readonly Node[], base: string): string | null {
  const alternate = links.find(
    (link) => attribute(link, 'href') && (attribute(link, 'rel') ?? 'alternate') === 'alternate',
  );
  return absolute(attribute(alternate, 'href') ?? links.map(textOf).find(Boolean), base);
}

function imageOf(feed: Raw, base: string): string | null {
  const image = first(feed, 'image');
  const address = textOf(children(image, 'url')[0]) ?? attribute(first(feed, 'itunes:image'), 'href');
  return absolute(address ?? textOf(first(feed, 'logo')) ?? textOf(first(feed, 'icon')), base);
}

function dateOf(item: Raw, names: readonly string[]): number | null {
  for (const name of names) {
    const time = Date.parse(textOf(first(item, name)) ?? '');
    if (!Number.isNaN(time)) return time;
  }
  return null;
}

function authorsOf(item: Raw): string[] {
  const named = nodes(item, 'author').map((node) => textOf(children(node, 'name')[0]) ?? textOf(node));
  const names = [...nodes(item, 'dc:creator').map(textOf), ...named].flatMap((name) => name ?? []);
  // RSS 2.0 wants "address (name)" in author.
  return [...new Set(names.map((name) => plain(/\(([^)]+)\)\s*$/.exec(name)?.[1] ?? name) ?? name))];
}

function commentsOf(item: Raw, base: string): ParsedComments {
  const count = Number.parseInt(
    textOf(first(item, 'slash:comments')) ?? textOf(first(item, 'thr:total')) ?? '',
    10,
  );
  const replies = nodes(item, 'link').filter((link) => attribute(link, 'rel') === 'replies');
  const page = replies.find((link) => attribute(link, 'type') === 'text/html');
  const feed = replies.find((link) => attribute(link, 'type')?.includes('xml'));
  return {
    count: Number.isNaN(count) || count < 0 ? null : count,
    url: absolute(textOf(first(item, 'comments')) ?? attribute(page, 'href'), base),
    feedUrl: absolute(textOf(first(item, 'wfw:commentRss')) ?? attribute(feed, 'href'), base),
  };
}

function leadImageOf(item: Raw, base: string): ParsedLeadImage | null {
  const media = [
    ...nodes(item, 'media:content'),
    ...nodes(item, 'media:group').flatMap((group) => children(group, 'media:content')),
  ];
  const picture = media.find(
    (node) => attribute(node, 'medium') === 'image' || /^image\//.test(attribute(node, 'type') ?? ''),
  );
  const node =
    picture ??
    first(item, 'media:thumbnail') ??
    nodes(item, 'enclosure').find((entry) => /^image\//.test(attribute(entry, 'type') ?? ''));
  const url = absolute(attribute(node, 'url') ?? attribute(first(item, 'itunes:image'), 'href'), base);
  if (!url) return null;
  const words =
    ['media:description', 'media:title'].map((name) => plain(children(node, name)[0])).find(Boolean) ?? null;
  const credit = plain(children(node, 'media:credit')[0]);
  return { url, caption: [words, credit].filter(Boolean).join(' — ') || null };
}

function enclosuresOf(item: Raw, base: string): ParsedEnclosure[] {
  const atom = nodes(item, 'link').filter((link) => attribute(link, 'rel') === 'enclosure');
  return [...nodes(item, 'enclosure'), ...atom].flatMap((node) => {
    const url = absolute(attribute(node, 'url') ?? attribute(node, 'href'), base);
    const type = attribute(node, 'type');
    if (!url || type?.startsWith('image/')) return [];
    const length = Number(attribute(node, 'length'));
    return [
      {
        url,
        type,
        length: length > 0 ? length : null,
        duration: durationOf(item),
        title: attribute(node, 'title'),
      },
    ];
  });
}

/** itunes:duration: seconds, or hours:minutes:seconds. */
function durationOf(item: Raw): number | null {
  const text = textOf(first(item, 'itunes:duration')) ?? '';
  if (!/^\d+(:\d{1,2}){0,2}$/.test(text)) return null;
  return text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0) || null;
}
