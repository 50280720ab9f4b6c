/**
 * Rewrites any XML feed as a small well-formed document with fixed names, which an XML parser reads the same way whatever
 * was wrong with the original: junk around the root, control characters, bare ampersands, HTML entities, undeclared
 * prefixes, wrong nesting, unescaped markup, a missing end. Doctypes are dropped unread, so no entity is ever expanded.
 *
 * One pass, linear in the length of the document. The output nests at most a few levels deep.
 */
import { type FeedFormat, findRoot } from './find-root';
import { Leaf } from './leaf';
import { escapeAttribute, resolveBase } from './links';
import { EMPTY_SCOPE, extendScope, resolveName, type Scope } from './namespaces';
import { type Attribute, dropControls, type OpenTag, readEndTag, readTag, Source, startsTag } from './scan';
import {
  ATTRIBUTES,
  ELEMENTS,
  type ElementKind,
  HELD_TEXT,
  ITEM_ABOUT,
  ITEM_HREF,
  ITEM_LANGUAGE,
  ITEM_MODIFIED,
} from './vocabulary';

/** A feed with more items than this is cut: the newest stand first. */
const MAX_ITEMS = 10_000;
/** Fields of one item (or of the feed) that are kept. */
const MAX_FIELDS = 1_000;
/** Nesting of containers; media:group > media:content > leaf is the deepest real one. */
const MAX_DEPTH = 8;
/** Characters of a text that is worth no place of its own. */
const LONGEST_INLINE = 40;

export interface RepairedFeed {
  readonly format: FeedFormat;
  /** Well-formed: `<feed>` with `<entry>`, or `<rss version="2.0">` with one `<channel>` and its `<item>`s. */
  readonly xml: string;
  /**
   * The longer texts, in order. They stand beside the XML, where each field names its own by number: an XML parser that looks at
   * every character of every article takes most of the time there is.
   */
  readonly texts: readonly string[];
  /** Names of the elements that are there. */
  readonly names: readonly string[];
  /** The document broke off before its end. An item that was not complete is left out. */
  readonly truncated: boolean;
}

/** @throws ProblemError when there is no feed in the text. */
export function repairFeed(text: string, documentUrl: string | null): RepairedFeed {
  const clean = dropControls(text);
  const { start, format } = findRoot(clean);
  return new Repair(clean, format, documentUrl).run(start);
}

interface Frame {
  /** The element's name as written, in lower case: what its end tag will say. */
  readonly raw: string;
  /** The name in the output; null for the root and the channel, which the output has of its own. */
  readonly out: string | null;
  readonly kind: 'root' | 'channel' | 'item' | ElementKind;
  readonly scope: Scope;
  readonly base: string | null;
  readonly lang: string | null;
}

/** A field being read; `name` null for one that is skipped. */
interface OpenLeaf {
  readonly raw: string;
  readonly name: string | null;
  readonly attributes: readonly Attribute[];
  readonly frame: Frame;
  readonly content: Leaf;
  /** Its own name opened again inside it. */
  depth: number;
  /** Elements inside it that are named like one around it, and are still open. */
  readonly shadowed: Map<string, number>;
  /** Content that is another XML document, which may hold items and entries of its own. */
  readonly embeds: boolean;
}

class Repair {
  readonly #source: Source;
  readonly #text: string;
  readonly #format: FeedFormat;
  readonly #documentUrl: string | null;
  readonly #out: string[] = [];
  readonly #texts: string[] = [];
  readonly #names = new Set<string>();
  readonly #frames: Frame[] = [];
  #leaf: OpenLeaf | null = null;
  #items = 0;
  #fields = 0;
  /** Where in the output the open item began. */
  #itemStart = -1;
  #done = false;

  constructor(text: string, format: FeedFormat, documentUrl: string | null) {
    this.#source = new Source(text);
    this.#text = text;
    this.#format = format;
    this.#documentUrl = documentUrl;
  }

