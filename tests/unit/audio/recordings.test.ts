import { describe, expect, it } from 'vitest';
import { sanitizeArticle } from '../../../src/main/articles/sanitize';
import { audioStanding } from '../../../src/renderer/features/audio/audio-text';
import { expectedAudioBytes, isAudio, recordingsOf } from '../../../src/shared/model/audio';
import type { AudioKey } from '../../../src/shared/model/ids';
import type { Problem } from '../../../src/shared/model/problem';

const plain = { length: null, duration: null, title: null };
const clean = (html: string) => sanitizeArticle(html, { baseUrl: 'https://cast.example/post/' }).html;

describe('the recordings of an article', () => {
  it('are what the feed attached and the players in the text, each once', () => {
    const html = clean(
      '<p>Hear it:</p><audio controls autoplay><source src="../a.mp3?x=1&amp;y=2"></audio><amp-audio src="/b.ogg"></amp-audio>' +
        '<audio src="https://cast.example/episode.mp3" title="Again"></audio>',
    );
    const enclosures = [
      { ...plain, url: 'https://cast.example/episode.mp3', type: 'audio/mpeg', duration: 60 },
      { ...plain, url: 'https://cast.example/film.mp4', type: 'video/mp4' },
    ];
    expect(recordingsOf({ enclosures, html })).toEqual([
      { ...plain, url: 'https://cast.example/episode.mp3', duration: 60 },
      { ...plain, url: 'https://cast.example/a.mp3?x=1&y=2' },
      { ...plain, url: 'https://cast.example/b.ogg' },
    ]);
  });

  it('are not what a publisher only dresses up as one', () => {
    const html = clean(
      '<p class="embed audio"><a href="https://cast.example/a.mp3">Audio</a></p><a class="article-recording" href="https://cast.example/b.mp3">b</a>' +
        '<audio src="file:///etc/passwd"></audio><audio src="javascript:alert(1)"></audio><audio src="data:audio/wav;base64,AA"></audio>' +
        '<audio></audio><iframe src="https://cast.example/c.mp3"></iframe>',
    );
    expect(recordingsOf({ enclosures: [], html })).toEqual([]);
  });

  it('are told by their type, or by their name where nobody tells one', () => {
    const of = (url: string, type: string | null) => isAudio({ url, type });
    expect(of('https://cast.example/a', 'audio/x-m4a')).toBe(true);
    expect(of('https://cast.example/a.mp3?from=feed', null)).toBe(true);
    expect(of('https://cast.example/a.mp3', 'application/octet-stream')).toBe(true);
    expect(of('https://cast.example/a.mp3', 'text/html')).toBe(false);
    expect(of('https://cast.example/a.pdf', null)).toBe(false);
    expect(of('ftp://cast.example/a.mp3', 'audio/mpeg')).toBe(false);
  });

  it('take about as much room as they say, or as they last', () => {
    expect(expectedAudioBytes({ ...plain, url: '', length: 5_000 })).toBe(5_000);
    expect(expectedAudioBytes({ ...plain, url: '', duration: 100, length: 0 })).toBe(1_600_000);
    expect(expectedAudioBytes({ ...plain, url: '' })).toBe(40_000_000);
  });
});

describe('the line of a recording', () => {
  const row = (
    state: 'pending' | 'stored' | 'failed' | 'removed',
    problem: Problem | null = null,
    settledAt: number | null = null,
  ) => ({
    state,
    problem,
    askedAt: 100,
    settledAt,
    bytes: state === 'stored' ? 48_000_000 : null,
  });
  const report = (at: number, bytes = 12_000_000, total: number | null = 48_000_000) => ({
    key: 'k' as AudioKey,
    bytes,
    total,
    at,
  });

  it('says how far it is, where it is, or what went wrong, and offers the one thing to do', () => {
    expect(audioStanding(undefined, undefined)).toEqual({ text: null, action: 'keep' });
    expect(audioStanding(row('removed'), report(200))).toEqual({ text: null, action: 'keep' });
    expect(audioStanding(row('pending'), undefined)).toEqual({
      text: 'Waiting to download…',
      action: 'cancel',
    });
    expect(audioStanding(row('pending'), report(200))).toEqual({
      text: 'Downloading 25%: 12 MB of 48 MB',
      action: 'cancel',
    });
    expect(audioStanding(row('pending'), report(200, 48_000_000)).text).toContain('99%');
    expect(audioStanding(row('pending'), report(200, 12_000_000, null)).text).toBe(
      'Downloading: 12 MB so far',
    );
    expect(audioStanding(row('stored'), report(200))).toEqual({
      text: 'On this computer, 48 MB',
      action: 'remove',
    });
    expect(audioStanding(row('failed', { code: 'disk-full' }, 300), report(200))).toEqual({
      text: 'There is no room left on the disk.',
      action: 'try-again',
    });
  });

  it('passes over what was reported of an earlier try', () => {
    expect(audioStanding(row('pending'), report(50)).text).toBe('Waiting to download…');
    expect(audioStanding(row('pending', { code: 'offline' }, 300), report(200)).action).toBe('try-again');
  });
});
