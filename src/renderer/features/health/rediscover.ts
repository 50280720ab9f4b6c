import type { FoundFeed } from '../../../shared/contract/channels';
import type { Feed } from '../../../shared/model/feed';
import { failed, type Result } from '../../../shared/result';
import { queries } from '../../library/connect';
import { type Rediscovery, sitesOf, toRediscovery } from './rediscovery';

/**
 * Looks for feeds again, from the addresses of their sites. Main asks few sites at a time.
 *
 * @param onDone told each time one more has been looked for
 * @returns in the order asked, without those that {@link cancelRediscovery} left out
 */
export async function rediscover(
  feeds: readonly Feed[],
  onDone: () => void,
): Promise<readonly Rediscovery[]> {
  const { feeds: subscribed } = await queries.readSidebar(Date.now());
  const all = await Promise.all(
    feeds.map(async (feed) => {
      const found = await lookFrom(feed, sitesOf(feed));
      onDone();
      return toRediscovery(feed, found, subscribed, Date.now());
    }),
  );
  return all.filter(({ nothing }) => nothing === null || nothing === 'same' || nothing.code !== 'cancelled');
}

export function cancelRediscovery(): void {
  void window.broadsheet.invoke('feeds.cancel-find', null);
}

/** From one address after the other, until one leads to a feed. Why the first did not is what is told. */
async function lookFrom(feed: Feed, sites: readonly string[]): Promise<Result<FoundFeed>> {
  const { id: feedId, feedUrl } = feed;
  const [siteUrl, ...others] = sites;
  if (siteUrl === undefined) return failed({ code: 'no-feed-found', url: feedUrl });
  const found = await window.broadsheet.invoke('feeds.rediscover', { feedId, feedUrl, siteUrl });
  if (found.ok || found.problem.code === 'cancelled' || others.length === 0) return found;
  const other = await lookFrom(feed, others);
  return other.ok || other.problem.code === 'cancelled' ? other : found;
}
