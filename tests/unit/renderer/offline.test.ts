import { describe, expect, it } from 'vitest';
import { describeOffline, type OfflineNeeds } from '../../../src/shared/model/offline';

const stored = { state: 'stored', problem: null } as const;
const refused = {
  state: 'failed',
  problem: { code: 'http-status', status: 403, url: 'https://news.example/1.jpg' },
} as const;
const pending = { state: 'pending', problem: null } as const;
const of = (needs: Partial<OfflineNeeds>) =>
  describeOffline({
    pictures: [],
    recordings: [],
    attachments: 0,
    text: 'feed',
    textPending: false,
    textProblem: null,
    ...needs,
  });

describe('the offline badge', () => {
  it('says whole when everything is here, and only then', () => {
    expect(of({ pictures: [stored, stored] })).toEqual({
      kind: 'whole',
      sentence: 'Offline: whole',
      details: [],
      missing: 0,
    });
    expect(of({ text: 'whole' }).kind).toBe('whole');
    for (const lack of [
      { pictures: [stored, refused] },
      { pictures: [pending] },
      { text: 'excerpt' as const },
      { textPending: true },
      { attachments: 1 },
    ]) {
      expect(of(lack).kind).not.toBe('whole');
      expect(of(lack).details).toHaveLength(1);
    }
  });

  it('says why there is no more than a beginning', () => {
    const textProblem = { code: 'no-full-text', host: 'news.example' } as const;
    expect(of({ text: 'excerpt', textProblem }).details).toEqual([
      'The feed carries only the beginning of the text.',
      'The full text: No article could be found in the page at news.example.',
    ]);
  });

  it('counts what is missing and says why, each reason once', () => {
    const state = of({ pictures: [stored, refused, refused, pending, stored] });
    expect(state.sentence).toBe('Offline: 3 of 5 pictures missing');
    expect(state.details).toEqual([
      '1 picture is on the way or waiting for the network.',
      '2 pictures: The server refuses access (403).',
    ]);
    expect(state.missing).toBe(3);
    expect(state.kind).toBe('partial');
  });
});
