import type { LibraryContext } from './library-context';
import { tidyUp } from './retention';

/** Milliseconds after the start: the window stands by then, and the first polls are usually in. */
const afterStart = 20_000;

/** Once in each run of the app, tidies up in small steps. Returns what calls it off. */
export function scheduleMaintenance(context: LibraryContext, startedAt: number): () => void {
  const timer = setTimeout(() => {
    void tidyUp(context, startedAt).catch((error: unknown) => {
      // Nothing depends on it, and the next start tries again.
      console.warn('The library could not be tidied up.', error);
    });
  }, afterStart);
  return () => clearTimeout(timer);
}
