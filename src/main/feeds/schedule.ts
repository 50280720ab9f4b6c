/** When a feed is polled next. Pure: the time and the chance come in. All times in milliseconds since the epoch. */

const minute = 60_000;
const hour = 60 * minute;

export const pollInterval = 30 * minute;
const longestWait = 24 * hour;

export interface PollReply {
  readonly ok: boolean;
  /** Polls that had failed in a row before this one. */
  readonly failuresBefore: number;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * After a success: the interval, or longer when `Cache-Control: max-age` says so (RFC 9111, section 5.2.2.1), at most a day.
 * After a failure: the interval doubled for each failure in a row, at most a day, but never sooner than `Retry-After`
 * (RFC 9110, section 10.2.3). Up to a tenth is added by chance, so that feeds do not fall into step.
 *
 * @param random in [0, 1)
 */
export function nextPollAt(reply: PollReply, now: number, random: number): number {
  const asked = reply.ok ? maxAge(reply.headers) : retryAfter(reply.headers, now);
  const usual = reply.ok ? pollInterval : pollInterval * 2 ** Math.min(reply.failuresBefore, 6);
  const wait = Math.min(longestWait, Math.max(usual, asked));
  return now + Math.round(wait * (1 + random * 0.1));
}

function maxAge(headers: Readonly<Record<string, string>>): number {
  const seconds = /(?:^|[,\s])max-age\s*=\s*"?(\d{1,9})/i.exec(headers['cache-control'] ?? '')?.[1];
  return seconds ? Number(seconds) * 1000 : 0;
}

function retryAfter(headers: Readonly<Record<string, string>>, now: number): number {
  const value = headers['retry-after']?.trim() ?? '';
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? 0 : Math.max(0, date - now);
}
