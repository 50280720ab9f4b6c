/**
 * Rewrites any XML feed as a small well-formed document with fixed names, which an XML parser reads the same way whatever
 * was wrong with the original: junk around the root, control characters, bare ampersands, HTML entities, undeclared
 * prefixes, wrong nesting, unescaped markup, a missing end. Doctypes are dropped unread, so no entity is ever expanded.
 *
 * One pass, linear in the length of the document. The output nests at most a few levels deep.
 */
import type { FeedFlaw } from '../../../shared/model/poll';
import { attribute, keptAttributes, natureOf } from './field-attributes';
import { type FeedFormat, type FeedRoot, findRoot, isJunk } from './find-root';
import { type Frame, fitsInside, isAbout, isMixed, type OpenLeaf } from './frames';
import { Leaf } from './leaf';
import { resolveBase } from './links';
import { EMPTY_SCOPE, extendScope, isDeclared, resolveName } from './namespaces';
import { type FlatFields, Output } from './output';
import { dropControls, type Flaws, type OpenTag, readEndTag, readTag, Source, startsTag } from './scan';
import { isHtmlElement } from './text';
import {
  BODIES,
  ELEMENTS,
  ITEM_ABOUT,
  ITEM_DIRECTION,
  ITEM_HREF,
  ITEM_LANGUAGE,
  ITEM_MODIFIED,
  UNMISTAKABLE,
} from './vocabulary';

/** A feed with more items than this is cut: the newest stand first. */
const MAX_ITEMS = 10_000;
/** Fields of one item (or of the feed) that are kept. */
const MAX_FIELDS = 1_000;
/** Nesting of containers; media:group > media:content > leaf is the deepest real one. */
const MAX_DEPTH = 8;

export interface RepairedFeed {
  readonly format: FeedFormat;
  /** Well-formed: `<feed>` with `<entry>`, or `<rss version="2.0">` with one `<channel>` and its `<item>`s. */
  readonly xml: string;
  /** The longer texts of the XML, in order: each field there names its own by number. */
  readonly texts: readonly string[];
  /** The base addresses, which fields name by number as well: one may be long, and hold for every field there is. */
  readonly bases: readonly string[];
  /** Names of the elements in the XML. */
  readonly xmlNames: ReadonlySet<string>;
  /** Of each item, the fields that hold no others and so are not in the XML. They come before those of the same name that are. */
  readonly flat: readonly FlatFields[];
  /** Names of all the elements that are there. */
  readonly names: ReadonlySet<string>;
  /** The document broke off before its end. An item that was not complete is left out. */
  readonly truncated: boolean;
  /** What was wrong with the document. */
  readonly flaws: readonly FeedFlaw[];
}

/**
 * @param flaws what is known to be wrong already; gets what is found here
 * @throws ProblemError when there is no feed in the text
 */
export function repairFeed(text: string, documentUrl: string | null, flaws: Flaws): RepairedFeed {
  const clean = dropControls(text);
  if (clean !== text) flaws.add('characters');
  return new Repair(clean, findRoot(clean), documentUrl, flaws).run();
}

class Repair {
  readonly #source: Source;
  readonly #text: string;
  readonly #root: FeedRoot;
  readonly #documentUrl: string | null;
  readonly #flaws: Flaws;
  readonly #out = new Output();
  readonly #frames: Frame[] = [];
  #leaf: OpenLeaf | null = null;
  #items = 0;
  #fields = 0;
  #done = false;

  constructor(text: string, root: FeedRoot, documentUrl: string | null, flaws: Flaws) {
    this.#source = new Source(text);
    this.#text = text;
    this.#root = root;
    this.#documentUrl = documentUrl;
    this.#flaws = flaws;
  }

