import { expect, test } from 'vitest';
import { intoPacks, packRow } from '../../../src/renderer/library/body-packs';
import type { BodyRow } from '../../../src/renderer/library/schema';
import type { ArticleId } from '../../../src/shared/model/ids';
import { image } from './library-rows';

function body(id: string, chars = 10, pictures: readonly number[] = []): BodyRow {
  const images = pictures.map(image);
  const imageKeys = images.map(({ key }) => key);
  const html = 'x'.repeat(chars);
  return { id: id as ArticleId, html, language: null, leadImage: null, images, enclosures: [], imageKeys };
}

const sizes = (bodies: readonly BodyRow[]) => intoPacks(bodies).map((pack) => pack.length);

test('bodies are packed in their order, none is lost', () => {
  const bodies = Array.from({ length: 95 }, (_, place) => body(`f1.${place}`));
  expect(intoPacks(bodies).flat()).toEqual(bodies);
  expect(sizes(bodies)).toEqual([40, 40, 15]);
  expect(intoPacks([])).toEqual([]);
});

test('a book stands in a pack of its own, so that opening a short article does not read it', () => {
  expect(sizes([body('f1.a'), body('f1.b', 1_000_000), body('f1.c'), body('f1.d')])).toEqual([1, 1, 2]);
});

test('a pack names each picture once', () => {
  const { imageKeys } = packRow([body('f1.a', 1, [1, 2]), body('f1.b', 1, [2, 3])]);
  expect(imageKeys).toEqual([1, 2, 3].map((number) => image(number).key));
});
