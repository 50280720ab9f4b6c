import { type Problem, ProblemError, toProblem } from '../../shared/model/problem';
import { failed, ok, type Result } from '../../shared/result';

/** Runs something that may throw; every way it can end comes back as data. */
export async function asResult<T>(run: () => Promise<T>): Promise<Result<T>> {
  try {
    return ok(await run());
  } catch (error) {
    return failed(libraryProblem(error));
  }
}

/** Ends an action with a problem that {@link asResult} hands on; inside a transaction, nothing of it is written. */
export function refuse(problem: Problem): never {
  throw new ProblemError(problem);
}

/** The problem behind an error of the database, in plain words where a person can do something about it. */
export function libraryProblem(error: unknown): Problem {
  // Dexie carries its own errors through a transaction's end, but may wrap those of the database.
  for (let cause = error, depth = 0; cause && depth < 5; cause = causeOf(cause), depth++) {
    if (cause instanceof ProblemError) return cause.problem;
    if (nameOf(cause) === 'QuotaExceededError') return { code: 'internal', detail: 'the disk is full' };
  }
  return toProblem(error);
}

function nameOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'name' in error ? error.name : undefined;
}

function causeOf(error: unknown): unknown {
  if (typeof error !== 'object' || error === null) return undefined;
  if ('inner' in error && error.inner) return error.inner;
  if ('failures' in error && Array.isArray(error.failures)) return error.failures[0];
  return undefined;
}
