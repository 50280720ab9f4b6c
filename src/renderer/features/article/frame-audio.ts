import type { Recording } from '../../../shared/model/audio';
import { formatDuration } from './enclosure';

/**
 * Cards for recordings in the article's frame. The document has a link for each; the window puts a card with buttons in its place,
 * from outside, since nothing runs in there. A recording plays when the reader presses its button, and never otherwise.
 */

export interface AudioCard {
  readonly recording: Recording;
  readonly title: string;
  readonly playing: boolean;
  /** What is said of it beside its length; null when there is nothing to say. */
  readonly text: string | null;
  /** The word on the second button. */
  readonly action: string;
}

export interface AudioListeners {
  readonly onPlay: (url: string) => void;
  readonly onAction: (url: string) => void;
}

/** Puts a card in the place of each link to a recording. @param urls of the article's recordings: no other link becomes a card */
export function makeAudioCards(frame: Document, urls: readonly string[], listeners: AudioListeners): void {
  const known = new Set(urls);
  for (const link of frame.querySelectorAll<HTMLAnchorElement>('a.article-recording, p.embed.audio > a')) {
    const url = link.getAttribute('href') ?? '';
    if (!known.has(url)) continue;
    const card = frame.createElement('div');
    card.className = 'audio-card';
    card.dataset.audio = url;
    const play = button(frame, 'audio-play');
    play.append(icon(frame));
    const text = frame.createElement('div');
    text.className = 'audio-text';
    text.append(line(frame, 'audio-title'), line(frame, 'audio-facts'));
    const action = button(frame, 'audio-action');
    play.addEventListener('click', () => listeners.onPlay(url));
    action.addEventListener('click', () => listeners.onAction(url));
    card.append(play, text, action);
    const place = link.closest('p.embed') ?? link;
    place.replaceWith(card);
  }
}

/** Brings the cards in line with what plays and what is on this computer. */
export function showAudio(frame: Document, cards: readonly AudioCard[]): void {
  for (const { recording, title, playing, text, action } of cards) {
    for (const card of frame.querySelectorAll<HTMLElement>(
      `.audio-card[data-audio="${CSS.escape(recording.url)}"]`,
    )) {
      const play = card.querySelector<HTMLButtonElement>('.audio-play');
      play?.setAttribute('aria-label', `${playing ? 'Pause' : 'Play'}: ${title}`);
      card.toggleAttribute('data-playing', playing);
      setText(card, '.audio-title', title);
      const duration = recording.duration === null ? null : formatDuration(recording.duration);
      setText(card, '.audio-facts', [duration, text].filter(Boolean).join(' · '));
      setText(card, '.audio-action', action);
    }
  }
}

/** Written only when it changed: a screen reader would begin its line anew. */
function setText(card: HTMLElement, part: string, text: string): void {
  const element = card.querySelector(part);
  if (element && element.textContent !== text) element.textContent = text;
}

function button(frame: Document, className: string): HTMLButtonElement {
  const element = frame.createElement('button');
  element.type = 'button';
  element.className = className;
  return element;
}

function line(frame: Document, className: string): HTMLElement {
  const element = frame.createElement('span');
  element.className = className;
  element.dir = 'auto';
  return element;
}

const svg = 'http://www.w3.org/2000/svg';

/** Both signs, of which the stylesheet shows one. */
function icon(frame: Document): Element {
  const sign = frame.createElementNS(svg, 'svg');
  sign.setAttribute('viewBox', '0 0 24 24');
  sign.setAttribute('aria-hidden', 'true');
  for (const [className, shape] of [
    ['audio-sign-play', 'M8 5.2v13.6c0 .8.9 1.3 1.6.8l10-6.8c.6-.4.6-1.2 0-1.6l-10-6.8C8.9 3.9 8 4.4 8 5.2z'],
    ['audio-sign-pause', 'M7 5h3.5v14H7zM13.5 5H17v14h-3.5z'],
  ] as const) {
    const path = frame.createElementNS(svg, 'path');
    path.setAttribute('class', className);
    path.setAttribute('d', shape);
    sign.append(path);
  }
  return sign;
}
