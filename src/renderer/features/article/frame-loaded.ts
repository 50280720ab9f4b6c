import { create } from 'zustand';
import type { ArticleId } from '../../../shared/model/ids';

/** The article whose document stands in the frame: loaded, styled, with its pictures. */
interface FrameLoaded {
  readonly id: ArticleId | null;
  /** Counts documents: the same article has another when its text changes. */
  readonly loads: number;
}

export const useFrameLoaded = create<FrameLoaded>()(() => ({ id: null, loads: 0 }));

export function noteFrameLoaded(id: ArticleId): void {
  useFrameLoaded.setState(({ loads }) => ({ id, loads: loads + 1 }));
}
