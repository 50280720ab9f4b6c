import type { ArticleBody, ArticleContent, ArticleImage } from './article';
import type { Validators } from './feed';
import type { FeedId, ImageKey } from './ids';
import type { Problem } from './problem';

/** One article as a poll found it: parsed, sanitized, measured; not yet compared with what is stored. */
export interface PolledArticle extends Omit<ArticleContent, 'publishedAt' | 'dateGuessed'> {
  /** The part of the id that is the publisher's: 20 hex digits from guid, else url, else title and date. */
  readonly identity: string;
  /**
   * The identity to take when `identity` already belongs to another article that must be kept: 20 hex digits from guid and
   * url together; null without both.
   */
  readonly addressIdentity: string | null;
  /** Null when the publisher gave no usable date: the library then takes the time of arrival. */
  readonly publishedAt: number | null;
  readonly body: ArticleBody;
}

/** A whole feed document, parsed and sanitized by the engine. */
export interface PolledFeed {
  readonly title: string;
  readonly siteUrl: string | null;
  readonly description: string | null;
  readonly language: string | null;
  /** The document broke off: more articles may be missing, so it must be asked for again whole. */
  readonly truncated: boolean;
  /** In document order, each identity once. */
  readonly articles: readonly PolledArticle[];
}

export type PollResult =
  | {
      readonly kind: 'content';
      /** Where the feed now lives when every redirect on the way was permanent (301, 308); else null. */
      readonly movedTo: string | null;
      readonly validators: Validators;
      readonly feed: PolledFeed;
    }
  | { readonly kind: 'unchanged' }
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
  readonly result: PollResult;
}

/** What main must know of a feed to poll it: a mirror of the library, never a source of truth. */
export interface PlannedFeed {
  readonly feedId: FeedId;
  readonly feedUrl: string;
  readonly validators: Validators;
  readonly nextPollAt: number;
  readonly failures: number;
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
