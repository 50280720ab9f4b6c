import { hash } from 'node:crypto';
import type { ArticleBody, LeadImage } from '../../shared/model/article';
import type { PolledArticle, PolledFeed } from '../../shared/model/poll';
import { addressKey } from '../articles/address-key';
import { canonicalAddress } from '../articles/canonical-address';
import { imageKey } from '../articles/image-key';
import { sanitizeArticle } from '../articles/sanitize';
import { isTracker, resolveHttp, withoutTracking } from '../articles/sanitize-urls';
import { excerptOf, leadText, readingTime } from '../articles/text';
import { parseFeed } from '../feeds/parse';
import type { ParsedItem } from '../feeds/parse/parsed-feed';

export interface FeedDocument {
  readonly bytes: Uint8Array;
  readonly contentType: string | null;
  /** Where the document was found; relative addresses in it are resolved against it. */
  readonly url: string;
}

const excerptLength = 280;
/** Characters an excerpt is cut from: enough to know that it is cut, and to find the end of a word or a character. */
const excerptSource = excerptLength + 120;
/** More articles than any honest feed document carries; the newest stand first. */
const maxArticles = 5000;

/**
 * A feed document as the library stores it: parsed, sanitized, measured. Pure; runs in a worker thread.
 *
 * @throws ProblemError when the document is no feed
 */
export async function processFeed(document: FeedDocument): Promise<PolledFeed> {
  const parsed = await parseFeed(document.bytes, { contentType: document.contentType, url: document.url });
  const items = parsed.items.slice(0, maxArticles);
  const reused = reusedGuids(items);
  const articles = new Map<string, PolledArticle>();
  for (const item of items) {
    const identity = identityOf(item, reused);
    // The same article twice in a document is kept once.
    if (!articles.has(identity)) {
      articles.set(identity, toArticle(item, identity, parsed.language, document.url));
    }
  }
  return {
    title: parsed.title ?? '',
    siteUrl: parsed.siteUrl,
    description: parsed.description,
    language: parsed.language,
    truncated: parsed.truncated,
    hints: parsed.hints,
    extras: parsed.extras,
    flaws: parsed.flaws,
    articles: [...articles.values()],
  };
}

function toArticle(
  item: ParsedItem,
  identity: string,
  feedLanguage: string | null,
  feedUrl: string,
): PolledArticle {
  const sanitized = sanitizeArticle(item.contentHtml ?? item.summaryHtml ?? '', {
    baseUrl: item.url ?? feedUrl,
    ownUrl: item.url,
  });
  const leadImage = leadImageOf(item);
  const body: ArticleBody = {
    html: sanitized.html,
    language: item.language ?? feedLanguage,
    leadImage,
    images: sanitized.images,
    enclosures: item.enclosures,
    ...item.extras,
  };
  const title = item.title ?? '';
  return {
    identity,
    address: item.url ? addressKey(item.url) : null,
    addressIdentity: item.guid && item.url ? addressIdentity(item.guid, item.url) : null,
    guid: item.guid,
    url: item.url && withoutTracking(item.url),
    title,
    authors: item.authors,
    categories: item.categories,
    publishedAt: item.publishedAt,
    ...(item.dateUnreadable && { dateUnreadable: true }),
    updatedAt: item.updatedAt,
    excerpt: excerptOfItem(item, sanitized.html, feedUrl),
    leadImageKey: leadImage?.key ?? sanitized.images[0]?.key ?? null,
    ...readingTime(sanitized.html),
    comments: item.comments,
    contentHash: contentHash(title, item, body),
    // Outside the hash: what was removed is no part of the publisher's text.
    body: sanitized.removed ? { ...body, removed: sanitized.removed } : body,
  };
}

/** Changes with whatever of an article readers see. The text goes in as it is: written as JSON it would cost as much as all the rest. */
function contentHash(title: string, item: ParsedItem, { html, ...rest }: ArticleBody): string {
  return digest(`${JSON.stringify([title, item.url, item.authors, item.categories, rest])}\n${html}`, 16);
}

/** From the publisher's own summary where there is one beside the text. */
function excerptOfItem(item: ParsedItem, html: string, feedUrl: string): string {
  if (item.contentHtml && item.summaryHtml) {
    const summary = sanitizeArticle(item.summaryHtml, { baseUrl: feedUrl }).html;
    const lead = leadText(summary, excerptSource);
    if (lead) return excerptOf(lead, excerptLength);
  }
  return excerptOf(leadText(html, excerptSource), excerptLength);
}

/** The picture beside the text, under the same name as the sanitizer gives it within the text. */
function leadImageOf(item: ParsedItem): LeadImage | null {
  const url = resolveHttp(item.leadImage?.url, null);
  if (!item.leadImage || !url || isTracker(url)) return null;
  url.hash = '';
  return { key: imageKey(url.href), url: url.href, caption: item.leadImage.caption };
}

/** Guids that stand on items of different addresses: these name nothing, and which item comes first must not matter. */
function reusedGuids(items: readonly ParsedItem[]): ReadonlySet<string> {
  const urls = new Map<string, string>();
  const reused = new Set<string>();
  for (const { guid, url } of items) {
    if (!guid || !url) continue;
    const known = urls.get(guid);
    if (known === undefined) urls.set(guid, url);
    else if (known !== url) reused.add(guid);
  }
  return reused;
}

function identityOf(item: ParsedItem, reused: ReadonlySet<string>): string {
  if (item.guid && reused.has(item.guid)) return addressIdentity(item.guid, item.url ?? item.title ?? '');
  if (item.guid) return digest(item.guid, 20);
  if (item.url) return digest(canonicalAddress(item.url) ?? item.url, 20);
  // The text is the first to be edited, so it only stands in where there is nothing else.
  const text = item.title ? '' : (item.contentHtml ?? item.summaryHtml ?? '');
  return digest(`${item.title ?? ''}\n${item.publishedAt ?? ''}\n${text}`, 20);
}

function addressIdentity(guid: string, url: string): string {
  return digest(`${guid}\n${url}`, 20);
}

function digest(text: string, hexDigits: number): string {
  return hash('sha256', text).slice(0, hexDigits);
}
