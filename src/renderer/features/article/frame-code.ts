import type { HLJSApi } from 'highlight.js';

/** Colours for code in the article's frame: worked out here and put in from outside, since nothing runs in there. */

/** Longer ones are listings to scroll, not to study; colouring them would take longer than a frame. */
const longestCode = 12_000;
/** Below this, what the library takes it for is a guess, and wrong colours are worse than none. */
const certainEnough = 5;

let loading: Promise<HLJSApi> | undefined;

/** Colours the blocks of code as they come into view. The text stays as it is. */
export function colourCode(frame: Document): void {
  const blocks = [...frame.querySelectorAll<HTMLElement>('.article-body pre')].filter(
    ({ textContent }) => textContent.length > 20 && textContent.length <= longestCode,
  );
  const View = (frame.defaultView as (Window & typeof globalThis) | null)?.IntersectionObserver;
  if (blocks.length === 0 || !View) return;
  const observer = new View((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      observer.unobserve(target);
      void colour(target as HTMLElement);
    }
  });
  for (const block of blocks) observer.observe(block);
}

async function colour(block: HTMLElement): Promise<void> {
  loading ??= import('highlight.js/lib/common').then((module) => module.default);
  const highlighter = await loading;
  // A publisher's own colouring leaves elements behind; plain text is all that is needed of it.
  const { value, relevance } = highlighter.highlightAuto(block.textContent);
  if (relevance < certainEnough) return;
  const holder = block.querySelector('code') ?? block;
  // The library escapes the text and writes nothing but spans with classes of its own.
  holder.innerHTML = value;
}
