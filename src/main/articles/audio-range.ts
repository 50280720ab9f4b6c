/** Which bytes of a representation are asked for. `end` is the last one, included. */
export type AskedRange =
  | { readonly kind: 'whole' }
  | { readonly kind: 'part'; readonly start: number; readonly end: number }
  | { readonly kind: 'none' };

/**
 * Reads a `Range` header (RFC 9110, section 14.1.2). Several ranges, other units and what is no range at all are passed over, as a
 * server may (section 14.2): the whole is then sent. `none` is to be answered with 416.
 *
 * @param size bytes of the representation
 */
export function readRange(header: string | null, size: number): AskedRange {
  const match = /^\s*bytes\s*=\s*(\d*)\s*-\s*(\d*)\s*$/i.exec(header ?? '');
  const [, first = '', last = ''] = match ?? [];
  if (!match || (first === '' && last === '')) return { kind: 'whole' };
  if (first === '') {
    const length = Math.min(Number(last), size);
    return length === 0 ? { kind: 'none' } : { kind: 'part', start: size - length, end: size - 1 };
  }
  const start = Number(first);
  const end = last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (last !== '' && Number(last) < start) return { kind: 'whole' };
  return start >= size ? { kind: 'none' } : { kind: 'part', start, end };
}

/** Where a part begins and how large the whole is, from `Content-Range` (section 14.4); null when it tells neither. */
export function readContentRange(
  header: string | undefined,
): { readonly start: number; readonly total: number | null } | null {
  const match = /^\s*bytes\s+(\d+)-\d+\/(\d+|\*)\s*$/i.exec(header ?? '');
  return match ? { start: Number(match[1]), total: match[2] === '*' ? null : Number(match[2]) } : null;
}
