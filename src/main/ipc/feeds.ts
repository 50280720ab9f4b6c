import { findFeed } from '../feeds/find-feed';
import type { PollFeedDeps } from '../feeds/poll-feed';
import type { Handlers } from './router';

/** Looking at an address before subscribing. One look at a time: a new one ends the one before. */
export function feedHandlers(deps: PollFeedDeps): Pick<Handlers, 'feeds.find' | 'feeds.cancel-find'> {
  let underWay: AbortController | null = null;
  return {
    'feeds.find': ({ address }) => {
      underWay?.abort();
      underWay = new AbortController();
      return findFeed(address, underWay.signal, deps);
    },
    'feeds.cancel-find': () => {
      underWay?.abort();
      return null;
    },
  };
}
