import { type Feed, feedTitle } from '../../shared/model/feed';
import type { FeedStorage, StorageFigures } from '../../shared/model/storage';
import { imageRows, readImageBudget } from './image-budget';
import type { LibraryContext } from './library-context';

const feedsShown = 20;

/** What pictures take, in all and by feed. A walk over all of them, for when the reader asks. */
export async function readStorage({ database }: LibraryContext): Promise<StorageFigures> {
  const budget = await readImageBudget(database);
  const feeds = new Map((await database.feeds.toArray()).map((feed) => [feed.feedUrl, feed]));
  const byFeed = new Map<Feed | undefined, { pictures: number; bytes: number }>();
  const all = { pictures: 0, bytes: 0 };
  for await (const rows of imageRows(database)) {
    for (const row of rows) {
      if (row.state !== 'stored') continue;
      const feed = feeds.get(row.feedUrl);
      const sum = byFeed.get(feed) ?? { pictures: 0, bytes: 0 };
      byFeed.set(feed, sum);
      for (const each of [all, sum]) {
        each.pictures += 1;
        each.bytes += row.bytes ?? 0;
      }
    }
  }
  const largest = [...byFeed].sort(([, a], [, b]) => b.bytes - a.bytes).slice(0, feedsShown);
  return {
    budget,
    ...all,
    feeds: largest.map(
      ([feed, sum]): FeedStorage => ({
        feedId: feed?.id ?? null,
        title: feed ? feedTitle(feed) : 'Feeds no longer here',
        ...sum,
      }),
    ),
  };
}
