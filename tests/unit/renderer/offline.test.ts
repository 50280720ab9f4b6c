import { describe, expect, it } from 'vitest';
import type { ImageKey } from '../../../src/shared/model/ids';
import { countAttachments, describeOffline, type OfflineNeeds } from '../../../src/shared/model/offline';

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
      missingRecordings: 0,
    });
    expect(of({ text: 'whole' }).kind).toBe('whole');
    for (const lack of [
      { pictures: [stored, refused] },
      { pictures: [pending] },
      { text: 'excerpt' as const },
      { textPending: true },
      { attachments: 1 },
      { recordings: [stored, { state: 'none' as const, problem: null }] },
      { recordings: [pending] },
      { recordings: [refused] },
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

  it('counts recordings, and says what became of each', () => {
    const asked = { code: 'audio-status', status: 403, host: 'cast.example' } as const;
    const offline = { code: 'offline' } as const;
    expect(of({ recordings: [stored] }).kind).toBe('whole');
    expect(of({ recordings: [{ state: 'none', problem: null }] })).toMatchObject({
      kind: 'partial',
      sentence: 'Offline: its recording is missing',
      details: ['1 recording is not kept on this computer.'],
      missingRecordings: 1,
    });
    expect(of({ recordings: [pending] })).toMatchObject({
      kind: 'arriving',
      sentence: 'Offline: its recording is on the way',
      missingRecordings: 0,
    });
    const several = of({
      recordings: [stored, { state: 'failed', problem: asked }, { state: 'pending', problem: offline }],
    });
    expect(several.details).toEqual([
      '1 recording is on the way or waiting for the network.',
      '1 recording: cast.example does not let us have the recording (403).',
    ]);
    expect(several.missingRecordings).toBe(2);
  });

  it('counts attached files that are neither recordings nor the picture shown', () => {
    const attached = (url: string, type: string) => ({
      url,
      type,
      length: null,
      duration: null,
      title: null,
    });
    const leadImage = { key: 'k' as ImageKey, url: 'https://news.example/a.jpg', caption: null };
    const enclosures = [
      attached('https://news.example/a.jpg', 'image/jpeg'),
      attached('https://news.example/a.mp3', 'audio/mpeg'),
      attached('https://news.example/a.mp4', 'video/mp4'),
    ];
    expect(countAttachments({ enclosures, leadImage })).toBe(1);
    expect(countAttachments({ enclosures, leadImage: null })).toBe(2);
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
