/** When a feed is polled next, and why. Pure: the time and the chance come in. All times in milliseconds since the epoch. */
import type { OwnInterval } from '../../shared/model/interval';
import type { PollReason, PublisherHints } from '../../shared/model/poll';
import type { Problem } from '../../shared/model/problem';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** The shortest and the longest time between two polls, in minutes; only `Retry-After` reaches beyond. */
const shortestInterval = 10;
const longestInterval = 24 * 60;
/** Minutes between polls of a feed whose rhythm is not known yet. */
const usualInterval = 60;
/** Polls for each article expected: the mean delay is then some twelfth of the time between articles. */
const pollsPerArticle = 6;
/** Minutes until a look whether the network is back; the poller waits for the network anyway. */
const offlineInterval = 1;
/** A server that asks for a longer rest than this is not believed. */
const longestRest = 7 * day;

/** What a poll brought, as far as it decides about the next. */
export interface PollReply {
  /** Null when the poll succeeded. */
  readonly problem: Problem | null;
  /** Polls that had failed in a row before this one. */
  readonly failuresBefore: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly hints: PublisherHints;
  /** When the newest articles appeared, newest first. */
  readonly appearedAt: readonly number[];
  /** What the reader chose; null to follow the feed. */
  readonly ownInterval: OwnInterval | null;
}

export interface NextPoll {
  readonly at: number;
  readonly reason: PollReason;
}

/**
 * After a success: the reader's own interval; else the feed's rhythm, or longer when `Cache-Control: max-age` or `Expires`
 * (RFC 9111, sections 5.2.2.1 and 5.3) or the document (RSS `ttl`, `sy:updatePeriod`) say so, moved out of `skipHours` and
 * `skipDays`. After a failure: that interval doubled for each failure in a row, at most a day, but never sooner than
 * `Retry-After` (RFC 9110, section 10.2.3). Up to a tenth is added by chance, so that feeds do not fall into step.
 *
 * @param random in [0, 1)
 */
export function planNextPoll(reply: PollReply, now: number, random: number): NextPoll {
  const after = (minutes: number, reason: PollReason): NextPoll => ({
    at: now + Math.round(minutes * minute * (1 + random * 0.1)),
    reason,
  });
  const { problem } = reply;
  const isGone = problem?.code === 'http-status' && problem.status === 410;
  if (reply.ownInterval === 'by-hand' && !isGone) return after(longestInterval, { code: 'by-hand' });
  const [minutes, reason] = intervalOf(reply, now);
  if (!problem) {
    const next = after(minutes, reason);
    return reason.code === 'reader' ? next : outsideSkipped(next, reply.hints);
  }
  if (problem.code === 'offline') return after(offlineInterval, { code: 'offline' });
  // Nothing tells when a proxy is back, so it is tried now and then.
  if (problem.code === 'proxy') return after(shortestInterval, { code: 'offline' });
  if (problem.code === 'http-status') {
    if (problem.status === 410) return after(longestInterval, { code: 'gone' });
    const rest = retryAfter(reply.headers, now);
    if ((problem.status === 429 || problem.status === 503) && rest > 0) {
      const asked = Math.ceil(Math.min(longestRest, rest) / minute);
      return after(Math.max(asked, shortestInterval), { code: 'retry-after', minutes: asked });
    }
  }
  const doubled = minutes * 2 ** Math.min(reply.failuresBefore, 10);
  return after(Math.min(longestInterval, doubled), { code: 'failures', count: reply.failuresBefore + 1 });
}

/** Minutes between polls while all is well, and who says so. */
function intervalOf(reply: PollReply, now: number): readonly [number, PollReason] {
  const { ownInterval, hints } = reply;
  if (typeof ownInterval === 'number')
    return [bounded(ownInterval), { code: 'reader', minutes: ownInterval }];
  const rhythm = rhythmOf(reply.appearedAt, now);
  const asked: readonly (readonly [number, PollReason])[] = [
    [rhythm, { code: 'rhythm', minutes: rhythm }],
    [bounded(hints.minutes ?? 0), { code: 'hint', minutes: hints.minutes ?? 0 }],
    freshFor(reply.headers, now),
  ];
  return asked.reduce((longest, other) => (other[0] > longest[0] ? other : longest));
}

/**
 * Minutes between polls that suit how often articles appear: a part of the mean time between the latest ones. While a feed is
 * silent for longer than that, its silence counts, so that a dead feed is asked once a day.
 */
export function rhythmOf(appearedAt: readonly number[], now: number): number {
  const [newest] = appearedAt;
  const oldest = appearedAt.at(-1);
  if (newest === undefined || oldest === undefined) return usualInterval;
  const silence = Math.max(0, now - newest);
  const mean = appearedAt.length > 1 ? (newest - oldest) / (appearedAt.length - 1) : silence;
  return bounded(Math.round(Math.max(mean, silence / 2) / minute / pollsPerArticle));
}

function bounded(minutes: number): number {
  return Math.min(longestInterval, Math.max(shortestInterval, minutes));
}

function freshFor(headers: Readonly<Record<string, string>>, now: number): readonly [number, PollReason] {
  const seconds = /(?:^|[,\s])max-age\s*=\s*"?(\d{1,9})/i.exec(headers['cache-control'] ?? '')?.[1];
  const header = seconds === undefined ? 'Expires' : 'Cache-Control';
  const expires = Date.parse(headers.expires ?? '');
  const fresh = seconds === undefined ? (Number.isNaN(expires) ? 0 : expires - now) : Number(seconds) * 1000;
  const minutes = Math.max(0, Math.round(fresh / minute));
  return [bounded(minutes), { code: 'cache', header, minutes }];
}

/** Milliseconds to rest: seconds or an HTTP date. */
function retryAfter(headers: Readonly<Record<string, string>>, now: number): number {
  const value = headers['retry-after']?.trim() ?? '';
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? 0 : Math.max(0, date - now);
}

/** The next hour that is not skipped. A feed that skips them all means none of them. */
function outsideSkipped(next: NextPoll, { skipHours, skipDays }: PublisherHints): NextPoll {
  let { at, reason } = next;
  for (let hours = 0; hours <= 8 * 24; hours += 1) {
    const date = new Date(at);
    const onDay = skipDays.includes(date.getUTCDay());
    const inHour = skipHours.includes(date.getUTCHours());
    if (!onDay && !inHour) return { at, reason };
    reason = { code: 'skip', what: onDay ? 'days' : 'hours' };
    at = (Math.floor(at / hour) + 1) * hour;
  }
  return next;
}
