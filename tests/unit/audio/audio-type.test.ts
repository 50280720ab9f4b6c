import { describe, expect, it } from 'vitest';
import { sniffAudioType } from '../../../src/main/articles/audio-type';
import { makeWav } from '../../helpers/sound';

const bytes = (...parts: (string | number[])[]) =>
  Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))),
  );

describe('a recording', () => {
  it.each<[string, Uint8Array, string | null]>([
    ['MP3 with a title', bytes('ID3', [4, 0, 0, 0, 0, 0, 0]), 'audio/mpeg'],
    ['MP3', bytes([0xff, 0xfb, 0x90, 0x44]), 'audio/mpeg'],
    ['MP3 after silence of no form', bytes([0, 0, 0, 0, 0xff, 0xf3, 0x44, 0xc4]), 'audio/mpeg'],
    ['AAC', bytes([0xff, 0xf1, 0x50, 0x80]), 'audio/aac'],
    ['M4A', bytes([0, 0, 0, 28], 'ftypM4A '), 'audio/mp4'],
    ['Ogg', bytes('OggS', [0, 2]), 'audio/ogg'],
    ['FLAC', bytes('fLaC'), 'audio/flac'],
    ['WebM', bytes([0x1a, 0x45, 0xdf, 0xa3]), 'audio/webm'],
    ['WAV', makeWav(0.1).subarray(0, 64), 'audio/wav'],
    ['a page', bytes('<!doctype html><script>alert(1)</script>'), null],
    ['a picture', bytes([0xff, 0xd8, 0xff, 0xe0]), null],
    ['text in UTF-16', bytes([0xff, 0xfe, 0x3c, 0x00]), null],
    ['another kind of RIFF', bytes('RIFF', [0, 0, 0, 0], 'WEBP'), null],
    ['nothing', bytes(), null],
    ['zeros', bytes([0, 0, 0, 0, 0, 0]), null],
  ])('is known by its bytes: %s', (_name, head, type) => {
    expect(sniffAudioType(head)).toBe(type);
  });
});
