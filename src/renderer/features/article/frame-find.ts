/**
 * Finding words in the article's frame. Hits are painted by the CSS Custom Highlight API, so the publisher's elements stay as
 * they are.
 */

const allHits = 'found';
const currentHit = 'found-now';
/** More would only slow the painting of a page nobody steps through. */
const mostHits = 2_000;

/**
 * Every place of `text` in the article, in its order: whatever the case and the accents, also across emphasis and links, never
 * across blocks.
 */
export function findInside(frame: Document, text: string): readonly Range[] {
  const needle = folded(text.replace(/\s+/g, ' ').trim());
  const article = frame.querySelector('article');
  if (!needle || !article) return [];
  const { words, nodes, starts } = readText(frame, article);
  const ranges: Range[] = [];
  for (
    let at = words.indexOf(needle);
    at >= 0 && ranges.length < mostHits;
    at = words.indexOf(needle, at + needle.length)
  ) {
    const range = frame.createRange();
    const first = lastAtOrBefore(starts, at);
    const last = lastAtOrBefore(starts, at + needle.length - 1);
    range.setStart(nodes[first] as Text, at - (starts[first] as number));
    range.setEnd(nodes[last] as Text, at + needle.length - (starts[last] as number));
    ranges.push(range);
  }
  return ranges;
}

/** Paints the hits, the current one more strongly, and brings it into view. */
export function showHits(frame: Document, hits: readonly Range[], current: number): void {
  const view = frame.defaultView as (Window & typeof globalThis) | null;
  if (!view) return;
  const { highlights } = view.CSS;
  highlights.delete(allHits);
  highlights.delete(currentHit);
  const now = hits[current];
  if (!now) return;
  highlights.set(allHits, new view.Highlight(...hits));
  const strong = new view.Highlight(now);
  strong.priority = 1;
  highlights.set(currentHit, strong);
  const { top, bottom } = now.getBoundingClientRect();
  const margin = 80;
  if (top < margin || bottom > view.innerHeight - margin) {
    view.scrollBy({ top: top - view.innerHeight / 3 });
  }
}

interface ArticleText {
  /** Folded, one code unit for one of the page, blocks kept apart by a line end. */
  readonly words: string;
  readonly nodes: readonly Text[];
  /** Where in `words` each node begins. */
  readonly starts: readonly number[];
}

function readText(frame: Document, article: Element): ArticleText {
  const nodes: Text[] = [];
  const starts: number[] = [];
  let words = '';
  let block: Element | null = null;
  const walker = frame.createTreeWalker(article, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null) {
    const around = blockAround(node);
    if (block !== null && around !== block) words += '\n';
    block = around;
    nodes.push(node);
    starts.push(words.length);
    words += folded(node.data);
  }
  return { words, nodes, starts };
}

const blocks = 'p, li, h1, h2, h3, h4, h5, h6, blockquote, pre, figcaption, td, th, dt, dd, div, article';

function blockAround(node: Text): Element | null {
  return node.parentElement?.closest(blocks) ?? null;
}

/** Lower case without accents, every kind of space a space; as long as the text it is of, so that places stay places. */
function folded(text: string): string {
  return text
    .replace(/\s/g, ' ')
    .replace(/[\u00c0-\u1fff]/g, (letter) => letter.normalize('NFD').charAt(0))
    .toLowerCase();
}

/** Index of the last number not above `value` in an ascending list. */
function lastAtOrBefore(ascending: readonly number[], value: number): number {
  let low = 0;
  let high = ascending.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((ascending[middle] as number) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
