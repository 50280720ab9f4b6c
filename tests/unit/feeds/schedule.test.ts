import { describe, expect, it } from 'vitest';
import { type PollReply, planNextPoll, rhythmOf } from '../../../src/main/feeds/schedule';
import { noHints } from '../../../src/shared/model/poll';
import { describePlan } from '../../../src/shared/model/poll-reason';

/** A Thursday. */
const now = Date.UTC(2026, 0, 15, 12);
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** A feed with an article each hour, so that its rhythm is ten minutes. */
const hourly = Array.from({ length: 10 }, (_, index) => now - index * hour);
const plain: PollReply = {
  problem: null,
  failuresBefore: 0,
  headers: {},
  hints: noHints,
  appearedAt: hourly,
  ownInterval: null,
};
const plan = (reply: Partial<PollReply>, random = 0) => {
  const { at, reason } = planNextPoll({ ...plain, ...reply }, now, random);
  return { minutes: (at - now) / minute, reason };
};
const status = (code: number) =>
  ({ code: 'http-status', status: code, url: 'https://news.example/' }) as const;

describe('a feed is polled', () => {
  it('in its own rhythm, between ten minutes and a day', () => {
    const every = (gap: number) => Array.from({ length: 10 }, (_, index) => now - index * gap);
    expect([minute, hour, 6 * hour, day, 7 * day].map((gap) => rhythmOf(every(gap), now))).toEqual([
      10, 10, 60, 240, 1440,
    ]);
    expect(plan({ appearedAt: every(6 * hour) })).toEqual({
      minutes: 60,
      reason: { code: 'rhythm', minutes: 60 },
    });
  });

  it('every hour while nothing is known of it, and once a day when it has long been silent', () => {
    expect(rhythmOf([], now)).toBe(60);
    expect(rhythmOf(hourly, now + 60 * day)).toBe(1440);
  });

  it('later by up to a tenth, so that feeds do not fall into step', () => {
    expect(plan({ ownInterval: 100 }, 0.5).minutes).toBe(105);
  });

  it('later when the server says how long its answer holds, but within a day', () => {
    const cached = (value: string) => plan({ headers: { 'cache-control': value } });
    expect(cached('public, max-age=7200')).toEqual({
      minutes: 120,
      reason: { code: 'cache', header: 'Cache-Control', minutes: 120 },
    });
    expect(cached('max-age=60').reason.code).toBe('rhythm');
    expect(cached('s-maxage=7200').reason.code).toBe('rhythm');
    expect(cached('max-age=99999999').minutes).toBe(1440);
    const expires = new Date(now + 2 * hour).toUTCString();
    expect(plan({ headers: { expires } })).toMatchObject({ minutes: 120, reason: { header: 'Expires' } });
    // Cache-Control has the say where both are there (RFC 9111, section 5.3).
    expect(plan({ headers: { expires, 'cache-control': 'max-age=0' } }).reason.code).toBe('rhythm');
  });

  it('later when the document asks for it, and not in the hours and days it names', () => {
    expect(plan({ hints: { ...noHints, minutes: 90 } })).toEqual({
      minutes: 90,
      reason: { code: 'hint', minutes: 90 },
    });
    expect(plan({ hints: { ...noHints, skipHours: [12, 13] } })).toEqual({
      minutes: 120,
      reason: { code: 'skip', what: 'hours' },
    });
    expect(plan({ hints: { ...noHints, skipDays: [4] } })).toEqual({
      minutes: 12 * 60,
      reason: { code: 'skip', what: 'days' },
    });
    expect(plan({ hints: { ...noHints, skipDays: [0, 1, 2, 3, 4, 5, 6] } }).minutes).toBe(10);
  });

  it('as the reader chose, whatever rhythm, cache and document say', () => {
    const headers = { 'cache-control': 'max-age=7200' };
    const hints = { minutes: 300, skipHours: [12], skipDays: [4] };
    expect(plan({ ownInterval: 20, headers, hints })).toEqual({
      minutes: 20,
      reason: { code: 'reader', minutes: 20 },
    });
  });
});

describe('a feed that fails is polled', () => {
  it('ever later, but within a day: it is never given up silently', () => {
    const problem = status(500);
    expect([0, 1, 2, 3, 50].map((failuresBefore) => plan({ problem, failuresBefore }).minutes)).toEqual([
      10, 20, 40, 80, 1440,
    ]);
    expect(plan({ problem, failuresBefore: 2 }).reason).toEqual({ code: 'failures', count: 3 });
  });

  it('not before its server asked for it, in seconds or as a date', () => {
    const asked = (code: number, value: string) =>
      plan({ problem: status(code), headers: { 'retry-after': value } });
    expect(asked(429, '5400')).toEqual({ minutes: 90, reason: { code: 'retry-after', minutes: 90 } });
    expect(asked(503, new Date(now + 3 * hour).toUTCString()).minutes).toBe(180);
    expect(asked(503, 'soon').reason.code).toBe('failures');
    expect(asked(429, '999999999').minutes).toBe(7 * 24 * 60);
    expect(plan({ problem: status(429), headers: { 'retry-after': '5400' }, ownInterval: 10 }).minutes).toBe(
      90,
    );
  });

  it('not at all once it is gone, and soon when only the network was away', () => {
    expect(plan({ problem: status(410) }).reason).toEqual({ code: 'gone' });
    expect(plan({ problem: { code: 'offline' }, failuresBefore: 5 })).toEqual({
      minutes: 1,
      reason: { code: 'offline' },
    });
  });
});

describe('the plan in words', () => {
  it('tells when and why', () => {
    const clock = (time: number) =>
      new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' }).format(time);
    const at = now + 20 * minute;
    expect(describePlan(at, { code: 'cache', header: 'Cache-Control', minutes: 30 }, now)).toBe(
      `Next ${clock(at)}, because Cache-Control says 30 min`,
    );
    expect(describePlan(at, { code: 'failures', count: 3 }, now)).toContain('the last 3 polls failed');
    expect(describePlan(now + 3 * day, { code: 'reader', minutes: 1440 }, now)).toMatch(
      /^Next \S+ .*you chose every day$/,
    );
    expect(describePlan(now - 1, { code: 'offline' }, now)).toBe('Next as soon as possible');
    expect(describePlan(at, { code: 'gone' }, now)).toMatch(/^Not polled any more/);
  });
});
