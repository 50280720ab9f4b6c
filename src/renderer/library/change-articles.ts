import type { ArticleId } from '../../shared/model/ids';
import { applyCounters, counterStores, noCounterChanges, noteChange } from './counters';
import type { ArticleRow, LibraryDatabase } from './schema';

/** Articles changed in one transaction, at most: longer ones would make polls and clicks wait (0.6 s when measured with all). */
export const articlesAtATime = 500;

export const changeStores = ['articles', ...counterStores] as const;

/**
 * Changes the status of articles and the counters with it, and returns the ids of those that changed. `change` returns the row
 * itself where there is nothing to change. Inside a transaction over {@link changeStores}.
 */
export async function changeArticles(
  database: LibraryDatabase,
  ids: readonly ArticleId[],
  change: (row: ArticleRow) => ArticleRow,
): Promise<readonly ArticleId[]> {
  const rows = await database.articles.bulkGet([...new Set(ids)]);
  const counters = noCounterChanges();
  const changed = rows.flatMap((row): ArticleRow[] => {
    if (!row) return [];
    const after = change(row);
    if (after === row) return [];
    noteChange(counters, row, after);
    return [after];
  });
  await database.articles.bulkPut(changed);
  await applyCounters(database, counters);
  return changed.map(({ id }) => id);
}

/** The same for any number of articles, a transaction for each {@link articlesAtATime} of them. */
export async function changeManyArticles(
  database: LibraryDatabase,
  ids: readonly ArticleId[],
  change: (row: ArticleRow) => ArticleRow,
): Promise<readonly ArticleId[]> {
  const changed: ArticleId[] = [];
  for (let first = 0; first < ids.length; first += articlesAtATime) {
    const some = ids.slice(first, first + articlesAtATime);
    changed.push(
      ...(await database.transaction('rw', [...changeStores], () => changeArticles(database, some, change))),
    );
  }
  return changed;
}
