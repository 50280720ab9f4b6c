import { describe, expect, it } from 'vitest';
import { nextPollAt, pollInterval } from '../../../src/main/feeds/schedule';

const now = Date.UTC(2026, 0, 15, 12);
const minutesUntil = (reply: Partial<Parameters<typeof nextPollAt>[0]>, random = 0) =>
  (nextPollAt({ ok: true, failuresBefore: 0, headers: {}, ...reply }, now, random) - now) / 60_000;

describe('when a feed is polled next', () => {
  it('is after half an hour', () => {
    expect(minutesUntil({})).toBe(pollInterval / 60_000);
  });

  it('is later by up to a tenth, so that feeds do not fall into step', () => {
    expect(minutesUntil({}, 0.5)).toBe(31.5);
  });

  it('is later when the server says how long its answer holds, but within a day', () => {
    expect(minutesUntil({ headers: { 'cache-control': 'public, max-age=7200' } })).toBe(120);
    expect(minutesUntil({ headers: { 'cache-control': 'max-age=60' } })).toBe(30);
    expect(minutesUntil({ headers: { 'cache-control': 'max-age=99999999' } })).toBe(24 * 60);
    expect(minutesUntil({ headers: { 'cache-control': 's-maxage=7200' } })).toBe(30);
  });

  it('is ever later while a feed fails, but within a day: a feed is never given up silently', () => {
    expect([0, 1, 2, 3, 50].map((failuresBefore) => minutesUntil({ ok: false, failuresBefore }))).toEqual([
      30, 60, 120, 240, 1440,
    ]);
  });

  it('is not before a failing server asked for it, in seconds or as a date', () => {
    expect(minutesUntil({ ok: false, headers: { 'retry-after': '5400' } })).toBe(90);
    expect(
      minutesUntil({ ok: false, headers: { 'retry-after': new Date(now + 3 * 3_600_000).toUTCString() } }),
    ).toBe(180);
    expect(minutesUntil({ ok: false, headers: { 'retry-after': 'soon' } })).toBe(30);
  });
});
