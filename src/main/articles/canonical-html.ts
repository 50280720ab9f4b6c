/**
 * HTML written in the one way that needs no second reading: known elements in their places, known attributes in double quotes, each once,
 * and no `<`, `>` or `&` but as markup and as `&lt;`, `&gt;`, `&amp;`, `&quot;`. Text like that means the same to every parser, so
 * that a walk along its characters tells what it holds.
 */
export interface CanonicalForm {
  readonly tags: ReadonlySet<string>;
  /** Elements without content, written with ` />`. */
  readonly selfClosing: ReadonlySet<string>;
  /** Elements that stand within `math`; nothing else does, and they stand nowhere else. */
  readonly mathTags: ReadonlySet<string>;
  /** Of them, those that hold text alone. */
  readonly textTags: ReadonlySet<string>;
  /** Whether this element may have this attribute with this value, entities resolved. */
  readonly allows: (tag: string, name: string, value: string) => boolean;
  /** Attributes an element may not be without, by its name. */
  readonly required: Readonly<Record<string, string>>;
  /** What the attributes of every such element end with, by its name. */
  readonly endings: Readonly<Record<string, string>>;
  readonly maxDepth: number;
}

const tagPattern = /<(\/?)([a-z][a-z0-9]*)((?: [a-z-]+="[^"<>]*")*)( \/)?>/y;
const attributePattern = / ([a-z-]+)="([^"]*)"/g;
/** A quotation mark in text stands as itself. */
const bareAmpersand = /&(?!(?:amp|lt|gt);)/;

/**
 * Elements that end the one before them (HTML standard, 13.1.2.4): directly within another of their kind they would not mean what
 * is written.
 */
const kinds: Readonly<Record<string, string>> = {
  ...{ li: 'item', dd: 'term', dt: 'term', rt: 'ruby', rp: 'ruby', td: 'cell', th: 'cell', tr: 'row' },
  ...{ thead: 'rows', tbody: 'rows', tfoot: 'rows' },
  ...{ h1: 'heading', h2: 'heading', h3: 'heading', h4: 'heading', h5: 'heading', h6: 'heading' },
};
const phrasing: ReadonlySet<string> = new Set(
  'a img em strong br span code i b abbr bdi bdo cite del dfn ins kbd mark math q ruby s samp small sub sup time u var'.split(
    ' ',
  ),
);

/** Whether the HTML is written in this form. Takes time in proportion to its length. */
export function isCanonical(html: string, form: CanonicalForm): boolean {
  const open: string[] = [];
  let at = 0;
  while (at < html.length) {
    const next = html.indexOf('<', at);
    const end = next < 0 ? html.length : next;
    if (!isText(html, at, end)) return false;
    if (next < 0) break;
    tagPattern.lastIndex = next;
    const tag = tagPattern.exec(html);
    if (!tag || !takeTag(tag, open, form)) return false;
    at = tagPattern.lastIndex;
  }
  return open.length === 0;
}

function isText(html: string, from: number, end: number): boolean {
  const text = html.slice(from, end);
  if (text.includes('>')) return false;
  return !text.includes('&') || !bareAmpersand.test(text);
}

/** @param open the elements around the tag, outermost first; follows it */
function takeTag(
  [, slash, tag = '', attributes = '', solidus]: RegExpExecArray,
  open: string[],
  form: CanonicalForm,
): boolean {
  if (slash) return attributes === '' && solidus === undefined && open.pop() === tag;
  if (!form.tags.has(tag) || !mayStandIn(tag, open, form)) return false;
  if (form.selfClosing.has(tag) !== (solidus !== undefined)) return false;
  if (solidus === undefined && open.push(tag) > form.maxDepth) return false;
  return areAllowed(tag, attributes, form);
}

function mayStandIn(tag: string, open: readonly string[], { mathTags, textTags }: CanonicalForm): boolean {
  const parent = open[open.length - 1];
  const inMath = parent !== undefined && (parent === 'math' || mathTags.has(parent));
  if (inMath || mathTags.has(tag)) return inMath && mathTags.has(tag) && !textTags.has(parent);
  if (parent === undefined) return true;
  if (parent === 'p' && !phrasing.has(tag)) return false;
  if (tag === 'a' && open.includes('a')) return false;
  const kind = kinds[tag];
  if (kind === undefined) return true;
  const parentKind = kinds[parent];
  return (
    kind !== parentKind &&
    !(kind === 'row' && parentKind === 'cell') &&
    !(kind === 'cell' && parentKind === 'rows')
  );
}

function areAllowed(tag: string, attributes: string, form: CanonicalForm): boolean {
  const ending = form.endings[tag] ?? '';
  if (!attributes.endsWith(ending)) return false;
  const names: string[] = [];
  if (attributes.length > ending.length) {
    for (const [, name = '', written = ''] of attributes
      .slice(0, -ending.length || undefined)
      .matchAll(attributePattern)) {
      const value = decoded(written);
      if (names.includes(name) || value === null || !form.allows(tag, name, value)) return false;
      names.push(name);
    }
  }
  const required = form.required[tag];
  return required === undefined || names.includes(required);
}

const characters: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };

/** The value of an attribute; null when an ampersand in it is anything but one of the four entities. */
function decoded(written: string): string | null {
  if (!written.includes('&')) return written;
  if (/&(?!(?:amp|lt|gt|quot);)/.test(written)) return null;
  return written.replace(/&([a-z]+);/g, (_, name: string) => characters[name] as string);
}
