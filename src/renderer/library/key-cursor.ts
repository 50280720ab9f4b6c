import type { ArticleId } from '../../shared/model/ids';
import type { ListRow } from './queries';

/** A stretch of an index of `articles` whose keys end in `order`: all keys with a prefix, and `order` at most `to`. */
export interface Span {
  readonly index: string;
  /** Empty for `savedOrder`, whose keys are numbers and not arrays. */
  readonly prefix: readonly string[] | readonly number[] | readonly [string, number];
  readonly to?: number;
}

export function spanRange(span: Span, from = Number.NEGATIVE_INFINITY): IDBKeyRange | null {
  const to = span.to ?? Number.POSITIVE_INFINITY;
  return from > to ? null : IDBKeyRange.bound(keyAt(span.prefix, from), keyAt(span.prefix, to));
}

/** The key of an index at an order: a number where there is no prefix, else the prefix with the order at its end. */
export function keyAt(prefix: Span['prefix'], order: number): number | (string | number)[] {
  return prefix.length === 0 ? order : [...prefix, order];
}

/** Walks an index by its keys alone, never touching the rows. */
export interface KeyCursor {
  /** The place it stands at; null past the end. */
  readonly row: ListRow | null;
  next(): Promise<void>;
}

/**
 * A cursor at the first place of a span after `after`. Exact where many articles share one time: the index holds them by id, and
 * the cursor jumps to the very id instead of walking through its equals.
 */
export async function openKeyCursor(
  transaction: IDBTransaction,
  span: Span,
  after?: ListRow,
): Promise<KeyCursor> {
  const range = spanRange(span, after?.order);
  if (!range) return { row: null, next: async () => {} };
  const request = transaction.objectStore('articles').index(span.index).openKeyCursor(range);
  let row = await rowOf(request);
  const next = async () => {
    request.result?.continue();
    row = await rowOf(request);
  };

  if (after && row?.order === after.order && row.id <= after.id) {
    if (row.id < after.id) {
      request.result?.continuePrimaryKey(keyAt(span.prefix, after.order), after.id);
      row = await rowOf(request);
    }
    if (row?.order === after.order && row.id === after.id) await next();
  }
  return {
    get row() {
      return row;
    },
    next,
  };
}

function rowOf(request: IDBRequest<IDBCursor | null>): Promise<ListRow | null> {
  return new Promise((resolve, reject) => {
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const cursor = request.result;
      if (!cursor) return resolve(null);
      const order = Array.isArray(cursor.key) ? cursor.key.at(-1) : cursor.key;
      resolve({ id: cursor.primaryKey as ArticleId, order: order as number });
    };
  });
}

/** The promise of a plain IndexedDB request. */
export function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