  run(start: number): RepairedFeed {
    const atom = this.#format === 'atom';
    // rss-parser fails on an empty root or item, so there is always something in them.
    this.#out.push(
      atom ? '<feed><own:feed>1</own:feed>' : '<rss version="2.0"><channel><own:feed>1</own:feed>',
    );
    this.#readAll(start);
    const truncated = !this.#done;
    if (this.#itemStart >= 0) this.#out.length = this.#itemStart;
    else this.#endFrames(1);
    this.#out.push(atom ? '</feed>' : '</channel></rss>');
    return {
      format: this.#format,
      xml: this.#out.join(''),
      texts: this.#texts,
      names: [...this.#names],
      truncated,
    };
  }

  #readAll(start: number): void {
    const text = this.#text;
    let at = start;
    while (!this.#done && at < text.length) {
      if (text.charCodeAt(at) !== 0x3c) {
        const next = text.indexOf('<', at);
        const end = next < 0 ? text.length : next;
        this.#onText(text.slice(at, end));
        at = end;
      } else if (startsTag(text, at)) {
        const tag = readTag(text, at);
        this.#onOpen(tag);
        at = tag.end;
      } else if (text.charCodeAt(at + 1) === 0x2f && startsTag(text, at + 1)) {
        const { name, end } = readEndTag(text, at);
        this.#onClose(name.toLowerCase());
        at = end;
      } else if (text.startsWith('<![CDATA[', at)) {
        const end = this.#source.find(']]>', at + 9);
        const close = end < 0 ? text.length : end;
        this.#onCdata(text.slice(at + 9, close));
        at = close + 3;
      } else if (text.charCodeAt(at + 1) === 0x21 || text.charCodeAt(at + 1) === 0x3f) {
        at = this.#source.skipDeclaration(at);
      } else {
        this.#onText('<');
        at++;
      }
    }
  }

  #onText(raw: string): void {
    if (this.#leaf) {
      if (this.#leaf.name !== null) this.#leaf.content.addText(raw === '<' ? '&lt;' : raw);
      return;
    }
    const frame = this.#frames.at(-1);
    if (frame && isMixed(frame) && raw.trim() !== '') this.#ownText(raw, false);
  }

  #onCdata(text: string): void {
    if (this.#leaf) {
      if (this.#leaf.name !== null) this.#leaf.content.addCdata(text);
      return;
    }
    const frame = this.#frames.at(-1);
    if (frame && isMixed(frame)) this.#ownText(text, true);
  }

