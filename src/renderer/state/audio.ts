import { create } from 'zustand';
import type { AudioProgress } from '../../shared/model/audio';
import type { AudioKey } from '../../shared/model/ids';

/** The latest report of a recording on its way. */
interface Report extends AudioProgress {
  /** When it came, in milliseconds since the epoch: an older one says nothing about a later try. */
  readonly at: number;
}

export const useAudioReports = create<{ readonly reports: ReadonlyMap<AudioKey, Report> }>()(() => ({
  reports: new Map(),
}));

export function noteAudioProgress(progress: AudioProgress): void {
  useAudioReports.setState(({ reports }) => ({
    reports: new Map(reports).set(progress.key, { ...progress, at: Date.now() }),
  }));
}
