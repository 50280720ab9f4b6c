/** Between HTML and plain text. */
import { decodeHTML } from 'entities';
import { readEndTag, readTag, startsTag } from './scan';

/** Characters of markup looked at for one line of plain text. */
const MAX_PLAIN = 20_000;

/**
 * The elements taken out of titles. Other words in angle brackets are what a writer meant to show: a title such as
 * "List<String> in Java" keeps its brackets.
 */
const ELEMENTS = new Set(
  `a abbr acronym address applet area article aside audio b base bdi bdo big blink blockquote body br button canvas
   caption center cite code col del details dfn dir div dl dt dd em embed fieldset figcaption figure font footer form
   frame frameset h1 h2 h3 h4 h5 h6 head header hr html i iframe img input ins kbd label legend li link main map mark
   marquee menu meta nav nobr noframes noscript object ol option p param picture pre q rp rt ruby s samp script section
   select small source span strike strong style sub summary sup svg table tbody td textarea tfoot th thead time title tr
   track tt u ul var video wbr`.split(/\s+/),
);
/** Whether this, in lower case, is the name of an element of HTML. */
export function isHtmlElement(name: string): boolean {
  return ELEMENTS.has(name);
}

const INLINE = new Set(
  `a abbr acronym b bdi bdo big cite code del dfn em font i ins kbd mark nobr q s samp small span strike strong sub sup
   tt u var wbr`.split(/\s+/),
);

/** One line of text without markup: tags out, entities resolved, white space folded. Null when nothing is left. */
export function plainText(html: string): string | null {
  const text = dropTags(dropComments(html.slice(0, MAX_PLAIN)));
  return foldSpace(text.includes('&') ? decodeHTML(text) : text);
}

/** White space folded; null when nothing is left. */
export function foldSpace(text: string): string | null {
  const folded = text.replace(/[\s\u200b]+/g, ' ').trim();
  return folded === '' ? null : folded;
}

/** A tag for a language as published; null for what is longer than any (RFC 5646, 4.4.1). */
export function languageTag(text: string | null): string | null {
  const tag = text?.trim() ?? '';
  return tag !== '' && tag.length <= 35 ? tag : null;
}

function dropTags(html: string): string {
  let at = html.indexOf('<');
  if (at < 0) return html;
  const out: string[] = [];
  let written = 0;
  while (at >= 0) {
    const closing = html.charCodeAt(at + 1) === SLASH;
    const isTag = startsTag(html, closing ? at + 1 : at);
    const tag = isTag ? (closing ? readEndTag(html, at) : readTag(html, at)) : null;
    const name = tag?.name.toLowerCase() ?? '';
    if (tag && ELEMENTS.has(name)) {
      out.push(html.slice(written, at), INLINE.has(name) ? '' : ' ');
      written = tag.end;
      at = html.indexOf('<', tag.end);
    } else {
      at = html.indexOf('<', at + 1);
    }
  }
  out.push(html.slice(written));
  return out.join('');
}

const SLASH = 0x2f;

function dropComments(html: string): string {
  let text = html;
  for (let start = text.indexOf('<!--'); start >= 0; start = text.indexOf('<!--', start)) {
    const end = text.indexOf('-->', start);
    if (end < 0) break;
    text = text.slice(0, start) + text.slice(end + 3);
  }
  return text;
}

/** Plain text as HTML: escaped, blank lines as paragraphs, single breaks as `<br>`. */
export function textToHtml(text: string): string {
  const escaped = text.trim().replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  const paragraphs = escaped.split(/\r?\n[ \t]*\r?\n/).map((part) => part.trim().replace(/\r?\n/g, '<br>'));
  const kept = paragraphs.filter((part) => part !== '');
  return kept.length > 1 ? kept.map((part) => `<p>${part}</p>`).join('') : (kept[0] ?? '');
}

/** Text that declares nothing about itself, but can only be markup. */
export function looksLikeHtml(text: string): boolean {
  return /<\/(?:p|a|b|i|em|strong|div|span|ul|ol|li|h[1-6]|blockquote|pre|code|table|figure)\s*>|<(?:br|img|hr|p)\b[^<>]*>/i.test(
    text,
  );
}
