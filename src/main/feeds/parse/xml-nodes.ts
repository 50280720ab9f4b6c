/** The repaired document as the XML parser hands it over, with typed access to its fields. */
import Parser from 'rss-parser';
import type { FlatFields } from './output';
import type { RepairedFeed } from './repair';
import { ELEMENTS, HELD_TEXT } from './vocabulary';

/** An element: its text alone, or an object with text, attributes and child elements. */
export type XmlNode = string | XmlElement;

export interface XmlElement {
  readonly _?: string;
  readonly $?: Readonly<Record<string, string>>;
  readonly [child: string]: string | Readonly<Record<string, string>> | readonly XmlNode[] | undefined;
}

/** The fields of a feed or an item by name, each with all its elements. */
export type XmlFields = Readonly<Record<string, readonly XmlNode[] | undefined>>;

export interface XmlFeed {
  readonly fields: XmlFields;
  readonly items: readonly XmlFields[];
}

/**
 * Reads a repaired document. Every field is asked for by its own name and as a list: rss-parser's own reading of a feed
 * keeps the first of each, fails on odd dates, and makes excerpts with patterns that hang on hostile markup.
 *
 * @throws Error when the XML is not well-formed, which the repair step should have ruled out.
 */
export async function readXml({ xml, texts, bases, xmlNames, flat }: RepairedFeed): Promise<XmlFeed> {
  const wanted = Array.from(xmlNames, (name): [string, string, { keepArray: boolean }] => [
    name,
    name,
    { keepArray: true },
  ]);
  // The published types know lists only for items; feeds take them as well.
  const parser = new Parser({ customFields: { feed: wanted as never, item: wanted as never } });
  skipPositions(parser);
  const feed = (await parser.parseString(xml)) as unknown as XmlFields & { items: readonly XmlFields[] };
  if (texts.length > 0 || bases.length > 0) {
    const held = { texts, bases, names: [...xmlNames] };
    giveHeld(feed, held);
    for (const fields of feed.items) giveHeld(fields, held);
  }
  return { fields: feed, items: feed.items.map((fields, place) => joined(flat[place], fields)) };
}

function joined(flat: FlatFields | undefined, fields: XmlFields): XmlFields {
  if (!flat) return fields;
  // Without a prototype, since names are the publisher's.
  const all: Record<string, readonly XmlNode[] | undefined> = Object.assign(Object.create(null), fields);
  for (const [name, nodes] of flat) {
    const more = all[name];
    all[name] = more === undefined ? nodes : [...nodes, ...more];
  }
  return all;
}

interface Held {
  readonly texts: readonly string[];
  readonly bases: readonly string[];
  readonly names: readonly string[];
}

/** Puts the texts and bases that stand beside the XML where they belong. Containers nest a few levels, no more. */
function giveHeld(fields: XmlFields | XmlElement, held: Held): void {
  for (const name of held.names) {
    const nodes = fields[name];
    if (!Array.isArray(nodes)) continue;
    for (const node of nodes as readonly (XmlNode & { _?: string; $?: Record<string, string> })[]) {
      if (typeof node === 'string') continue;
      const text = node.$?.[HELD_TEXT];
      const base = node.$?.base;
      if (text !== undefined) node._ = held.texts[Number(text)] ?? '';
      if (base !== undefined && node.$) node.$.base = held.bases[Number(base)] ?? '';
      if (ELEMENTS.get(name) !== 'leaf') giveHeld(node, held);
    }
  }
}

/** Lines and columns are counted for error messages nobody sees, and take two thirds of the parsing time. */
function skipPositions(parser: object): void {
  const { xmlParser } = parser as { xmlParser?: { saxParser?: { trackPosition?: boolean } } };
  if (xmlParser?.saxParser) xmlParser.saxParser.trackPosition = false;
}

/** All elements of a name. */
export function all(fields: XmlFields | XmlNode, name: string): readonly XmlNode[] {
  if (typeof fields === 'string') return [];
  const nodes = (fields as XmlFields)[name];
  return Array.isArray(nodes) ? nodes : [];
}

/** All elements of these names, in the order of the names. */
export function allOf(fields: XmlFields | XmlNode, names: readonly string[]): readonly XmlNode[] {
  const found: XmlNode[] = [];
  for (const name of names) found.push(...all(fields, name));
  return found;
}

export function textOf(node: XmlNode | undefined): string {
  if (node === undefined) return '';
  return typeof node === 'string' ? node : (node._ ?? '');
}

export function attributeOf(node: XmlNode, name: string): string | null {
  return typeof node === 'string' ? null : (node.$?.[name] ?? null);
}

/** The first of these elements that holds text, trimmed; null when none does. */
export function firstText(fields: XmlFields | XmlNode, ...names: readonly string[]): string | null {
  for (const name of names) {
    for (const node of all(fields, name)) {
      const text = textOf(node).trim();
      if (text !== '') return text;
    }
  }
  return null;
}
