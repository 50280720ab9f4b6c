import { z } from 'zod';
import type { Validators } from '../model/feed';
import type { PreviewArticle } from '../model/feed-preview';
import type { FeedId } from '../model/ids';
import { feedLoginSchema, type LoginState } from '../model/login';
import {
  type NetworkState,
  networkSettingsSchema,
  proxyLoginSchema,
  type RefusedRequests,
} from '../model/network';
import { type OpmlFile, opmlSizeLimit } from '../model/opml';
import type { PolledFeed, PollMemory, PollReason, RefreshProgress } from '../model/poll';
import type { Problem } from '../model/problem';
import type { SubscriptionFile } from '../model/subscription-file';
import { themes } from '../model/theme';

/**
 * The one contract between the window and main. Every request stands here once, with its name, its runtime schema
 * (checked in main, because the window is not trusted) and the type of its reply. A missing handler is a compile error.
 */

declare const replyType: unique symbol;
interface Channel<Schema extends z.ZodType, Reply> {
  readonly request: Schema;
  readonly [replyType]?: Reply;
}

function channel<Reply>() {
  return <Schema extends z.ZodType>(request: Schema): Channel<Schema, Reply> => ({ request });
}

/** What an address led to. */
export type FoundFeed =
  | {
      readonly kind: 'feed';
      readonly feedUrl: string;
      readonly validators: Validators;
      readonly feed: PolledFeed;
      readonly status: number;
      readonly bytes: number;
      readonly nextPollAt: number;
      readonly nextPollReason: PollReason;
      readonly memory: PollMemory;
    }
  /** An address that leads to several feeds: the reader chooses. Feeds of comments stand last. */
  | { readonly kind: 'choices'; readonly pageUrl: string; readonly feeds: readonly FeedChoice[] };

export interface FeedChoice {
  readonly url: string;
  readonly title: string;
  /** It carries the comments of readers, not articles. */
  readonly comments: boolean;
  /** When its newest article appeared, in milliseconds since the epoch; null when that is not known. */
  readonly latestAt: number | null;
  /** A few headlines, newest first; none when it has no articles or was not looked at. */
  readonly articles: readonly PreviewArticle[];
  /** Why it could not be read now, though it may be another time. */
  readonly problem: Problem | null;
}

export interface AppInfo {
  readonly version: string;
  readonly platform: 'darwin' | 'linux' | 'win32';
}

const feedId = z
  .string()
  .min(1)
  .max(64)
  .transform((id) => id as FeedId);

const opmlSubscription = z.object({
  feedUrl: z.url({ protocol: /^https?$/ }).max(8192),
  title: z.string().max(10_000).nullable(),
  ownTitle: z.string().max(10_000).nullable(),
  siteUrl: z.string().max(8192).nullable(),
  description: z.string().max(10_000).nullable(),
  folder: z.array(z.string().max(10_000)).max(1000),
});

