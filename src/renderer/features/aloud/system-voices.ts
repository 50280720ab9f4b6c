import { useAloud } from '../../state/aloud';
import type { Outcome, Synthesizer } from './aloud-queue';
import { voiceFor } from './voices';

/** The system's speech, by voices on this computer alone. */

/** Milliseconds in which every system has named its voices, if it has any. */
const patience = 2_000;
/** Milliseconds in which every voice has begun. */
const silenceLimit = 10_000;

/** The voices that were there when they were last asked for. */
let known: readonly SpeechSynthesisVoice[] = [];

/** Systems name their voices a moment after they are first asked. */
export async function systemVoices(): Promise<readonly SpeechSynthesisVoice[]> {
  const local = () => {
    known = window.speechSynthesis.getVoices().filter(({ localService }) => localService);
    return known;
  };
  if (local().length > 0) return known;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, patience);
    window.speechSynthesis.addEventListener(
      'voiceschanged',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
  return local();
}

/** Kept while it is spoken: Chromium forgets the end of an utterance that nothing refers to. */
const spoken = new Set<SpeechSynthesisUtterance>();

export const systemSynthesizer: Synthesizer = {
  speak({ text, language }, speed, onDone) {
    const voice = voiceFor(known, language, useAloud.getState().voices);
    if (!voice) {
      // Words of another language in the article: without a voice for them they are passed over.
      queueMicrotask(() => onDone('failed'));
      return;
    }
    const utterance = new SpeechSynthesisUtterance(text);
    utterance.voice = voice;
    utterance.lang = voice.lang;
    utterance.rate = speed;
    let done = false;
    const finish = (outcome: Outcome) => {
      if (done) return;
      done = true;
      clearTimeout(silence);
      spoken.delete(utterance);
      onDone(outcome);
    };
    // A computer without a loudspeaker neither begins nor fails.
    const silence = setTimeout(() => finish('silent'), silenceLimit);
    utterance.addEventListener('start', () => clearTimeout(silence));
    utterance.addEventListener('end', () => finish('said'));
    utterance.addEventListener('error', () => finish('failed'));
    spoken.add(utterance);
    window.speechSynthesis.speak(utterance);
  },
  cancel() {
    // Asking for silence is enough to make Chromium look for the system's speech, which may take long to answer.
    if (spoken.size === 0) return;
    window.speechSynthesis.cancel();
    spoken.clear();
  },
};
