import { decodeHTML } from 'entities';
import type { ParsedFeed } from '../../src/main/feeds/parse/parsed-feed';

/** One thing known about a document: field `f` of item `i` should be `e` (one of `e`, for several bodies). */
export interface Check {
  readonly f: 'feedTitle' | 'count' | 'title' | 'url' | 'id' | 'published' | 'author' | 'content';
  readonly i?: number;
  readonly e: string | number | readonly string[];
  /** Its sources disagree. */
  readonly contested?: boolean;
}

/** Does the feed hold what is known? Texts are compared as a reader would see them: without markup and white space. */
export function holds(feed: ParsedFeed, check: Check, documentUrl: string): boolean {
  const item = feed.items[check.i ?? 0];
  const expected = (Array.isArray(check.e) ? check.e : [check.e]).map(String);
  switch (check.f) {
    case 'feedTitle':
      return expected.some((text) => sameText(feed.title, text));
    case 'count':
      return feed.items.length === check.e;
    case 'title':
      return expected.some((text) => sameText(item?.title ?? null, text));
    case 'content':
      return expected.some((text) => sameText(item?.contentHtml ?? null, text));
    case 'url':
      return expected.some((url) => absolute(item?.url ?? '', documentUrl) === absolute(url, documentUrl));
    case 'id':
      return expected.some((id) => absolute(item?.guid ?? '', documentUrl) === absolute(id, documentUrl));
    case 'published':
      return item?.publishedAt != null && Math.abs(item.publishedAt - Number(check.e)) < 1000;
    case 'author':
      return expected.some((name) => item?.authors.some((author) => containsName(name, author)) ?? false);
  }
}

/** The literal text or the seen text agree: documents differ in how often they escape. */
function sameText(actual: string | null, expected: string): boolean {
  if (actual === null) return seen(expected) === '';
  return [actual, seen(actual)].some((a) => [expected, seen(expected)].some((e) => bare(a) === bare(e)));
}

/** Names come with and without their e-mail addresses. */
function containsName(expected: string, actual: string): boolean {
  const [a, e] = [bare(seen(actual)).toLowerCase(), bare(seen(expected)).toLowerCase()];
  return a !== '' && (e.includes(a) || a.includes(e));
}

function seen(html: string): string {
  return bare(decodeHTML(html.replace(/<!--[\s\S]*?-->|<\/?[a-zA-Z][^<>]*>/g, '')));
}

function bare(text: string): string {
  return text.replace(/[\s\u00a0\u200b]+/g, '');
}

function absolute(reference: string, base: string): string {
  const trimmed = reference.trim();
  return URL.canParse(trimmed, base || undefined) ? new URL(trimmed, base || undefined).href : trimmed;
}
