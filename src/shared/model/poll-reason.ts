import { assertNever } from '../assert-never';
import { describeInterval } from './interval';
import type { PollReason } from './poll';

/**
 * When a feed is polled next and why, as a line of its own: "Next 14:20, because Cache-Control says 30 min".
 *
 * @param nextPollAt milliseconds since the epoch
 */
export function describePlan(nextPollAt: number, reason: PollReason, now: number): string {
  if (reason.code === 'gone') return 'Not polled any more, because the publisher removed it';
  if (reason.code === 'by-hand') return 'Only when you ask, because you chose so';
  if (reason.code === 'new' || nextPollAt <= now) return 'Next as soon as possible';
  return `Next ${moment(nextPollAt, now)}, because ${because(reason)}`;
}

function because(reason: Exclude<PollReason, { code: 'new' | 'gone' | 'by-hand' }>): string {
  switch (reason.code) {
    case 'rhythm':
      return `every ${duration(reason.minutes)} suits how often it publishes`;
    case 'reader':
      return `you chose ${describeInterval(reason.minutes)}`;
    case 'cache':
      return `${reason.header} says ${duration(reason.minutes)}`;
    case 'hint':
      return `the feed asks for ${duration(reason.minutes)}`;
    case 'skip':
      return `the feed asks not to be polled at ${reason.what === 'hours' ? 'some hours' : 'some days'}`;
    case 'retry-after':
      return `its server asked for a rest of ${duration(reason.minutes)}`;
    case 'failures':
      return reason.count === 1 ? 'the last poll failed' : `the last ${reason.count} polls failed`;
    case 'offline':
      return 'there was no network';
    default:
      return assertNever(reason);
  }
}

function duration(minutes: number): string {
  if (minutes < 60) return `${minutes} min`;
  const hours = minutes / 60;
  return hours < 48 ? `${Math.round(hours * 10) / 10} h` : `${Math.round(hours / 24)} days`;
}

function moment(time: number, now: number): string {
  const clock = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' }).format(time);
  const sameDay = new Date(time).toDateString() === new Date(now).toDateString();
  if (sameDay) return clock;
  return `${new Intl.DateTimeFormat(undefined, { weekday: 'short' }).format(time)} ${clock}`;
}
