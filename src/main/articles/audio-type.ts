/** Bytes of the beginning that {@link sniffAudioType} wants to see. */
export const audioHeadBytes = 64;

/**
 * What kind of recording these bytes begin, by themselves; null for anything else. Servers' word for it is never taken: a page
 * or a script under a recording's address must not be served as either.
 */
export function sniffAudioType(bytes: Uint8Array): string | null {
  if (ascii(bytes, 0, 3) === 'ID3') return 'audio/mpeg';
  if (ascii(bytes, 4, 8) === 'ftyp') return 'audio/mp4';
  if (ascii(bytes, 0, 4) === 'OggS') return 'audio/ogg';
  if (ascii(bytes, 0, 4) === 'fLaC') return 'audio/flac';
  if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WAVE') return 'audio/wav';
  if ([0x1a, 0x45, 0xdf, 0xa3].every((byte, place) => bytes[place] === byte)) return 'audio/webm';
  return frameType(bytes);
}

/** A bare stream of frames: AAC in ADTS (ISO/IEC 13818-7, 6.2) or MPEG audio (ISO/IEC 11172-3, 2.4.1.3). */
function frameType(bytes: Uint8Array): string | null {
  // Some encoders begin with silence of no form at all.
  const start = bytes.findIndex((byte) => byte !== 0);
  const [first = 0, second = 0, third = 0] = bytes.subarray(Math.max(start, 0));
  if (first !== 0xff || (second & 0xe0) !== 0xe0) return null;
  const layer = (second >> 1) & 3;
  if (layer === 0) return (second & 0xf0) === 0xf0 ? 'audio/aac' : null;
  const version = (second >> 3) & 3;
  const bitrate = third >> 4;
  const sampleRate = (third >> 2) & 3;
  return version === 1 || bitrate === 15 || sampleRate === 3 ? null : 'audio/mpeg';
}

function ascii(bytes: Uint8Array, start: number, end: number): string {
  return String.fromCharCode(...bytes.subarray(start, end));
}
