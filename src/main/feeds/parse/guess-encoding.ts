import chardet from 'chardet';

/** Bytes of words looked at: more tells no more. */
const SAMPLE_BYTES = 16_384;
/** Bytes beyond ASCII below which any guess is as good as another. */
const FEWEST_FOREIGN = 6;

/**
 * The encoding of a document that tells none, by how often its bytes and pairs of bytes occur in the languages that use each; null
 * where there is too little to tell. Markup is left out: it looks alike in all of them.
 *
 * @returns the decoder's own name for it
 */
export function guessEncoding(bytes: Uint8Array): string | null {
  const words = wordsOf(bytes);
  if (words.filter((byte) => byte >= 0x80).length < FEWEST_FOREIGN) return null;
  for (const { name } of chardet.analyse(words)) {
    const label = decoderName(name);
    if (label !== null && decodes(bytes, label)) return label;
  }
  return null;
}

/** The bytes outside of tags, as many as are needed. */
function wordsOf(bytes: Uint8Array): Uint8Array {
  const words = new Uint8Array(SAMPLE_BYTES);
  let length = 0;
  let inTag = false;
  for (const byte of bytes) {
    if (byte === 0x3c) inTag = true;
    else if (byte === 0x3e) inTag = false;
    else if (!inTag) {
      words[length] = byte;
      length += 1;
      if (length === SAMPLE_BYTES) break;
    }
  }
  return words.subarray(0, length);
}

/** Null for encodings without a decoder, for ASCII, and for Unicode, which is known by other signs. */
function decoderName(name: string): string | null {
  try {
    const { encoding } = new TextDecoder(name);
    return /^(?:utf-|iso-2022)/.test(encoding) ? null : encoding;
  } catch {
    return null;
  }
}

function decodes(bytes: Uint8Array, label: string): boolean {
  try {
    new TextDecoder(label, { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
