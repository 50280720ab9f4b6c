/** Where an item plays: GeoRSS (Simple and GML), the W3C's Basic Geo, podcast:location. */
import type { Place } from '../../../shared/model/article';
import { firstLine } from './lines';
import { plainText } from './text';
import { gmlContainers } from './vocabulary';
import { all, attributeOf, firstText, textOf, type XmlFields, type XmlNode } from './xml-nodes';

/** A document that has none of these tells no place. */
export const PLACE_ELEMENTS = [
  'georss:point',
  'georss:line',
  'georss:polygon',
  'georss:box',
  'georss:where',
  'geo:lat',
  'geo:point',
  'podcast:location',
];

/** Numbers of a shape that are read. */
const MAX_NUMBERS = 1_000;

/** The middle of the first shape there is; null when no coordinates can be read. */
export function itemPlace(fields: XmlFields): Place | null {
  const name = firstLine(fields, 'georss:featurename', 'podcast:location');
  for (const numbers of shapes(fields)) {
    const middle = middleOf(numbers);
    if (middle) return { ...middle, name };
  }
  return null;
}

/** Each as latitude and longitude in turn. */
function* shapes(fields: XmlFields): Generator<readonly number[]> {
  for (const name of ['georss:point', 'georss:line', 'georss:polygon', 'georss:box']) {
    for (const node of all(fields, name)) yield numbersIn(textOf(node));
  }
  for (const node of all(fields, 'georss:where')) yield numbersIn(positions(node).join(' '));
  for (const node of [fields, ...all(fields, 'geo:point')]) {
    const written = [firstText(node, 'geo:lat'), firstText(node, 'geo:long')];
    if (written.every((number) => number !== null)) yield numbersIn(written.join(' '));
  }
  for (const node of all(fields, 'podcast:location')) {
    // RFC 5870: `geo:37.786971,-122.399677;u=350`.
    yield numbersIn(attributeOf(node, 'geo')?.replace(/^geo:|;.*$/gi, '') ?? '');
  }
}

/** Texts of the positions in a GML shape, however deep its rings lie. */
function positions(node: XmlNode): readonly string[] {
  const here = ['gml:pos', 'gml:poslist', 'gml:lowercorner', 'gml:uppercorner'].flatMap((name) =>
    all(node, name).map(textOf),
  );
  const inside = gmlContainers.flatMap((name) => all(node, name).flatMap(positions));
  return [...here, ...inside];
}

function numbersIn(text: string): readonly number[] {
  const words = plainText(text)?.split(/[\s,]+/, MAX_NUMBERS) ?? [];
  return words.map((word) => (/^[+-]?\d+(?:\.\d*)?$/.test(word) ? Number(word) : Number.NaN));
}

function middleOf(numbers: readonly number[]): Omit<Place, 'name'> | null {
  if (numbers.length < 2) return null;
  const latitude = middle(numbers.filter((_, index) => index % 2 === 0));
  const longitude = middle(numbers.filter((_, index) => index % 2 === 1));
  const onEarth = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
  // The middle of the ocean off Ghana is what software writes that knows nothing.
  return onEarth && (latitude !== 0 || longitude !== 0) ? { latitude, longitude } : null;
}

function middle(numbers: readonly number[]): number {
  return (Math.min(...numbers) + Math.max(...numbers)) / 2;
}
