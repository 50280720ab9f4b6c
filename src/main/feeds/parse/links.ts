/** Addresses: relative ones made absolute, unusable ones refused. */
import { type Attribute, readTag, Source, startsTag } from './scan';

/** Schemes a link of an article may have. Anything else (`javascript:`, `data:`, `file:`) is no link. */
const LINK_SCHEMES = new Set(['http:', 'https:', 'ftp:', 'gopher:', 'magnet:', 'mailto:', 'news:', 'nntp:']);

/** Characters of an address; longer ones are none a publisher means. */
const MAX_ADDRESS = 4_000;
/** The same for what relative addresses are made absolute with: each of them grows by as much. */
const MAX_BASE = 1_000;

/** An absolute URL, or null. Publishers break long addresses over lines: white space inside is taken out by URL. */
export function resolveUrl(reference: string | null, base: string | null): string | null {
  const trimmed = reference?.trim() ?? '';
  if (trimmed === '') return null;
  const url = parse(trimmed, base);
  return url && LINK_SCHEMES.has(url.protocol) && url.href.length <= MAX_ADDRESS ? url.href : null;
}

/** The same for what a person follows: without a base, a relative one stays as it is written. */
export function resolveLink(reference: string | null, base: string | null): string | null {
  const written = reference?.trim() ?? '';
  return (
    resolveUrl(reference, base) ?? (base === null && written !== '' && isRelative(written) ? written : null)
  );
}

/** Whether an address does not begin with a scheme (RFC 3986, 4.2). */
export function isRelative(reference: string): boolean {
  return !/^[a-z][a-z0-9+.-]*:/i.test(reference);
}

/** A web address (http or https), or null: for pictures, enclosures and feeds, which are fetched. */
export function resolveWebUrl(reference: string | null, base: string | null): string | null {
  const url = resolveUrl(reference, base);
  return url !== null && /^https?:/.test(url) ? url : null;
}

/** `xml:base` of an element inside another base; an unusable one leaves the outer base. */
export function resolveBase(reference: string, base: string | null): string | null {
  const url = parse(reference.trim(), base);
  return url && url.href.length <= MAX_BASE ? url.href : base;
}

function parse(reference: string, base: string | null): URL | null {
  try {
    const usable = base !== null && base !== '' && base.length <= MAX_BASE;
    return usable ? new URL(reference, base) : new URL(reference);
  } catch {
    return null;
  }
}

const URL_ATTRIBUTES = new Set([
  'action',
  'background',
  'cite',
  'classid',
  'codebase',
  'data',
  'formaction',
  'href',
  'longdesc',
  'poster',
  'profile',
  'src',
  'usemap',
]);

/** Is there a link or source that does not begin with a scheme, or has a space in it? Finds some needless work, never too little. */
function needsRewriting(html: string): boolean {
  for (let equals = html.indexOf('='); equals >= 0; equals = html.indexOf('=', equals + 1)) {
    let value = skipSpace(html, equals + 1, 1);
    const quoted = html[value] === '"' || html[value] === "'";
    if (quoted) value = skipSpace(html, value + 1, 1);
    if (html.startsWith('https:', value) || html.startsWith('http:', value)) {
      if (quoted && hasSpaceInside(html, value)) return true;
      continue;
    }
    const end = skipSpace(html, equals - 1, -1) + 1;
    const name = /[a-z]+$/i.exec(html.slice(Math.max(0, end - LONGEST_NAME), end))?.[0].toLowerCase();
    if (name !== undefined && (URL_ATTRIBUTES.has(name) || name === 'srcset')) return true;
  }
  return false;
}

/** Letters of the longest name among {@link URL_ATTRIBUTES}. */
const LONGEST_NAME = 10;

/** White space before the end of the quotes around an address. */
function hasSpaceInside(html: string, from: number): boolean {
  const end = Math.min(html.length, from + LONGEST_ADDRESS);
  for (let at = from; at < end; at++) {
    const code = html.charCodeAt(at);
    if (code === 0x22 || code === 0x27 || code === 0x3e) return false;
    if (code <= 0x20) return true;
  }
  return false;
}

/** Characters of an address that are looked through. */
const LONGEST_ADDRESS = 2000;

function skipSpace(text: string, from: number, step: 1 | -1): number {
  let at = from;
  while (text.charCodeAt(at) <= 0x20) at += step;
  return at;
}

/** How much longer markup may get by making its addresses absolute: times its own length, plus some characters. */
const MAX_GROWTH = 20;
const FREE_GROWTH = 10_000;

/**
 * The same markup with every address absolute. `base` null leaves it as it is; `pageUrl` is the base of fragments
 * (`#note-1`), where it differs. Markup that would swell beyond measure is cut.
 */
export function absolutizeHtml(html: string, base: string | null, pageUrl: string | null = base): string {
  if (!base || !needsRewriting(html)) return html;
  const source = new Source(html);
  const out: string[] = [];
  let written = 0;
  let growth = 0;
  let at = html.indexOf('<');
  while (at >= 0) {
    if (!startsTag(html, at)) {
      const next = html.charCodeAt(at + 1) === 0x21 ? source.skipDeclaration(at) : at + 1;
      at = html.indexOf('<', next);
      continue;
    }
    const tag = readTag(html, at);
    const attributes = tag.attributes.map((attribute) => absolute(attribute, base, pageUrl ?? base));
    if (attributes.some((attribute, i) => attribute !== tag.attributes[i])) {
      const rewritten = writeTag(tag.name, attributes, tag.selfClosing);
      growth += rewritten.length - (tag.end - at);
      out.push(html.slice(written, at), rewritten);
      written = tag.end;
      if (growth > MAX_GROWTH * html.length + FREE_GROWTH) return out.join('');
    }
    at = html.indexOf('<', tag.end);
  }
  if (written === 0) return html;
  out.push(html.slice(written));
  return out.join('');
}

function absolute(attribute: Attribute, base: string, pageUrl: string): Attribute {
  const name = attribute.name.toLowerCase();
  if (name === 'srcset') return { name, value: absoluteSrcset(attribute.value, base) };
  if (!URL_ATTRIBUTES.has(name) || attribute.value.trim() === '') return attribute;
  const reference = attribute.value.trim();
  // Browsers encode a space in an address; other readers of the markup might end the address there.
  const isWhole = !isRelative(reference) && !(/^https?:/i.test(reference) && /\s/.test(reference));
  if (isWhole) return attribute;
  const url = parse(reference, reference.startsWith('#') ? pageUrl : base);
  return url ? { name, value: url.href } : attribute;
}

function absoluteSrcset(srcset: string, base: string): string {
  return srcset.replace(/[^\s,]\S*[^\s,]/g, (candidate) =>
    /^\d+(\.\d+)?[wxh]$/.test(candidate) ? candidate : (parse(candidate, base)?.href ?? candidate),
  );
}

/** A start tag as markup. */
export function writeTag(name: string, attributes: readonly Attribute[], selfClosing: boolean): string {
  const written = attributes.map(({ name: key, value }) => ` ${key}="${escapeAttribute(value)}"`);
  return `<${name}${written.join('')}${selfClosing ? '/' : ''}>`;
}

export function escapeAttribute(value: string): string {
  return value.replace(/[&<>"]/g, (c) =>
    c === '&' ? '&amp;' : c === '<' ? '&lt;' : c === '>' ? '&gt;' : '&quot;',
  );
}
