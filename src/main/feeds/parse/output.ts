/**
 * What the repair step hands over: small, well-formed XML for all that has a structure, and beside it the fields of items that have
 * none. An XML parser that looks at every character of every article takes most of the time there is.
 */
import { escapeAttribute } from './links';
import type { Attribute } from './scan';
import { HELD_TEXT } from './vocabulary';

/** Characters of a text that is worth no place of its own. */
const LONGEST_INLINE = 40;

/** Fields that hold no others, by name, each with all its elements in order. */
export type FlatFields = ReadonlyMap<string, readonly FlatNode[]>;

/** Shaped as the XML parser shapes an element. */
export type FlatNode = string | { readonly _: string; readonly $: Readonly<Record<string, string>> };

export class Output {
  /** Texts of fields in the XML, which name theirs by number. */
  readonly texts: string[] = [];
  /** Base addresses, which fields name by number. */
  readonly bases: string[] = [];
  /** Names of the fields that are there. */
  readonly names = new Set<string>();
  /** Names of those in the XML. */
  readonly xmlNames = new Set<string>();
  /** Of each item, in order, the fields that are not in the XML. They come before those of the same name that are. */
  readonly flat: FlatFields[] = [];
  readonly #parts: string[] = [];
  #item: OpenItem | null = null;

  get hasOpenItem(): boolean {
    return this.#item !== null;
  }

  /** XML of our own. */
  raw(xml: string): void {
    this.#parts.push(xml);
  }

  openItem(name: string): void {
    this.#parts.push(`<${name}>`);
    this.#item = { name, start: this.#parts.length, depth: 0, flat: new Map(), inXml: new Set() };
  }

  closeItem(): void {
    if (!this.#item) return;
    const { name, start, flat } = this.#item;
    // rss-parser fails on an empty item.
    if (this.#parts.length === start) this.#parts.push('<own:item>1</own:item>');
    this.#parts.push(`</${name}>`);
    this.flat.push(flat);
    this.#item = null;
  }

  /** Takes back the open item. */
  dropItem(): void {
    if (this.#item) this.#parts.length = this.#item.start - 1;
    this.#item = null;
  }

  open(name: string, attributes: readonly Attribute[]): void {
    this.#noteXml(name);
    this.#parts.push(`<${name}${this.#written(attributes)}>`);
    if (this.#item) this.#item.depth++;
  }

  /** Text between the fields of an open one. */
  text(text: string): void {
    this.#parts.push(escapeText(text));
  }

  close(name: string): void {
    this.#parts.push(`</${name}>`);
    if (this.#item) this.#item.depth--;
  }

  /** A field that holds a text alone. */
  field(name: string, attributes: readonly Attribute[], text: string): void {
    const item = this.#item;
    if (item?.depth === 0 && !item.inXml.has(name)) {
      this.names.add(name);
      const node = attributes.length === 0 ? text : { _: text, $: asRecord(attributes) };
      const nodes = item.flat.get(name);
      if (nodes) nodes.push(node);
      else item.flat.set(name, [node]);
      return;
    }
    this.#noteXml(name);
    if (text === '') {
      this.#parts.push(`<${name}${this.#written(attributes)}/>`);
    } else if (text.length <= LONGEST_INLINE) {
      this.#parts.push(`<${name}${this.#written(attributes)}>${escapeText(text)}</${name}>`);
    } else {
      this.#parts.push(`<${name}${this.#written(attributes)} ${HELD_TEXT}="${this.texts.length}"/>`);
      this.texts.push(text);
    }
  }

  toString(): string {
    return this.#parts.join('');
  }

  #written(attributes: readonly Attribute[]): string {
    let xml = '';
    for (const { name, value } of attributes) {
      xml += ` ${name}="${name === 'base' ? this.#numberOf(value) : escapeAttribute(value)}"`;
    }
    return xml;
  }

  /** Bases come in runs: the latest is nearly always the one. */
  #numberOf(base: string): number {
    if (this.bases.at(-1) !== base) this.bases.push(base);
    return this.bases.length - 1;
  }

  #noteXml(name: string): void {
    this.names.add(name);
    this.xmlNames.add(name);
    if (this.#item?.depth === 0) this.#item.inXml.add(name);
  }
}

interface OpenItem {
  readonly name: string;
  /** How much had been written before its first field. */
  readonly start: number;
  /** How many fields are open in it. */
  depth: number;
  readonly flat: Map<string, FlatNode[]>;
  readonly inXml: Set<string>;
}

function asRecord(attributes: readonly Attribute[]): Record<string, string> {
  const record: Record<string, string> = {};
  for (const { name, value } of attributes) record[name] = value;
  return record;
}

/** As CDATA the XML parser reads markup about twice as fast as when every `<` is escaped. */
function escapeText(text: string): string {
  if (!/[<&]/.test(text)) return text;
  return `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
}
