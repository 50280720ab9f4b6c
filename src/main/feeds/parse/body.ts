/** The body of an item as HTML, from whichever of a dozen elements carries it. */
import { atomHtml } from './atom-text';
import { absolutizeHtml, resolveBase } from './links';
import { mediaHolders } from './media';
import { looksLikeHtml, plainText, textToHtml } from './text';
import { all, attributeOf, textOf, type XmlFields, type XmlNode } from './xml-nodes';

export interface ItemBody {
  readonly contentHtml: string | null;
  readonly summaryHtml: string | null;
}

/** Elements with a whole body, the fullest first. */
const CONTENT = [
  'full:encoded',
  'atom:content',
  'xhtml:body',
  'rss:body',
  'xhtml:div',
  'rss:content',
  'rss:fulltext',
  'rss:fullitem',
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

/** What relative addresses in a body mean. */
export interface BodyBase {
  /** For addresses where no xml:base is in force. */
  readonly url: string | null;
  /** The article's page: notes and headings inside the text (`#note-1`) are there. */
  readonly pageUrl: string | null;
}

export function itemBody(fields: XmlFields, base: BodyBase): ItemBody {
  const content = firstBody(fields, CONTENT, base);
  const summary = firstBody(fields, SUMMARY, base);
  if (content !== null) {
    return { contentHtml: content, summaryHtml: summary !== null && summary !== content ? summary : null };
  }
  return { contentHtml: summary ?? mediaText(fields), summaryHtml: null };
}

function firstBody(fields: XmlFields, names: readonly string[], base: BodyBase): string | null {
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

function bodyHtml(node: XmlNode, atom: boolean, base: BodyBase): string | null {
  const text = textOf(node);
  if (text.trim() === '') return null;
  const html = atom ? atomHtml(node) : text;
  if (html === null || html.trim() === '') return null;
  const own = attributeOf(node, 'base');
  return absolutizeHtml(
    html,
    own === null ? base.url : resolveBase(own, base.url),
    own ?? base.pageUrl,
  ).trim();
}

/** What a film's publisher wrote about it: the only text a video channel has. */
function mediaText(fields: XmlFields): string | null {
  for (const holder of mediaHolders(fields)) {
    for (const node of all(holder, 'media:description')) {
      const text = textOf(node);
      if (plainText(text) === null) continue;
      return attributeOf(node, 'type') === 'html' || looksLikeHtml(text) ? text.trim() : textToHtml(text);
    }
  }
  return null;
}
