import type { Feed } from '../../../shared/model/feed';
import { queries } from '../../library/connect';
import { type Rediscovery, siteOf, toRediscovery } from './rediscovery';

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
      const { id: feedId, feedUrl } = feed;
      const request = { feedId, feedUrl, siteUrl: siteOf(feed) };
      const found = await window.broadsheet.invoke('feeds.rediscover', request);
      onDone();
      return toRediscovery(feed, found, subscribed, Date.now());
    }),
  );
  return all.filter(({ nothing }) => nothing === null || nothing === 'same' || nothing.code !== 'cancelled');
}

export function cancelRediscovery(): void {
  void window.broadsheet.invoke('feeds.cancel-find', null);
}
