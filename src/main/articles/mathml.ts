import { createElement, type ElementNode, type TreeNode, textOf } from './html-tree';
import { inAlphabet } from './math-letters';

/**
 * MathML as the window draws it (MathML Core), written anew. Mathematics is where HTML parsers change their rules within a document,
 * so nothing of the publisher's nesting is trusted: below `math` stand these elements alone, the ones for signs and words hold
 * text alone, and every attribute has one of the forms given here. Links, actions, HTML and annotations have no place in it.
 */

const words = (text: string): readonly string[] => text.split(' ');

/** Hold text and nothing else. */
export const mathTokens: ReadonlySet<string> = new Set(words('mi mn mo ms mtext'));
/** Hold nothing; a lenient parser puts what follows an unclosed one into it. */
const empty: ReadonlySet<string> = new Set(words('mspace mprescripts'));
/** Each child has its own meaning by its place, so that each has to stay one. */
const placed: ReadonlySet<string> = new Set(
  words('mfrac mroot msub msup msubsup munder mover munderover mmultiscripts'),
);
const rows: ReadonlySet<string> = new Set(
  words('mrow msqrt mstyle merror mpadded mphantom menclose mtable mtr mtd'),
);

/** Elements that may stand below `math`. */
export const mathTags: ReadonlySet<string> = new Set([...mathTokens, ...rows, ...placed, ...empty]);

const flag = /^(?:true|false)$/;
/** A few letters wide at most, and hardly ever backwards: a formula covers no text but its own. */
const length = /^(?:(?:\d(?:\.\d{1,5})?|-?0?\.\d{1,5})(?:em|ex)|\d{1,2}(?:\.\d{1,5})?(?:px|pt)|0)$/;
const span = /^[1-9]\d?$/;
const alignment = /^(?:left|center|right)$/;

/** What each attribute may say, by element. `alttext` is free text: the formula as its author typed it. */
export const mathAttributes: Readonly<Record<string, Readonly<Record<string, RegExp>>>> = {
  math: { display: /^(?:block|inline)$/, alttext: /^[\s\S]{1,2000}$/ },
  mi: { mathvariant: /^normal$/ },
  mo: {
    form: /^(?:prefix|infix|postfix)$/,
    fence: flag,
    separator: flag,
    stretchy: flag,
    symmetric: flag,
    largeop: flag,
    movablelimits: flag,
    accent: flag,
    lspace: length,
    rspace: length,
    minsize: length,
    maxsize: length,
  },
  mspace: { width: length, height: length, depth: length },
  mpadded: { width: length, height: length, depth: length, voffset: length },
  mfrac: { linethickness: length },
  mstyle: { displaystyle: flag, scriptlevel: /^[+-]?[0-3]$/ },
  menclose: { notation: /^(?:box|top|bottom|left|right|updiagonalstrike|horizontalstrike)$/ },
  mover: { accent: flag },
  munder: { accentunder: flag },
  munderover: { accent: flag, accentunder: flag },
  mtd: { columnspan: span, rowspan: span, columnalign: alignment },
};

/** Whether `math` or an element below it may have an attribute with this value. */
export function mathAllows(tag: string, name: string, value: string): boolean {
  const forms = mathAttributes[tag] ?? {};
  return Object.hasOwn(forms, name) && forms[name]?.test(value) === true;
}

/** Elements nested within one formula. A deeper one is written out as plain signs. */
export const maxMathDepth = 32;

/** The local name of an element: feeds write `mml:math` and `m:math` as well. */
export function mathName(tag: string): string {
  return !tag.includes(':') ? tag : tag.replace(/^(?:m|mml|mathml):/, '');
}

