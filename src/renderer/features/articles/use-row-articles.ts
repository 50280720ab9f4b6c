import { useRef } from 'react';
import type { Article } from '../../../shared/model/article';
import type { ArticleId } from '../../../shared/model/ids';
import { useLiveArticles } from '../../library/hooks';

const remembered = 600;

/** The articles of the rows on screen, live. Those seen before show at once, while the scroll goes on. */
export function useRowArticles(ids: readonly ArticleId[]): ReadonlyMap<ArticleId, Article> {
  const known = useRef(new Map<ArticleId, Article>());
  const live = useLiveArticles(ids);
  for (const [id, article] of live) {
    known.current.delete(id);
    known.current.set(id, article);
  }
  for (const id of known.current.keys()) {
    if (known.current.size <= remembered) break;
    known.current.delete(id);
  }
  return known.current;
}
