/** The document the repair step writes: small, well-formed XML, with the longer texts beside it. */
import { escapeAttribute } from './links';
import { type Attribute, dropControls } from './scan';
import { HELD_TEXT } from './vocabulary';

/** Characters of a text that is worth no place of its own. */
const LONGEST_INLINE = 40;

export class Output {
  readonly texts: string[] = [];
  /** Names of the fields that are there. */
  readonly names = new Set<string>();
  readonly #parts: string[] = [];

  /** How much there is, to be given to `cut` or compared. */
  get length(): number {
    return this.#parts.length;
  }

  /** Takes back what was written since then. */
  cut(length: number): void {
    this.#parts.length = length;
  }

  /** XML of our own. */
  raw(xml: string): void {
    this.#parts.push(xml);
  }

  text(text: string): void {
    this.#parts.push(escapeText(text));
  }

  open(name: string, attributes: readonly Attribute[]): void {
    this.names.add(name);
    this.#parts.push(`<${name}${written(attributes)}>`);
  }

  close(name: string): void {
    this.#parts.push(`</${name}>`);
  }

  /** A field that holds a text alone. */
  field(name: string, attributes: readonly Attribute[], text: string): void {
    this.names.add(name);
    if (text === '') {
      this.#parts.push(`<${name}${written(attributes)}/>`);
    } else if (text.length <= LONGEST_INLINE) {
      this.#parts.push(`<${name}${written(attributes)}>${escapeText(text)}</${name}>`);
    } else {
      this.#parts.push(`<${name}${written(attributes)} ${HELD_TEXT}="${this.texts.length}"/>`);
      this.texts.push(text);
    }
  }

  toString(): string {
    return this.#parts.join('');
  }
}

function written(attributes: readonly Attribute[]): string {
  let xml = '';
  for (const { name, value } of attributes) xml += ` ${name}="${escapeAttribute(dropControls(value))}"`;
  return xml;
}

/** As CDATA the XML parser reads markup about twice as fast as when every `<` is escaped. */
function escapeText(text: string): string {
  if (!/[<&]/.test(text)) return text;
  return `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
}
