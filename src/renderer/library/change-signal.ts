import { Dexie } from 'dexie';
import { databaseName, type StoreName } from './schema';

/**
 * "Something in the library changed": how lists and the sidebar learn that they are to read again. Live queries over big sets
 * starve the window while polls arrive; this fires at most once in {@link interval} however many transactions there are, and less often the longer they go on.
 */

/** Milliseconds between two signals. */
const interval = 250;
/** The same while changes keep coming: each signal makes lists and sidebar read again, which a long refresh must not pay for often. */
const longestInterval = 1000;

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

const signal = coalesce(
  () => {
    for (const listener of [...listeners]) listener();
  },
  interval,
  longestInterval,
);

function onMutated(parts: Readonly<Record<string, unknown>>): void {
  if (Object.keys(parts).some(touchesList)) signal();
}

/** Dexie names what changed `idb://database/store/index`. */
function touchesList(part: string): boolean {
  return listed.some((store) => part.startsWith(`idb://${databaseName}/${store}/`));
}

/**
 * A function that runs `action` at most once per `milliseconds`: at once when it has been quiet, and a last time after a burst, so
 * that no change stays unseen. The pause doubles with each run of an unbroken burst, up to `longest`.
 */
export function coalesce(action: () => void, milliseconds: number, longest = milliseconds): () => void {
  let resting = false;
  let again = false;
  let pause = milliseconds;
  const run = () => {
    resting = true;
    again = false;
    setTimeout(() => {
      resting = false;
      pause = again ? Math.min(longest, pause * 2) : milliseconds;
      if (again) run();
    }, pause);
    action();
  };
  return () => {
    if (resting) again = true;
    else run();
  };
}
