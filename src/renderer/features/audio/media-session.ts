import { backSeconds, forwardSeconds, usePlayback, usePlayer } from '../../state/player';

interface Controls {
  readonly toggle: () => void;
  /** By so many seconds, back when negative. */
  readonly skip: (seconds: number) => void;
  readonly seek: (seconds: number) => void;
}

/** Connects the player with the system: the keys of keyboards and headsets, and its own panel (Media Session, W3C). */
export function followSystem({ toggle, skip, seek }: Controls): void {
  const { mediaSession } = navigator;
  const playing = () => usePlayback.getState().state !== 'paused';
  mediaSession.setActionHandler('play', () => !playing() && toggle());
  mediaSession.setActionHandler('pause', () => playing() && toggle());
  mediaSession.setActionHandler('seekbackward', ({ seekOffset }) => skip(-(seekOffset ?? backSeconds)));
  mediaSession.setActionHandler('seekforward', ({ seekOffset }) => skip(seekOffset ?? forwardSeconds));
  mediaSession.setActionHandler('seekto', ({ seekTime }) => {
    if (seekTime !== undefined) seek(seekTime);
  });
  usePlayer.subscribe(({ episode }, before) => {
    if (episode?.key === before.episode?.key) return;
    mediaSession.metadata = episode
      ? new MediaMetadata({ title: episode.title, artist: episode.feedTitle })
      : null;
  });
  usePlayback.subscribe(({ state }) => {
    mediaSession.playbackState = state === 'paused' ? 'paused' : 'playing';
  });
}
