import { assertNever } from '../assert-never';
import type { PollLogEntry, SkipReason } from './poll';
import { describeProblem } from './problem';

/** What a line of the poll log says happened, in plain words. */
export function describeLogEntry(entry: PollLogEntry): string {
  const { skipped, problem, status, added, changed, repeated } = entry;
  const again = repeated
    ? ` ${repeated.times.toLocaleString()} times since ${moment(repeated.since, entry.at)}.`
    : '';
  if (skipped) return `${describeSkip(skipped, entry.at)}${again}`;
  if (problem) return `${describeProblem(problem).sentence}${again}`;
  if (status === 304) return 'Nothing changed.';
  if (added > 0) return 'Brought new articles.';
  return changed > 0 ? 'Brought changes to articles.' : 'Read, with nothing new in it.';
}

function describeSkip(reason: SkipReason, at: number): string {
  switch (reason.code) {
    case 'offline':
      return 'Skipped: there was no network.';
    case 'resting':
      return `Skipped: ${reason.host} asked to rest until ${moment(reason.until, at)}.`;
    case 'gone':
      return 'Skipped: the publisher has removed it. “Retry now” asks all the same.';
    case 'cancelled':
      return 'Skipped: the refresh was cancelled.';
    default:
      return assertNever(reason);
  }
}

/** The time of day, with the date when it is another day than `from`. */
function moment(time: number, from: number): string {
  const sameDay = new Date(time).toDateString() === new Date(from).toDateString();
  const options: Intl.DateTimeFormatOptions = sameDay
    ? { timeStyle: 'short' }
    : { dateStyle: 'medium', timeStyle: 'short' };
  return new Intl.DateTimeFormat(undefined, options).format(time);
}
