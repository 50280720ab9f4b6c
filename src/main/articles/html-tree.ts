import { Parser } from 'htmlparser2';
import { isEmbedScript } from './embed-scripts';

/** A lenient tree of an article's HTML, as light as can be: text is a bare string, and attributes are what the publisher wrote. */
export interface ElementNode {
  tag: string;
  attributes: Record<string, string>;
  children: TreeNode[];
  /** The id other parts of the article link to, in our own naming; null when nothing does. */
  anchor: string | null;
  /** What was found below it while it was reshaped; settles where HTML does not allow it to stand. */
  holdsBlock: boolean;
  holdsLink: boolean;
}

export type TreeNode = ElementNode | string;

export interface HtmlTree {
  readonly root: ElementNode;
  /** Elements by `id`, or by `name` for old-style anchors; the first one wins, as in browsers. */
  readonly targets: ReadonlyMap<string, ElementNode>;
  /** The scripts there were, none of which is in the tree. */
  readonly scripts: Scripts;
}

interface Scripts {
  readonly count: number;
  /** Where they would have come from, as written; the first few. */
  readonly addresses: readonly string[];
}

/**
 * Bounds on hostile input. Ordinary articles stay below a hundredth of each. `openElements` is the parser's own depth: every
 * element it opens costs time in proportion to the ones open already, so a deep document would take quadratic time.
 */
export const treeLimits = {
  inputChars: 8_000_000,
  textChars: 2_000_000,
  elements: 50_000,
  depth: 96,
  openElements: 512,
  scriptAddresses: 30,
} as const;

/** Elements that vanish with everything in them. */
const dropped = new Set(
  'script style template xmp plaintext textarea select option optgroup datalist button input svg title meta link base canvas map area noembed noframes frameset frame portal fencedframe annotation annotation-xml'.split(
    ' ',
  ),
);

/** HTML that ends foreign content: `<svg>` left open must not swallow the rest of the article (HTML standard, 13.2.6.5). */
const breakout = new Set(
  'blockquote center dd div dl dt em h1 h2 h3 h4 h5 h6 hr img li ol p pre strong table ul'.split(' '),
);
const htmlInForeign = new Set(['foreignObject', 'foreignobject', 'desc', 'title']);

interface Frame {
  readonly tag: string;
  /** Where children go; inside dropped content, the nearest kept element. */
  readonly into: ElementNode;
  readonly depth: number;
  readonly state: 'kept' | 'dropped' | 'foreign';
}

class TooDeep extends Error {}

export function createElement(
  tag: string,
  attributes: Record<string, string> = {},
  children: TreeNode[] = [],
): ElementNode {
  return { tag, attributes, children, anchor: null, holdsBlock: false, holdsLink: false };
}

/** Reads HTML into a tree, without comments, scripts and the like. Never throws; time and memory are bounded. */
export function parseTree(html: string): HtmlTree {
  const input = html.length > treeLimits.inputChars ? html.slice(0, treeLimits.inputChars) : html;
  try {
    return parse(input);
  } catch (error) {
    if (!(error instanceof TooDeep)) throw error;
    return {
      root: createElement('#root', {}, plainParagraphs(input)),
      targets: new Map(),
      scripts: { count: 0, addresses: [] },
    };
  }
}

