import { describe, expect, it } from 'vitest';
import { AloudQueue, type Outcome, type Sentence } from '../../../src/renderer/features/aloud/aloud-queue';
import { howToGetVoice, type Voice, voiceFor, voicesFor } from '../../../src/renderer/features/aloud/voices';

const sentences: readonly Sentence[] = ['One.', 'Two.', 'Three.'].map((text) => ({ text, language: 'en' }));

/** A synthesizer that says a sentence when the test lets it, and remembers everything. */
function makeQueue() {
  const said: string[] = [];
  const shown: number[] = [];
  const ends: unknown[] = [];
  let done: ((outcome: Outcome) => void) | null = null;
  const queue = new AloudQueue(
    {
      speak(sentence, speed, onDone) {
        said.push(speed === 1 ? sentence.text : `${sentence.text} ×${speed}`);
        done = onDone;
      },
      cancel() {},
    },
    { onSentence: (at) => shown.push(at), onEnd: (why) => ends.push(why) },
  );
  /** Ends the sentence being said; `done` stays, as an engine reports late of what was cut short. */
  const finish = (outcome: Outcome = 'said') => done?.(outcome);
  const late = () => done;
  return { queue, said, shown, ends, finish, late };
}

describe('reading aloud', () => {
  it('says one sentence after the other, tells which, and says when it is done', () => {
    const { queue, said, shown, ends, finish } = makeQueue();
    queue.start(sentences, 1);
    finish();
    finish();
    expect(ends).toEqual([]);
    finish();
    expect({ said, shown, ends }).toEqual({
      said: ['One.', 'Two.', 'Three.'],
      shown: [0, 1, 2],
      ends: [null],
    });
  });

  it('waits in a pause, and goes on with the sentence it was in', () => {
    const { queue, said, finish, late } = makeQueue();
    queue.start(sentences, 1);
    finish();
    const cut = late();
    queue.pause();
    cut?.('said');
    expect(said).toEqual(['One.', 'Two.']);
    queue.resume();
    queue.resume();
    expect(said).toEqual(['One.', 'Two.', 'Two.']);
    cut?.('said');
    expect(said).toHaveLength(3);
    finish();
    expect(said.at(-1)).toBe('Three.');
  });

  it('skips forwards and back, never past the ends, and stays silent in a pause', () => {
    const { queue, said, shown } = makeQueue();
    queue.start(sentences, 1);
    queue.skip(1);
    queue.skip(-1);
    queue.skip(-1);
    expect(said).toEqual(['One.', 'Two.', 'One.', 'One.']);
    queue.pause();
    queue.skip(1);
    queue.skip(1);
    queue.skip(1);
    expect(said).toHaveLength(4);
    expect(shown.at(-1)).toBe(2);
    queue.resume();
    expect(said.at(-1)).toBe('Three.');
  });

  it('takes another speed at once', () => {
    const { queue, said } = makeQueue();
    queue.start(sentences, 1);
    queue.setSpeed(1.5);
    expect(said).toEqual(['One.', 'One. ×1.5']);
    queue.pause();
    queue.setSpeed(2);
    expect(said).toHaveLength(2);
  });

  it('says nothing after it was stopped', () => {
    const { queue, said, ends, finish } = makeQueue();
    queue.start(sentences, 1);
    queue.stop();
    finish();
    queue.resume();
    queue.skip(1);
    expect({ said, ends }).toEqual({ said: ['One.'], ends: [] });
  });

  it('passes over a sentence that cannot be said, and gives up when none can', () => {
    const many = Array.from({ length: 6 }, () => sentences[0] as Sentence);
    const { queue, said, ends, finish } = makeQueue();
    queue.start(many, 1);
    finish('failed');
    finish('failed');
    finish();
    finish('failed');
    finish('failed');
    expect(ends).toEqual([]);
    finish('failed');
    expect(ends).toEqual(['failed']);
    expect(said).toHaveLength(6);
  });

  it('gives up at once where nothing is heard', () => {
    const { queue, ends, finish } = makeQueue();
    queue.start(sentences, 1);
    finish('silent');
    expect(ends).toEqual(['failed']);
  });

  it('has nothing to do with nothing to say', () => {
    const { queue, ends } = makeQueue();
    queue.start([], 1);
    queue.pause();
    queue.skip(1);
    expect(ends).toEqual([null]);
  });
});

const voice = (voiceURI: string, lang: string, more: Partial<Voice> = {}): Voice => ({
  voiceURI,
  name: voiceURI,
  lang,
  localService: true,
  default: false,
  ...more,
});

describe('the voice', () => {
  const voices = [
    voice('Anna', 'de-DE'),
    voice('Far away', 'en-US', { localService: false, default: true }),
    voice('Fred', 'en_US'),
    voice('Kate', 'en-GB'),
  ];

  it('speaks the language of the article, its region first', () => {
    expect(voiceFor(voices, 'en-GB', {})?.voiceURI).toBe('Kate');
    expect(voiceFor(voices, 'en-US', {})?.voiceURI).toBe('Fred');
    expect(voiceFor(voices, 'DE', {})?.voiceURI).toBe('Anna');
    expect(voiceFor(voices, 'ja', {})).toBeNull();
  });

  it('is the chosen one while it is there', () => {
    expect(voiceFor(voices, 'en-US', { en: 'Kate' })?.voiceURI).toBe('Kate');
    expect(voiceFor(voices, 'en-US', { en: 'Gone' })?.voiceURI).toBe('Fred');
  });

  it('is never one of a service, which would be told what is read', () => {
    expect(voicesFor(voices, 'en').map(({ voiceURI }) => voiceURI)).not.toContain('Far away');
  });

  it('is offered once, not in every timbre', () => {
    const many = [voice('en', 'en'), voice('en+Alex', 'en'), voice('en+Adam', 'en')];
    expect(voicesFor(many, 'en').map(({ name }) => name)).toEqual(['en']);
  });

  it('can be had on every system', () => {
    expect(howToGetVoice('MacIntel')).toContain('System Settings');
    expect(howToGetVoice('Win32')).toContain('Time & language');
    expect(howToGetVoice('Linux x86_64')).toContain('speech-dispatcher');
  });
});
