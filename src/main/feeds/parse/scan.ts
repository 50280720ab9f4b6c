/**
 * A forgiving reader of markup: where does a tag end, what does it carry. It never fails and never looks at a character
 * more than a few times, whatever the document is.
 */
import { decodeHTMLStrict } from 'entities';
import type { FeedFlaw } from '../../../shared/model/poll';

/** Takes note of what was wrong on the way; left out where nobody asks. */
export type Flaws = Set<FeedFlaw>;

export interface Attribute {
  readonly name: string;
  /** Entities resolved. */
  readonly value: string;
}

export interface OpenTag {
  readonly name: string;
  readonly attributes: readonly Attribute[];
  readonly selfClosing: boolean;
  /** Offset after the tag. */
  readonly end: number;
}

/** More attributes than any feed has; the rest of a tag is read but not kept. */
const MAX_ATTRIBUTES = 100;

/** Searches one text, and remembers what it does not hold: a document full of unclosed comments stays linear. */
export class Source {
  readonly text: string;
  readonly #missing = new Set<string>();

  constructor(text: string) {
    this.text = text;
  }

  /** Offset of `needle` at or after `from`, or -1. */
  find(needle: string, from: number): number {
    if (this.#missing.has(needle)) return -1;
    const at = this.text.indexOf(needle, from);
    if (at < 0) this.#missing.add(needle);
    return at;
  }

  /** Offset after the comment, declaration or processing instruction that starts at `start` (`<!` or `<?`). */
  skipDeclaration(start: number): number {
    const { text } = this;
    if (text.startsWith('<!--', start)) {
      const end = this.find('-->', start + 4);
      if (end >= 0) return end + 3;
    } else if (text.startsWith('<?', start)) {
      const end = this.find('?>', start + 2);
      const tagEnd = this.find('>', start + 2);
      if (end >= 0 && end < tagEnd) return end + 2;
    } else if (/^<!doctype/i.test(text.slice(start, start + 9))) {
      return this.#skipDoctype(start);
    }
    const end = this.find('>', start);
    return end < 0 ? text.length : end + 1;
  }

  /** Entity definitions are stepped over and never kept: nothing a feed defines can be expanded or fetched. */
  #skipDoctype(start: number): number {
    const end = this.find('>', start);
    const subset = this.find('[', start);
    if (subset < 0 || end < 0 || subset > end) return end < 0 ? this.text.length : end + 1;
    const subsetEnd = this.find(']', subset);
    const after = subsetEnd < 0 ? -1 : this.find('>', subsetEnd);
    return after < 0 ? end + 1 : after + 1;
  }
}

/** Is there an element's start tag at this `<`? */
export function startsTag(text: string, start: number): boolean {
  return isNameStart(text.charCodeAt(start + 1));
}

/** Reads the start tag at `start`. A tag broken off by another `<` ends there. */
export function readTag(text: string, start: number, flaws?: Flaws): OpenTag {
  let i = start + 1;
  while (i < text.length && !endsName(text.charCodeAt(i))) i++;
  const name = text.slice(start + 1, i);
  const attributes: Attribute[] = [];

  while (i < text.length) {
    const code = text.charCodeAt(i);
    if (code === GREATER) return { name, attributes, selfClosing: false, end: i + 1 };
    if (code === LESS) {
      flaws?.add('markup');
      return { name, attributes, selfClosing: false, end: i };
    }
    if (code === SLASH) {
      if (text.charCodeAt(i + 1) === GREATER) return { name, attributes, selfClosing: true, end: i + 2 };
      i++;
    } else if (isSpace(code)) {
      i++;
    } else {
      i = readAttribute(text, i, attributes, flaws);
    }
  }
  return { name, attributes, selfClosing: false, end: i };
}

