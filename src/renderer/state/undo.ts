import { create } from 'zustand';

/** A bulk action that can be taken back. */
export interface Undoable {
  /** What was done, as the reader is told: "Marked 12 as read". */
  readonly done: string;
  readonly undo: () => Promise<unknown>;
}

const depth = 20;

export const useUndo = create<{ readonly stack: readonly Undoable[] }>()(() => ({ stack: [] }));

export function rememberUndo(entry: Undoable): void {
  useUndo.setState(({ stack }) => ({ stack: [...stack, entry].slice(-depth) }));
}

/** Takes back one action, the last when none is named; each only once. Returns it, or null when there is none. */
export async function undo(entry = useUndo.getState().stack.at(-1)): Promise<Undoable | null> {
  if (!entry || !useUndo.getState().stack.includes(entry)) return null;
  useUndo.setState(({ stack }) => ({ stack: stack.filter((other) => other !== entry) }));
  await entry.undo();
  return entry;
}