  /** Text of a person, such as the RSS `author`, beside or instead of child elements. */
  #ownText(text: string, cdata: boolean): void {
    const leaf = new Leaf(EMPTY_SCOPE, false);
    if (cdata) leaf.addCdata(text);
    else leaf.addText(text);
    this.#out.push(escapeText(leaf.finish().text));
  }

  #onOpen(tag: OpenTag): void {
    const raw = tag.name.toLowerCase();
    const parent = this.#frames.at(-1);
    if (!parent) {
      this.#openRoot(tag, raw);
      return;
    }
    if (this.#leaf) {
      if (!this.#startsItemInside(this.#leaf, raw)) {
        this.#openInLeaf(this.#leaf, tag, raw);
        return;
      }
      this.#endLeaf();
    }
    this.#openStructure(tag, raw, this.#frames.at(-1) ?? parent);
  }

  #openRoot(tag: OpenTag, raw: string): void {
    const frame = this.#frameOf(tag, raw, null, 'root', null);
    // The root tells the vocabulary: a default namespace it cannot have (RSS in Atom's, say) is a slip,
    // and a prefix nobody knows is the format's own.
    const scope = new Map(frame.scope);
    const fallback = scope.get('');
    if (resolveName(tag.name, scope).prefix === null) scope.set(raw.slice(0, raw.indexOf(':')), '');
    if (this.#format === 'atom' ? fallback !== 'atom' : fallback !== 'rss') scope.set('', null);
    this.#frames.push({ ...frame, scope, kind: raw.endsWith('channel') ? 'channel' : 'root' });
    if (frame.lang !== null) this.#writeOwn(ITEM_LANGUAGE, frame.lang);
    this.#writeCdfAttributes(tag, frame);
    if (tag.selfClosing) this.#done = true;
  }

  #openStructure(tag: OpenTag, raw: string, parent: Frame): void {
    const scope = extendScope(parent.scope, tag.attributes);
    const { prefix, local } = resolveName(tag.name, scope);
    const native = prefix === '' || prefix === 'rss' || prefix === 'atom';

    if (native && (local === 'item' || local === 'entry')) {
      this.#openItem(tag, raw);
      return;
    }
    if (native && local === 'channel' && parent.kind === 'root') {
      const frame = this.#frameOf(tag, raw, null, 'channel', parent);
      this.#frames.push(frame);
      if (frame.lang !== null && frame.lang !== parent.lang) this.#writeOwn(ITEM_LANGUAGE, frame.lang);
      if (tag.selfClosing) this.#frames.pop();
      return;
    }
    const vocabulary = prefix === '' ? (this.#format === 'atom' ? 'atom' : 'rss') : prefix;
    this.#openField(tag, raw, vocabulary === null ? null : `${vocabulary}:${local}`, parent);
  }

  #openField(tag: OpenTag, raw: string, name: string | null, parent: Frame): void {
    const kind = name === null ? undefined : ELEMENTS.get(name);
    this.#fields++;
    const wanted = kind !== undefined && this.#fields <= MAX_FIELDS && fitsInside(parent, kind);
    const frame = this.#frameOf(tag, raw, wanted ? name : null, kind ?? 'leaf', parent);
    const attributes = wanted ? keptAttributes(tag.attributes, frame) : [];
    if (wanted && name !== null) this.#names.add(name);
    if (tag.selfClosing) {
      if (wanted) this.#out.push(`<${name}${written(attributes)}/>`);
      return;
    }
    if (wanted && kind !== 'leaf' && this.#frames.length < MAX_DEPTH) {
      this.#out.push(`<${name}${written(attributes)}>`);
      this.#frames.push(frame);
      return;
    }
    const type = attribute(tag, 'type')?.toLowerCase() ?? '';
    const xhtml =
      type.includes('xhtml') || attribute(tag, 'mode') === 'xml' || name?.startsWith('xhtml:') === true;
    this.#leaf = {
      raw,
      name: wanted && kind === 'leaf' ? name : null,
      attributes,
      frame,
      content: new Leaf(frame.scope, xhtml),
      depth: 1,
      shadowed: new Map(),
      embeds: /[+/]xml\s*$/.test(type),
    };
  }

  #openItem(tag: OpenTag, raw: string): void {
    // A stray `<item/>` would otherwise cut the item around it in two.
    if (tag.selfClosing && tag.attributes.length === 0) return;
    // An item inside an item: the outer one was never closed.
    const open = this.#frames.findIndex((frame) => frame.kind !== 'root' && frame.kind !== 'channel');
    if (open > 0) this.#endFrames(open);
    if (++this.#items > MAX_ITEMS) {
      this.#done = true;
      return;
    }
    const parent = this.#frames.at(-1) ?? null;
    const name = this.#format === 'atom' ? 'entry' : 'item';
    const frame = this.#frameOf(tag, raw, name, 'item', parent);
    this.#fields = 0;
    this.#itemStart = this.#out.length;
    this.#out.push(`<${name}><own:item>1</own:item>`);
    this.#frames.push(frame);
    if (frame.lang !== null && frame.lang !== parent?.lang) this.#writeOwn(ITEM_LANGUAGE, frame.lang);
    const about = tag.attributes.find(({ name: key }) => /^(?:rdf:)?about$/i.test(key))?.value;
    if (about) this.#writeOwn(ITEM_ABOUT, about);
    this.#writeCdfAttributes(tag, frame);
    if (tag.selfClosing) this.#endFrames(this.#frames.length - 1);
  }

  /** Microsoft's Channel Definition Format keeps its link and date in attributes. */
  #writeCdfAttributes(tag: OpenTag, frame: Frame): void {
    const href = attribute(tag, 'href');
    if (href !== null) this.#writeOwn(ITEM_HREF, href, frame.base);
    const modified = attribute(tag, 'lastmod');
    if (modified !== null) this.#writeOwn(ITEM_MODIFIED, modified);
  }

  #writeOwn(name: string, value: string, base: string | null = null): void {
    this.#names.add(name);
    const attributes = base === null ? '' : written([{ name: 'base', value: base }]);
    this.#out.push(`<${name}${attributes}>${escapeText(value)}</${name}>`);
  }

  /** A new item begins, so the end tag of the field before it is missing. */
  #startsItemInside(leaf: OpenLeaf, raw: string): boolean {
    if (leaf.embeds) return false;
    const local = raw.slice(raw.indexOf(':') + 1);
    return local === (this.#format === 'atom' ? 'entry' : 'item');
  }

  #openInLeaf(leaf: OpenLeaf, tag: OpenTag, raw: string): void {
    if (!tag.selfClosing) {
      if (raw === leaf.raw) leaf.depth++;
      else if (this.#frames.some((frame) => frame.raw === raw)) {
        leaf.shadowed.set(raw, (leaf.shadowed.get(raw) ?? 0) + 1);
      }
    }
    if (leaf.name !== null) leaf.content.openElement(tag);
  }

  #onClose(raw: string): void {
    const leaf = this.#leaf;
    if (leaf) {
      if (raw === leaf.raw) {
        leaf.depth--;
        if (leaf.depth === 0) this.#endLeaf();
        else if (leaf.name !== null) leaf.content.closeElement(raw);
        return;
      }
      const shadowed = leaf.shadowed.get(raw) ?? 0;
      if (shadowed > 0) leaf.shadowed.set(raw, shadowed - 1);
      if (shadowed > 0 || !this.#frames.some((frame) => frame.raw === raw)) {
        if (leaf.name !== null) leaf.content.closeElement(raw);
        return;
      }
      this.#endLeaf();
    }
    const open = this.#frames.findLastIndex((frame) => frame.raw === raw);
    if (open < 0) return;
    this.#endFrames(open);
    if (open === 0) this.#done = true;
  }

  #endLeaf(): void {
    const leaf = this.#leaf;
    this.#leaf = null;
    if (leaf?.name == null) return;
    const { text, markup } = leaf.content.finish();
    const attributes = markup ? [...leaf.attributes, { name: 'markup', value: '1' }] : leaf.attributes;
    if (text.length <= LONGEST_INLINE) {
      this.#out.push(`<${leaf.name}${written(attributes)}>${escapeText(text)}</${leaf.name}>`);
      return;
    }
    const held = [...attributes, { name: HELD_TEXT, value: String(this.#texts.length) }];
    this.#texts.push(text);
    this.#out.push(`<${leaf.name}${written(held)}/>`);
  }

  /** Closes every open element from this depth on. */
  #endFrames(depth: number): void {
    while (this.#frames.length > depth) {
      const frame = this.#frames.pop();
      if (frame?.out) this.#out.push(`</${frame.out}>`);
      if (frame?.kind === 'item') {
        this.#itemStart = -1;
        this.#fields = 0;
      }
    }
  }

  #frameOf(tag: OpenTag, raw: string, out: string | null, kind: Frame['kind'], parent: Frame | null): Frame {
    const base = attribute(tag, 'xml:base');
    const lang = attribute(tag, 'xml:lang');
    const outer = parent?.base ?? null;
    return {
      raw,
      out,
      kind,
      scope: extendScope(parent?.scope ?? EMPTY_SCOPE, tag.attributes),
      base: base === null ? outer : resolveBase(base, outer ?? this.#documentUrl),
      lang: lang ?? parent?.lang ?? null,
    };
  }
}

