/** The body of an item as HTML, from whichever of a dozen elements carries it. */
import { mediaType } from './atom-links';
import { absolutizeHtml, resolveBase } from './links';
import { looksLikeHtml, plainText, textToHtml } from './text';
import { all, attributeOf, textOf, type XmlFields, type XmlNode } from './xml-nodes';

export interface ItemBody {
  readonly contentHtml: string | null;
  readonly summaryHtml: string | null;
}

/** Elements with a whole body, the fullest first. */
const CONTENT = [
  'content:encoded',
  'atom:content',
  'xhtml:body',
  'rss:body',
  'xhtml:div',
  'rss:content',
  'rss:fulltext',
];
const SUMMARY = [
  'rss:description',
  'atom:summary',
  'rss:summary',
  'dc:description',
  'rss:abstract',
  'dcterms:abstract',
  'itunes:summary',
  'itunes:subtitle',
];

/** `base` is for what has no xml:base of its own. */
export function itemBody(fields: XmlFields, base: string | null): ItemBody {
  const content = firstBody(fields, CONTENT, base);
  const summary = firstBody(fields, SUMMARY, base);
  if (content !== null) {
    return { contentHtml: content, summaryHtml: summary !== null && summary !== content ? summary : null };
  }
  return { contentHtml: summary ?? mediaText(fields), summaryHtml: null };
}

function firstBody(fields: XmlFields, names: readonly string[], base: string | null): string | null {
  for (const name of names) {
    const nodes = all(fields, name);
    const bodies = nodes.map((node) => bodyHtml(node, name.startsWith('atom:'), base));
    // Of several (Atom 0.3 alternatives) the one with markup, else the first that says anything.
    const body =
      bodies.find((html, i) => html !== null && !isPlain(nodes[i])) ?? bodies.find((html) => html !== null);
    if (body != null) return body;
  }
  return null;
}

function isPlain(node: XmlNode | undefined): boolean {
  return node === undefined || /^text(?:\/plain)?$/i.test(attributeOf(node, 'type') ?? '');
}

function bodyHtml(node: XmlNode, atom: boolean, base: string | null): string | null {
  const text = textOf(node);
  if (text.trim() === '') return null;
  const html = atom ? atomHtml(node, text) : text;
  if (html === null || html.trim() === '') return null;
  const own = attributeOf(node, 'base');
  return absolutizeHtml(html, own === null ? base : resolveBase(own, base)).trim();
}

/** RFC 4287, 4.1.3.3, and Atom 0.3's `mode`. Null for media a reader cannot show as text. */
function atomHtml(node: XmlNode, text: string): string | null {
  if (attributeOf(node, 'markup')) return text;
  const declared = attributeOf(node, 'type');
  const type = mediaType(declared);
  if (attributeOf(node, 'mode') === 'base64') return base64Html(text, type);
  switch (type) {
    case 'html':
    case 'text/html':
    case 'xhtml':
    case 'application/xhtml+xml':
      return text;
    case '':
    case 'text':
    case 'text/plain':
      // Feeds that escape their markup and forget to say so are far commoner than articles about a closing tag.
      return (declared === null || attributeOf(node, 'mode') === 'escaped') && looksLikeHtml(text)
        ? text
        : textToHtml(text);
    default:
      if (type.startsWith('text/')) return textToHtml(text);
      return /[+/]xml$/.test(type) ? text : base64Html(text, type);
  }
}

function base64Html(text: string, type: string): string | null {
  if (/^(?:image|audio|video|font)\//.test(type)) return null;
  const compact = text.replace(/\s+/g, '');
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(compact)) return looksLikeHtml(text) ? text : textToHtml(text);
  const decoded = decodeBase64(compact);
  if (decoded === null) return null;
  return /html/.test(type) || looksLikeHtml(decoded) ? decoded : textToHtml(decoded);
}

/** Null for bytes that are no text. */
function decodeBase64(text: string): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(text, 'base64'));
  } catch {
    return null;
  }
}

/** What a film's publisher wrote about it: the only text a video channel has. */
function mediaText(fields: XmlFields): string | null {
  const holders = [fields, ...all(fields, 'media:group'), ...all(fields, 'media:content')];
  for (const holder of holders) {
    for (const node of all(holder, 'media:description')) {
      const text = textOf(node);
      if (plainText(text) === null) continue;
      return attributeOf(node, 'type') === 'html' || looksLikeHtml(text) ? text.trim() : textToHtml(text);
    }
  }
  return null;
}