  run(): RepairedFeed {
    const { start, format, bare } = this.#root;
    const atom = format === 'atom';
    // rss-parser fails on an empty root or item, so there is always something in them.
    this.#out.raw(
      atom ? '<feed><own:feed>1</own:feed>' : '<rss version="2.0"><channel><own:feed>1</own:feed>',
    );
    if (isJunk(this.#text.slice(0, start))) this.#flaws.add('junk-around');
    const end = this.#readAll(start);
    // Items without a root have no end to miss.
    const truncated = bare ? this.#out.hasOpenItem : !this.#done;
    if (truncated) this.#flaws.add('truncated');
    else if (isJunk(this.#text.slice(end))) this.#flaws.add('junk-around');
    if (this.#out.hasOpenItem) this.#out.dropItem();
    else this.#endFrames(1);
    this.#out.raw(atom ? '</feed>' : '</channel></rss>');
    const { texts, bases, names, xmlNames, flat } = this.#out;
    const xml = this.#out.toString();
    return { format, xml, texts, bases, xmlNames, flat, names, truncated, flaws: [...this.#flaws] };
  }

  /** @returns the offset after the root's end, or after the whole text. */
  #readAll(start: number): number {
    const text = this.#text;
    let at = start;
    while (!this.#done && at < text.length) {
      if (text.charCodeAt(at) !== 0x3c) {
        const next = text.indexOf('<', at);
        const end = next < 0 ? text.length : next;
        this.#onText(text.slice(at, end));
        at = end;
      } else if (startsTag(text, at)) {
        const tag = readTag(text, at, this.#flaws);
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
        this.#flaws.add('markup');
        this.#onText('<');
        at++;
      }
    }
    return at;
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
    const leaf = new Leaf(EMPTY_SCOPE, 'unknown', this.#flaws);
    if (cdata) leaf.addCdata(text);
    else leaf.addText(text);
    this.#out.text(leaf.finish().text);
  }

  #onOpen(tag: OpenTag): void {
    const raw = tag.name.toLowerCase();
    const parent = this.#frames.at(-1);
    if (!parent) {
      this.#openRoot(tag, raw);
      return;
    }
    if (this.#leaf) {
      if (!this.#endsLeaf(this.#leaf, tag, raw)) {
        this.#openInLeaf(this.#leaf, tag, raw);
        return;
      }
      this.#flaws.add('markup');
      this.#endLeaf();
    }
    this.#openStructure(tag, raw, this.#frames.at(-1) ?? parent);
  }

  #openRoot(tag: OpenTag, raw: string): void {
    const { format, bare } = this.#root;
    const frame = this.#frameOf(tag, bare ? '' : raw, null, 'root', null);
    // The root tells the vocabulary: a default namespace it cannot have (RSS in Atom's, say) is a slip,
    // and a prefix nobody knows is the format's own.
    const scope = new Map(frame.scope);
    const fallback = scope.get('');
    if (resolveName(tag.name, scope).prefix === null) scope.set(raw.slice(0, raw.indexOf(':')), '');
    if (format === 'atom' ? fallback !== 'atom' : fallback !== 'rss') scope.set('', null);
    this.#frames.push({ ...frame, scope, kind: raw.endsWith('channel') ? 'channel' : 'root' });
    if (bare) {
      this.#openItem(tag, raw);
      return;
    }
    this.#writeSurroundings(tag, frame, null);
    this.#writeCdfAttributes(tag, frame);
    if (tag.selfClosing) this.#done = true;
  }

  #openStructure(tag: OpenTag, raw: string, parent: Frame): void {
    const scope = extendScope(parent.scope, tag.attributes);
    const { prefix, local } = resolveName(tag.name, scope);
    if (raw.length > local.length && !isDeclared(raw, scope)) this.#flaws.add('namespaces');
    const native = prefix === '' || prefix === 'rss' || prefix === 'atom';

    if (native && (local === 'item' || local === 'entry')) {
      this.#openItem(tag, raw);
      return;
    }
    if (native && local === 'channel' && parent.kind === 'root') {
      const frame = this.#frameOf(tag, raw, null, 'channel', parent);
      this.#frames.push(frame);
      this.#writeSurroundings(tag, frame, parent);
      if (tag.selfClosing) this.#frames.pop();
      return;
    }
    this.#openField(tag, raw, this.#fieldName(prefix, local), parent);
  }

  #fieldName(prefix: string | null, local: string): string | null {
    const vocabulary = prefix === '' ? (this.#root.format === 'atom' ? 'atom' : 'rss') : prefix;
    return vocabulary === null ? null : `${vocabulary}:${local}`;
  }

  #openField(tag: OpenTag, raw: string, name: string | null, parent: Frame): void {
    const kind = name === null ? undefined : ELEMENTS.get(name);
    if (kind === undefined && parent.kind === 'person' && isHtmlElement(raw)) {
      // Markup around a name: its text is the person's own, its tags are nothing.
      this.#flaws.add('markup');
      return;
    }
    this.#fields++;
    const wanted = kind !== undefined && this.#fields <= MAX_FIELDS && fitsInside(parent, kind);
    const frame = this.#frameOf(tag, raw, wanted ? name : null, kind ?? 'leaf', parent);
    const attributes = wanted ? keptAttributes(tag.attributes, frame.base) : [];
    if (tag.selfClosing) {
      if (wanted && name !== null) this.#out.field(name, attributes, '');
      return;
    }
    if (wanted && name !== null && kind !== 'leaf' && this.#frames.length < MAX_DEPTH) {
      this.#out.open(name, attributes);
      this.#frames.push(frame);
      return;
    }
    const type = attribute(tag, 'type')?.toLowerCase() ?? '';
    const keptName = wanted && kind === 'leaf' ? name : null;
    this.#leaf = {
      raw,
      name: keptName,
      attributes,
      frame,
      content: new Leaf(frame.scope, natureOf(tag, type, keptName), this.#flaws),
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
    if (open > 0) {
      this.#flaws.add('markup');
      this.#endFrames(open);
    }
    if (++this.#items > MAX_ITEMS) {
      this.#done = true;
      return;
    }
    const parent = this.#frames.at(-1) ?? null;
    const name = this.#root.format === 'atom' ? 'entry' : 'item';
    const frame = this.#frameOf(tag, raw, name, 'item', parent);
    this.#fields = 0;
    this.#out.openItem(name);
    this.#frames.push(frame);
    if (tag.attributes.length > 0) {
      this.#writeSurroundings(tag, frame, parent);
      const about = tag.attributes.find(({ name: key }) => isAbout(key, frame.scope))?.value;
      if (about) this.#writeOwn(ITEM_ABOUT, about);
      this.#writeCdfAttributes(tag, frame);
    }
    if (tag.selfClosing) this.#endFrames(this.#frames.length - 1);
  }

  /** Language and direction, where they begin to differ from what is around. */
  #writeSurroundings(tag: OpenTag, frame: Frame, parent: Frame | null): void {
    if (frame.lang !== null && frame.lang !== parent?.lang) this.#writeOwn(ITEM_LANGUAGE, frame.lang);
    const direction = attribute(tag, 'dir') ?? attribute(tag, 'xhtml:dir');
    if (direction !== null) this.#writeOwn(ITEM_DIRECTION, direction);
  }

  /** Microsoft's Channel Definition Format keeps its link and date in attributes. */
  #writeCdfAttributes(tag: OpenTag, frame: Frame): void {
    const href = attribute(tag, 'href');
    if (href !== null) this.#writeOwn(ITEM_HREF, href, frame.base);
    const modified = attribute(tag, 'lastmod');
    if (modified !== null) this.#writeOwn(ITEM_MODIFIED, modified);
  }

  #writeOwn(name: string, value: string, base: string | null = null): void {
    this.#out.field(name, base === null ? [] : [{ name: 'base', value: base }], value);
  }

  /**
   * An item or another field begins where none can, so the end tag of the field before it is missing. In a body, where names such as
   * `link` or `title` may be HTML's, only a name that is nothing else.
   */
  #endsLeaf(leaf: OpenLeaf, tag: OpenTag, raw: string): boolean {
    if (leaf.embeds) return false;
    const local = raw.slice(raw.indexOf(':') + 1);
    if (local === (this.#root.format === 'atom' ? 'entry' : 'item')) return true;
    if (leaf.name === null || !leaf.content.isFlat) return false;
    const resolved = resolveName(tag.name, extendScope(leaf.frame.scope, tag.attributes));
    const name = this.#fieldName(resolved.prefix, resolved.local);
    if (name === null || !ELEMENTS.has(name) || resolved.prefix === 'xhtml') return false;
    if (!BODIES.has(leaf.name)) return true;
    return raw.includes(':') ? !isHtmlElement(local) : UNMISTAKABLE.has(local);
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
      this.#flaws.add('markup');
      this.#endLeaf();
    }
    const open = this.#frames.findLastIndex((frame) => frame.raw === raw);
    if (open < 0) {
      this.#flaws.add('markup');
      return;
    }
    if (open < this.#frames.length - 1) this.#flaws.add('markup');
    this.#endFrames(open);
    if (open === 0) this.#done = true;
  }

  #endLeaf(): void {
    const leaf = this.#leaf;
    this.#leaf = null;
    if (leaf?.name == null) return;
    const { text, markup } = leaf.content.finish();
    const attributes = markup ? [...leaf.attributes, { name: 'markup', value: '1' }] : leaf.attributes;
    this.#out.field(leaf.name, attributes, text);
  }

  /** Closes every open element from this depth on. */
  #endFrames(depth: number): void {
    while (this.#frames.length > depth) {
      const frame = this.#frames.pop();
      if (frame?.kind === 'item') {
        this.#out.closeItem();
        this.#fields = 0;
      } else if (frame?.out) {
        this.#out.close(frame.out);
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