/** Persons hold no containers and no other persons, so that output cannot nest deeply. */
function fitsInside(parent: Frame, kind: ElementKind): boolean {
  return parent.kind !== 'person' || kind === 'leaf';
}

function isMixed(frame: Frame): boolean {
  return frame.kind === 'person' || frame.out === 'rss:image';
}

function attribute(tag: OpenTag, name: string): string | null {
  return tag.attributes.find((candidate) => candidate.name.toLowerCase() === name)?.value ?? null;
}

/** The attributes we read, by local name, and the base URL in force. */
function keptAttributes(attributes: readonly Attribute[], frame: Frame): Attribute[] {
  if (attributes.length === 0 && frame.base === null) return [];
  const kept = new Map<string, string>();
  for (const { name, value } of attributes) {
    const local = name.slice(name.indexOf(':') + 1).toLowerCase();
    if (ATTRIBUTES.has(local) && !name.startsWith('xmlns')) kept.set(local, value);
  }
  if (frame.base !== null) kept.set('base', frame.base);
  return [...kept].map(([name, value]) => ({ name, value }));
}

function written(attributes: readonly Attribute[]): string {
  return attributes.map(({ name, value }) => ` ${name}="${escapeAttribute(dropControls(value))}"`).join('');
}

/** Markup is long and full of `<`: as CDATA the XML parser reads it about twice as fast as when every one is escaped. */
function escapeText(text: string): string {
  if (!/[<&]/.test(text)) return text;
  return `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
}
