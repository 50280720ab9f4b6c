import type { ArticleBody, ArticleContent, ArticleImage } from './article';
import type { Validators } from './feed';
import type { FeedId, ImageKey } from './ids';
import type { OwnInterval } from './interval';
import type { Problem } from './problem';

/** One article as a poll found it: parsed, sanitized, measured; not yet compared with what is stored. */
export interface PolledArticle extends Omit<ArticleContent, 'publishedAt' | 'dateGuessed' | 'dateReason'> {
  /** What the publisher knows it by: 20 hex digits from guid, else address, else title and date, else text. */
  readonly identity: string;
  /** The address in a canonical form, for knowing the article again when its guid changed: 20 hex digits; null without an address. */
  readonly address: string | null;
  /**
   * The identity to take when `identity` already belongs to another article that must be kept: 20 hex digits from guid and
   * url together; null without both.
   */
  readonly addressIdentity: string | null;
  /** Null when the publisher gave no usable date: the library then takes the time of arrival. */
  readonly publishedAt: number | null;
  /** The publisher gave a date that nobody can read; left out otherwise. */
  readonly dateUnreadable?: true;
  readonly body: ArticleBody;
}

/** The web has no feeds older than itself: a date before is a clock at zero. Milliseconds since the epoch. */
export const EARLIEST_DATE = Date.UTC(1990, 0, 1);

/** What a feed document asks of those who poll it. */
export interface PublisherHints {
  /** Minutes between polls: RSS `ttl`, or the syndication module's `updatePeriod` divided by `updateFrequency`. */
  readonly minutes: number | null;
  /** Hours of the day (UTC, 0 to 23) in which it is not to be polled: RSS `skipHours`. */
  readonly skipHours: readonly number[];
  /** Days of the week (UTC, 0 is Sunday) on which it is not to be polled: RSS `skipDays`. */
  readonly skipDays: readonly number[];
}

export const noHints: PublisherHints = { minutes: null, skipHours: [], skipDays: [] };

/** What was wrong with a document that could be read all the same. */
export type FeedFlaw =
  | 'junk-around'
  | 'characters'
  | 'markup'
  | 'entities'
  | 'namespaces'
  | 'encoding'
  | 'truncated';

/** A permanent redirect (301, 308): followed at once, believed once it has held for several polls. */
export interface SeenRedirect {
  readonly url: string;
  /** Successful polls in a row that ended at `url`. */
  readonly polls: number;
}

/** What main remembers of a feed from poll to poll: computed by main, stored by the library with the poll, handed back in the plan. */
export interface PollMemory {
  readonly redirect: SeenRedirect | null;
  readonly hints: PublisherHints;
  /** When the newest articles appeared, newest first, a few dozen at most: the feed's rhythm. Milliseconds since the epoch. */
  readonly appearedAt: readonly number[];
}

export const noMemory: PollMemory = { redirect: null, hints: noHints, appearedAt: [] };

/** Why a feed is polled when it is. `minutes` is what was asked for or found. */
export type PollReason =
  | { readonly code: 'new' }
  | { readonly code: 'rhythm'; readonly minutes: number }
  | { readonly code: 'reader'; readonly minutes: number }
  /** Never by itself: the reader chose so. */
  | { readonly code: 'by-hand' }
  | { readonly code: 'cache'; readonly header: 'Cache-Control' | 'Expires'; readonly minutes: number }
  | { readonly code: 'hint'; readonly minutes: number }
  | { readonly code: 'skip'; readonly what: 'hours' | 'days' }
  | { readonly code: 'retry-after'; readonly minutes: number }
  | { readonly code: 'failures'; readonly count: number }
  | { readonly code: 'offline' }
  | { readonly code: 'gone' };

/** What few feeds tell of themselves, as addresses (http or https); each is left out where there is none. */
export interface FeedExtras {
  readonly imageUrl?: string;
  /** The feed as it names itself (`rel=self`): what a hub knows it by. */
  readonly selfUrl?: string;
  /** A WebSub hub (W3C WebSub, 4). */
  readonly hubUrl?: string;
  /** The next older page of articles (RFC 5005, 3 and 4; JSON Feed `next_url`). */
  readonly nextPageUrl?: string;
}

/** A whole feed document, parsed and sanitized by the engine. */
export interface PolledFeed {
  readonly title: string;
  readonly siteUrl: string | null;
  readonly description: string | null;
  readonly language: string | null;
  readonly extras?: FeedExtras;
  /** The document broke off: more articles may be missing, so it must be asked for again whole. */
  readonly truncated: boolean;
  readonly hints: PublisherHints;
  readonly flaws: readonly FeedFlaw[];
  /** In document order, each identity once. */
  readonly articles: readonly PolledArticle[];
}

export type PollResult =
  | {
      readonly kind: 'content';
      /** Where the feed now lives, once a permanent redirect has held long enough to be believed; else null. */
      readonly movedTo: string | null;
      readonly validators: Validators;
      readonly feed: PolledFeed;
    }
  | { readonly kind: 'unchanged'; readonly movedTo: string | null }
  | { readonly kind: 'failed'; readonly problem: Problem };

/** What one poll of one feed brought: one transaction in the library. */
export interface PollOutcome {
  readonly feedId: FeedId;
  readonly startedAt: number;
  readonly finishedAt: number;
  /** HTTP status, null when there was no answer. */
  readonly status: number | null;
  /** Decompressed bytes of the body. */
  readonly bytes: number;
  readonly nextPollAt: number;
  readonly nextPollReason: PollReason;
  readonly memory: PollMemory;
  readonly result: PollResult;
}

/** What main must know of a feed to poll it: a mirror of the library, never a source of truth. */
export interface PlannedFeed {
  readonly feedId: FeedId;
  readonly feedUrl: string;
  readonly validators: Validators;
  readonly nextPollAt: number;
  readonly failures: number;
  readonly memory: PollMemory;
  /** What the reader chose for the feed or its folder; null to follow the feed's rhythm. */
  readonly ownInterval: OwnInterval | null;
  /** True once the publisher answered 410: polled only when the reader asks. */
  readonly gone: boolean;
}

/** A line of the poll log, as stored. */
export interface PollLogEntry {
  readonly feedId: FeedId;
  readonly at: number;
  readonly milliseconds: number;
  readonly status: number | null;
  readonly bytes: number;
  readonly added: number;
  readonly changed: number;
  readonly problem: Problem | null;
  readonly nextPollAt: number;
  readonly nextPollReason: PollReason;
}

export interface WantedImage extends ArticleImage {
  /** The feed that shows it: a feed from the public web may not make us ask private addresses. */
  readonly feedUrl: string;
}

export type SettledImage =
  | { readonly key: ImageKey; readonly ok: true; readonly type: string; readonly bytes: number }
  /** `retry`: worth another try later (the network, not the picture, was at fault). */
  | { readonly key: ImageKey; readonly ok: false; readonly problem: Problem; readonly retry: boolean };

/** Refresh as the status line tells it. */
export interface RefreshProgress {
  readonly state: 'idle' | 'running' | 'cancelled';
  readonly done: number;
  readonly total: number;
  readonly failed: number;
  readonly newArticles: number;
}
