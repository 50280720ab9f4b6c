import { foldersById, intervalWithin } from '../../shared/model/folder-tree';
import type { FolderId } from '../../shared/model/ids';
import type { OwnInterval } from '../../shared/model/interval';
import type { PlannedFeed } from '../../shared/model/poll';
import type { FeedRow, LibraryDatabase } from './schema';

/** Longest validators main takes; a longer one is dropped, at the price of a full answer instead of "unchanged". */
const longestEtag = 4096;
const longestLastModified = 256;
/** Longest feed address. */
const longestFeedUrl = 8192;

/** The interval that holds in each folder; folders where none does are left out. */
export type FolderIntervals = ReadonlyMap<FolderId, OwnInterval>;

export async function readFolderIntervals(database: LibraryDatabase): Promise<FolderIntervals> {
  const folders = await database.folders.toArray();
  const byId = foldersById(folders);
  return new Map(
    folders.flatMap(({ id }) => {
      const interval = intervalWithin(id, byId);
      return interval === null ? [] : [[id, interval] as const];
    }),
  );
}

/** What main is told of a feed. One line that main refuses would cost the whole plan, so all is brought within its limits. */
export function plannedFeed(feed: FeedRow, intervals: FolderIntervals): PlannedFeed {
  const { etag, lastModified } = feed.validators;
  return {
    feedId: feed.id,
    feedUrl: feed.feedUrl,
    validators: {
      etag: etag && etag.length <= longestEtag ? etag : null,
      lastModified: lastModified && lastModified.length <= longestLastModified ? lastModified : null,
    },
    nextPollAt: Number.isFinite(feed.nextPollAt) ? feed.nextPollAt : 0,
    failures: feed.failures,
    memory: feed.memory,
    ownInterval: feed.ownInterval ?? (feed.folderId ? intervals.get(feed.folderId) : null) ?? null,
    gone: feed.problem?.code === 'http-status' && feed.problem.status === 410,
  };
}

/** The address in its one normal spelling, or null when it is none of the web. */
export function normalFeedUrl(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null;
  // Secrets: main keeps those of its own, encrypted.
  url.username = '';
  url.password = '';
  return url.href.length <= longestFeedUrl ? url.href : null;
}
