import type { FromLibrary } from '../../shared/contract/library-port';
import type { LibraryDatabase } from './schema';

/** What every part of the writing side is given. Time, randomness and the line to main are passed in. */
export interface LibraryContext {
  readonly database: LibraryDatabase;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** A string that no other call returns, without dots. */
  readonly newId: () => string;
  /** Tells main. Said in vain while main is not connected: at connection it gets the whole plan. */
  readonly tell: (message: FromLibrary) => void;
}
