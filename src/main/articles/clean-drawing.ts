import { Parser } from 'htmlparser2';

/**
 * A drawing (SVG) as it may be stored: shapes, text, gradients, pictures written into it. Shown as a picture it could run nothing and load
 * nothing anyway; cleaned, it also holds nothing that would in any other place, nothing that moves, and nothing that grows: what
 * refers to parts which refer to parts in turn is drawn as often as all of them multiply.
 */

const elements = new Set(
  'svg g defs symbol use switch path rect circle ellipse line polyline polygon text tspan textPath title desc style linearGradient radialGradient stop clipPath mask pattern marker image filter feBlend feColorMatrix feComponentTransfer feComposite feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge feMergeNode feOffset'.split(
    ' ',
  ),
);
const textElements = new Set(['text', 'tspan', 'textPath', 'title', 'desc']);
/** Of those left out, links alone give way to what they hold; anything else goes with it. */
const transparent = new Set(['a']);
const inlinePicture = /^data:image\/(?:png|jpe?g|gif|webp);base64,[a-z0-9+/=\s]+$/i;

const limits = {
  elements: 50_000,
  depth: 200,
  /** Elements drawn, each counted as often as it is referred to. */
  drawn: 200_000,
  /** CSS pixels; larger ones give way to the `viewBox`. */
  side: 10_000,
} as const;

/** A part of the drawing that can be referred to. */
interface Part {
  readonly name: string;
  /** A rule of a style sheet may be about it alone. */
  readonly named: boolean;
  readonly refersTo: string[];
  readonly children: Part[];
}

/** @returns the drawing as UTF-8; null when it is none, or more than any drawing has */
export function cleanDrawing(bytes: Uint8Array): Uint8Array | null {
  const writer = createWriter();
  const parser = new Parser(writer, { xmlMode: true });
  try {
    parser.write(new TextDecoder(encodingOf(bytes)).decode(bytes));
    parser.end();
    const drawing = writer.finish();
    return drawing === null ? null : Buffer.from(drawing);
  } catch (error) {
    // References so long that they cannot be followed to their end are more than any drawing has, too.
    if (error instanceof TooMuch || error instanceof RangeError) return null;
    throw error;
  }
}

function encodingOf(bytes: Uint8Array): string {
  const head = Buffer.from(bytes.subarray(0, 200)).toString('latin1');
  const label = /^<\?xml[^>]*\bencoding=["']([\w-]+)/.exec(head)?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return 'utf-8';
  }
}

class TooMuch extends Error {}

function createWriter() {
  const out: string[] = [];
  /** Open elements: the name written for each, null for one left out. */
  const open: { readonly name: string | null; readonly part: Part }[] = [];
  const root: Part = { name: '', named: false, refersTo: [], children: [] };
  /** Style sheets, by their place in the output: what they may refer to is known at the end. */
  const sheets: { readonly place: number; readonly css: string }[] = [];
  const parts = new Map<string, Part>();
  let count = 0;
  /** How many elements left out with what they hold are open. */
  let skipped = 0;
  let style: string | null = null;

  return {
    onopentag(name: string, attributes: Record<string, string>): void {
      const local = name.replace(/^svg:/, '');
      const parent = open.at(-1)?.part ?? root;
      count += 1;
      if (open.length > limits.depth || count > limits.elements) throw new TooMuch();
      if (
        skipped > 0 ||
        !elements.has(local) ||
        (open.length === 0) !== (local === 'svg' && out.length === 0)
      ) {
        if (skipped > 0 || !transparent.has(local)) skipped += 1;
        open.push({ name: null, part: parent });
        return;
      }
      const named = attributes.id !== undefined || attributes.class !== undefined;
      const part: Part = { name: local, named, refersTo: [], children: [] };
      parent.children.push(part);
      if (attributes.id && !parts.has(attributes.id)) parts.set(attributes.id, part);
      out.push(openingTag(local, attributes, open.length === 0, part));
      if (local === 'style') style = '';
      open.push({ name: local, part });
    },
    ontext(text: string): void {
      if (skipped > 0) return;
      if (style !== null) style += text;
      else if (textElements.has(open.at(-1)?.name ?? '') || !text.trim()) out.push(escapeXml(text));
    },
    onclosetag(name: string): void {
      const closed = open.pop();
      if (!closed) return;
      if (closed.name === null) {
        if (skipped > 1 || (skipped === 1 && !transparent.has(name.replace(/^svg:/, '')))) skipped -= 1;
        return;
      }
      if (closed.name === 'style' && style !== null) {
        sheets.push({ place: out.push('') - 1, css: cleanCss(style) });
        style = null;
      }
      out.push(`</${closed.name}>`);
    },
    finish(): string | null {
      const isSimple = createSimpleCheck(parts, limits.drawn / count);
      for (const { place, css } of sheets) out[place] = escapeXml(withSimpleTargets(css, isSimple));
      return out.length > 0 && drawnParts(root, parts) <= limits.drawn ? out.join('') : null;
    },
  };
}

function openingTag(
  name: string,
  attributes: Readonly<Record<string, string>>,
  isRoot: boolean,
  part: Part,
): string {
  let tag = `<${name}`;
  if (isRoot) tag += ' xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"';
  for (const [attribute, value] of Object.entries(isRoot ? withinLimits(attributes) : attributes)) {
    const clean = cleanAttribute(name, attribute, value);
    if (clean === null) continue;
    noteReferences(clean, part.refersTo);
    if (isAddress(attribute) && clean.startsWith('#')) part.refersTo.push(clean.slice(1));
    tag += ` ${attribute}="${escapeXml(clean)}"`;
  }
  return `${tag}>`;
}

