import type { Sentence } from './aloud-queue';
import { frameLocale } from './frame-locale';

/** A sentence and where it stands on the page. */
export interface PageSentence extends Sentence {
  readonly range: Range;
}

const blocks =
  'p, li, h1, h2, h3, h4, h5, h6, blockquote, figcaption, caption, td, th, dt, dd, summary, div, article';
/** Not for the ear: code, cards that only lead elsewhere, signs of footnotes, readings set above characters. */
const unspoken =
  'pre, .embed, .post-link, .missing-picture, .footnote, rt, rp, sup > a, [hidden], .article-empty';

/** The headline and the text of the article in the frame, sentence by sentence, each in its own language. */
export function sentencesOf(frame: Document): readonly PageSentence[] {
  const sentences: PageSentence[] = [];
  for (const part of frame.querySelectorAll('.article-header h1, .article-body')) {
    let block: Element | null = null;
    let nodes: Text[] = [];
    const flush = () => {
      if (block) sentences.push(...split(frame, block, nodes));
      nodes = [];
    };
    const texts = frame.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode() as Text | null; text; text = texts.nextNode() as Text | null) {
      const parent = text.parentElement;
      if (!parent || parent.closest(unspoken)) continue;
      const around = parent.closest(blocks);
      if (around !== block) flush();
      block = around;
      nodes.push(text);
    }
    flush();
  }
  return sentences;
}

function split(frame: Document, block: Element, nodes: readonly Text[]): PageSentence[] {
  const text = nodes.map(({ data }) => data).join('');
  if (!/[\p{L}\p{N}]/u.test(text)) return [];
  const language = frameLocale(block);
  const found: PageSentence[] = [];
  for (const { segment, index } of segmenterFor(language).segment(text)) {
    const words = segment.replace(/\s+/g, ' ').trim();
    if (!/[\p{L}\p{N}]/u.test(words)) continue;
    const from = index + (segment.length - segment.trimStart().length);
    found.push({
      text: words,
      language,
      range: rangeOf(frame, nodes, from, index + segment.trimEnd().length),
    });
  }
  return found;
}

function segmenterFor(language: string): Intl.Segmenter {
  try {
    return new Intl.Segmenter(language, { granularity: 'sentence' });
  } catch {
    return new Intl.Segmenter(undefined, { granularity: 'sentence' });
  }
}

/** The stretch of the page from one place to another in the joined text of `nodes`. */
function rangeOf(frame: Document, nodes: readonly Text[], from: number, to: number): Range {
  const range = frame.createRange();
  let before = 0;
  let begun = false;
  for (const node of nodes) {
    const end = before + node.length;
    if (!begun && from < end) {
      range.setStart(node, from - before);
      begun = true;
    }
    if (begun && to <= end) {
      range.setEnd(node, to - before);
      return range;
    }
    before = end;
  }
  return range;
}
