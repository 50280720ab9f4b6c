/** Atom's `link` elements, in Atom feeds and inside RSS. RFC 4287, 4.2.7. */
import { resolveLink, resolveWebUrl } from './links';
import type { ParsedEnclosure } from './parsed-feed';
import { all, attributeOf, textOf, type XmlFields } from './xml-nodes';

export interface AtomLink {
  readonly url: string;
  readonly rel: string;
  /** Media type in lower case, without parameters; '' when not given. */
  readonly type: string;
  readonly title: string | null;
  /** Of what it leads to. */
  readonly language: string | null;
  readonly length: number | null;
  /** thr:count of a link to replies (RFC 4685). */
  readonly count: number | null;
}

export function atomLinks(fields: XmlFields, base: string | null): AtomLink[] {
  const links: AtomLink[] = [];
  for (const node of all(fields, 'atom:link')) {
    const reference = attributeOf(node, 'href') ?? textOf(node);
    const url = resolveLink(reference, attributeOf(node, 'base') ?? base);
    if (url === null) continue;
    const rel = attributeOf(node, 'rel')?.trim().toLowerCase() || 'alternate';
    links.push({
      url,
      rel: rel.replace(/^https?:\/\/www\.iana\.org\/assignments\/relation\//, ''),
      type: mediaType(attributeOf(node, 'type')),
      title: attributeOf(node, 'title'),
      language: attributeOf(node, 'hreflang'),
      length: wholeNumber(attributeOf(node, 'length')),
      count: wholeNumber(attributeOf(node, 'count')),
    });
  }
  return links;
}

/** Where a person reads the article: the alternate that is a page, else any alternate. */
export function alternateUrl(links: readonly AtomLink[]): string | null {
  const alternates = links.filter((link) => link.rel === 'alternate');
  const page =
    alternates.find(({ type }) => type === 'text/html' || type === 'application/xhtml+xml') ??
    alternates.find(({ type }) => type === '') ??
    alternates[0];
  return page?.url ?? null;
}

export function linkedEnclosures(links: readonly AtomLink[]): ParsedEnclosure[] {
  return links
    .filter((link) => link.rel === 'enclosure' && resolveWebUrl(link.url, null) !== null)
    .map(({ url, type, length, title }) => ({ url, type: type || null, length, duration: null, title }));
}

/** A media type alone, in lower case: `Text/HTML; charset=x` is `text/html`. */
export function mediaType(text: string | null): string {
  return text?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

/** A count or a length in bytes; null for anything else. */
export function wholeNumber(text: string | null): number | null {
  const digits = text?.trim().replace(/[,\s]/g, '') ?? '';
  return /^\d{1,15}$/.test(digits) ? Number(digits) : null;
}
