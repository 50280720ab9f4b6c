/** JSON Feed 1.0 and 1.1 (jsonfeed.org). */
import { noHints } from '../../../shared/model/poll';
import { ProblemError } from '../../../shared/model/problem';
import { parseDate } from './dates';
import { absolutizeHtml, resolveUrl, resolveWebUrl } from './links';
import type { ParsedEnclosure, ParsedFeed, ParsedItem } from './parsed-feed';
import { distinct, personName } from './people';
import { foldSpace, textToHtml } from './text';

const MAX_ITEMS = 10_000;

type JsonObject = Readonly<Record<string, unknown>>;

/** Could this be a JSON document? XML and HTML never begin with a brace. */
export function looksLikeJson(text: string): boolean {
  return /^[\s\ufeff]*[{[]/.test(text.slice(0, 200));
}

/** @throws ProblemError */
export function parseJsonFeed(text: string, documentUrl: string | null): ParsedFeed {
  const feed = readJson(text);
  const isFeed = /jsonfeed\.org/i.test(stringOf(feed.version) ?? '') || Array.isArray(feed.items);
  if (!isFeed) throw new ProblemError({ code: 'not-a-feed' });
  const siteUrl = resolveUrl(stringOf(feed.home_page_url), documentUrl);
  const base = siteUrl ?? documentUrl;
  const authors = authorsOf(feed);
  return {
    format: 'json',
    title: foldSpace(stringOf(feed.title) ?? ''),
    description: foldSpace(stringOf(feed.description) ?? ''),
    siteUrl,
    language: stringOf(feed.language),
    imageUrl: resolveWebUrl(stringOf(feed.icon), base) ?? resolveWebUrl(stringOf(feed.favicon), base),
    items: objectsOf(feed.items)
      .slice(0, MAX_ITEMS)
      .map((item) => parseItem(item, base, authors)),
    hints: noHints,
    truncated: false,
  };
}

function readJson(text: string): JsonObject {
  const clean = text.replace(/^\ufeff/, '').trim();
  // Raw control characters inside strings are the one common fault of hand-made JSON; as spaces they do no harm.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters JSON does not allow.
  const value = tryJson(clean) ?? tryJson(clean.replace(/[\0-\x1f]/g, ' '));
  if (value === undefined) {
    const wasFeed = clean.slice(0, 2000).includes('jsonfeed.org');
    throw new ProblemError(
      wasFeed
        ? { code: 'broken-feed', detail: 'its JSON is damaged or incomplete.' }
        : { code: 'not-a-feed' },
    );
  }
  if (!isObject(value)) throw new ProblemError({ code: 'not-a-feed' });
  return value;
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function parseItem(item: JsonObject, base: string | null, feedAuthors: readonly string[]): ParsedItem {
  const url = resolveUrl(stringOf(item.url), base) ?? resolveUrl(stringOf(item.external_url), base);
  const authors = authorsOf(item);
  const html = stringOf(item.content_html);
  const text = stringOf(item.content_text);
  const summary = stringOf(item.summary);
  const content = html !== null ? absolutizeHtml(html, url ?? base) : text === null ? null : textToHtml(text);
  const image = resolveWebUrl(stringOf(item.image), base) ?? resolveWebUrl(stringOf(item.banner_image), base);
  const updatedAt = parseDate(stringOf(item.date_modified));
  return {
    guid: foldSpace(stringOf(item.id) ?? ''),
    title: foldSpace(stringOf(item.title) ?? ''),
    url,
    publishedAt: parseDate(stringOf(item.date_published)) ?? updatedAt,
    updatedAt,
    authors: authors.length > 0 ? authors : feedAuthors,
    categories: distinct(arrayOf(item.tags).map((tag) => foldSpace(stringOf(tag) ?? ''))),
    contentHtml: content ?? (summary === null ? null : textToHtml(summary)),
    summaryHtml: content === null || summary === null ? null : textToHtml(summary),
    language: stringOf(item.language),
    comments: { count: null, url: null, feedUrl: null },
    leadImage: image === null ? null : { url: image, caption: null },
    enclosures: objectsOf(item.attachments).flatMap((attachment) => enclosureOf(attachment, base)),
  };
}

/** 1.1 has `authors`, 1.0 has `author`. */
function authorsOf(holder: JsonObject): readonly string[] {
  const people = [...objectsOf(holder.authors), ...objectsOf([holder.author])];
  return distinct(people.map((person) => personName(stringOf(person.name) ?? '')));
}

function enclosureOf(attachment: JsonObject, base: string | null): ParsedEnclosure[] {
  const url = resolveWebUrl(stringOf(attachment.url), base);
  if (url === null) return [];
  return [
    {
      url,
      type: stringOf(attachment.mime_type),
      length: numberOf(attachment.size_in_bytes),
      duration: numberOf(attachment.duration_in_seconds),
      title: stringOf(attachment.title),
    },
  ];
}

/** Text; numbers count, since many publishers write their ids so. */
function stringOf(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

function numberOf(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) && number >= 0 ? number : null;
}

function arrayOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function objectsOf(value: unknown): readonly JsonObject[] {
  return arrayOf(value).filter(isObject);
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
