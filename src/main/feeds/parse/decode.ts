/**
 * Bytes to text. Publishers often label their encoding wrongly, so a label is believed only when the bytes agree with it:
 * byte order mark, Content-Type charset, the document's own declaration, UTF-8 if the bytes are valid UTF-8, statistics, windows-1252.
 */

import { Buffer, isAscii } from 'node:buffer';
import { guessEncoding } from './guess-encoding';
import type { Flaws } from './scan';

/** How many bytes at the start are searched for an encoding declaration. */
const HEAD_BYTES = 2048;

/**
 * A feed document (XML or JSON) as text. `flaws` gets `encoding` when characters were lost or the encoding had to be guessed, and
 * `characters` when some were put right.
 */
export function decodeFeed(bytes: Uint8Array, contentType: string | null, flaws?: Flaws): string {
  const text = decode(bytes, contentType, (head) => XML_ENCODING.exec(head)?.[1], flaws);
  // Windows-1252 text that was converted as if it were ISO-8859-1: its quotes and dashes became C1 control characters.
  if (text.length === bytes.length && isAscii(bytes)) return text;
  if (!/[\x80-\x9f]/.test(text)) return text;
  flaws?.add('characters');
  return text.replace(/[\x80-\x9f]/g, (c) => WINDOWS_1252[c.charCodeAt(0) - 0x80] ?? c);
}

/** The characters of bytes 0x80 to 0x9f. */
const WINDOWS_1252 = decodeLeniently(
  Uint8Array.from({ length: 32 }, (_, i) => 0x80 + i),
  'windows-1252',
);

const XML_ENCODING = /<\?xml[^>]*?\bencoding\s*=\s*["']?\s*([\w.:-]+)/i;
const HTML_ENCODING = /<meta\b[^>]*?\bcharset\s*=\s*["']?\s*([\w.:-]+)/i;

/** An HTML page as text; its declaration is `<meta charset>` or the `http-equiv` form. */
export function decodeHtml(bytes: Uint8Array, contentType: string | null): string {
  return decode(bytes, contentType, (head) => HTML_ENCODING.exec(head)?.[1]);
}

function decode(
  bytes: Uint8Array,
  contentType: string | null,
  declared: (head: string) => string | undefined,
  flaws?: Flaws,
): string {
  const wide = utf32Order(bytes);
  if (wide !== null) return decodeUtf32(bytes, wide);
  const unicode = unicodeSignature(bytes);
  if (unicode) return decodeLeniently(bytes, unicode);

  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, HEAD_BYTES)).toString(
    'latin1',
  );
  const header = /charset\s*=\s*["']?\s*([\w.:-]+)/i.exec(contentType ?? '')?.[1];
  const labels = [header, declared(head)].map(knownEncoding).filter((label) => label !== null);

  const claimsMultibyte = labels.some((label) => MULTIBYTE.has(label));
  if (!claimsMultibyte && isAscii(bytes)) {
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  }

  // Text in a single-byte encoding is practically never valid UTF-8 by accident, so valid UTF-8 beats such a label.
  const utf8 = decodeStrictly(bytes, 'utf-8');
  if (utf8 !== null && !claimsMultibyte) return utf8;

  for (const label of labels) {
    const text = label === 'utf-8' ? utf8 : decodeStrictly(bytes, label);
    if (text !== null) return text;
  }
  if (utf8 !== null) return utf8;

  flaws?.add('encoding');
  const lenient = decodeLeniently(bytes, 'utf-8');
  if (mostlyUtf8(lenient)) return lenient;
  const label = labels.find((known) => known !== 'utf-8') ?? guessEncoding(bytes) ?? 'windows-1252';
  return decodeLeniently(bytes, label);
}

/** Encodings in which ASCII bytes may be parts of other characters, so that their text can pass for UTF-8. */
const MULTIBYTE = new Set([
  'big5',
  'euc-jp',
  'euc-kr',
  'gb18030',
  'gbk',
  'iso-2022-jp',
  'shift_jis',
  'x-user-defined',
]);

/** UTF-32 by its byte order mark, or by the zero bytes around a first character of ASCII (XML 1.0, appendix F). */
function utf32Order(bytes: Uint8Array): 'le' | 'be' | null {
  if (bytes.length < 4) return null;
  const [a, b, c, d] = bytes;
  if ((a === 0xff && b === 0xfe && c === 0 && d === 0) || (a !== 0 && b === 0 && c === 0 && d === 0))
    return 'le';
  const mark = a === 0 && b === 0 && c === 0xfe && d === 0xff;
  return mark || (a === 0 && b === 0 && c === 0 && d !== 0) ? 'be' : null;
}

/** Decoders know no UTF-32. Numbers that are no characters become U+FFFD. */
function decodeUtf32(bytes: Uint8Array, order: 'le' | 'be'): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: string[] = [];
  for (let at = 0; at + 4 <= bytes.length; at += 4) {
    const code = view.getUint32(at, order === 'le');
    const valid = code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
    parts.push(valid ? String.fromCodePoint(code) : '\ufffd');
  }
  return parts.join('').replace(/^\ufeff/, '');
}

