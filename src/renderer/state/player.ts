import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import type { ArticleId, AudioKey } from '../../shared/model/ids';
import type { Problem } from '../../shared/model/problem';

/** What is in the player. */
export interface Episode {
  readonly key: AudioKey;
  readonly url: string;
  readonly articleId: ArticleId;
  /** Of the article. */
  readonly title: string;
  readonly feedTitle: string;
  /** Seconds, as the publisher says or the recording itself; null when neither is known yet. */
  readonly duration: number | null;
}

interface PlayerState {
  readonly episode: Episode | null;
  readonly speed: number;
  /** Where the reader stopped in each recording, in seconds; the one heard latest stands last. */
  readonly places: Readonly<Record<AudioKey, number>>;
}

/** Recordings whose places are remembered. */
const mostPlaces = 1_000;

/** How far the reader skips at once, in seconds. */
export const backSeconds = 15;
export const forwardSeconds = 30;

export const speeds = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2, 2.5, 3] as const;

/** What was in the player is there again after a restart, and waits for the reader: nothing plays by itself. */
export const usePlayer = create<PlayerState>()(
  persist((): PlayerState => ({ episode: null, speed: 1, places: {} }), { name: 'broadsheet.player' }),
);

/** What changes while it plays; apart from what is written down, which would be written with every change. */
export interface Playback {
  /** `waiting`: the reader wants to hear it, and its bytes are not here yet. */
  readonly state: 'paused' | 'waiting' | 'playing';
  /** Seconds. */
  readonly time: number;
  /** Why it cannot be played; null while it can, or might. */
  readonly problem: Problem | null;
}

export const usePlayback = create<Playback>()(() => {
  const { episode, places } = usePlayer.getState();
  return { state: 'paused', time: episode ? (places[episode.key] ?? 0) : 0, problem: null };
});

export function placeOf(key: AudioKey): number {
  return usePlayer.getState().places[key] ?? 0;
}

/** @param seconds null forgets it: the recording then begins at its beginning */
export function notePlace(key: AudioKey, seconds: number | null): void {
  usePlayer.setState(({ places }) => {
    const { [key]: _before, ...others } = places;
    if (seconds === null) return { places: others };
    const entries = [...Object.entries(others), [key, Math.round(seconds * 10) / 10]].slice(-mostPlaces);
    return { places: Object.fromEntries(entries) };
  });
}
