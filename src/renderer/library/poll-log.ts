import type { FeedId } from '../../shared/model/ids';
import type { PollLogEntry, SkippedPoll } from '../../shared/model/poll';
import { isNetworkAtFault } from '../../shared/model/problem';
import type { LibraryDatabase, PollLogRow } from './schema';

/** Lines kept for each feed. */
const linesKept = 50;
/** Lines beyond those before they are removed, all at once. */
const slack = 10;

/** Adds lines to the poll logs of different feeds. Inside a transaction over `pollLog`. */
export async function writeLog(database: LibraryDatabase, entries: readonly PollLogEntry[]): Promise<void> {
  const lines = await Promise.all(entries.map((entry) => joinRepeated(database, entry)));
  await database.pollLog.bulkPut(lines);
  await Promise.all(entries.map((entry) => trim(database, entry)));
}

/** Notes why feeds were not polled. */
export async function logSkips(database: LibraryDatabase, skips: readonly SkippedPoll[]): Promise<void> {
  await database.transaction('rw', ['feeds', 'pollLog'], async () => {
    const feeds = await database.feeds.bulkGet(skips.map(({ feedId }) => feedId));
    const entries = skips.flatMap(({ feedId, at, reason }, place): PollLogEntry[] => {
      const feed = feeds[place];
      if (!feed || feed.unsubscribedAt !== null) return [];
      const { nextPollAt, nextPollReason } = feed;
      const nothing = { milliseconds: 0, status: null, bytes: 0, added: 0, changed: 0, problem: null };
      return [{ ...nothing, feedId, at, nextPollAt, nextPollReason, skipped: reason }];
    });
    await writeLog(database, entries);
  });
}

/**
 * The line to put: a new one, or the last one of the feed once more when it says the same and nothing was asked of a server. A week
 * without a network is then one line, and not one a minute.
 */
async function joinRepeated(database: LibraryDatabase, entry: PollLogEntry): Promise<PollLogRow> {
  if (!mayRepeat(entry)) return entry;
  const last = await database.pollLog.where('feedId').equals(entry.feedId).last();
  if (!last || !mayRepeat(last) || !saysTheSame(last, entry)) return entry;
  const { times, since } = last.repeated ?? { times: 1, since: last.at };
  return {
    ...entry,
    ...(last.id !== undefined && { id: last.id }),
    repeated: { times: times + 1, since },
  };
}

function mayRepeat({ skipped, problem }: PollLogEntry): boolean {
  return skipped !== undefined || (problem !== null && isNetworkAtFault(problem));
}

function saysTheSame(a: PollLogEntry, b: PollLogEntry): boolean {
  return a.skipped?.code === b.skipped?.code && a.problem?.code === b.problem?.code;
}

/** How many lines each feed has, at most; counted once in a run of the app, since counting costs more than the line. */
const lineCounts = new Map<FeedId, number>();

async function trim(database: LibraryDatabase, { feedId }: PollLogEntry): Promise<void> {
  const lines = database.pollLog.where('feedId').equals(feedId);
  const known = lineCounts.get(feedId);
  const count = known === undefined ? await lines.count() : known + 1;
  lineCounts.set(feedId, Math.min(count, linesKept + slack));
  if (count <= linesKept + slack) return;
  const keys = await lines.primaryKeys();
  await database.pollLog.bulkDelete(keys.slice(0, -linesKept));
  lineCounts.set(feedId, linesKept);
}
