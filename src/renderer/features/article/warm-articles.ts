import type { ArticleId } from '../../../shared/model/ids';
import { queries } from '../../library/connect';
import { type OpenArticleRows, readOpenArticleRows } from '../../library/hooks';

/** The articles beside the open one, read ahead: the next key shows one at once, and the live reading follows. */
let warm = new Map<ArticleId, OpenArticleRows>();

/** Reads these ahead, and forgets those of the time before. */
export async function warmArticles(ids: readonly ArticleId[]): Promise<void> {
  const read = await Promise.all(ids.map((id) => readOpenArticleRows(queries, id)));
  warm = new Map(read.map((rows) => [rows.id, rows]));
}

export function warmArticle(id: ArticleId | null): OpenArticleRows | undefined {
  return id ? warm.get(id) : undefined;
}
