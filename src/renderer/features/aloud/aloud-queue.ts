/** What is said at once: a sentence, in its language (BCP 47). */
export interface Sentence {
  readonly text: string;
  readonly language: string;
}

/** How the saying of a sentence ended. `silent`: nothing began to be said at all, as without a loudspeaker. */
export type Outcome = 'said' | 'failed' | 'silent';

/** Something that speaks: the system's voices, or what stands in for them in a test. */
export interface Synthesizer {
  /** Says one sentence. @param onDone called once */
  speak(sentence: Sentence, speed: number, onDone: (outcome: Outcome) => void): void;
  /** Falls silent at once. What was being said may still report that it is done. */
  cancel(): void;
}

export interface AloudListener {
  /** The sentence that is being said now. */
  onSentence(at: number): void;
  /** @param why null when everything has been said */
  onEnd(why: 'failed' | null): void;
}

/** After as many in a row the voice does not work at all. */
const mostFailures = 3;

/**
 * Says sentences one after the other. A pause ends the sentence and resuming says it again from its beginning: half a sentence
 * is hard to follow, and not every system can hold its breath.
 */
export class AloudQueue {
  readonly #synthesizer: Synthesizer;
  readonly #listener: AloudListener;
  #sentences: readonly Sentence[] = [];
  #at = 0;
  #speed = 1;
  #failures = 0;
  /** Changes with every start and stop, so that a sentence cut short cannot continue. */
  #turn = 0;
  #playing = false;

  constructor(synthesizer: Synthesizer, listener: AloudListener) {
    this.#synthesizer = synthesizer;
    this.#listener = listener;
  }

  start(sentences: readonly Sentence[], speed: number, from = 0): void {
    this.#sentences = sentences;
    this.#speed = speed;
    this.#at = clamp(from, sentences.length);
    this.#failures = 0;
    this.#say();
  }

  pause(): void {
    if (!this.#playing) return;
    this.#playing = false;
    this.#silence();
  }

  resume(): void {
    if (!this.#playing && this.#sentences.length > 0) this.#say();
  }

  stop(): void {
    this.#playing = false;
    this.#sentences = [];
    this.#at = 0;
    this.#silence();
  }

  /** To a sentence before or after; while paused, it waits there. */
  skip(by: number): void {
    if (this.#sentences.length === 0) return;
    this.#at = clamp(this.#at + by, this.#sentences.length);
    if (this.#playing) this.#say();
    else this.#listener.onSentence(this.#at);
  }

  /** Holds from the sentence being said, which begins again. */
  setSpeed(speed: number): void {
    this.#speed = speed;
    this.restart();
  }

  /** Says the present sentence anew: in another voice, say. */
  restart(): void {
    if (this.#playing) this.#say();
  }

  #say(): void {
    this.#silence();
    const sentence = this.#sentences[this.#at];
    if (!sentence) {
      this.#end(null);
      return;
    }
    this.#playing = true;
    const turn = this.#turn;
    this.#listener.onSentence(this.#at);
    this.#synthesizer.speak(sentence, this.#speed, (outcome) => {
      if (turn !== this.#turn) return;
      this.#failures = outcome === 'said' ? 0 : this.#failures + 1;
      if (outcome === 'silent' || this.#failures >= mostFailures) {
        this.#end('failed');
        return;
      }
      this.#at += 1;
      this.#say();
    });
  }

  #end(why: 'failed' | null): void {
    this.stop();
    this.#listener.onEnd(why);
  }

  #silence(): void {
    this.#turn += 1;
    this.#synthesizer.cancel();
  }
}

function clamp(at: number, length: number): number {
  return Math.min(Math.max(at, 0), Math.max(length - 1, 0));
}
