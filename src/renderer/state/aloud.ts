import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import type { ArticleId } from '../../shared/model/ids';

export const speeds = [0.75, 1, 1.25, 1.5, 1.75, 2] as const;

export interface AloudState {
  /** Whether the bar for reading aloud is shown. */
  readonly open: boolean;
  readonly playing: boolean;
  /** The article being read; null before the first sentence. */
  readonly articleId: ArticleId | null;
  /** Of the sentences of the article. */
  readonly at: number;
  readonly total: number;
  /** Why nothing is heard. */
  readonly problem: 'no-voice' | 'no-words' | 'failed' | null;
  readonly speed: number;
  /** Names of voices the reader chose, by language ("en"). */
  readonly voices: Readonly<Record<string, string>>;
  /** Whether the next article is read when this one ends. */
  readonly readOn: boolean;
}

export const useAloud = create<AloudState>()(
  persist(
    (): AloudState => ({
      open: false,
      playing: false,
      articleId: null,
      at: 0,
      total: 0,
      problem: null,
      speed: 1,
      voices: {},
      readOn: false,
    }),
    {
      name: 'broadsheet.aloud',
      partialize: ({ speed, voices, readOn }) => ({ speed, voices, readOn }),
    },
  ),
);
