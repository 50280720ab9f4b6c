import { create } from 'zustand';
import type { RefreshProgress } from '../../shared/model/poll';

interface RefreshState {
  readonly progress: RefreshProgress;
  /** A refresh ended since the window opened, so that there is an outcome to tell. */
  readonly ended: boolean;
}

export const useRefresh = create<RefreshState>()(() => ({
  progress: { state: 'idle', done: 0, total: 0, failed: 0, newArticles: 0 },
  ended: false,
}));

/** Takes what main says about a refresh. */
export function noteProgress(progress: RefreshProgress): void {
  useRefresh.setState((before) => ({
    progress,
    ended: progress.state !== 'running' && (before.ended || progress.total > 0),
  }));
}
