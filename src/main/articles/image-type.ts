/**
 * What kind of picture these bytes are, by their own first bytes; null for anything a browser does not show as a picture.
 * Servers' word for it is never taken: a page or a script under a picture's address must not be served as either.
 */
export function sniffImageType(bytes: Uint8Array): string | null {
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'image/png';
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return 'image/jpeg';
  if (ascii(bytes, 0, 6) === 'GIF87a' || ascii(bytes, 0, 6) === 'GIF89a') return 'image/gif';
  if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WEBP') return 'image/webp';
  if (isAvif(bytes)) return 'image/avif';
  if (isBmp(bytes)) return 'image/bmp';
  if (startsWith(bytes, [0x00, 0x00, 0x01, 0x00]) && (bytes[4] ?? 0) > 0 && bytes[5] === 0)
    return 'image/x-icon';
  return isSvg(bytes) ? 'image/svg+xml' : null;
}

function startsWith(bytes: Uint8Array, prefix: readonly number[]): boolean {
  return prefix.every((byte, index) => bytes[index] === byte);
}

function ascii(bytes: Uint8Array, start: number, end: number): string {
  return String.fromCharCode(...bytes.subarray(start, end));
}

/** An ISO base media file whose brands include AVIF (AV1 Image File Format, section 6). HEIC shares the container and is not shown. */
function isAvif(bytes: Uint8Array): boolean {
  if (ascii(bytes, 4, 8) !== 'ftyp') return false;
  const boxSize = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  const end = Math.min(boxSize, bytes.length, 256);
  // The minor version stands between the major brand and the compatible ones.
  for (let at = 8; at + 4 <= end; at += at === 8 ? 8 : 4) {
    const brand = ascii(bytes, at, at + 4);
    if (brand === 'avif' || brand === 'avis') return true;
  }
  return false;
}

/** Two letters alone would match ordinary text; the header's size field must be one of the known formats. */
function isBmp(bytes: Uint8Array): boolean {
  if (ascii(bytes, 0, 2) !== 'BM' || bytes.length < 26) return false;
  const headerSize = new DataView(bytes.buffer, bytes.byteOffset).getUint32(14, true);
  return [12, 40, 52, 56, 64, 108, 124].includes(headerSize);
}

/** Text whose first element is `<svg>`, after at most a declaration, comments and a document type. */
function isSvg(bytes: Uint8Array): boolean {
  const head = new TextDecoder().decode(bytes.subarray(0, 4096)).replace(/^\ufeff/, '');
  let at = 0;
  for (;;) {
    while (/\s/.test(head[at] ?? '')) at += 1;
    if (/^<(?:svg:)?svg[\s/>]/.test(head.slice(at, at + 12))) return true;
    const close = head.startsWith('<?', at)
      ? '?>'
      : head.startsWith('<!--', at)
        ? '-->'
        : head.startsWith('<!DOCTYPE svg', at)
          ? '>'
          : null;
    if (close === null) return false;
    const end = close === '>' ? doctypeEnd(head, at) : head.indexOf(close, at + 2);
    if (end < 0) return false;
    at = end + close.length;
  }
}

/** A document type may declare entities between brackets, as drawing programs write them. */
function doctypeEnd(text: string, start: number): number {
  const end = text.indexOf('>', start);
  const bracket = text.indexOf('[', start);
  if (bracket < 0 || end < bracket) return end;
  const close = text.indexOf(']', bracket);
  return close < 0 ? -1 : text.indexOf('>', close);
}