/** Reads the end tag at `start` (`</`): its name and the offset after it. */
export function readEndTag(text: string, start: number): { name: string; end: number } {
  let i = start + 2;
  while (i < text.length && !endsName(text.charCodeAt(i))) i++;
  const name = text.slice(start + 2, i);
  while (i < text.length) {
    const code = text.charCodeAt(i);
    if (code === GREATER) return { name, end: i + 1 };
    if (code === LESS) break;
    i++;
  }
  return { name, end: i };
}

function readAttribute(text: string, start: number, into: Attribute[], flaws: Flaws | undefined): number {
  let i = start + 1;
  while (i < text.length && text.charCodeAt(i) !== EQUALS && !endsName(text.charCodeAt(i))) i++;
  const name = text.slice(start, i);
  let next = i;
  while (isSpace(text.charCodeAt(next))) next++;
  if (text.charCodeAt(next) !== EQUALS) {
    flaws?.add('markup');
    keep(into, name, '', flaws);
    return i;
  }
  next++;
  while (isSpace(text.charCodeAt(next))) next++;

  const quote = text.charCodeAt(next);
  if (quote === QUOTE || quote === APOSTROPHE) {
    const close = text.indexOf(quote === QUOTE ? '"' : "'", next + 1);
    if (close >= 0) {
      keep(into, name, text.slice(next + 1, close), flaws);
      return close + 1;
    }
    next++;
  }
  flaws?.add('markup');
  i = next;
  while (i < text.length && text.charCodeAt(i) !== GREATER && !isSpace(text.charCodeAt(i))) i++;
  keep(into, name, text.slice(next, i), flaws);
  return i;
}

function keep(into: Attribute[], name: string, raw: string, flaws: Flaws | undefined): void {
  if (into.length < MAX_ATTRIBUTES) into.push({ name, value: decodeText(raw, flaws) });
}

const REFERENCE = /&(?:(?:#\d{1,8}|#[xX][0-9a-fA-F]{1,7}|[A-Za-z][A-Za-z0-9]{1,31});)?/g;

/**
 * Resolves one level of character references: XML's five, numbers, and HTML's names (which feeds use without declaring
 * them). What is no reference, such as a bare ampersand, stays as it is.
 */
export function decodeText(raw: string, flaws?: Flaws): string {
  if (!raw.includes('&')) return raw;
  return raw.replace(REFERENCE, (reference) => {
    switch (reference) {
      case '&':
        flaws?.add('entities');
        return reference;
      case '&lt;':
        return '<';
      case '&gt;':
        return '>';
      case '&amp;':
        return '&';
      case '&quot;':
        return '"';
      case '&apos;':
        return "'";
      default:
        return decodeReference(reference, flaws);
    }
  });
}

/** One reference to a character by number, or by a name XML does not know. */
function decodeReference(reference: string, flaws: Flaws | undefined): string {
  if (reference.charCodeAt(1) !== HASH) flaws?.add('entities');
  const character = dropControls(decodeHTMLStrict(reference));
  if (character === '') flaws?.add('characters');
  return character;
}

/** Whether markup holds an ampersand that begins no reference XML knows. */
export function hasForeignReference(raw: string): boolean {
  return raw.includes('&') && FOREIGN_REFERENCE.test(raw);
}

const FOREIGN_REFERENCE = /&(?!(?:lt|gt|amp|quot|apos|#\d{1,8}|#x[0-9a-fA-F]{1,7});)/;

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters XML does not allow.
const CONTROLS = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/;
const ALL_CONTROLS = new RegExp(CONTROLS.source, 'g');

/** Takes out the characters XML does not allow. */
export function dropControls(text: string): string {
  return CONTROLS.test(text) ? text.replace(ALL_CONTROLS, '') : text;
}

const QUOTE = 0x22;
const HASH = 0x23;
const APOSTROPHE = 0x27;
const SLASH = 0x2f;
const LESS = 0x3c;
const EQUALS = 0x3d;
const GREATER = 0x3e;

function isSpace(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d);
}

function isNameStart(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || code === 0x5f || code >= 0x80;
}

function endsName(code: number): boolean {
  return code === GREATER || code === LESS || code === SLASH || isSpace(code);
}
