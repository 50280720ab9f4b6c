import { Toast } from '@base-ui/react/toast';
import { describeProblem, type Problem } from '../../shared/model/problem';
import type { Result } from '../../shared/result';
import { rememberUndo, type Undoable, undo } from '../state/undo';

/** Toasts from anywhere, also from code outside components. */
export const toaster = Toast.createToastManager();

const undoTimeout = 10_000;
/** Milliseconds after which waiting is felt. */
const noticed = 400;

export function say(title: string): void {
  toaster.add({ title });
}

export function sayProblem(problem: Problem): void {
  if (problem.code === 'cancelled') return;
  const { sentence, advice } = describeProblem(problem);
  toaster.add({ title: sentence, description: advice, type: 'problem', timeout: undoTimeout });
}

/** Shows that something is under way, once it takes long enough to be noticed. */
export async function sayWhile<T>(title: string, work: Promise<T>): Promise<T> {
  let id: string | undefined;
  const timer = window.setTimeout(() => {
    id = toaster.add({ title, timeout: 0 });
  }, noticed);
  try {
    return await work;
  } finally {
    window.clearTimeout(timer);
    if (id) toaster.close(id);
  }
}

/** The value of a result; null, and a toast that says why, when it failed. */
export function valueOrSay<T>(result: Result<T>): T | null {
  if (result.ok) return result.value;
  sayProblem(result.problem);
  return null;
}

/** Tells of a bulk action that is done and offers to take it back. */
export function sayUndoable({ done, undo: takeBack }: Undoable): void {
  const entry: Undoable = {
    done,
    undo: () => {
      toaster.close(id);
      return takeBack();
    },
  };
  rememberUndo(entry);
  const id = toaster.add({
    title: done,
    timeout: undoTimeout,
    actionProps: {
      children: 'Undo',
      onClick: () => void undo(entry),
    },
  });
}
