import { z } from 'zod';
import type { SettledAudio, WantedAudio } from '../model/audio';
import type { SettledFullText, WantedFullText } from '../model/full-text';
import type { AudioKey, FeedId, ImageKey } from '../model/ids';
import type { PlannedFeed, PollOutcome, SettledImage, SkippedPoll, WantedImage } from '../model/poll';
import type { Problem } from '../model/problem';

/**
 * The line between main and the library worker: one MessagePort, handed through preload. Main delivers polls, pictures and recordings;
 * the library gives the plan and acknowledges. Main validates what it hears (the window side is not trusted).
 */

export { libraryPortMessage } from './names';

export type ToLibrary =
  /** `delivery` numbers each poll within one connection. */
  | { readonly type: 'poll'; readonly delivery: number; readonly outcome: PollOutcome }
  /** Polls that were due and not made. */
  | { readonly type: 'polls-skipped'; readonly skips: readonly SkippedPoll[] }
  | { readonly type: 'images-settled'; readonly images: readonly SettledImage[] }
  | { readonly type: 'audio-settled'; readonly settled: SettledAudio }
  /** Asked for by the window, and not on the disk or damaged. */
  | { readonly type: 'images-missing'; readonly keys: readonly ImageKey[] }
  | { readonly type: 'full-text-settled'; readonly settled: SettledFullText };

export type FromLibrary =
  /** All that is to be polled, when the library opens. */
  | { readonly type: 'plan'; readonly feeds: readonly PlannedFeed[] }
  | {
      readonly type: 'plan-changed';
      readonly upsert: readonly PlannedFeed[];
      readonly remove: readonly FeedId[];
    }
  /** The poll is stored. `feed` is null when the feed is no longer subscribed. */
  | {
      readonly type: 'poll-stored';
      readonly delivery: number;
      readonly feed: PlannedFeed | null;
      readonly added: number;
    }
  | { readonly type: 'poll-refused'; readonly delivery: number; readonly problem: Problem }
  | { readonly type: 'images-wanted'; readonly images: readonly WantedImage[] }
  | { readonly type: 'images-unwanted'; readonly keys: readonly ImageKey[] }
  | { readonly type: 'audio-wanted'; readonly audio: readonly WantedAudio[] }
  | { readonly type: 'audio-unwanted'; readonly keys: readonly AudioKey[] }
  /** Every recording there is a wish for, when the library opens: main holds no other. */
  | { readonly type: 'audio-kept'; readonly keys: readonly AudioKey[] }
  | { readonly type: 'full-texts-wanted'; readonly texts: readonly WantedFullText[] };

const feedId = z.string().min(1).max(64);
const imageKey = z.string().regex(/^[0-9a-f]{64}$/);
const audioKey = imageKey;
const webAddress = z.url({ protocol: /^https?$/ }).max(8192);
const pollMemory = z.object({
  redirect: z.object({ url: z.string().max(8192), polls: z.number().int().min(0) }).nullable(),
  hints: z.object({
    minutes: z.number().positive().nullable(),
    skipHours: z.array(z.number().int().min(0).max(23)).max(24),
    skipDays: z.array(z.number().int().min(0).max(6)).max(7),
  }),
  appearedAt: z.array(z.number()).max(100),
});
const plannedFeed = z.object({
  feedId,
  feedUrl: z.url({ protocol: /^https?$/ }).max(8192),
  validators: z.object({
    etag: z.string().max(4096).nullable(),
    lastModified: z.string().max(256).nullable(),
  }),
  nextPollAt: z.number(),
  failures: z.number().int().min(0),
  memory: pollMemory,
  ownInterval: z.union([z.number().positive(), z.literal('by-hand')]).nullable(),
  gone: z.boolean(),
});

/** Checks what main hears on the port. */
export const fromLibrarySchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('plan'), feeds: z.array(plannedFeed) }),
  z.object({ type: z.literal('plan-changed'), upsert: z.array(plannedFeed), remove: z.array(feedId) }),
  z.object({
    type: z.literal('poll-stored'),
    delivery: z.number().int(),
    feed: plannedFeed.nullable(),
    added: z.number().int().min(0),
  }),
  z.object({
    type: z.literal('poll-refused'),
    delivery: z.number().int(),
    problem: z.looseObject({ code: z.string() }),
  }),
  z.object({
    type: z.literal('images-wanted'),
    images: z.array(
      z.object({ key: imageKey, url: z.string().max(1_000_000), feedUrl: z.string().max(8192) }),
    ),
  }),
  z.object({ type: z.literal('images-unwanted'), keys: z.array(imageKey) }),
  z.object({
    type: z.literal('audio-wanted'),
    audio: z.array(
      z.object({
        key: audioKey,
        url: webAddress,
        feedUrl: z.string().max(8192),
        chaptersUrl: webAddress.nullable(),
        urgent: z.boolean(),
      }),
    ),
  }),
  z.object({ type: z.literal('audio-unwanted'), keys: z.array(audioKey) }),
  z.object({ type: z.literal('audio-kept'), keys: z.array(audioKey) }),
  z.object({
    type: z.literal('full-texts-wanted'),
    texts: z.array(
      z.object({
        articleId: z.string().min(1).max(128),
        url: z.url({ protocol: /^https?$/ }).max(8192),
        feedUrl: z.string().max(8192),
      }),
    ),
  }),
]);
