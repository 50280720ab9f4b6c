import { create } from 'zustand';
import type { ArticleId } from '../../../shared/model/ids';

/** The article whose document stands in the frame: loaded, styled, with its pictures. */
export const useFrameLoaded = create<{ readonly id: ArticleId | null }>()(() => ({ id: null }));

export function noteFrameLoaded(id: ArticleId): void {
  useFrameLoaded.setState({ id });
}
