import type { FoundFeed } from '../../shared/contract/channels';
import { hostOfUrl } from '../feeds/address';
import type { Discovery } from '../feeds/discover/offer';
import { type FindOptions, findFeed } from '../feeds/find-feed';
import { createHostQueue } from '../feeds/host-queue';
import { originLogin } from '../feeds/login';
import type { PollFeedDeps } from '../feeds/poll-feed';
import type { Handlers } from './router';

/** Sites asked at once where feeds that moved are looked for again, in all and of one host. */
const rediscoveries = { concurrency: () => 4, perHost: 1 };

/**
 * Looking at an address before subscribing, one look at a time: a new one ends the one before. And looking for feeds that moved.
 *
 * @param onLooking told of each host as it is asked
 */
export function feedHandlers(
  deps: PollFeedDeps,
  onLooking: (host: string) => void,
): Pick<Handlers, 'feeds.find' | 'feeds.rediscover' | 'feeds.cancel-find'> {
  let underWay: AbortController | null = null;
  /** The feeds behind the choices last offered: the chosen one is not asked for a second time. */
  let read: Discovery['read'] = new Map();
  const moved = createHostQueue(rediscoveries);

  function cancel(): AbortController {
    underWay?.abort();
    underWay = new AbortController();
    read = new Map();
    return underWay;
  }

  async function find(address: string, options: Pick<FindOptions, 'login'>): Promise<FoundFeed> {
    const { signal } = cancel();
    const discovery = await findFeed(address, deps, {
      ...options,
      signal,
      onLooking: (host) => {
        if (!signal.aborted) onLooking(host);
      },
    });
    if (!signal.aborted) read = discovery.read;
    return discovery.reply;
  }

  return {
    'feeds.find': ({ address, login }) =>
      read.get(address) ??
      find(address, { login: login ? originLogin(new URL(login.origin).origin, login) : null }),
    'feeds.rediscover': ({ feedId, siteUrl, feedUrl }) =>
      moved.add(hostOfUrl(siteUrl), async (signal) => {
        const login = deps.loginOf?.(feedId) ?? null;
        return (await findFeed(siteUrl, deps, { from: feedUrl, login, signal, onLooking })).reply;
      }),
    'feeds.cancel-find': () => {
      cancel();
      moved.clear();
      return null;
    },
  };
}
