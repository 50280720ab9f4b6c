import { Parser } from 'htmlparser2';

export { decodeHtml } from './parse/decode';

export interface FoundLink {
  readonly url: string;
  readonly title: string;
  readonly type: string | null;
}

const feedTypes = /^(?:application\/(?:rss\+xml|atom\+xml|feed\+json|rdf\+xml)|text\/xml)\b/i;
const feedPath = /(?:\/(?:feed|rss|atom)\/?|\.(?:rss|atom|rdf)|(?:feed|rss|atom|index)\.(?:xml|json))$/i;

/**
 * The feeds a page names: `<link rel="alternate">` of a feed's type, or, when there is none, links whose address looks like a
 * feed's. Absolute http(s) addresses, each once, in order of appearance.
 */
export function discoverFeeds(html: string, pageUrl: string): FoundLink[] {
  const named = new Map<string, FoundLink>();
  const guessed = new Map<string, FoundLink>();
  let base = pageUrl;
  const add = (
    list: Map<string, FoundLink>,
    href: string | undefined,
    title: string,
    type: string | null,
  ) => {
    if (!href || !URL.canParse(href, base)) return;
    const url = new URL(href, base);
    if (/^https?:$/.test(url.protocol) && !list.has(url.href))
      list.set(url.href, { url: url.href, title, type });
  };
  const parser = new Parser({
    onopentag(name, { href, rel, type, title }) {
      if (name === 'base' && href && URL.canParse(href, pageUrl)) base = new URL(href, pageUrl).href;
      if (name === 'link' && /\balternate\b/i.test(rel ?? '') && feedTypes.test(type ?? ''))
        add(named, href, title ?? '', type ?? null);
      if (name === 'a' && href && feedPath.test(href.split(/[?#]/)[0] ?? ''))
        add(guessed, href, title ?? '', null);
    },
  });
  parser.end(html);
  return [...(named.size > 0 ? named : guessed).values()];
}
