import { useRef } from 'react';
import type { Article } from '../../../shared/model/article';
import type { ArticleId } from '../../../shared/model/ids';
import { useLiveArticles } from '../../library/hooks';

const remembered = 600;

/** Of what rows show, all but the status is told by the hash of the content. */
function isSame(a: Article, b: Article): boolean {
  return (
    a.contentHash === b.contentHash &&
    a.publishedAt === b.publishedAt &&
    a.read === b.read &&
    a.saved === b.saved &&
    a.edited === b.edited &&
    a.leadImageKey === b.leadImageKey &&
    a.tagIds.join() === b.tagIds.join()
  );
}

/** The articles of the rows on screen, live. Those seen before show at once, while the scroll goes on. */
export function useRowArticles(ids: readonly ArticleId[]): ReadonlyMap<ArticleId, Article> {
  const known = useRef(new Map<ArticleId, Article>());
  const live = useLiveArticles(ids);
  for (const [id, article] of live) {
    const before = known.current.get(id);
    known.current.delete(id);
    // The same object while it says the same, so that its row is not drawn again because another changed.
    known.current.set(id, before && isSame(before, article) ? before : article);
  }
  for (const id of known.current.keys()) {
    if (known.current.size <= remembered) break;
    known.current.delete(id);
  }
  return known.current;
}
