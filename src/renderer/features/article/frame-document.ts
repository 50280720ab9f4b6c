import type { ImageKey } from '../../../shared/model/ids';
import { afterPaint } from './after-paint';
import { showFootnote, watchFootnotes } from './frame-footnotes';

/**
 * What the window does to the document inside the article's frame. No script runs in there: these listeners are the parent's,
 * attached from outside, so that a link, a key or a missing picture is noticed at all.
 */
export interface FrameListeners {
  /** In the reader itself where the article is stored. */
  readonly followLink: (url: string) => void;
  /** In the browser: asked for by the middle button, or with Ctrl or Cmd held. */
  readonly openLink: (url: string) => void;
  readonly onKey: (event: KeyboardEvent) => void;
  readonly openPicture: (image: HTMLImageElement) => void;
  /** A press in the article closes what is open above it: the window does not hear of it by itself. */
  readonly onPress: () => void;
}

/** The document of the open article; null when none is. */
export function frameDocument(): Document | null {
  return document.querySelector<HTMLIFrameElement>('.article-frame')?.contentDocument ?? null;
}

const openable = new Set(['http:', 'https:', 'mailto:']);

export function listenInside(frame: Document, articleUrl: string | null, listeners: FrameListeners): void {
  const follow = (event: MouseEvent) => {
    const target = event.target as Element | null;
    const link = target?.closest?.('a[href], area[href]');
    if (!link) {
      if (target?.localName === 'img' && event.button === 0)
        listeners.openPicture(target as HTMLImageElement);
      return;
    }
    event.preventDefault();
    if (event.button > 1) return;
    const href = link.getAttribute('href') ?? '';
    const place = placeInside(frame, href, articleUrl);
    if (place) {
      if (!showFootnote(frame, link, place)) place.scrollIntoView();
    } else if (URL.canParse(href) && openable.has(new URL(href).protocol)) {
      const outside = event.button === 1 || event.ctrlKey || event.metaKey || link.closest('.article-links');
      if (outside) listeners.openLink(href);
      else listeners.followLink(href);
    }
  };
  frame.addEventListener('click', follow);
  frame.addEventListener('auxclick', follow);
  frame.addEventListener('keydown', listeners.onKey);
  frame.addEventListener('pointerdown', listeners.onPress);
  frame.addEventListener('submit', (event) => event.preventDefault());
  // An error event does not bubble, so it is caught on its way down.
  frame.addEventListener('error', (event) => replaceMissing(event.target), { capture: true });
  for (const image of [...frame.images]) {
    if (image.complete && image.naturalWidth === 0) replaceMissing(image);
  }
  watchFootnotes(frame);
  makeWideScroll(frame);
}

/** The element a fragment names, be it "#note-1" or the article's own address with a fragment. */
function placeInside(frame: Document, href: string, articleUrl: string | null): Element | null {
  const [address, fragment] = [href.split('#')[0], href.split('#').slice(1).join('#')];
  if (!fragment || (address && address !== articleUrl?.split('#')[0])) return null;
  let id = fragment;
  try {
    id = decodeURIComponent(fragment);
  } catch {
    // Not percent-encoded after all.
  }
  return frame.getElementById(id) ?? frame.getElementsByName(id)[0] ?? null;
}

/** The pictures that gave way to their description, for when they arrive. */
const missing = new WeakMap<Element, HTMLImageElement>();

/** A picture that is not on this machine becomes its description, quietly. */
function replaceMissing(target: EventTarget | null): void {
  const image = target as HTMLImageElement | null;
  if (image?.localName !== 'img') return;
  const place = image.ownerDocument.createElement('span');
  place.className = 'missing-picture';
  place.dir = 'auto';
  place.textContent = image.alt || 'This picture is not kept on this computer';
  missing.set(place, image);
  image.replaceWith(place);
}

/** Shows pictures that have arrived since the article was opened. */
export function showArrived(frame: Document, stored: readonly ImageKey[]): void {
  const addresses = new Set(stored.map((key) => `media://image/${key}`));
  for (const place of frame.querySelectorAll('.missing-picture')) {
    const image = missing.get(place);
    // A copy, since an element that failed once does not ask again for the same address.
    if (image && addresses.has(image.src)) place.replaceWith(image.cloneNode());
  }
}

/** A wide table or formula scrolls by itself; the text beside it stays. Its scroller can be reached by keyboard. */
function makeWideScroll(frame: Document): void {
  const scrollers: HTMLElement[] = [];
  for (const wide of frame.querySelectorAll('.article-body :is(table, math[display="block"])')) {
    if (wide.parentElement?.closest('table')) continue;
    const isTable = wide.localName === 'table';
    // A paragraph may hold a formula, and a span.
    const scroller = frame.createElement(isTable ? 'div' : 'span');
    scroller.className = isTable ? 'table-scroller' : 'math-scroller';
    wide.replaceWith(scroller);
    scroller.append(wide);
    scrollers.push(scroller);
  }
  if (scrollers.length === 0) return;
  // Which are too wide is asked after the first paint: the answer takes a layout of its own.
  afterPaint(() => {
    const wide = scrollers.filter((scroller) => scroller.scrollWidth > scroller.clientWidth);
    for (const scroller of wide) scroller.tabIndex = 0;
  });
}

/** Shows the reader's tags without loading the document anew, so that the place in the text is kept. */
export function showTags(frame: Document, tags: readonly string[]): void {
  const list = frame.querySelector<HTMLElement>('.article-tags');
  if (!list) return;
  list.hidden = tags.length === 0;
  list.replaceChildren(
    ...tags.map((tag) => {
      const item = frame.createElement('li');
      item.dir = 'auto';
      item.textContent = tag;
      return item;
    }),
  );
}