/** UTF-8 or UTF-16 by its byte order mark, or UTF-16 by the zero bytes around the first character. */
function unicodeSignature(bytes: Uint8Array): string | null {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  if (a === 0 && b !== undefined && b !== 0) return 'utf-16be';
  if (a !== undefined && a !== 0 && b === 0) return 'utf-16le';
  return null;
}

/** The decoder's own name for a label; null for unknown labels, and for UTF-16, which would have shown its zero bytes. */
function knownEncoding(label: string | undefined): string | null {
  if (label === undefined) return null;
  const name = decoderName(label) ?? decoderName(usualLabel(label));
  return name === null || name.startsWith('utf-16') ? null : name;
}

function decoderName(label: string): string | null {
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return null;
  }
}

/** Labels that are nobody's but clear: `win1251`, `cp-1252`, `latin-1`, `iso_8859_15`, `mac-roman`. */
function usualLabel(label: string): string {
  return label
    .toLowerCase()
    .replace(/_/g, '-')
    .replace(/^(?:win|windows|cp|ms|ansi)-?(125\d|874)$/, 'windows-$1')
    .replace(/^latin-(\d+)$/, 'latin$1')
    .replace(/^iso-?8859-?(\d{1,2})$/, 'iso-8859-$1')
    .replace(/^(?:x-)?mac-?(?:os-?)?roman$/, 'macintosh')
    .replace(/^(?:x-)?mac-?cyrillic$/, 'x-mac-cyrillic')
    .replace(/^(?:s-?jis|ms932|cp932)$/, 'shift_jis')
    .replace(/^(?:cp936|ms936)$/, 'gbk')
    .replace(/^(?:cp949|ms949|uhc)$/, 'euc-kr')
    .replace(/^(?:cp950|ms950)$/, 'big5');
}

/**
 * Damaged characters become U+FFFD. Decoding as a stream is deliberate: in one step, Node 20 reads windows-1252 as
 * ISO-8859-1, and quotes and dashes become control characters.
 */
function decodeLeniently(bytes: Uint8Array, label: string): string {
  const decoder = new TextDecoder(label);
  return decoder.decode(bytes, { stream: true }) + decoder.decode();
}

function decodeStrictly(bytes: Uint8Array, label: string): string | null {
  try {
    // `stream` forgives a character cut in two at the end of a truncated document.
    return new TextDecoder(label, { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return null;
  }
}

/** True when damaged characters are few beside whole ones: UTF-8 with some noise, not another encoding. */
function mostlyUtf8(text: string): boolean {
  let damaged = 0;
  let whole = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0xfffd) damaged++;
    else if (code > 0x7f) whole++;
  }
  return whole > damaged;
}
