import { articleTitle } from '../../shared/model/article';
import type { ArticleId } from '../../shared/model/ids';
import { feedIdOf, isKept } from './article-rows';
import { refuse } from './as-result';
import { settled, spanRange } from './key-cursor';
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
  const stretches: Stretch[] = [
    { unread: 1, rows: [], last: undefined, ended: false },
    { unread: 0, rows: [], last: undefined, ended: false },
  ];
  for (;;) {
    const transaction = await library.beginRead('feeds', 'articles');
    const hidden = await readHiddenFeeds(transaction);
    for (const stretch of stretches) {
      if (stretch.rows.length === 0 && !stretch.ended) await readOn(stretch, transaction);
    }
    const rows = takeMerged(stretches);
    if (rows.length === 0 && stretches.every(({ ended }) => ended)) return;
    yield rows.filter((row) => isKept(row) || !hidden.has(feedIdOf(row.id)));
  }
}

/** How far the unread or the read articles have been walked through. */
interface Stretch {
  readonly unread: 0 | 1;
  /** Read and not yet passed on. */
  rows: readonly ArticleRow[];
  last: ListRow | undefined;
  ended: boolean;
}

/** Reads the next rows of a stretch. */
async function readOn(stretch: Stretch, transaction: IDBTransaction): Promise<void> {
  const { unread, last } = stretch;
  const index = transaction.objectStore('articles').index('[unread+order]');
  const range = spanRange({ index: '[unread+order]', prefix: [unread] }, last?.order);
  for (let atATime = rowsAtATime; ; atATime *= 2) {
    const rows: ArticleRow[] = await settled(index.getAll(range, atATime));
    // The range begins with rows seen before: those of the last row's very time, in the order of their ids.
    stretch.rows = last ? rows.filter((row) => compareRows(row, last) > 0) : rows;
    stretch.last = stretch.rows.at(-1) ?? last;
    stretch.ended = rows.length < atATime;
    // More articles of one time than fit a step: without a larger one it would never end.
    if (stretch.rows.length > 0 || stretch.ended) return;
  }
}

/** The rows that stand before anything not yet read, newest first. */
function takeMerged(stretches: readonly Stretch[]): readonly ArticleRow[] {
  const taken: ArticleRow[] = [];
  const ends = stretches.flatMap(({ ended, last }) => (!ended && last ? [last] : []));
  for (const stretch of stretches) {
    const isReady = (row: ArticleRow) => ends.every((end) => compareRows(row, end) <= 0);
    taken.push(...stretch.rows.filter(isReady));
    stretch.rows = stretch.rows.filter((row) => !isReady(row));
  }
  return taken.sort(compareRows);
}