export const channels = {
  /**
   * Find the feeds that what a person pasted leads to. Nothing is stored. Progress comes as the event `feeds.looking`.
   * A login is told to its origin alone.
   */
  'feeds.find': channel<FoundFeed>()(
    z.object({
      address: z.string().max(4096),
      login: z
        .object({ origin: z.url({ protocol: /^https?$/ }).max(300), ...feedLoginSchema.shape })
        .nullish(),
    }),
  ),
  /**
   * Look for a feed that moved, from the address of its site, with the login it has. `feedUrl` is where the subscription has it
   * now. Several are looked for side by side.
   */
  'feeds.rediscover': channel<FoundFeed>()(
    z.object({
      feedId,
      siteUrl: z.url({ protocol: /^https?$/ }).max(8192),
      feedUrl: z.url({ protocol: /^https?$/ }).max(8192),
    }),
  ),
  /** Ends every search that is under way. */
  'feeds.cancel-find': channel<null>()(z.null()),
  /** Ask the feed with this login from now on. Only the origin of `feedUrl` is told. */
  'feeds.set-login': channel<LoginState>()(
    z.object({ feedId, feedUrl: z.url({ protocol: /^https?$/ }).max(8192), login: feedLoginSchema }),
  ),
  'feeds.clear-login': channel<null>()(z.object({ feedId })),
  'feeds.has-login': channel<LoginState>()(z.object({ feedId })),
  /** Poll now: the given feeds, or all when null. Progress comes as the event `refresh.progress`. */
  'refresh.start': channel<RefreshProgress>()(z.object({ feedIds: z.array(feedId).max(10_000).nullable() })),
  'refresh.cancel': channel<null>()(z.null()),
  'refresh.progress': channel<RefreshProgress>()(z.null()),
  /** Let the reader choose a list of subscriptions (OPML), and read it. Null when they choose none. Nothing is stored. */
  'opml.open': channel<OpmlFile | null>()(z.null()),
  /** Read a list that was dropped on the window. */
  'opml.read': channel<OpmlFile>()(
    z.object({
      name: z.string().max(1000),
      bytes: z.instanceof(Uint8Array).refine(({ byteLength }) => byteLength <= opmlSizeLimit),
    }),
  ),
  /** A list the system asked the app to open, each once; null when there is none. */
  'opml.take': channel<OpmlFile | null>()(z.null()),
  /** Write a list where the reader says. Null when they choose no place. */
  'opml.save': channel<{ readonly name: string } | null>()(
    z.object({ subscriptions: z.array(opmlSubscription).max(20_000) }),
  ),
  'network.read': channel<NetworkState>()(z.null()),
  'network.refused': channel<RefusedRequests>()(z.null()),
  /** Applied at once, and kept. `keep` leaves the proxy's login as it is. */
  'network.change': channel<NetworkState>()(
    z.object({
      settings: networkSettingsSchema,
      login: z.union([z.literal('keep'), proxyLoginSchema.nullable()]),
    }),
  ),
  /** Open a link in the system's browser: http, https and mailto only. `behind`: this window stays in front. */
  'links.open': channel<null>()(z.object({ url: z.string().max(8192), behind: z.boolean().optional() })),
  /** Turns the app's own network off or on again; it comes back by itself after some minutes. */
  'network.switch': channel<null>()(z.object({ on: z.boolean() })),
  /** Prints a document of an article, in the frame's own form. */
  'print.paper': channel<null>()(z.object({ html: z.string().max(20_000_000) })),
  /** Saves it as a PDF file that the reader names. */
  'print.pdf': channel<{ readonly saved: boolean }>()(
    z.object({ html: z.string().max(20_000_000), title: z.string().max(1000) }),
  ),
  /** What an article at this address would be known by in the library; null when it is no address of the web. */
  'links.article-key': channel<string | null>()(z.object({ url: z.string().max(8192) })),
  /** Puts plain text on the system's clipboard. */
  'clipboard.write': channel<null>()(z.object({ text: z.string().max(10_000_000) })),
  /** The colours of what the system draws follow the window's, now and at the next start. */
  'app.set-theme': channel<null>()(z.object({ theme: z.enum(themes) })),
  'app.info': channel<AppInfo>()(z.null()),
  /** Subscriptions handed over on the command line, each list once. */
  'app.take-subscriptions': channel<SubscriptionFile | null>()(z.null()),
  /** The window says it stands: what was asked for at start is stored and painted. */
  'app.settled': channel<null>()(z.null()),
} as const;

export type Channels = typeof channels;
export type ChannelName = keyof Channels;
export type RequestOf<Name extends ChannelName> = z.input<Channels[Name]['request']>;
export type ParsedRequestOf<Name extends ChannelName> = z.output<Channels[Name]['request']>;
export type ReplyOf<Name extends ChannelName> =
  Channels[Name] extends Channel<z.ZodType, infer Reply> ? Reply : never;
