import { queries } from '../../library/connect';
import { noteAudioProgress } from '../../state/audio';
import { useReading } from '../../state/reading';
import { useRefresh } from '../../state/refresh';
import { useFrameLoaded } from '../article/frame-loaded';
import { useList } from '../articles/list-store';
import { hearOneAtATime } from '../audio/one-voice';
import { takeImport } from '../opml/import-actions';
import { resumeTrip } from '../trip/trip-actions';
import { picturesShown } from './pictures-shown';
import { takeSubscriptions } from './take-subscriptions';

interface Store<State> {
  readonly getState: () => State;
  readonly subscribe: (listener: (state: State) => void) => () => void;
}

/** Settles once a store is in a certain state. */
function whenState<State>(store: Store<State>, holds: (state: State) => boolean): Promise<void> {
  return new Promise((resolve) => {
    if (holds(store.getState())) {
      resolve();
      return;
    }
    const stop = store.subscribe((state) => {
      if (!holds(state)) return;
      stop();
      resolve();
    });
  });
}

/** Two frames, so that what was last changed is painted. A hidden window paints none. */
function painted(): Promise<void> {
  return new Promise((resolve) => {
    if (document.hidden) resolve();
    else requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
  });
}

/** Everything the window does at its start, in order; then it tells main that it stands. */
async function startUp(): Promise<void> {
  // Whatever goes wrong with the list, the window stands.
  await takeSubscriptions().catch((error: unknown) =>
    console.error('The subscriptions were not taken.', error),
  );
  await takeImport();
  await whenState(useList, (list) => list.key !== null);
  await whenState(useRefresh, ({ progress }) => progress.state !== 'running');
  const { openId } = useReading.getState();
  if (openId && (await queries.readBody(openId))) {
    await whenState(useFrameLoaded, (frame) => frame.id === openId);
    await picturesShown(openId);
  }
  await document.fonts.ready;
  await painted();
  await window.broadsheet.invoke('app.settled', null);
  void resumeTrip();
}

let started: Promise<void> | null = null;

/** Starts once, however often it is asked to. Lists handed over later are taken one after the other. */
export function startOnce(): void {
  if (started) return;
  started = startUp();
  hearOneAtATime();
  window.broadsheet.on('audio.progress', noteAudioProgress);
  window.broadsheet.on('app.subscriptions-waiting', () => {
    started = (started ?? Promise.resolve()).then(takeSubscriptions);
  });
  window.broadsheet.on('opml.waiting', () => void takeImport());
}
