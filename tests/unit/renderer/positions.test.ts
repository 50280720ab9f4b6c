import { expect, it } from 'vitest';
import { notePosition, positionOf } from '../../../src/renderer/state/positions';
import type { ArticleId } from '../../../src/shared/model/ids';

const id = (number: number) => `ledger.${number}` as ArticleId;

it('remembers the places of a thousand articles, and forgets the one read longest ago', () => {
  for (let number = 0; number < 1_000; number += 1) notePosition(id(number), { block: number, offset: 0.25 });
  notePosition(id(0), { block: 7, offset: 0.123456 });
  notePosition(id(1_000), { block: 1, offset: 0 });
  expect(positionOf(id(1))).toBeNull();
  expect(positionOf(id(0))).toEqual({ block: 7, offset: 0.123 });
  expect(positionOf(id(999))).toEqual({ block: 999, offset: 0.25 });
  notePosition(id(0), null);
  expect(positionOf(id(0))).toBeNull();
});
