import { useAloud } from '../../state/aloud';
import { useReading } from '../../state/reading';
import { say } from '../../ui/toaster';
import { frameDocument } from '../article/frame-document';
import { useFrameLoaded } from '../article/frame-loaded';
import { openNeighbour } from '../articles/article-actions';
import { AloudQueue } from './aloud-queue';
import { type PageSentence, sentencesOf } from './sentences';
import { systemSynthesizer, systemVoices } from './system-voices';
import { primaryLanguage, voiceFor } from './voices';

/** Reads the open article aloud, and shows where. One thing is read at a time. */

const highlightName = 'aloud';

let sentences: readonly PageSentence[] = [];
/** The article is on its way into the frame, to be read once it is there. */
let awaited = false;

const queue = new AloudQueue(systemSynthesizer, {
  onSentence(at) {
    useAloud.setState({ at });
    show(sentences[at]?.range);
  },
  onEnd(why) {
    show(undefined);
    useAloud.setState({ playing: false, at: 0, problem: why });
    if (why === null && useAloud.getState().readOn) void readNext();
  },
});

/** Shows the bar and begins to read; when it is there already, closes it. */
export async function toggleAloud(): Promise<void> {
  if (useAloud.getState().open) closeAloud();
  else if (!useReading.getState().openId) say('No article is open');
  else {
    useAloud.setState({ open: true, problem: null });
    await begin();
  }
}

export function closeAloud(): void {
  stop();
  useAloud.setState({ open: false, problem: null });
}

export async function playOrPause(): Promise<void> {
  const { playing, total } = useAloud.getState();
  if (playing) {
    queue.pause();
    useAloud.setState({ playing: false });
  } else if (sentences.length > 0 && total > 0) {
    queue.resume();
    useAloud.setState({ playing: true, problem: null });
  } else {
    await begin();
  }
}

export function skipSentence(by: 1 | -1): void {
  queue.skip(by);
}

export function setSpeed(speed: number): void {
  useAloud.setState({ speed });
  queue.setSpeed(speed);
}

export function chooseVoice(language: string, voiceURI: string): void {
  useAloud.setState(({ voices }) => ({ voices: { ...voices, [primaryLanguage(language)]: voiceURI } }));
  queue.restart();
}

export function setReadOn(readOn: boolean): void {
  useAloud.setState({ readOn });
}

/** Another document stands in the frame: what was read is gone, and the one that was waited for is read. */
export async function onFrameLoaded(): Promise<void> {
  const { open, articleId, playing } = useAloud.getState();
  if (!open) return;
  const { id } = useFrameLoaded.getState();
  if (awaited) {
    awaited = false;
    await begin();
  } else if (id !== articleId) {
    stop();
  } else {
    // The same article with another text: its sentences are others.
    const at = useAloud.getState().at;
    stop();
    if (playing) await begin(at);
  }
}

async function begin(from = 0): Promise<void> {
  const frame = frameDocument();
  const { id } = useFrameLoaded.getState();
  if (!frame || !id || id !== useReading.getState().openId) {
    awaited = true;
    return;
  }
  const voices = await systemVoices();
  if (!useAloud.getState().open || frameDocument() !== frame) return;
  const found = sentencesOf(frame);
  // Some systems list thousands of voices: they are gone through once for each language, not for each sentence.
  const languages = new Set(found.map(({ language }) => language));
  for (const language of languages) if (!voiceFor(voices, language, {})) languages.delete(language);
  const speakable = found.filter(({ language }) => languages.has(language));
  if (found.length === 0 || speakable.length === 0) {
    useAloud.setState({ playing: false, problem: found.length === 0 ? 'no-words' : 'no-voice' });
    return;
  }
  sentences = speakable;
  useAloud.setState({ playing: true, articleId: id, total: speakable.length, problem: null });
  queue.start(speakable, useAloud.getState().speed, from);
}

function stop(): void {
  awaited = false;
  queue.stop();
  show(undefined);
  sentences = [];
  useAloud.setState({ playing: false, articleId: null, at: 0, total: 0 });
}

async function readNext(): Promise<void> {
  const before = useReading.getState().openId;
  awaited = true;
  await openNeighbour(1);
  if (useReading.getState().openId === before) awaited = false;
}

/** Marks the sentence on the page, without touching the page, and keeps it in view. */
function show(range: Range | undefined): void {
  const view = frameDocument()?.defaultView as (Window & typeof globalThis) | null | undefined;
  if (!view) return;
  view.CSS.highlights.delete(highlightName);
  if (!range || range.startContainer.ownerDocument !== view.document) return;
  view.CSS.highlights.set(highlightName, new view.Highlight(range));
  const { top, bottom } = range.getBoundingClientRect();
  const margin = 90;
  if (top < margin || bottom > view.innerHeight - margin) {
    const calm = view.matchMedia('(prefers-reduced-motion: reduce)').matches;
    view.scrollBy({ top: top - view.innerHeight / 3, behavior: calm ? 'instant' : 'smooth' });
  }
}
