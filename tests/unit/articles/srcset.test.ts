import { describe, expect, it } from 'vitest';
import { bestCandidate, parseSrcset } from '../../../src/main/articles/srcset';

/** What a set names, in short: address, width, density. */
const parse = (srcset: string) => parseSrcset(srcset).map(({ url, width, density }) => [url, width, density]);

describe('a set of pictures', () => {
  it.each<[string, string, ReturnType<typeof parse>]>([
    ['nothing', '', []],
    ['commas alone', ' , ,, ', []],
    ['one address', 'a.jpg', [['a.jpg', 0, 1]]],
    [
      'widths',
      'a.jpg 320w, b.jpg 1400w',
      [
        ['a.jpg', 320, 1],
        ['b.jpg', 1400, 1],
      ],
    ],
    [
      'densities',
      'a.jpg 1x,b.jpg 1.5x,\n\tc.jpg .5x',
      [
        ['a.jpg', 0, 1],
        ['b.jpg', 0, 1.5],
        ['c.jpg', 0, 0.5],
      ],
    ],
    ['commas within an address', 'w_400,c_fill,f_auto/a.jpg 400w', [['w_400,c_fill,f_auto/a.jpg', 400, 1]]],
    [
      'addresses that end in a comma',
      'a.jpg, b.jpg 2x',
      [
        ['a.jpg', 0, 1],
        ['b.jpg', 0, 2],
      ],
    ],
    ['no white space after a comma', 'a.jpg,b.jpg 2x', [['a.jpg,b.jpg', 0, 2]]],
    [
      'several commas after an address',
      'a.jpg,,, b.jpg',
      [
        ['a.jpg', 0, 1],
        ['b.jpg', 0, 1],
      ],
    ],
    ['heights beside widths', 'a.jpg 700w 300h', [['a.jpg', 700, 1]]],
    ['parentheses', 'a.jpg (x, 3w), b.jpg 2x', [['b.jpg', 0, 2]]],
    ['both kinds at once', 'a.jpg 2x 700w, b.jpg 2x', [['b.jpg', 0, 2]]],
    ['descriptors that mean nothing', 'a.jpg wide, b.jpg 0w, c.jpg -1x, d.jpg 7w', [['d.jpg', 7, 1]]],
    [
      'addresses written in themselves',
      'data:image/png;base64,AAAA 2x',
      [['data:image/png;base64,AAAA', 0, 2]],
    ],
  ])('is read as browsers read it: %s', (_name, srcset, expected) => {
    expect(parse(srcset)).toEqual(expected);
  });

  it('made of commas is read soon', () => {
    const started = performance.now();
    expect(parseSrcset(`a${','.repeat(500_000)}b,`)[0]?.url.endsWith('b')).toBe(true);
    expect(performance.now() - started).toBeLessThan(4000);
  });

  it.each([
    ['the smallest that is sharp', 'a 700w, b 1400w, c 2800w', 'b'],
    ['the largest where none is', 'a 320w, b 1200w', 'b'],
    ['two pixels for each', 'a 1x, c 3x, b 2x', 'b'],
    ['the densest where there are not two', 'a 1x, b 1.5x', 'b'],
    ['a width before a density', 'a 3x, b 300w', 'b'],
  ])('gives %s', (_name, srcset, expected) => {
    expect(bestCandidate(parseSrcset(srcset))?.url).toBe(expected);
  });

  it('that tells no sizes gives none', () => {
    expect(bestCandidate(parseSrcset('a.jpg'))).toBeNull();
    expect(bestCandidate([])).toBeNull();
  });
});
