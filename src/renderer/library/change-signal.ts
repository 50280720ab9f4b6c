import { Dexie } from 'dexie';
import { databaseName, type StoreName } from './schema';

/**
 * "Something in the library changed": how lists and the sidebar learn that they are to read again. Live queries over big sets
 * starve the window while polls arrive; this fires a few times a second at most, however many transactions there are.
 */

/** Milliseconds between two signals of what the reader did. */
const interval = 250;
/** The same of polls: hundreds come in a refresh, and each signal makes list and sidebar read again. */
const pollInterval = 1000;

/** Stores whose changes show in lists or the sidebar. Pictures, bodies and the poll log change often and show in neither. */
const listed: readonly StoreName[] = ['articles', 'feeds', 'folders', 'tags', 'meta'];

/** Runs `listener` on each library change, coalesced: soon after the first, and always once after the last. */
export function onLibraryChanged(listener: () => void): () => void {
  if (listeners.size === 0) Dexie.on('storagemutated', onMutated);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) Dexie.on.storagemutated.unsubscribe(onMutated);
  };
}

const listeners = new Set<() => void>();

const tellListeners = () => {
  for (const listener of [...listeners]) listener();
};
const ofReader = coalesce(tellListeners, interval);
const ofPolls = coalesce(tellListeners, pollInterval);

/** The refresh is over: what its last polls changed is told now. */
export function tellOfLastPolls(): void {
  ofPolls.settle();
}

function onMutated(parts: Readonly<Record<string, unknown>>): void {
  const changed = Object.keys(parts);
  // Every poll leaves a line in the log, and nothing else does.
  if (changed.some((part) => isIn(part, 'pollLog'))) ofPolls.signal();
  else if (changed.some((part) => listed.some((store) => isIn(part, store)))) ofReader.signal();
}

/** Dexie names what changed `idb://database/store/index`. */
function isIn(part: string, store: StoreName): boolean {
  return part.startsWith(`idb://${databaseName}/${store}/`);
}

export interface Coalesced {
  /** Asks for the action. */
  signal(): void;
  /** Runs it now if it is waited for, and at once when it is asked for next. */
  settle(): void;
}

/**
 * Runs `action` at most once per `milliseconds`: at once when it has been quiet, and a last time after a burst, so that no change
 * stays unseen.
 */
export function coalesce(action: () => void, milliseconds: number): Coalesced {
  let resting: ReturnType<typeof setTimeout> | undefined;
  let again = false;
  const run = () => {
    again = false;
    resting = setTimeout(settle, milliseconds);
    action();
  };
  const settle = () => {
    clearTimeout(resting);
    resting = undefined;
    if (again) run();
  };
  return {
    signal() {
      if (resting === undefined) run();
      else again = true;
    },
    settle,
  };
}
