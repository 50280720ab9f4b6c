import type { Problem } from './model/problem';

/** What every request replies: errors cross process borders as data, since a thrown one keeps only its message. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: Problem };

export function ok<T>(value: T): Result<T> {
  return { ok: true, value };
}

export function failed(problem: Problem): Result<never> {
  return { ok: false, problem };
}
