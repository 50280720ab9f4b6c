import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import type { ArticleId } from '../../shared/model/ids';

/** Where in an article the reader was: a block of its text, and how much of that was above the top, as a part of its height. */
export interface ReadingPosition {
  readonly block: number;
  readonly offset: number;
}

/** Articles whose places are remembered; the one read longest ago is forgotten first. */
const mostPositions = 1_000;

const usePositions = create(
  persist(() => ({ positions: {} as Readonly<Record<ArticleId, ReadingPosition>> }), {
    name: 'broadsheet.positions',
  }),
);

export function positionOf(articleId: ArticleId): ReadingPosition | null {
  return usePositions.getState().positions[articleId] ?? null;
}

/** @param position null forgets it: the article then opens at its top */
export function notePosition(articleId: ArticleId, position: ReadingPosition | null): void {
  usePositions.setState(({ positions }) => {
    const { [articleId]: _before, ...others } = positions;
    if (position === null) return { positions: others };
    const rounded = { block: position.block, offset: Math.round(position.offset * 1_000) / 1_000 };
    // The latest stands last, so that the first are the oldest.
    const entries = [...Object.entries(others), [articleId, rounded]].slice(-mostPositions);
    return { positions: Object.fromEntries(entries) };
  });
}
