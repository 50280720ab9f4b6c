import { useAloud } from '../../state/aloud';
import { usePlayback } from '../../state/player';
import { playOrPause } from '../aloud/read-aloud';
import { pause } from './player';

/** The player and the reading aloud are not heard together: what the reader starts pauses the other. */
export function hearOneAtATime(): void {
  useAloud.subscribe(({ playing }, before) => {
    if (playing && !before.playing && usePlayback.getState().state !== 'paused') pause();
  });
  // Only once it is heard: while an episode is on its way, the reading goes on.
  usePlayback.subscribe(({ state }, before) => {
    if (state === 'playing' && before.state !== 'playing' && useAloud.getState().playing) void playOrPause();
  });
}
