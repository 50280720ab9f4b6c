import { describe, expect, it } from 'vitest';
import { sniffImageType } from '../../../src/main/articles/image-type';

const text = (value: string) => new TextEncoder().encode(value);
const latin = (value: string) => Uint8Array.from(value, (character) => character.charCodeAt(0));
const bmp = latin(`BM${'\0'.repeat(12)}${String.fromCharCode(40)}${'\0'.repeat(40)}`);

describe('the type of a picture', () => {
  it.each<[string, Uint8Array]>([
    ['image/png', latin('\x89PNG\r\n\x1a\nrest')],
    ['image/jpeg', latin('\xff\xd8\xff\xe0rest')],
    ['image/gif', latin('GIF89arest')],
    ['image/webp', latin('RIFF\x10\0\0\0WEBPVP8 ')],
    ['image/avif', latin('\0\0\0\x1cftypavif\0\0\0\0mif1')],
    ['image/avif', latin('\0\0\0\x20ftypmif1\0\0\0\0miafavif')],
    ['image/bmp', bmp],
    ['image/x-icon', latin('\0\0\x01\0\x02\0rest')],
    ['image/svg+xml', text('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    [
      'image/svg+xml',
      text(
        '\ufeff<?xml version="1.0"?>\n<!-- by X -->\n<!DOCTYPE svg PUBLIC "a" "b" [<!ENTITY c "d>">]>\n<svg>',
      ),
    ],
  ])('is %s by its bytes', (type, bytes) => {
    expect(sniffImageType(bytes)).toBe(type);
  });

  it.each<[string, Uint8Array]>([
    ['nothing', new Uint8Array()],
    ['a page', text('<!DOCTYPE html><html><svg></svg></html>')],
    ['a page with a comment', text('<!-- <svg> --><html>')],
    ['a script', text('alert(1)')],
    ['words that begin like a bitmap', text('BMW announced a car with many words in its name')],
    ['a HEIC photograph', latin('\0\0\0\x18ftypheic\0\0\0\0mif1')],
    ['a film', latin('\0\0\0\x18ftypisom\0\0\0\0mp42')],
    ['a sound', latin('RIFF\x10\0\0\0WAVEfmt ')],
    ['a declaration never closed', text('<?xml version="1.0"')],
    ['a short prefix', latin('\x89PN')],
  ])('is none for %s', (_name, bytes) => {
    expect(sniffImageType(bytes)).toBeNull();
  });
});
