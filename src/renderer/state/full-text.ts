import { create } from 'zustand';
import type { ArticleId } from '../../shared/model/ids';

/** Articles for which the reader chose between the feed's own text and the whole one, against what is usual for the feed. */
export const useFullText = create<{ readonly chosen: ReadonlyMap<ArticleId, boolean> }>()(() => ({
  chosen: new Map(),
}));

export function chooseFullText(articleId: ArticleId, whole: boolean): void {
  useFullText.setState(({ chosen }) => ({ chosen: new Map(chosen).set(articleId, whole) }));
}
