import type { ArticleId } from '../../shared/model/ids';
import type { View } from '../../shared/model/view';
import { withSaved } from './article-rows';
import { articlesAtATime, changeManyArticles } from './change-articles';
import type { LibraryContext } from './library-context';
import type { ListRow } from './queries';
import { readList } from './read-list';
import type { ArticleRow } from './schema';

export async function setRead(
  { database }: LibraryContext,
  articleIds: readonly ArticleId[],
  read: boolean,
): Promise<null> {
  await changeManyArticles(database, articleIds, (row) => withUnread(row, read ? 0 : 1));
  return null;
}

export async function setSaved(
  { database }: LibraryContext,
  articleId: ArticleId,
  saved: boolean,
): Promise<null> {
  await changeManyArticles(database, [articleId], (row) =>
    (row.saved === 1) === saved ? row : withSaved(row, saved),
  );
  return null;
}

/**
 * Walks down the view page by page, each page a transaction of its own, so that nothing waits long for it. What arrives above
 * the walk meanwhile stays unread: the reader has not seen it.
 */
export async function markAllRead(context: LibraryContext, view: View): Promise<readonly ArticleId[]> {
  const { database, now } = context;
  const started = now();
  const marked: ArticleId[] = [];
  let after: ListRow | undefined;
  for (;;) {
    const options = { limit: articlesAtATime, unreadOnly: true, ...(after && { after }) };
    const page = await readList(database, view, options, started);
    const ids = page.map(({ id }) => id);
    marked.push(...(await changeManyArticles(database, ids, (row) => withUnread(row, 0))));
    if (page.length < articlesAtATime) return marked;
    after = page.at(-1);
  }
}

function withUnread(row: ArticleRow, unread: 0 | 1): ArticleRow {
  return row.unread === unread ? row : { ...row, unread };
}
