import { describe, expect, it } from 'vitest';
import type { FeedId } from '../../../src/shared/model/ids';
import type { PollLogEntry } from '../../../src/shared/model/poll';
import { describeLogEntry } from '../../../src/shared/model/poll-log';
import { day, minute, noon } from '../library/library-rows';

const line = (fields: Partial<PollLogEntry>): string =>
  describeLogEntry({
    feedId: 'f' as FeedId,
    at: noon,
    milliseconds: 10,
    status: 200,
    bytes: 1000,
    added: 0,
    changed: 0,
    problem: null,
    nextPollAt: noon + 10 * minute,
    nextPollReason: { code: 'rhythm', minutes: 10 },
    ...fields,
  });
const clock = (time: number) => new Intl.DateTimeFormat(undefined, { timeStyle: 'short' }).format(time);

describe('a line of the poll log', () => {
  it('says what a poll brought', () => {
    expect(line({ status: 304 })).toBe('Nothing changed.');
    expect(line({})).toBe('Read, with nothing new in it.');
    expect(line({ added: 2 })).toBe('Brought new articles.');
    expect(line({ changed: 1 })).toBe('Brought changes to articles.');
  });

  it('says why a poll failed, and how often in a row there was no way out', () => {
    expect(line({ problem: { code: 'empty-body' } })).toBe('The server answered with an empty document.');
    const repeated = { times: 1440, since: noon - 90 * minute };
    expect(line({ problem: { code: 'offline' }, repeated })).toBe(
      `There is no network connection. 1,440 times since ${clock(repeated.since)}.`,
    );
  });

  it('says why a feed was not polled', () => {
    const until = noon + 140 * minute;
    expect(line({ skipped: { code: 'resting', host: 'a.example', until } })).toBe(
      `Skipped: a.example asked to rest until ${clock(until)}.`,
    );
    expect(line({ skipped: { code: 'resting', host: 'a.example', until: noon + 2 * day } })).toMatch(/Jun 5/);
    expect(line({ skipped: { code: 'offline' } })).toBe('Skipped: there was no network.');
    expect(line({ skipped: { code: 'gone' } })).toMatch(/publisher has removed it/);
    expect(line({ skipped: { code: 'cancelled' } })).toBe('Skipped: the refresh was cancelled.');
  });
});
