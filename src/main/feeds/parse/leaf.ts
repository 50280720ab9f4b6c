/**
 * The inside of one field while the repair step reads it. A field is text, where markup is escaped (RSS, Atom `html`), or
 * real child elements (Atom `xhtml`, and feeds that forgot to escape). Which of the two is known only at its end.
 */
import { writeTag } from './links';
import { extendScope, resolveName, type Scope } from './namespaces';
import { decodeText, type Flaws, hasForeignReference, type OpenTag } from './scan';
import { isHtmlElement } from './text';

/** Characters of one field that are kept: more than any article has. */
const MAX_FIELD_LENGTH = 4_000_000;

type Piece =
  | { readonly kind: 'text'; readonly raw: string }
  | { readonly kind: 'cdata'; readonly text: string }
  | { readonly kind: 'tag'; readonly html: string };

const VOID_ELEMENTS = new Set(
  'area base br col embed hr img input link meta param source track wbr'.split(' '),
);

/**
 * What a field says about its inside: `xhtml` is Atom 1.0's (real markup in a div that is no part of it; RFC 4287, 3.1.1.3),
 * `xml` other real markup, `escaped` markup that should have been escaped.
 */
export type LeafNature = 'xhtml' | 'xml' | 'escaped' | 'unknown';

export interface LeafText {
  readonly text: string;
  /** The text holds the field's child elements, so it is HTML whatever its `type` says. */
  readonly markup: boolean;
}

export class Leaf {
  readonly #pieces: Piece[] = [];
  readonly #nature: LeafNature;
  readonly #flaws: Flaws;
  /** Names of the elements inside that are open, and how often each. */
  readonly #open: string[] = [];
  readonly #openCount = new Map<string, number>();
  #scope: Scope;
  #length = 0;
  #markup = false;
  #topElements = 0;

  constructor(scope: Scope, nature: LeafNature, flaws: Flaws) {
    this.#scope = scope;
    this.#nature = nature;
    this.#flaws = flaws;
  }

  /** No element inside is open. */
  get isFlat(): boolean {
    return this.#open.length === 0;
  }

  addText(raw: string): void {
    if (raw !== '' && this.#fits(raw.length)) this.#pieces.push({ kind: 'text', raw });
  }

  addCdata(text: string): void {
    if (this.#fits(text.length)) this.#pieces.push({ kind: 'cdata', text });
  }

  openElement(tag: OpenTag): void {
    this.#markup = true;
    this.#scope = extendScope(this.#scope, tag.attributes);
    const name = this.#htmlName(tag.name);
    const attributes = tag.attributes
      .filter(({ name: key }) => key !== 'xmlns' && !key.startsWith('xmlns:') && key !== 'xml:base')
      .map(({ name: key, value }) => ({ name: key === 'xml:lang' ? 'lang' : key, value }));
    let html = writeTag(name, attributes, false);
    if (this.#open.length === 0) this.#topElements++;
    if (VOID_ELEMENTS.has(name)) {
      if (!tag.selfClosing) this.#flaws.add('markup');
    } else if (tag.selfClosing) html += `</${name}>`;
    else {
      this.#open.push(name);
      this.#openCount.set(name, (this.#openCount.get(name) ?? 0) + 1);
    }
    if (this.#fits(html.length)) this.#pieces.push({ kind: 'tag', html });
  }

  closeElement(written: string): void {
    const name = this.#htmlName(written);
    if (VOID_ELEMENTS.has(name)) return;
    if ((this.#openCount.get(name) ?? 0) > 0) this.#closeDownTo(name);
    else {
      this.#flaws.add('markup');
      // A slip of the pen for the field's own end tag is nothing to show.
      if (!isHtmlElement(name)) return;
    }
    if (this.#fits(name.length)) this.#pieces.push({ kind: 'tag', html: `</${name}>` });
  }

  finish(): LeafText {
    if (!this.#markup) return { text: this.#plainText(), markup: false };
    if (this.#open.length > 0) this.#flaws.add('markup');
    if (this.#isEscapedInDiv()) return { text: this.#plainText().trim(), markup: true };
    const html = this.#pieces.map((piece) => {
      if (piece.kind === 'text') {
        if (hasForeignReference(piece.raw)) this.#flaws.add('entities');
        return piece.raw;
      }
      // Character data inside real XHTML is text; inside unescaped HTML it is what the publisher did escape.
      if (piece.kind === 'cdata')
        return this.#nature === 'xhtml' || this.#nature === 'xml'
          ? piece.text.replace(/&/g, '&amp;').replace(/</g, '&lt;')
          : piece.text;
      return piece.html;
    });
    const whole = html.join('').trim();
    const text = this.#nature === 'xhtml' && this.#topElements === 1 ? unwrapDiv(whole) : whole;
    return { text, markup: true };
  }

  #plainText(): string {
    return this.#pieces
      .map((piece) =>
        piece.kind === 'text' ? decodeText(piece.raw, this.#flaws) : piece.kind === 'cdata' ? piece.text : '',
      )
      .join('');
  }

  /** Markup that was escaped, as it should be, and then put into a real div, as if it were XHTML. */
  #isEscapedInDiv(): boolean {
    if (this.#nature !== 'escaped' || this.#topElements !== 1) return false;
    const tags = this.#pieces.flatMap((piece) => (piece.kind === 'tag' ? [piece.html] : []));
    const [first = '', last, more] = tags;
    const wraps = /^<div[\s>]/.test(first) && last === '</div>' && more === undefined;
    return wraps && this.#pieces.some((piece) => piece.kind === 'text' && piece.raw.includes('&lt;'));
  }

  #closeDownTo(name: string): void {
    for (let open = this.#open.pop(); open !== undefined; open = this.#open.pop()) {
      this.#openCount.set(open, (this.#openCount.get(open) ?? 0) - 1);
      if (open === name) return;
      this.#flaws.add('markup');
    }
  }

  /** HTML names have no capitals; those of SVG are put back by whatever reads the HTML. */
  #htmlName(written: string): string {
    const { prefix, local } = resolveName(written, this.#scope);
    const known =
      prefix === 'xhtml' || prefix === 'svg' || prefix === 'math' || /^x?html:|^h:/i.test(written);
    return known ? local : written.toLowerCase();
  }

  #fits(length: number): boolean {
    this.#length += length;
    return this.#length <= MAX_FIELD_LENGTH;
  }
}

function unwrapDiv(html: string): string {
  const start = /^<div(?:\s[^<>]*)?>/.exec(html);
  return start && html.endsWith('</div>') ? html.slice(start[0].length, -'</div>'.length).trim() : html;
}
