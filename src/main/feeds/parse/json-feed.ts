/** JSON Feed 1.0 and 1.1 (jsonfeed.org). */
import type { ArticleLink, Person } from '../../../shared/model/article';
import { noHints } from '../../../shared/model/poll';
import { ProblemError } from '../../../shared/model/problem';
import { parseDate } from './dates';
import { feedExtrasOf } from './extras';
import { absolutizeHtml, resolveUrl, resolveWebUrl } from './links';
import type { ParsedEnclosure, ParsedFeed, ParsedItem } from './parsed-feed';
import { distinct, MAX_PEOPLE, namedPerson, peopleBeyondNames, shownName } from './people';
import type { Flaws } from './scan';
import { foldSpace, languageTag, textToHtml } from './text';

const MAX_ITEMS = 10_000;

type JsonObject = Readonly<Record<string, unknown>>;

/** Could this be a JSON document? XML and HTML never begin with a brace. */
export function looksLikeJson(text: string): boolean {
  return /^[\s\ufeff]*[{[]/.test(text.slice(0, 200));
}

/** @throws ProblemError */
export function parseJsonFeed(text: string, documentUrl: string | null, flaws: Flaws): ParsedFeed {
  const feed = readJson(text, flaws);
  const isFeed = /jsonfeed\.org/i.test(stringOf(feed.version) ?? '') || Array.isArray(feed.items);
  if (!isFeed) throw new ProblemError({ code: 'not-a-feed' });
  const siteUrl = resolveUrl(stringOf(feed.home_page_url), documentUrl);
  const base = siteUrl ?? documentUrl;
  const people = peopleOf(feed, base);
  const hubs = objectsOf(feed.hubs).filter(({ type }) => /^websub$/i.test(stringOf(type) ?? ''));
  return {
    format: 'json',
    title: foldSpace(stringOf(feed.title) ?? ''),
    description: foldSpace(stringOf(feed.description) ?? ''),
    siteUrl,
    language: languageTag(stringOf(feed.language)),
    extras: feedExtrasOf({
      imageUrl: resolveWebUrl(stringOf(feed.icon), base) ?? resolveWebUrl(stringOf(feed.favicon), base),
      selfUrl: resolveWebUrl(stringOf(feed.feed_url), base),
      hubUrl: resolveWebUrl(stringOf(hubs[0]?.url), base),
      nextPageUrl: resolveWebUrl(stringOf(feed.next_url), base),
    }),
    items: objectsOf(feed.items)
      .slice(0, MAX_ITEMS)
      .map((item) => parseItem(item, base, people)),
    hints: noHints,
    flaws: [...flaws],
    truncated: flaws.has('truncated'),
  };
}

function readJson(text: string, flaws: Flaws): JsonObject {
  const clean = text.replace(/^\ufeff/, '').trim();
  const whole = tryJson(clean);
  if (whole !== undefined) return objectOrRefuse(whole);
  // Raw control characters inside strings are the one common fault of hand-made JSON; as spaces they do no harm.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters JSON does not allow.
  const tame = clean.replace(/[\0-\x1f]/g, ' ');
  const mended = tryJson(tame);
  if (mended !== undefined) {
    flaws.add('characters');
    return objectOrRefuse(mended);
  }
  const beginning = tryJson(wholeBeginning(tame) ?? '');
  if (isObject(beginning) && objectsOf(beginning.items).length > 0) {
    flaws.add('truncated');
    return beginning;
  }
  const wasFeed = clean.slice(0, 2000).includes('jsonfeed.org');
  throw new ProblemError(
    wasFeed ? { code: 'broken-feed', detail: 'its JSON is damaged or incomplete.' } : { code: 'not-a-feed' },
  );
}

function objectOrRefuse(value: unknown): JsonObject {
  if (isObject(value)) return value;
  throw new ProblemError({ code: 'not-a-feed' });
}

/** What stands before the break of a document that broke off, up to its last whole item, closed again; null without one. */
function wholeBeginning(text: string): string | null {
  const closers: string[] = [];
  let end = -1;
  let ending = '';
  for (const { 0: token, index } of text.matchAll(/"[^"\\]*(?:\\[\s\S][^"\\]*)*(?:"|$)|[{}[\]]/g)) {
    if (token === '{') closers.push('}');
    else if (token === '[') closers.push(']');
    else if (token.length === 1 && closers.pop() === '}' && closers.length === 2) {
      end = index + 1;
      ending = closers.toReversed().join('');
    }
  }
  return end < 0 ? null : text.slice(0, end) + ending;
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function parseItem(item: JsonObject, base: string | null, feedPeople: readonly Person[]): ParsedItem {
  const external = resolveWebUrl(stringOf(item.external_url), base);
  const url = resolveUrl(stringOf(item.url), base) ?? external;
  const own = peopleOf(item, base);
  const people = own.length > 0 ? own : feedPeople;
  const known = peopleBeyondNames(people, []);
  const html = stringOf(item.content_html);
  const text = stringOf(item.content_text);
  const summary = stringOf(item.summary);
  const content = html !== null ? absolutizeHtml(html, url ?? base) : text === null ? null : textToHtml(text);
  const image = resolveWebUrl(stringOf(item.image), base) ?? resolveWebUrl(stringOf(item.banner_image), base);
  const updated = stringOf(item.date_modified);
  const published = stringOf(item.date_published);
  const updatedAt = parseDate(updated);
  const publishedAt = parseDate(published) ?? updatedAt;
  return {
    guid: foldSpace(stringOf(item.id) ?? ''),
    title: foldSpace(stringOf(item.title) ?? ''),
    url,
    publishedAt,
    ...(publishedAt === null && (published ?? updated) !== null ? { dateUnreadable: true as const } : null),
    updatedAt,
    authors: distinct(people.map(shownName)),
    categories: distinct(arrayOf(item.tags).map((tag) => foldSpace(stringOf(tag) ?? ''))),
    contentHtml: content ?? (summary === null ? null : textToHtml(summary)),
    summaryHtml: content === null || summary === null ? null : textToHtml(summary),
    language: languageTag(stringOf(item.language)),
    comments: { count: null, url: null, feedUrl: null },
    leadImage: image === null ? null : { url: image, caption: null },
    enclosures: objectsOf(item.attachments).flatMap((attachment) => enclosureOf(attachment, base)),
    extras: {
      ...(known && { people: known }),
      ...(external !== null && external !== url ? { links: [linkTo(external)] } : null),
    },
  };
}

/** A link blog's `external_url`: what the item is about. */
function linkTo(url: string): ArticleLink {
  return { rel: 'related', url, type: null, title: null, language: null };
}

/** 1.1 has `authors`, 1.0 has `author`. */
function peopleOf(holder: JsonObject, base: string | null): readonly Person[] {
  const people = [...objectsOf(holder.authors), ...objectsOf([holder.author])].slice(0, MAX_PEOPLE);
  return people.flatMap((person) => {
    const named = namedPerson(stringOf(person.name) ?? '');
    const url = stringOf(person.url);
    const email = named?.email ?? (url?.startsWith('mailto:') ? (namedPerson(url)?.email ?? null) : null);
    if (named === null && email === null) return [];
    return [
      {
        name: named?.name ?? null,
        email,
        url: resolveWebUrl(url, base),
        imageUrl: resolveWebUrl(stringOf(person.avatar), base),
        role: null,
      },
    ];
  });
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
