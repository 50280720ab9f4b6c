/**
 * The inside of one field while the repair step reads it. A field is text, where markup is escaped (RSS, Atom `html`), or
 * real child elements (Atom `xhtml`, and feeds that forgot to escape). Which of the two is known only at its end.
 */
import { writeTag } from './links';
import { extendScope, resolveName, type Scope } from './namespaces';
import { decodeText, type OpenTag } from './scan';

/** Characters of one field that are kept: more than any article has. */
const MAX_FIELD_LENGTH = 4_000_000;

type Piece =
  | { readonly kind: 'text'; readonly raw: string }
  | { readonly kind: 'cdata'; readonly text: string }
  | { readonly kind: 'tag'; readonly html: string };

const VOID_ELEMENTS = new Set(
  'area base br col embed hr img input link meta param source track wbr'.split(' '),
);

export interface LeafText {
  readonly text: string;
  /** The text holds the field's child elements, so it is HTML whatever its `type` says. */
  readonly markup: boolean;
}

export class Leaf {
  readonly #pieces: Piece[] = [];
  readonly #xhtml: boolean;
  #scope: Scope;
  #length = 0;
  #markup = false;
  #divDepth = 0;
  #topDivs = 0;

  constructor(scope: Scope, xhtml: boolean) {
    this.#scope = scope;
    this.#xhtml = xhtml;
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
    if (tag.selfClosing && !VOID_ELEMENTS.has(name)) html += `</${name}>`;
    else if (name === 'div') {
      if (this.#divDepth === 0) this.#topDivs++;
      this.#divDepth++;
    }
    if (this.#fits(html.length)) this.#pieces.push({ kind: 'tag', html });
  }

  closeElement(written: string): void {
    const name = this.#htmlName(written);
    if (VOID_ELEMENTS.has(name)) return;
    if (name === 'div' && this.#divDepth > 0) this.#divDepth--;
    if (this.#fits(name.length)) this.#pieces.push({ kind: 'tag', html: `</${name}>` });
  }

  finish(): LeafText {
    if (!this.#markup) {
      const text = this.#pieces.map((piece) =>
        piece.kind === 'text' ? decodeText(piece.raw) : plain(piece),
      );
      return { text: text.join(''), markup: false };
    }
    const html = this.#pieces.map((piece) => {
      if (piece.kind === 'text') return piece.raw;
      // Character data inside real XHTML is text; inside unescaped HTML it is what the publisher did escape.
      if (piece.kind === 'cdata')
        return this.#xhtml ? piece.text.replace(/&/g, '&amp;').replace(/</g, '&lt;') : piece.text;
      return piece.html;
    });
    const whole = html.join('').trim();
    return { text: this.#xhtml && this.#topDivs === 1 ? unwrapDiv(whole) : whole, markup: true };
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

function plain(piece: Piece): string {
  return piece.kind === 'cdata' ? piece.text : '';
}

/** Atom's `xhtml` text construct is the inside of its one div (RFC 4287, 3.1.1.3). */
function unwrapDiv(html: string): string {
  const start = /^<div(?:\s[^<>]*)?>/.exec(html);
  return start && html.endsWith('</div>') ? html.slice(start[0].length, -'</div>'.length).trim() : html;
}
