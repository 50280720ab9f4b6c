import type { ArticleId } from '../../shared/model/ids';
import { removeBodies } from './body-packs';
import { applyCounters, counterStores, noCounterChanges, noteChange } from './counters';
import { dropImages, removeUnused } from './images';
import type { LibraryContext } from './library-context';
import type { ArticleRow } from './schema';

/** Articles removed in one transaction, at most. */
export const removedAtATime = 200;

/**
 * Removes articles, their bodies, and the pictures that nothing else shows, in one transaction; counters follow. `mayGo` decides
 * again on the row as it is inside the transaction, since the reader or a poll may have been there first.
 */
export async function removeArticles(
  context: LibraryContext,
  ids: readonly ArticleId[],
  mayGo: (row: ArticleRow) => boolean | Promise<boolean>,
): Promise<number> {
  const { database } = context;
  const stores = [
    'articles',
    'bodyPacks',
    'fullTexts',
    'revisions',
    'documents',
    'images',
    ...counterStores,
  ] as const;
  const { removed, unwanted } = await database.transaction('rw', [...stores], async () => {
    const rows = (await database.articles.bulkGet([...ids])).filter((row) => row !== undefined);
    const verdicts = await Promise.all(rows.map(mayGo));
    const going = rows.filter((_, place) => verdicts[place]);
    const goingIds = going.map(({ id }) => id);
    const counters = noCounterChanges();
    for (const row of going) noteChange(counters, row, undefined);

    const texts = await database.fullTexts.bulkGet(goingIds);
    const [bodies] = await Promise.all([
      removeBodies(database, going),
      database.articles.bulkDelete(goingIds),
      database.fullTexts.bulkDelete(goingIds),
      database.revisions.where('articleId').anyOf(goingIds).delete(),
    ]);
    await applyCounters(database, counters);
    const keys = [...bodies, ...texts].flatMap((row) => row?.imageKeys ?? []);
    return { removed: going.length, unwanted: await removeUnused(database, keys) };
  });
  dropImages(context, unwanted);
  return removed;
}
