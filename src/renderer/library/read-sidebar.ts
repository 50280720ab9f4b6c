import { feedTitle } from '../../shared/model/feed';
import { type Span, settled, spanRange } from './key-cursor';
import type { Sidebar } from './queries';
import { startOfDay } from './read-list';
import type { FeedRow, LibraryView } from './schema';

const byTitle = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true });

/** Everything the sidebar shows. Counts are the stored ones, but for today's: one count over a range of today's articles. */
export async function readSidebar(library: LibraryView, now: number): Promise<Sidebar> {
  const [feeds, folders, tags, savedCount] = await Promise.all([
    library.feeds.toArray(),
    library.folders.toArray(),
    library.tags.toArray(),
    library.meta.get('saved-count'),
  ]);
  const subscribed = feeds.filter((feed) => feed.unsubscribedAt === null);
  const hidden = feeds.filter((feed) => feed.unsubscribedAt !== null && feed.unreadCount > 0);
  return {
    feeds: subscribed.sort((a, b) => byTitle.compare(feedTitle(a), feedTitle(b))),
    folders: folders.sort((a, b) => byTitle.compare(a.title, b.title)),
    tags: tags.sort((a, b) => byTitle.compare(a.name, b.name)),
    counts: {
      today: await countToday(library, hidden, now),
      unread: subscribed.reduce((sum, feed) => sum + feed.unreadCount, 0),
      saved: savedCount?.value ?? 0,
    },
  };
}

/** Unread articles since midnight, less those of unsubscribed feeds that are still there. */
async function countToday(library: LibraryView, hidden: readonly FeedRow[], now: number): Promise<number> {
  const to = -startOfDay(now);
  const transaction = await library.beginRead('articles');
  const count = (span: Span) =>
    settled(
      transaction
        .objectStore('articles')
        .index(span.index)
        .count(spanRange(span) ?? undefined),
    );
  const [all = 0, ...unlisted] = await Promise.all([
    count({ index: '[unread+order]', prefix: [1], to }),
    ...hidden.map((feed) => count({ index: '[feedId+unread+order]', prefix: [feed.id, 1], to })),
  ]);
  return Math.max(0, all - unlisted.reduce((sum, some) => sum + some, 0));
}
