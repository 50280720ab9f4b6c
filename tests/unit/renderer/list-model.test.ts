import { describe, expect, it } from 'vitest';
import {
  addedAbove,
  appendPage,
  covers,
  emptyList,
  type ListModel,
  mergeReading,
  missingRows,
  pageSize,
  shiftAbove,
} from '../../../src/renderer/features/articles/list-model';
import type { ListRow } from '../../../src/renderer/library/queries';
import type { ArticleId } from '../../../src/shared/model/ids';

/** Rows by their order: 1 is the newest. */
const rows = (...orders: number[]): ListRow[] =>
  orders.map((order) => ({ id: `a${String(order).padStart(4, '0')}` as ArticleId, order }));
const range = (from: number, to: number) =>
  rows(...Array.from({ length: to - from + 1 }, (_, i) => from + i));
const list = (some: readonly ListRow[], complete = false): ListModel => ({ rows: some, complete });
const orders = (model: ListModel) => model.rows.map((row) => row.order);
const none: ReadonlySet<ArticleId> = new Set();

describe('a list reads on', () => {
  it('with the next page, and knows when there is no more', () => {
    const first = appendPage(emptyList, rows(1, 2), 2);
    expect(first).toEqual(list(rows(1, 2)));
    expect(appendPage(first, rows(3), 2)).toEqual(list(rows(1, 2, 3), true));
  });

  it('without showing an article twice', () => {
    expect(orders(appendPage(list(rows(1, 2)), rows(2, 3), 2))).toEqual([1, 2, 3]);
  });
});

describe('when the library changes', () => {
  it('new articles come in where they belong', () => {
    const merged = mergeReading(list(rows(2, 4), true), { rows: rows(1, 2, 3, 4), ended: true }, none);
    expect(merged).toEqual(list(rows(1, 2, 3, 4), true));
  });

  it('an article that was read stays in Unread until the view is left', () => {
    const before = list(rows(1, 2, 3), true);
    const reading = { rows: rows(1, 3), ended: true };
    expect(missingRows(before, reading)).toEqual(rows(2).map((row) => row.id));
    expect(orders(mergeReading(before, reading, none))).toEqual([1, 2, 3]);
  });

  it('an article that is gone from the library goes', () => {
    const before = list(rows(1, 2, 3), true);
    const gone = new Set(rows(2).map((row) => row.id));
    expect(orders(mergeReading(before, { rows: rows(1, 3), ended: true }, gone))).toEqual([1, 3]);
  });

  it('an article whose date the publisher changed moves, and stands once', () => {
    const [moved] = rows(3);
    const reading = { rows: [{ id: moved?.id as ArticleId, order: 0 }, ...rows(1, 2)], ended: true };
    expect(orders(mergeReading(list(rows(1, 2, 3), true), reading, none))).toEqual([0, 1, 2]);
  });

  it('only the loaded stretch is kept, not everything that was read', () => {
    const before = list(range(1, pageSize));
    const merged = mergeReading(before, { rows: range(0, 2 * pageSize - 1), ended: false }, none);
    expect(orders(merged)).toEqual(orders(list(range(0, pageSize))));
    expect(merged.complete).toBe(false);
  });

  it('a list without gaps is kept: rows past a reading that did not reach them are let go', () => {
    const before = list(rows(900, 901), true);
    const merged = mergeReading(before, { rows: range(1, pageSize), ended: false }, none);
    expect(merged).toEqual(list(range(1, pageSize)));
    expect(missingRows(before, { rows: range(1, pageSize), ended: false })).toEqual([]);
  });

  it('a reading goes far enough when it covers the row that has to stay', () => {
    const [row] = rows(5);
    expect(covers({ rows: rows(1, 4), ended: false }, row)).toBe(false);
    expect(covers({ rows: rows(1, 5), ended: false }, row)).toBe(true);
    expect(covers({ rows: [], ended: true }, row)).toBe(true);
    expect(covers({ rows: rows(1), ended: false }, undefined)).toBe(true);
  });
});

describe('what is on the screen stands still', () => {
  it('by the number of rows that came in above it', () => {
    const before = rows(10, 20, 30);
    const after = rows(1, 10, 15, 20, 25, 30);
    expect(shiftAbove(before, after, 1)).toBe(2);
    expect(addedAbove(before, after, 3)).toEqual(rows(1, 15).map((row) => row.id));
  });

  it('also when the first visible row itself went', () => {
    expect(shiftAbove(rows(10, 20, 30), rows(10, 30), 1)).toBe(-1);
  });

  it('and does not move when rows come in below', () => {
    expect(shiftAbove(rows(10, 20), rows(10, 20, 30), 0)).toBe(0);
  });
});
