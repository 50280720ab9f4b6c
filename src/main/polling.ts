import { assertNever } from '../shared/assert-never';
import type { FromLibrary } from '../shared/contract/library-port';
import type { RefreshProgress } from '../shared/model/poll';
import type { ImageStore } from './articles/image-store';
import { createImageDownloader, type ImageDownloader } from './articles/images';
import type { Engine } from './engine/engine';
import type { Fetcher } from './feeds/fetcher';
import { createHostQueue } from './feeds/host-queue';
import { createLibraryLink, type LibraryLink } from './feeds/library-link';
import { type PollFeedDeps, pollFeed } from './feeds/poll-feed';
import { createPoller, type Poller } from './feeds/poller';

export interface Polling {
  readonly poller: Poller;
  readonly link: LibraryLink;
  readonly images: ImageDownloader;
  readonly pollFeedDeps: PollFeedDeps;
}

export interface PollingDeps {
  readonly fetcher: Fetcher;
  readonly engine: Omit<Engine, 'readOpml'>;
  readonly imageStore: ImageStore;
  readonly onProgress: (progress: RefreshProgress) => void;
  /** Whether this computer has a network at all. */
  readonly isOnline: () => boolean;
}

/** Polls of so few feeds at once are soon over, or wait for slow servers: pictures need not wait for them. */
const fewFeeds = 20;

/** Joins the poller, the line to the library and the pictures: the whole way of an article through main. */
export function createPolling({ fetcher, engine, imageStore, onProgress, isOnline }: PollingDeps): Polling {
  const pollFeedDeps: PollFeedDeps = {
    fetcher,
    process: engine.process,
    now: Date.now,
    random: Math.random,
    isOnline,
  };

  const link = createLibraryLink({ onMessage: receive, onGone: () => poller.setPlan([]) });
  const imageQueue = createHostQueue({
    // Text first: pictures wait while many feeds are polled, and have the network to themselves after it.
    concurrency: () => {
      const { state, total } = poller.progress;
      return state !== 'running' ? 6 : total > fewFeeds ? 0 : 1;
    },
    perHost: 2,
  });
  const images = createImageDownloader({
    fetcher,
    store: imageStore,
    queue: imageQueue,
    onSettled: (settled) => link.post({ type: 'images-settled', images: settled }),
  });
  const poller = createPoller({
    queue: createHostQueue({ concurrency: () => 8, perHost: 2 }),
    poll: (feed, signal) => pollFeed(feed, signal, pollFeedDeps),
    reserve: link.reserve,
    async deliver(outcome) {
      const { stored, added } = await link.deliver(outcome);
      // The library's answer is the new mirror: the validators it now holds.
      if (stored.feed) poller.changePlan([stored.feed], []);
      return { added };
    },
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
        poller.setPlan(message.feeds);
        break;
      case 'plan-changed':
        poller.changePlan(message.upsert, message.remove);
        break;
      case 'images-wanted':
        images.want(message.images);
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

  return { poller, link, images, pollFeedDeps };
}