const isAddress = (attribute: string) => attribute === 'href' || attribute === 'xlink:href';

function cleanAttribute(element: string, attribute: string, written: string): string | null {
  const value = withoutForbidden(written);
  if (isAddress(attribute)) {
    const address = value.trim();
    if (address.startsWith('#')) return address;
    return element === 'image' && inlinePicture.test(address) ? address : null;
  }
  // What else is written with a prefix belongs to drawing programs.
  if (attribute === 'xml:space') return value;
  if (!/^[a-z][\w-]*$/i.test(attribute) || /^(?:on|xmlns$|src|ping$|base$|target$)/i.test(attribute))
    return null;
  if (attribute === 'style') return cleanCss(value);
  // Many attributes are read as styles are.
  return /\\|(?:url|image-set|image|src)\s*\(/i.test(value) ? cleanCss(value) : value;
}

/** Rules without fonts, pictures and further rules from elsewhere, and without movement. */
function cleanCss(written: string): string {
  // What is escaped can spell anything.
  if (written.includes('\\')) return '';
  // What is left out leaves a space, or what stood around it would spell something new.
  return (
    localUrls(withoutForbidden(written).replace(/\/\*[\s\S]*?(?:\*\/|$)/g, ' '))
      .replace(/@(?:import|charset|namespace)\b[^;]*(?:;|$)/gi, ' ')
      .replace(/@font-face\b[^}]*(?:\}|$)/gi, ' ')
      // No property of these has a longer name; without a bound, a text of nothing else would take quadratic time.
      .replace(/\b(?:animation|transition)(?=[\w-]{0,40}\s*:)/gi, 'x-none')
      .replace(/\b(?:image-set|image|src)\s*\(/gi, 'none(')
  );
}

function localUrls(text: string): string {
  return text.replace(
    /url\s*\(\s*(?:"([^"]*)"|'([^']*)'|([^)"']*))\s*\)?/gi,
    (_url, double?: string, single?: string, bare?: string) => {
      const address = (double ?? single ?? bare ?? '').trim();
      return /^#[^\s"'()<>]*$/.test(address) ? `url(${address})` : 'none';
    },
  );
}

function noteReferences(text: string, refersTo: string[]): void {
  for (const [, id] of text.matchAll(/url\(#([^\s"'()<>]*)\)/g)) if (id) refersTo.push(id);
}

/**
 * How often a rule applies cannot be told here, so it may refer only to what draws nothing that rules could be about in turn:
 * gradients, filters, and clips of plain shapes.
 */
function withSimpleTargets(css: string, isSimple: (id: string) => boolean): string {
  return css.replace(/url\(#([^\s"'()<>]*)\)/g, (url, id: string) => (isSimple(id) ? url : 'none'));
}

/**
 * Looks at each part once, however many rules refer to it.
 *
 * @param mostParts that a filter or clip may have, were it drawn with every element there is
 */
function createSimpleCheck(parts: ReadonlyMap<string, Part>, mostParts: number): (id: string) => boolean {
  const known = new Map<string, boolean>();
  const isBare = (part: Part): boolean =>
    part.refersTo.length === 0 && part.children.every((child) => !child.named && isBare(child));
  const sizeOf = (part: Part): number => part.children.reduce((sum, child) => sum + sizeOf(child), 1);
  const isSimple = (part: Part | undefined) =>
    part !== undefined &&
    (/^(?:linear|radial)Gradient$/.test(part.name) ||
      ((part.name === 'filter' || (part.name === 'clipPath' && isBare(part))) && sizeOf(part) <= mostParts));
  return (id) => {
    const simple = known.get(id) ?? isSimple(parts.get(id));
    known.set(id, simple);
    return simple;
  };
}

/** A root larger than any screen would make the page around it as large. */
function withinLimits(attributes: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const { width = '', height = '', ...rest } = attributes;
  const sides = [Number.parseFloat(width), Number.parseFloat(height)];
  const [w = Number.NaN, h = Number.NaN] = sides;
  const isFine = sides.every((side) => Number.isNaN(side) || (side > 0 && side <= limits.side));
  if (isFine && !(w / h > 100 || h / w > 100)) return attributes;
  return { ...rest, width: '100%' };
}

/** How many elements are drawn, those referred to each time anew; Infinity when some refer to themselves. */
function drawnParts(root: Part, parts: ReadonlyMap<string, Part>): number {
  const known = new Map<Part, number>();
  const measure = (part: Part): number => {
    const before = known.get(part);
    if (before !== undefined) return before;
    known.set(part, Number.POSITIVE_INFINITY);
    let sum = 1;
    for (const child of part.children) sum += measure(child);
    for (const id of part.refersTo) {
      const target = parts.get(id);
      if (target) sum += measure(target);
    }
    known.set(part, sum);
    return sum;
  };
  return measure(root);
}

function escapeXml(text: string): string {
  return withoutForbidden(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** XML knows none of these, in whatever form (XML 1.0, section 2.2). Taken out late, they would hide what is looked for. */
function withoutForbidden(text: string): string {
  return text.replace(/[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu, '');
}
