import type { ArticleId } from '../../../shared/model/ids';
import type { ListRow } from '../../library/queries';

/**
 * The rows of a list that are loaded so far: always a whole stretch from the newest row down, without gaps. Pure; what is
 * on the screen and what is selected are handed in, because they must not move when articles come and go.
 */
export interface ListModel {
  readonly rows: readonly ListRow[];
  /** There is nothing after the last row. */
  readonly complete: boolean;
}

export const pageSize = 100;
export const emptyList: ListModel = { rows: [], complete: false };

/** Newest first; articles of the same moment by id, as the library orders them. */
function compareRows(a: ListRow, b: ListRow): number {
  if (a.order !== b.order) return a.order - b.order;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/** The list with the page that follows its last row. */
export function appendPage(list: ListModel, page: readonly ListRow[], limit: number): ListModel {
  const known = new Set(list.rows.map((row) => row.id));
  return {
    rows: [...list.rows, ...page.filter((row) => !known.has(row.id))],
    complete: page.length < limit,
  };
}

/** A second reading of the stretch a list covers, from the top. */
export interface Reading {
  readonly rows: readonly ListRow[];
  /** The reading reached the end of the view. */
  readonly ended: boolean;
}

/** True when the reading goes at least as far as a row that has to stay. */
export function covers(reading: Reading, row: ListRow | undefined): boolean {
  const last = reading.rows.at(-1);
  return reading.ended || row === undefined || (last !== undefined && compareRows(row, last) <= 0);
}

/** Rows the reading should have had and has not: they no longer match the view, or their article is gone. */
export function missingRows(list: ListModel, reading: Reading): readonly ArticleId[] {
  const found = new Set(reading.rows.map((row) => row.id));
  return list.rows.filter((row) => covers(reading, row) && !found.has(row.id)).map((row) => row.id);
}

/**
 * Merges a second reading. Rows that no longer match stay (an article read in Unread must not vanish under the reader's
 * eyes) unless they are `gone`. Rows past the end of the reading are let go, since there may be a gap before them.
 */
export function mergeReading(list: ListModel, reading: Reading, gone: ReadonlySet<ArticleId>): ListModel {
  const found = new Set(reading.rows.map((row) => row.id));
  const lingering = list.rows.filter(
    (row) => !found.has(row.id) && !gone.has(row.id) && covers(reading, row),
  );
  const rows = [...reading.rows, ...lingering].sort(compareRows);
  if (reading.ended) return { rows, complete: true };
  const last = list.rows.at(-1);
  const end = last ? rows.findLastIndex((row) => compareRows(row, last) <= 0) + 1 : 0;
  return { rows: rows.slice(0, Math.max(end, pageSize)), complete: false };
}

/** How many rows came in (positive) or went (negative) above the first row on the screen. */
export function shiftAbove(
  before: readonly ListRow[],
  after: readonly ListRow[],
  firstVisible: number,
): number {
  const places = new Map(after.map((row, index) => [row.id, index]));
  for (let index = firstVisible; index < before.length; index += 1) {
    const row = before[index];
    const place = row && places.get(row.id);
    if (place !== undefined) return place - index;
  }
  return 0;
}

/** Ids of rows that are new in `after` and stand above `index`. */
export function addedAbove(
  before: readonly ListRow[],
  after: readonly ListRow[],
  index: number,
): readonly ArticleId[] {
  const known = new Set(before.map((row) => row.id));
  return after
    .slice(0, index)
    .filter((row) => !known.has(row.id))
    .map((row) => row.id);
}
