import { decodeHTML } from 'entities';
import { Parser } from 'htmlparser2';
import { longestOpmlText } from '../../shared/model/opml';
import type { Attributes } from './scan-outlines';

/** What the attributes of an outline mean (OPML 2.0, "What is an <outline>?" and "Subscription lists"). */

/** Where the feed is; null when the outline is none. Old programs wrote `url` for `xmlUrl`. */
export function feedAddressOf({ xmlurl, url, type }: Attributes): string | null {
  if (xmlurl !== undefined) return xmlurl.trim();
  return url !== undefined && /^\s*(?:rss|atom|rdf|feed|pie)/i.test(type ?? '') ? url.trim() : null;
}

/** Why an outline without a feed address is left out; null when it may be a folder. */
export function whyNoFeed({ type, url }: Attributes): string | null {
  if (/^\s*include\b/i.test(type ?? '') || (url !== undefined && /\.opml\s*$/i.test(url))) {
    return 'It points to another list, which is not loaded.';
  }
  return /^\s*link\b/i.test(type ?? '') || url ? 'It is a link to a page, not a feed.' : null;
}

/** One line of plain text; titles were often escaped once more than needed. Null when empty. */
export function titleOf(value: string | undefined): string | null {
  if (!value) return null;
  // Before anything else: what markup inside a title costs must not depend on the file.
  const some = value.slice(0, longestOpmlText * 4);
  const once = /&(?:#\d+|#x[\da-f]+|[a-z]{2,8});/i.test(some) ? decodeHTML(some) : some;
  const line = (/<[a-z/]/i.test(once) ? textOf(once) : once).replace(/\s+/g, ' ').trim();
  return line === '' ? null : line.slice(0, longestOpmlText);
}

function textOf(html: string): string {
  let text = '';
  const parser = new Parser({
    ontext(part) {
      text += part;
    },
  });
  parser.end(html);
  return text;
}

/**
 * The first of the comma-separated paths of `category`, as titles of folders from the outside in: "/World/Europe,/Daily" (OPML 2.0,
 * "category"). Empty when there is none.
 */
export function foldersOfCategory(value: string | undefined): readonly string[] {
  const [first = ''] = (value ?? '').slice(0, longestOpmlText).split(',');
  return first.split('/').flatMap((part) => titleOf(part) ?? []);
}

export function siteUrlOf(value: string | undefined): string | null {
  if (!value || value.length > 8192 || !URL.canParse(value)) return null;
  const url = new URL(value);
  return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : null;
}
