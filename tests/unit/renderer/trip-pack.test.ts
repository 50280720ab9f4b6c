import { describe, expect, it } from 'vitest';
import type { ArticleId } from '../../../src/shared/model/ids';
import { isSettled, type PackedArticle, planTrip } from '../../../src/shared/model/trip-pack';

function packed(id: string, minutes: number, megabytes: number): PackedArticle {
  return {
    id: id as ArticleId,
    title: id,
    minutes,
    bytes: megabytes * 1_000_000,
    storedImages: [],
    storedAudio: [],
    listening: 0,
    missingAudioBytes: 0,
    needs: {
      pictures: [],
      recordings: [],
      attachments: 0,
      text: 'feed',
      textPending: false,
      textProblem: null,
    },
  };
}

describe('what fits into a trip', () => {
  const candidates = [packed('a', 30, 4), packed('b', 20, 9), packed('c', 40, 5), packed('d', 10, 1)];

  it('is the newest that fit the time', () => {
    expect(planTrip(candidates, { hours: 1, megabytes: 100 })).toEqual({
      ids: ['a', 'b', 'c'],
      minutes: 90,
      listening: 0,
      bytes: 18_000_000,
      left: 1,
    });
  });

  it('leaves out what is too large, not what comes after it', () => {
    expect(planTrip(candidates, { hours: 9, megabytes: 10 }).ids).toEqual(['a', 'c', 'd']);
  });

  it('counts the time and the room of recordings', () => {
    const episode = { ...packed('e', 5, 0), listening: 55, missingAudioBytes: 60_000_000 };
    expect(planTrip([episode, ...candidates], { hours: 1, megabytes: 100 })).toMatchObject({
      ids: ['e'],
      minutes: 60,
      listening: 55,
      bytes: 60_000_000,
    });
    expect(planTrip([episode, ...candidates], { hours: 1, megabytes: 50 }).ids).not.toContain('e');
    const coming = { ...episode.needs, recordings: [{ state: 'pending', problem: null }] } as const;
    expect(isSettled({ ...episode, needs: coming })).toBe(false);
  });

  it('counts on what is still to come', () => {
    const pictures = Array.from({ length: 10 }, () => ({ state: 'pending', problem: null }) as const);
    const bare = { ...packed('e', 5, 0), needs: { ...packed('e', 5, 0).needs, pictures } };
    expect(planTrip([bare], { hours: 1, megabytes: 1 }).ids).toEqual([]);
    expect(isSettled(bare)).toBe(false);
    const failed = pictures.map(() => ({ state: 'pending', problem: { code: 'offline' } }) as const);
    expect(isSettled({ ...bare, needs: { ...bare.needs, pictures: failed } })).toBe(true);
  });
});
