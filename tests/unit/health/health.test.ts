import { describe, expect, it } from 'vitest';
import { describeFinding, findingOf } from '../../../src/shared/model/health';
import { noMemory } from '../../../src/shared/model/poll';
import { day, feedRow, noon } from '../library/library-rows';

const weekly = Array.from({ length: 10 }, (_, week) => noon - week * 7 * day);

describe('what is wrong with a feed', () => {
  it('is nothing while it answers and publishes as ever', () => {
    expect(findingOf(feedRow({ memory: { ...noMemory, appearedAt: weekly } }), noon + 20 * day)).toBeNull();
    expect(findingOf(feedRow({ problem: { code: 'offline' } }), noon)).toBeNull();
  });

  it('is told by the most urgent', () => {
    const redirect = { url: 'https://new.example/feed', polls: 1 };
    const memory = { ...noMemory, redirect, appearedAt: weekly };
    const gone = { code: 'http-status', status: 410, url: 'https://news.example/' } as const;
    const later = noon + 300 * day;
    expect(findingOf(feedRow({ problem: gone, memory }), later)).toEqual({ kind: 'gone' });
    expect(findingOf(feedRow({ problem: { code: 'empty-body' }, memory }), later)).toEqual({
      kind: 'failing',
    });
    expect(findingOf(feedRow({ memory }), later)).toEqual({ kind: 'moved', url: redirect.url });
    const silent = feedRow({ memory: { ...memory, redirect: null }, documentBytes: 3_000_000 });
    expect(findingOf(silent, later)).toEqual({ kind: 'silent', since: noon });
    expect(findingOf(silent, noon)).toEqual({ kind: 'too-big', bytes: 3_000_000 });
    expect(findingOf(feedRow({ flaws: ['truncated'] }), noon)).toEqual({ kind: 'broken-markup' });
  });

  it('is no alarm for faults that are put right for certain, as half the web has them', () => {
    const harmless = feedRow({ flaws: ['junk-around', 'characters', 'entities', 'namespaces'] });
    expect(findingOf(harmless, noon)).toBeNull();
    for (const severe of ['truncated', 'encoding', 'markup'] as const) {
      expect(findingOf(feedRow({ flaws: ['entities', severe] }), noon), severe).toEqual({
        kind: 'broken-markup',
      });
    }
  });

  it('is told in plain words', () => {
    const feed = feedRow({ problem: { code: 'empty-body' } });
    expect(describeFinding({ kind: 'failing' }, feed)).toBe('The server answered with an empty document.');
    expect(describeFinding({ kind: 'too-big', bytes: 3_000_000 }, feed)).toContain('3 MB');
  });
});
