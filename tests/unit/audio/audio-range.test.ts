import { describe, expect, it } from 'vitest';
import { readContentRange, readRange } from '../../../src/main/articles/audio-range';

const size = 1000;

describe('a part of a recording', () => {
  it.each<[string | null, unknown]>([
    [null, { kind: 'whole' }],
    ['bytes=0-', { kind: 'part', start: 0, end: 999 }],
    ['bytes=0-0', { kind: 'part', start: 0, end: 0 }],
    ['bytes=200-499', { kind: 'part', start: 200, end: 499 }],
    [' Bytes = 200 - 499 ', { kind: 'part', start: 200, end: 499 }],
    ['bytes=900-5000', { kind: 'part', start: 900, end: 999 }],
    ['bytes=-100', { kind: 'part', start: 900, end: 999 }],
    ['bytes=-5000', { kind: 'part', start: 0, end: 999 }],
    // Nothing of these is there.
    ['bytes=1000-', { kind: 'none' }],
    ['bytes=4000-5000', { kind: 'none' }],
    ['bytes=-0', { kind: 'none' }],
    // Not ranges, or more than a server has to understand: the whole is sent.
    ['bytes=5-2', { kind: 'whole' }],
    ['bytes=-', { kind: 'whole' }],
    ['bytes=a-b', { kind: 'whole' }],
    ['bytes=0-1,5-6', { kind: 'whole' }],
    ['seconds=0-10', { kind: 'whole' }],
    ['', { kind: 'whole' }],
  ])('asked for as “%s” is %j', (header, range) => {
    expect(readRange(header, size)).toEqual(range);
  });

  it('of nothing is not to be had', () => {
    expect(readRange('bytes=0-', 0)).toEqual({ kind: 'none' });
    expect(readRange('bytes=-5', 0)).toEqual({ kind: 'none' });
    expect(readRange(null, 0)).toEqual({ kind: 'whole' });
  });

  it('tells where it begins', () => {
    expect(readContentRange('bytes 200-999/1000')).toEqual({ start: 200, total: 1000 });
    expect(readContentRange('bytes 200-999/*')).toEqual({ start: 200, total: null });
    for (const header of [undefined, '', 'bytes */1000', 'bytes 200-/1000', 'items 1-2/3']) {
      expect(readContentRange(header)).toBeNull();
    }
  });
});
