import type { ArticleId } from '../../../shared/model/ids';
import { notePosition, positionOf, type ReadingPosition } from '../../state/positions';

/** Brings the reader back to where they were in an article, and remembers where that is. */
export function keepPosition(frame: Document, articleId: ArticleId): void {
  const before = positionOf(articleId);
  if (before) scrollTo(frame, before);
  let noted = frame.defaultView?.scrollY;
  frame.addEventListener('scrollend', () => {
    // The end of our own scrolling is no new place; noting it each time would let the place drift by what was rounded.
    if (frame.defaultView?.scrollY === noted) return;
    noted = frame.defaultView?.scrollY;
    notePosition(articleId, readPosition(frame));
  });
}

/** Blocks of text: what stands at the top of the page is told by these, so that it holds in any size of text. */
function blocksOf(frame: Document): readonly Element[] {
  return [
    ...frame.querySelectorAll('.article-body :is(p, li, h2, h3, h4, h5, h6, blockquote, pre, figure, tr)'),
  ];
}

/** Null at the top of the article. */
function readPosition(frame: Document): ReadingPosition | null {
  if ((frame.defaultView?.scrollY ?? 0) === 0) return null;
  const blocks = blocksOf(frame);
  const block = blocks.findIndex((element) => element.getBoundingClientRect().bottom > 0);
  const rect = blocks[block]?.getBoundingClientRect();
  // Still at the headline, or already below the text.
  if (!rect) return block < 0 && blocks.length > 0 ? { block: blocks.length - 1, offset: 1 } : null;
  return { block, offset: rect.height > 0 ? -rect.top / rect.height : 0 };
}

function scrollTo(frame: Document, { block, offset }: ReadingPosition): void {
  const rect = blocksOf(frame)[block]?.getBoundingClientRect();
  if (rect) frame.defaultView?.scrollBy({ top: rect.top + rect.height * offset, behavior: 'instant' });
}