/** A formula as it may be shown; null when there is nothing in it. Of one without elements its plain text form is left. */
export function shapeMath({ attributes, children }: ElementNode): ElementNode | null {
  const content = buildAll(children, 1);
  const alttext = attributes.alttext?.replace(/\s+/g, ' ').trim() ?? '';
  if (!content.some(holdsSign)) return alttext ? createElement('code', {}, [alttext]) : null;
  const display = attributes.display === 'block' || attributes.mode === 'display';
  const kept: Record<string, string> = display ? { display: 'block' } : {};
  if (alttext && alttext.length <= 2000) kept.alttext = alttext;
  return createElement('math', kept, content);
}

function holdsSign(node: TreeNode): boolean {
  return typeof node === 'string' ? node.trim() !== '' : node.children.some(holdsSign);
}

function buildAll(nodes: readonly TreeNode[], depth: number): ElementNode[] {
  const built = nodes.flatMap((node) => build(node, depth));
  return built.flatMap((node, at) => {
    const before = built[at - 1];
    if (node.tag === 'mo') space(node, before, built[at + 1]);
    return before && needsSpace(before, node) ? [thinSpace(), node] : [node];
  });
}

const thin = '0.1667em';
const thinSpace = () => createElement('mspace', { width: thin });
const opensBracket = (node: ElementNode) => /^[([{|]/.test(textOf(node));

/** Beside the name of a function, as in 2 sin x; browsers set it without. */
function needsSpace(before: ElementNode, after: ElementNode): boolean {
  const sign = /^(?:mo|mspace|mtext)$/;
  if (sign.test(before.tag) || sign.test(after.tag)) return false;
  return isFunction(after) || (isFunction(before) && !opensBracket(after));
}

function isFunction(node: ElementNode): boolean {
  const base = /^ms(?:up|ub|ubsup)$/.test(node.tag) ? node.children[0] : node;
  return typeof base === 'object' && base.tag === 'mi' && /^[a-z]{2,}$/i.test(textOf(base));
}

/** After the name of a function, and none after a sign that begins a term. */
function space(operator: ElementNode, before: ElementNode | undefined, after: ElementNode | undefined): void {
  const [sign] = operator.children;
  if (sign === '\u2061' && after && !opensBracket(after)) operator.attributes.rspace ??= thin;
  const beginsTerm = before?.tag === 'mo' && !/[)\]}|!′'\u2061]$/.test(textOf(before));
  if ((sign === '−' || sign === '+' || sign === '-' || sign === '±') && beginsTerm) {
    operator.attributes.form ??= 'prefix';
  }
}

function build(node: TreeNode, depth: number): ElementNode[] {
  if (typeof node === 'string') return textToken(node);
  if (depth > maxMathDepth) return textToken(textOf(node));
  const name = mathName(node.tag);
  if (mathTokens.has(name)) return [token(name, node)];
  if (empty.has(name)) return [element(name, node, []), ...buildAll(node.children, depth)];
  if (placed.has(name)) return [element(name, node, inPlaces(node.children, depth + 1))];
  if (name === 'mtable') return [element(name, node, tableRows(node, depth + 1))];
  if (rows.has(name)) return [element(name, node, buildAll(node.children, depth + 1))];
  if (name === 'none') return [createElement('mrow')];
  if (name === 'mfenced') return [fenced(node, depth + 1)];
  // Of an action and of several forms of one formula, the first is the one to see.
  if (name === 'semantics' || name === 'maction')
    return elementsOf(node)
      .slice(0, 1)
      .flatMap((first) => build(first, depth));
  if (name.startsWith('annotation')) return [];
  return buildAll(node.children, depth);
}

function elementsOf({ children }: ElementNode): ElementNode[] {
  return children.filter((child) => typeof child !== 'string');
}

function element(tag: string, { attributes }: ElementNode, children: ElementNode[]): ElementNode {
  const kept: Record<string, string> = {};
  const allowed = mathAttributes[tag] ?? {};
  for (const name in allowed) {
    const value = attributes[name]?.trim();
    if (value !== undefined && allowed[name]?.test(value)) kept[name] = value;
  }
  return createElement(tag, kept, children);
}

function token(tag: string, node: ElementNode): ElementNode {
  const text = clean(textOf(node));
  const variant = node.attributes.mathvariant?.trim() ?? '';
  const kept = element(tag, node, []);
  // Words stay words, to be found and copied; letters that are signs take the form that tells them apart.
  kept.children = [tag === 'mtext' || tag === 'ms' ? text : inAlphabet(text, variant)];
  return kept;
}

function textToken(text: string): ElementNode[] {
  const cleaned = clean(text);
  return cleaned ? [createElement('mtext', {}, [cleaned])] : [];
}

/** White space as MathML reads it; no-break spaces are there to be seen. */
function clean(text: string): string {
  return text.replace(/[ \t\r\n]+/g, ' ').replace(/^ | $/g, '');
}

function inPlaces(children: readonly TreeNode[], depth: number): ElementNode[] {
  return children.flatMap((child) => {
    if (typeof child !== 'string' && empty.has(mathName(child.tag))) return build(child, depth);
    if (typeof child === 'string' && !clean(child)) return [];
    // What it comes to decides whether it needs a row around it. To build it a second time, within one, would double the work with
    // every level.
    const built = build(child, isOne(child) ? depth : depth + 1);
    return built.length === 1 ? built : [createElement('mrow', {}, built)];
  });
}

/** Whether a node is an element of the formula itself, and not one that gives way to what it holds. */
function isOne(node: TreeNode): boolean {
  if (typeof node === 'string') return true;
  const name = mathName(node.tag);
  return mathTags.has(name) || name === 'none' || name === 'mfenced';
}

/** Cells take over the alignment of their column, which the window's MathML leaves to each cell. */
function tableRows(table: ElementNode, depth: number): ElementNode[] {
  return elementsOf(table).map((row) => {
    const name = mathName(row.tag);
    const cells = elementsOf(row).filter((cell) => !isGlue(cell));
    // The label of an equation comes first in the markup and stands last on the page.
    if (name === 'mlabeledtr') cells.push(...cells.splice(0, 1));
    // Read anew for each row: a very long one would take quadratic time.
    const columns = (row.attributes.columnalign ?? table.attributes.columnalign ?? '').slice(0, 1_000);
    const aligned = columns.trim().split(/\s+/);
    return createElement(
      'mtr',
      {},
      name === 'mtr' || name === 'mlabeledtr'
        ? cells.map((cell, at) => tableCell(cell, aligned[at] ?? aligned.at(-1), depth + 1))
        : [createElement('mtd', {}, build(row, depth + 1))],
    );
  });
}

function tableCell(cell: ElementNode, columnalign: string | undefined, depth: number): ElementNode {
  const isCell = mathName(cell.tag) === 'mtd';
  const built = isCell
    ? element('mtd', cell, buildAll(cell.children, depth + 1))
    : createElement('mtd', {}, build(cell, depth + 1));
  if (!built.attributes.columnalign && columnalign && alignment.test(columnalign)) {
    built.attributes.columnalign = columnalign;
  }
  return built;
}

/** Empty cells that KaTeX puts at both ends of an equation, for its own style sheet. */
function isGlue({ attributes, children }: ElementNode): boolean {
  return children.length === 0 && /^(?:mtr-glue|mml-eqn-num)$/.test(attributes.class ?? '');
}

/** `mfenced` of MathML 2 in the words of MathML Core. */
function fenced(node: ElementNode, depth: number): ElementNode {
  const { open = '(', close = ')', separators = ',' } = node.attributes;
  const fence = (sign: string) =>
    sign.trim() ? [createElement('mo', { fence: 'true' }, [sign.trim().slice(0, 4)])] : [];
  const between = [...separators.replace(/\s/g, '')];
  const parts = inPlaces(node.children, depth).flatMap((part, at) => {
    const sign = between[Math.min(at - 1, between.length - 1)];
    return at > 0 && sign ? [createElement('mo', { separator: 'true' }, [sign]), part] : [part];
  });
  return createElement('mrow', {}, [...fence(open), ...parts, ...fence(close)]);
}
