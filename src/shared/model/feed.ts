import type { FeedId, FolderId } from './ids';
import type { OwnInterval } from './interval';
import type { FeedExtras, FeedFlaw, PollMemory, PollReason } from './poll';
import type { Problem } from './problem';

/** What a server gave us to ask "changed since?" with (RFC 9110, section 13). */
export interface Validators {
  readonly etag: string | null;
  readonly lastModified: string | null;
}

/** A feed and the reader's subscription to it, as stored in the library. Times are milliseconds since the epoch. */
export interface Feed {
  readonly id: FeedId;
  readonly feedUrl: string;
  readonly siteUrl: string | null;
  /** The publisher's title, plain text. */
  readonly title: string;
  /** The reader's own title; shown instead of `title` when set. */
  readonly ownTitle: string | null;
  readonly description: string | null;
  readonly language: string | null;
  readonly folderId: FolderId | null;
  readonly subscribedAt: number;
  /** Set when the reader unsubscribed but saved or tagged articles remain. Such a feed is neither polled nor listed. */
  readonly unsubscribedAt: number | null;

  readonly validators: Validators;
  readonly polledAt: number | null;
  readonly succeededAt: number | null;
  readonly nextPollAt: number;
  readonly nextPollReason: PollReason;
  readonly memory: PollMemory;
  /** Whether each of its articles is to be read whole, from its page. */
  readonly fullText: boolean;
  /** How many of its newest episodes are kept on this computer by themselves. */
  readonly keptEpisodes: number;
  /** Whether a document of its ever came with a recording attached; not there before the first poll that looked. */
  readonly hasEpisodes?: boolean;
  /** What the reader chose; null to follow the folder, else the feed's rhythm. */
  readonly ownInterval: OwnInterval | null;
  /** What its latest document tells of it beside the above; not there before the first poll that kept it. */
  readonly extras?: FeedExtras;
  /** What was wrong with its latest document. */
  readonly flaws: readonly FeedFlaw[];
  /** Decompressed bytes of its latest document; null before the first. */
  readonly documentBytes: number | null;
  /** Polls that failed in a row. */
  readonly failures: number;
  readonly problem: Problem | null;

  /** Stored counters, updated in the transaction that changes articles; never counted on the way to the screen. */
  readonly unreadCount: number;
  readonly articleCount: number;
}

/** The title to show. */
export function feedTitle(feed: Pick<Feed, 'title' | 'ownTitle' | 'feedUrl'>): string {
  return feed.ownTitle ?? (feed.title || hostOf(feed.feedUrl));
}

/** The host of an address without a leading `www.`; the address itself when it is none. */
export function hostOf(url: string): string {
  return /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?([^/?#:]+)/i.exec(url)?.[1]?.replace(/^www\./i, '') ?? url;
}
