import { articleTitle } from '../../shared/model/article';
import type { ArticleId } from '../../shared/model/ids';
import { feedIdOf, isKept } from './article-rows';
import { refuse } from './as-result';
import { settled } from './key-cursor';
import type { ListRow } from './queries';
import { compareRows, readHiddenFeeds } from './read-list';
import type { ArticleRow, LibraryView } from './schema';

/** Rows looked at before others may have their turn. */
const rowsAtATime = 400;

/** Case and accents folded away: "Łódź" keeps its Ł, which is a letter of its own, and loses its accents. */
function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** A test for titles: every word of the search must occur somewhere in the title. */
export function titleMatcher(text: string): (title: string) => boolean {
  const words = fold(text).split(/\s+/).filter(Boolean);
  return (title) => {
    const folded = fold(title);
    return words.every((word) => folded.includes(word));
  };
}

/** Searches titles newest first; a newer search puts an end to the one before. */
export function createTitleSearch(
  library: LibraryView,
): (text: string, limit: number) => Promise<readonly ArticleId[]> {
  let latest = 0;
  return async (text, limit) => {
    latest += 1;
    const mine = latest;
    const found: ArticleId[] = [];
    if (!text.trim()) return found;
    const matches = titleMatcher(text);
    for await (const rows of newestFirst(library)) {
      if (mine !== latest) refuse({ code: 'cancelled' });
      for (const row of rows) if (matches(articleTitle(row))) found.push(row.id);
      if (found.length >= limit) break;
    }
    return found.slice(0, limit);
  };
}

/** All articles that can be listed, in steps. Each step is a request of its own, so the worker hears others in between. */
async function* newestFirst(library: LibraryView): AsyncGenerator<readonly ArticleRow[]> {
  let last: ListRow | undefined;
  let atATime = rowsAtATime;
  for (;;) {
    const transaction = await library.beginRead('feeds', 'articles');
    const hidden = await readHiddenFeeds(transaction);
    const range = last ? IDBKeyRange.lowerBound(last.order) : null;
    const index = transaction.objectStore('articles').index('order');
    const rows: ArticleRow[] = await settled(index.getAll(range, atATime));
    // The range begins with rows seen before: those of the last row's very time, in the order of their ids.
    const seen = last;
    const fresh = seen ? rows.filter((row) => compareRows(row, seen) > 0) : rows;
    yield fresh.filter((row) => isKept(row) || !hidden.has(feedIdOf(row.id)));
    if (rows.length < atATime) return;
    last = fresh.at(-1) ?? last;
    // More articles of one time than fit a step: without a larger one it would never end.
    atATime = fresh.length === 0 ? atATime * 2 : rowsAtATime;
  }
}
