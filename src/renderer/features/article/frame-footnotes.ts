/** Footnotes open in place, beside the sign that refers to them, instead of carrying the reader to the end and away. */

const sign = /^[[(]?(?:\d{1,3}|[a-z]|[*†‡§¶]{1,3})[\])]?$/i;
const wayBack = /^(?:[↩↑^⤴⏎]\ufe0e?|back|return|jump up)$/iu;
const noteParts = 'li, p, dd, aside, div, td';
const popupClass = 'footnote';

/**
 * Shows the note a link refers to.
 *
 * @param link the link that was followed
 * @param target what it leads to, within the same article
 * @returns false when this is no reference to a note: then the page goes there as usual
 */
export function showFootnote(frame: Document, link: Element, target: Element): boolean {
  closeFootnote(frame);
  const text = link.textContent?.trim() ?? '';
  if (!sign.test(text) && !link.closest('sup')) return false;
  const note = target.closest(noteParts);
  // A reference stands before its note; from within the note the same signs lead back.
  if (!note || note.contains(link) || precedes(note, link)) return false;
  const popup = frame.createElement('aside');
  popup.className = popupClass;
  popup.tabIndex = -1;
  popup.setAttribute('role', 'note');
  popup.setAttribute('aria-label', `Note ${text}`);
  popup.append(...contentOf(note));
  frame.body.append(popup);
  place(popup, link);
  popup.focus({ preventScroll: true });
  return true;
}

/** @returns whether one was open */
function closeFootnote(frame: Document): boolean {
  const open = frame.querySelector(`.${popupClass}`);
  open?.remove();
  return open !== null;
}

/** Closes the note on Escape, and on a press or the focus outside it. */
export function watchFootnotes(frame: Document): void {
  const outside = (event: Event) => !(event.target as Element | null)?.closest?.(`.${popupClass}`);
  frame.addEventListener('pointerdown', (event) => {
    if (outside(event)) closeFootnote(frame);
  });
  frame.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && closeFootnote(frame)) event.preventDefault();
  });
}

function precedes(a: Element, b: Element): boolean {
  return (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
}

/** A copy of the note without the signs that lead back. */
function contentOf(note: Element): readonly Node[] {
  const copy = note.cloneNode(true) as Element;
  for (const named of copy.querySelectorAll('[id]')) named.removeAttribute('id');
  for (const link of copy.querySelectorAll('a')) {
    if (wayBack.test(link.textContent?.trim() ?? '')) link.remove();
  }
  return [...copy.childNodes];
}

/** Below its sign, within the page; above it where there is no room below. */
function place(popup: HTMLElement, link: Element): void {
  const view = popup.ownerDocument.defaultView;
  if (!view) return;
  const at = link.getBoundingClientRect();
  const { width, height } = popup.getBoundingClientRect();
  const gap = 8;
  const left = Math.min(Math.max(at.left - width / 2, gap), view.innerWidth - width - 2 * gap);
  const below = at.bottom + gap;
  const top = below + height > view.innerHeight ? Math.max(at.top - gap - height, gap) : below;
  popup.style.left = `${left + view.scrollX}px`;
  popup.style.top = `${top + view.scrollY}px`;
}
