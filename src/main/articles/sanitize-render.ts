import { blockTags, fixedAttributes, inlineTags, selfClosingTags, voidTags } from './allowlist';
import type { ElementNode, TreeNode } from './html-tree';

/** Characters of HTML; a book's worth. What lies beyond is left out, and every open element is still closed. */
const maxOutputChars = 4_000_000;

/** Written even when empty: a missing cell would shift its row. */
const tableParts: ReadonlySet<string> = new Set('caption colgroup thead tbody tfoot tr th td'.split(' '));

/** One stretch of output with what is needed to leave out what would show as a hole. */
interface Sink {
  html: string;
  /** Whether anything to read or see has been written. */
  filled: boolean;
  /** Whether the current line has something on it, so that a `<br>` would end it. */
  onLine: boolean;
  /** Line breaks held back until something follows them. */
  breaks: number;
  /** Direct blocks, and whether anything else stands beside them. */
  blocks: number;
  loose: boolean;
  lastBlock: string;
}

interface Budget {
  left: number;
}

/**
 * Writes the tree as HTML: elements off the allowlist give way to their content; empty paragraphs, empty emphasis and runs of
 * line breaks (more than two, or at the edges of a block) are left out, as is a `div` around a single block.
 */
export function renderTree(root: ElementNode): string {
  const sink = createSink(false);
  renderAll(root.children, sink, false, { left: maxOutputChars });
  return sink.html.trim();
}

function createSink(onLine: boolean): Sink {
  return { html: '', filled: false, onLine, breaks: 0, blocks: 0, loose: false, lastBlock: '' };
}

function renderAll(nodes: readonly TreeNode[], sink: Sink, inPre: boolean, budget: Budget): void {
  for (const node of nodes) {
    if (budget.left <= 0) return;
    if (typeof node === 'string') renderText(node, sink, inPre, budget);
    else renderElement(node, sink, inPre, budget);
  }
}

function renderText(text: string, sink: Sink, inPre: boolean, budget: Budget): void {
  if (!inPre && !/\S/.test(text)) {
    // A line of nothing but a no-break space is how editors write an empty line.
    if (sink.breaks > 0 || (!sink.onLine && text.includes('\u00a0'))) return;
    sink.html += text.includes('\u00a0') ? text : text.includes('\n') ? '\n' : ' ';
    return;
  }
  flushBreaks(sink);
  const escaped = escapeText(text);
  budget.left -= escaped.length;
  sink.html += escaped;
  sink.filled = true;
  sink.onLine = true;
  sink.loose = true;
}

function renderElement(node: ElementNode, sink: Sink, inPre: boolean, budget: Budget): void {
  const { tag } = node;
  if (tag === 'br') renderBreak(sink, inPre);
  else if (blockTags.has(tag)) renderBlock(node, sink, inPre, budget);
  else if (voidTags.has(tag)) renderVoid(node, sink, budget);
  else if (tag === 'math') renderMath(node, sink, budget);
  else if (inlineTags.has(tag) && !isBareSpan(node)) renderInline(node, sink, inPre, budget);
  else renderAll(node.children, sink, inPre, budget);
}

function renderBreak(sink: Sink, inPre: boolean): void {
  if (inPre) sink.html += '<br />';
  else if (sink.onLine) sink.breaks += 1;
  // Between two divs a break is the publisher's empty line; beside any other block it only adds to the margin.
  else if (sink.lastBlock === 'div') sink.breaks = 2;
}

function renderVoid(node: ElementNode, sink: Sink, budget: Budget): void {
  const visible = node.tag === 'img';
  if (visible) flushBreaks(sink);
  const html = openingTag(node);
  budget.left -= html.length;
  sink.html += html;
  if (!visible) return;
  sink.filled = true;
  sink.onLine = true;
  sink.loose = true;
}

/** A formula was written by us from end to end: nothing in it is left out. */
function renderMath(node: ElementNode, sink: Sink, budget: Budget): void {
  flushBreaks(sink);
  const html = mathHtml(node);
  budget.left -= html.length;
  sink.html += html;
  sink.filled = true;
  sink.onLine = true;
  sink.loose = true;
}

function mathHtml(node: TreeNode): string {
  if (typeof node === 'string') return escapeText(node);
  return `${openingTag(node)}${node.children.map(mathHtml).join('')}</${node.tag}>`;
}

function renderInline(node: ElementNode, sink: Sink, inPre: boolean, budget: Budget): void {
  const inner = createSink(sink.onLine);
  renderAll(node.children, inner, inPre, budget);
  if (!inner.filled && !node.anchor) {
    if (inner.html && sink.breaks === 0) sink.html += inPre ? inner.html : ' ';
    sink.breaks += inner.breaks;
    return;
  }
  flushBreaks(sink);
  write(node, inner.html, sink, budget);
  sink.filled ||= inner.filled;
  sink.onLine = inner.onLine;
  sink.breaks = inner.breaks;
  sink.loose = true;
}

function renderBlock(node: ElementNode, sink: Sink, inPre: boolean, budget: Budget): void {
  const { tag } = node;
  if (tag === 'hr') {
    if (sink.filled) write(node, '', sink, budget);
    startLine(sink, tag);
    return;
  }
  const inner = createSink(false);
  renderAll(node.children, inner, inPre || tag === 'pre', budget);
  if (!inner.filled && !node.anchor && !tableParts.has(tag)) {
    if (tag === 'div' && sink.filled && node.children.some(isLineBreak)) sink.breaks = 2;
    return;
  }
  if (sink.breaks >= 2 && tag === 'div') flushBreaks(sink);
  const isWrapper = tag === 'div' && inner.blocks === 1 && !inner.loose && isPlain(node);
  if (isWrapper) sink.html += inner.html;
  else write(node, inner.html, sink, budget);
  sink.filled ||= inner.filled;
  sink.blocks += 1;
  startLine(sink, isWrapper ? inner.lastBlock : tag);
}

function startLine(sink: Sink, after: string): void {
  sink.breaks = 0;
  sink.onLine = false;
  sink.lastBlock = after;
}

function flushBreaks(sink: Sink): void {
  if (sink.breaks === 0) return;
  sink.html += sink.breaks > 1 && sink.onLine ? '<br /><br />' : '<br />';
  sink.breaks = 0;
  sink.loose = true;
}

function write(node: ElementNode, inner: string, sink: Sink, budget: Budget): void {
  const opening = openingTag(node);
  budget.left -= opening.length + node.tag.length + 3;
  sink.html += node.tag === 'hr' ? opening : `${opening}${inner}</${node.tag}>`;
}

function openingTag({ tag, attributes, anchor }: ElementNode): string {
  let html = `<${tag}`;
  if (anchor) html += ` id="${anchor}"`;
  for (const name in attributes) html += ` ${name}="${escapeAttribute(attributes[name] as string)}"`;
  return `${html}${fixedAttributes[tag] ?? ''}${selfClosingTags.has(tag) ? ' />' : '>'}`;
}

function isPlain({ attributes, anchor }: ElementNode): boolean {
  if (anchor) return false;
  for (const _ in attributes) return false;
  return true;
}

function isLineBreak(node: TreeNode): boolean {
  return typeof node === 'string' ? node.includes('\u00a0') : node.tag === 'br';
}

function isBareSpan(node: ElementNode): boolean {
  return node.tag === 'span' && isPlain(node);
}

function escapeText(text: string): string {
  return /[&<>]/.test(text) ? text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;') : text;
}

function escapeAttribute(text: string): string {
  return escapeText(text).replaceAll('"', '&quot;');
}
