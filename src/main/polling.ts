import { assertNever } from '../shared/assert-never';
import type { FromLibrary } from '../shared/contract/library-port';
import type { AudioProgress } from '../shared/model/audio';
import type { FeedId, ImageKey } from '../shared/model/ids';
import type { PlannedFeed, RefreshProgress } from '../shared/model/poll';
import { type AudioDownloader, createAudioDownloader } from './articles/audio';
import type { AudioStore } from './articles/audio-store';
import { createFullTextReader, type ExtractedPage, type FullTextReader } from './articles/full-text';
import type { ImageStore } from './articles/image-store';
import { createImageDownloader, type ImageDownloader } from './articles/images';
import type { Engine } from './engine/engine';
import type { Fetcher } from './feeds/fetcher';
import { createHostQueue } from './feeds/host-queue';
import { createLibraryLink, type LibraryLink } from './feeds/library-link';
import type { OriginLogin } from './feeds/login';
import { type PollFeedDeps, pollFeed } from './feeds/poll-feed';
import { createPoller, type Poller } from './feeds/poller';

export interface Polling {
  readonly poller: Poller;
  readonly link: LibraryLink;
  readonly images: ImageDownloader;
  readonly audio: AudioDownloader;
  readonly fullTexts: FullTextReader;
  readonly pollFeedDeps: PollFeedDeps;
  /** A picture the window asked for is not on the disk, or damaged: the library is told, with others. */
  noteMissingImage(key: ImageKey): void;
}

export interface PollingDeps {
  readonly fetcher: Fetcher;
  readonly engine: Omit<Engine, 'readOpml'>;
  readonly imageStore: ImageStore;
  readonly audioStore: AudioStore;
  readonly onAudioProgress: (progress: AudioProgress) => void;
  /** Finds the article in a page. */
  readonly extract: (html: string, url: string) => Promise<ExtractedPage>;
  readonly onProgress: (progress: RefreshProgress) => void;
  /** Whether this computer has a network at all. */
  readonly isOnline: () => boolean;
  readonly loginOf?: (feedId: FeedId) => OriginLogin | null;
  /** Told of all that is subscribed whenever a library opens. */
  readonly onPlan?: (feedIds: readonly FeedId[]) => void;
}

/** Polls of so few feeds at once are soon over, or wait for slow servers: pictures need not wait for them. */
const fewFeeds = 20;
/** The same of whole texts. */
const fewTexts = 8;

/** Milliseconds in which pictures found missing are told of together. */
const missingTogether = 1000;

/** Joins the poller, the line to the library and the pictures: the whole way of an article through main. */
export function createPolling(deps: PollingDeps): Polling {
  const { fetcher, engine, imageStore, audioStore, extract, onProgress, isOnline } = deps;
  const { loginOf = () => null } = deps;
  const pollFeedDeps: PollFeedDeps = {
    fetcher,
    process: engine.process,
    now: Date.now,
    random: Math.random,
    isOnline,
    loginOf,
  };

  const link = createLibraryLink({ onMessage: receive, onGone: () => poller.setPlan([]) });
  const imageQueue = createHostQueue({
    // Text first: pictures wait while many feeds are polled, and have the network to themselves after it.
    concurrency: () => {
      const { state, total } = poller.progress;
      if (state === 'running') return total > fewFeeds ? 0 : 1;
      return fullTexts.pending() > fewTexts ? 1 : 6;
    },
    perHost: 2,
  });
  /** Whose login stands for what a feed's articles show: known by the address of the feed alone. */
  const feedIds = new Map<string, FeedId>();
  const noteFeeds = (feeds: readonly PlannedFeed[]) => {
    for (const { feedId, feedUrl } of feeds) feedIds.set(feedUrl, feedId);
  };
  const loginFrom = (feedUrl: string | undefined) => {
    const feedId = feedUrl === undefined ? undefined : feedIds.get(feedUrl);
    return feedId === undefined ? null : loginOf(feedId);
  };
  const articleFetcher: Fetcher = {
    fetch: (url, options) => fetcher.fetch(url, { ...options, login: loginFrom(options.from) }),
    open: (url, options) => fetcher.open(url, { ...options, login: loginFrom(options.from) }),
  };
  const images = createImageDownloader({
    fetcher: articleFetcher,
    store: imageStore,
    queue: imageQueue,
    onSettled: (settled) => link.post({ type: 'images-settled', images: settled }),
  });
  const audio = createAudioDownloader({
    fetcher: articleFetcher,
    store: audioStore,
    // Together two connections a host.
    queues: {
      urgent: createHostQueue({ concurrency: () => 2, perHost: 1 }),
      quiet: createHostQueue({ concurrency: () => 2, perHost: 1 }),
    },
    onSettled: (settled) => link.post({ type: 'audio-settled', settled }),
    onProgress: deps.onAudioProgress,
  });
  const fullTexts = createFullTextReader({
    fetcher: articleFetcher,
    queue: createHostQueue({ concurrency: () => 8, perHost: 2 }),
    extract,
    clean: (html, url) => engine.cleanPage({ html, url }),
    onSettled(settled) {
      link.post({ type: 'full-text-settled', settled });
      if (fullTexts.pending() === fewTexts) imageQueue.wake();
    },
  });
  const poller = createPoller({
    queue: createHostQueue({ concurrency: () => 8, perHost: 2 }),
    poll: (feed, signal) => pollFeed(feed, signal, pollFeedDeps),
    reserve: link.reserve,
    async deliver(outcome) {
      const { stored, added } = await link.deliver(outcome);
      // The library's answer is the new mirror: the validators it now holds.
      if (stored.feed) {
        noteFeeds([stored.feed]);
        poller.changePlan([stored.feed], []);
      }
      return { added };
    },
    onSkipped: (skips) => link.post({ type: 'polls-skipped', skips }),
    now: Date.now,
    isOnline,
    onProgress(progress) {
      onProgress(progress);
      if (progress.state !== 'running') imageQueue.wake();
    },
  });

  function receive(message: Exclude<FromLibrary, { type: 'poll-stored' | 'poll-refused' }>): void {
    switch (message.type) {
      case 'plan':
        deps.onPlan?.(message.feeds.map(({ feedId }) => feedId));
        feedIds.clear();
        noteFeeds(message.feeds);
        poller.setPlan(message.feeds);
        break;
      case 'plan-changed':
        noteFeeds(message.upsert);
        poller.changePlan(message.upsert, message.remove);
        break;
      case 'images-wanted':
        images.want(message.images);
        break;
      case 'full-texts-wanted':
        fullTexts.want(message.texts);
        break;
      case 'audio-wanted':
        audio.want(message.audio);
        break;
      case 'audio-unwanted':
        audio.drop(message.keys).catch(noteRemovalFailed);
        break;
      case 'audio-kept':
        audio.keepOnly(message.keys).catch(noteRemovalFailed);
        break;
      case 'images-unwanted':
        imageStore.remove(message.keys).catch((error: unknown) => {
          console.error('Pictures no longer needed could not be removed:', error);
        });
        break;
      default:
        assertNever(message);
    }
  }

  const missing = new Set<ImageKey>();
  function noteMissingImage(key: ImageKey): void {
    if (missing.size === 0) setTimeout(tellMissing, missingTogether);
    missing.add(key);
  }
  function tellMissing(): void {
    link.post({ type: 'images-missing', keys: [...missing] });
    missing.clear();
  }

  return { poller, link, images, audio, fullTexts, pollFeedDeps, noteMissingImage };
}

function noteRemovalFailed(error: unknown): void {
  console.error('Recordings no longer needed could not be removed:', error);
}