function parse(html: string): HtmlTree {
  const root = createElement('#root');
  const targets = new Map<string, ElementNode>();
  const frames: Frame[] = [{ tag: '#root', into: root, depth: 0, state: 'kept' }];
  let elements = 0;
  let textChars = 0;
  let scripts = 0;
  const addresses: string[] = [];
  let top = frames[0] as Frame;

  const parser = new Parser({
    onopentag(tag, attributes) {
      if (frames.length > treeLimits.openElements) throw new TooDeep();
      if (tag === 'script' && !isData(attributes)) {
        scripts += 1;
        if (attributes.src && addresses.length < treeLimits.scriptAddresses) addresses.push(attributes.src);
      }
      let { into, depth, state } = top;
      if (state === 'foreign' && breakout.has(tag) && !insideForeignHtml(frames)) state = 'kept';
      if (state === 'kept') {
        const post =
          tag === 'script' &&
          (attributes['data-telegram-post'] !== undefined || isEmbedScript(attributes.src ?? ''));
        const formula = tag === 'script' && isTex(attributes);
        if (dropped.has(tag) && !formula) state = tag === 'svg' ? 'foreign' : 'dropped';
        if ((state === 'kept' || post) && depth < treeLimits.depth && elements < treeLimits.elements) {
          elements += 1;
          depth += 1;
          const node = createElement(tag, attributes);
          into.children.push(node);
          into = node;
          const id = attributes.id || (tag === 'a' ? attributes.name : undefined);
          if (id && !targets.has(id)) targets.set(id, node);
        }
      }
      top = { tag, into, depth, state };
      frames.push(top);
    },
    ontext(text) {
      if (top.state !== 'kept' || textChars > treeLimits.textChars) return;
      textChars += text.length;
      const siblings = top.into.children;
      const last = siblings.length - 1;
      const before = siblings[last];
      // The parser hands out every entity as a text of its own.
      if (typeof before === 'string') siblings[last] = before + text;
      else siblings.push(text);
    },
    onclosetag(tag) {
      // At the end of the input the parser also closes a tag that was cut off and never opened.
      if (frames.length === 1 || top.tag !== tag) return;
      frames.pop();
      top = frames[frames.length - 1] as Frame;
    },
  });
  parser.write(html);
  parser.end();
  return { root, targets, scripts: { count: scripts, addresses } };
}

/** Scripts of a type like `application/ld+json` hold data and run nothing. */
function isData(attributes: Readonly<Record<string, string>>): boolean {
  return /json/i.test(attributes.type ?? '') || isTex(attributes);
}

/** How MathJax keeps formulas. */
function isTex({ type = '' }: Readonly<Record<string, string>>): boolean {
  return /^\s*math\/tex\b/i.test(type);
}

function insideForeignHtml(frames: readonly Frame[]): boolean {
  for (let i = frames.length - 1; i > 0; i -= 1) {
    const frame = frames[i] as Frame;
    if (frame.state === 'kept') return false;
    if (htmlInForeign.has(frame.tag)) return true;
  }
  return false;
}

/** The text of markup nested too deeply to be an article, in paragraphs. One linear pass, whatever the input. */
function plainParagraphs(html: string): ElementNode[] {
  const paragraphs: ElementNode[] = [];
  let text = '';
  let skippedUntil = '';
  const flush = () => {
    if (text.trim()) paragraphs.push(createElement('p', {}, [text]));
    text = '';
  };
  for (const piece of html.slice(0, treeLimits.textChars).split('<')) {
    const end = piece.indexOf('>');
    const tag = /^\/?[a-z][a-z0-9]*/i.exec(piece)?.[0].toLowerCase() ?? '';
    if (skippedUntil && tag !== skippedUntil) continue;
    skippedUntil = tag === 'script' || tag === 'style' ? `/${tag}` : '';
    if (skippedUntil) continue;
    if (/^\/?(?:p|div|h[1-6]|li|tr|br|blockquote|pre)$/.test(tag) && paragraphs.length < treeLimits.elements)
      flush();
    text += piece.slice(end + 1);
  }
  flush();
  return paragraphs;
}

/** The text of a node and all below it, as it stands in the tree. */
export function textOf(node: TreeNode): string {
  return typeof node === 'string' ? node : node.children.map(textOf).join('');
}

/** Elements below `node`, in document order. */
export function* descendants(node: ElementNode): Generator<ElementNode> {
  // Not by calling itself: each element would then pass through all the generators above it.
  const open = [node.children.values()];
  for (let siblings = open.at(-1); siblings; siblings = open.at(-1)) {
    const { done, value: child } = siblings.next();
    if (done) open.pop();
    if (done || typeof child === 'string') continue;
    yield child;
    open.push(child.children.values());
  }
}

export function findTag(node: ElementNode, tag: string): ElementNode | undefined {
  for (const element of descendants(node)) if (element.tag === tag) return element;
  return undefined;
}
