/** Where a feed begins in a document, and of what kind it is. */
import { ProblemError } from '../../../shared/model/problem';
import { Source } from './scan';

/** `rss` stands for RSS 0.9x and 2.0 and the old Channel Definition Format, `rdf` for RSS 0.90 and 1.0. */
export type FeedFormat = 'rss' | 'rdf' | 'atom';

export interface FeedRoot {
  /** Offset of the `<` it begins with. */
  readonly start: number;
  readonly format: FeedFormat;
  /** There is no root: at `start` stands the first of the items, as in an Atom entry document (RFC 4287, 2). */
  readonly bare: boolean;
}

const ROOT = /<(?:[\w.-]+:)?(rss|rdf|feed|channel)(?=[\s>/])/gi;
const ITEM = /<(?:[\w.-]+:)?(item|entry)(?=[\s>])/gi;
/** Something an item says: in other vocabularies an `item` or `entry` is something else. */
const ITEM_FIELD = /<(?:[\w.-]+:)?(?:title|link|guid|id|description|summary|content)[\s>]/i;
/** Characters of a web page around a feed that are looked at. */
const MAX_WRAPPING = 20_000;

/**
 * The root element, past any junk. A root inside a comment is none, nor is one in the midst of a web page.
 *
 * @throws ProblemError `html-not-feed` or `not-a-feed`
 */
export function findRoot(text: string): FeedRoot {
  const source = new Source(text);
  const found = firstOutsideComments(source, ROOT);
  const isPage = !found && /<html[\s>]/i.test(text);
  const root = found ?? (isPage ? wrappedRoot(text) : null);
  if (root) {
    const format = root.name === 'feed' ? 'atom' : root.name === 'rdf' ? 'rdf' : 'rss';
    return { start: root.start, format, bare: false };
  }
  const item = isPage ? null : firstOutsideComments(source, ITEM);
  if (item && ITEM_FIELD.test(text.slice(item.start))) {
    return { start: item.start, format: item.name === 'entry' ? 'atom' : 'rss', bare: true };
  }
  // OPML has a head and a body, too, but is XML and says so.
  const page =
    isPage || /<!doctype html/i.test(text) || (/<(?:head|body)[\s>]/i.test(text) && !/<\?xml/i.test(text));
  throw new ProblemError({ code: page ? 'html-not-feed' : 'not-a-feed' });
}

interface FoundTag {
  readonly start: number;
  /** In lower case, without a prefix. */
  readonly name: string;
}

/** The first of these tags that is not inside a comment, nor after the beginning of a web page. */
function firstOutsideComments(source: Source, tags: RegExp): FoundTag | null {
  const { text } = source;
  const found = text.matchAll(tags);
  let tag = found.next().value;
  let at = text.indexOf('<');
  while (tag && at >= 0) {
    while (tag && tag.index < at) tag = found.next().value;
    if (tag?.index === at) return { start: at, name: tag[1]?.toLowerCase() ?? '' };
    if (/^<html[\s>]/i.test(text.slice(at, at + 6))) return null;
    const next = text.charCodeAt(at + 1);
    at = text.indexOf('<', next === 0x21 || next === 0x3f ? source.skipDeclaration(at) : at + 1);
  }
  return null;
}

/** A feed that a template put into the body of a page: nothing to read stands before it, and it has articles. */
function wrappedRoot(text: string): FoundTag | null {
  const found = /<(?:(rss)\b[^<>]*>\s*<channel|(feed)\b[^<>]*w3\.org\/2005\/Atom)/i.exec(text);
  if (!found || found.index > MAX_WRAPPING || !/<\/(?:item|entry)>/i.test(text)) return null;
  const before = text
    .slice(0, found.index)
    .replace(/<!--.*?-->|<head[\s>].*?<\/head>/gis, '')
    .replace(/<[^<>]*>/g, '');
  return before.trim() === ''
    ? { start: found.index, name: (found[1] ?? found[2] ?? '').toLowerCase() }
    : null;
}

/** Is there anything beside white space, comments, a doctype and instructions? What stands between tags counts, too. */
export function isJunk(around: string): boolean {
  // A declaration that is not the very first thing is none (XML 1.0, 2.8).
  if (/^\s+<\?xml\s/.test(around)) return true;
  const source = new Source(around);
  let at = 0;
  while (at < around.length) {
    const next = around.charCodeAt(at + 1);
    if (around.charCodeAt(at) === 0x3c && (next === 0x21 || next === 0x3f)) at = source.skipDeclaration(at);
    else if (/[\s\ufeff]/.test(around[at] ?? '')) at++;
    else return true;
  }
  return false;
}
