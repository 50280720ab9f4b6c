import { Switch } from '@base-ui/react/switch';
import { ChevronDown, ChevronUp, Pause, Play, X } from 'lucide-react';
import { useEffect, useId, useMemo, useState } from 'react';
import { speeds, useAloud } from '../../state/aloud';
import { IconButton } from '../../ui/icon-button';
import { PickMenu } from '../../ui/pick-menu';
import { useFrameLoaded } from '../article/frame-loaded';
import './aloud-bar.css';
import {
  chooseVoice,
  closeAloud,
  onFrameLoaded,
  playOrPause,
  setReadOn,
  setSpeed,
  skipSentence,
} from './read-aloud';
import { systemVoices } from './system-voices';
import { howToGetVoice, voiceFor, voicesFor } from './voices';

interface AloudBarProps {
  /** The article's; null where the publisher does not say. */
  readonly language: string | null;
}

/** What reads the open article aloud. */
export function AloudBar({ language }: AloudBarProps) {
  const open = useAloud((state) => state.open);
  const loads = useFrameLoaded((state) => state.loads);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another document stands in the frame
  useEffect(() => void onFrameLoaded(), [loads]);
  // The pane is gone with its article.
  useEffect(() => closeAloud, []);
  return open ? <OpenBar language={language ?? navigator.language} /> : null;
}

function OpenBar({ language }: { readonly language: string }) {
  const { playing, at, total, problem, speed, readOn } = useAloud();
  const switchId = useId();
  return (
    <section className="aloud-bar" aria-label="Read aloud">
      {problem === null ? (
        <>
          <IconButton icon={ChevronUp} label="Previous sentence" onClick={() => skipSentence(-1)} />
          <IconButton
            icon={playing ? Pause : Play}
            label={playing ? 'Pause' : 'Play'}
            onClick={() => void playOrPause()}
          />
          <IconButton icon={ChevronDown} label="Next sentence" onClick={() => skipSentence(1)} />
          <span className="aloud-progress">{total > 0 && `Sentence ${at + 1} of ${total}`}</span>
          <PickMenu
            label="Speed"
            value={String(speed)}
            choices={speeds.map((value) => ({ value: String(value), label: `${value}×` }))}
            onChange={(value) => setSpeed(Number(value))}
          />
          <VoiceMenu language={language} />
          <label className="aloud-read-on" htmlFor={switchId}>
            Read on
          </label>
          <Switch.Root
            id={switchId}
            className="switch"
            aria-label="Read the next article after this one"
            checked={readOn}
            onCheckedChange={setReadOn}
          >
            <Switch.Thumb className="switch-thumb" />
          </Switch.Root>
        </>
      ) : (
        <p className="aloud-problem" role="status">
          {sentenceFor(problem, language)}
        </p>
      )}
      <IconButton icon={X} label="Stop reading aloud" shortcut="L" onClick={closeAloud} />
    </section>
  );
}

function VoiceMenu({ language }: AloudBarProps & { readonly language: string }) {
  const [voices, setVoices] = useState<readonly SpeechSynthesisVoice[]>([]);
  const chosen = useAloud((state) => state.voices);
  useEffect(() => {
    let current = true;
    void systemVoices().then((found) => {
      if (current) setVoices(found);
    });
    return () => {
      current = false;
    };
  }, []);
  const speaking = useMemo(() => voicesFor(voices, language), [voices, language]);
  const now = useMemo(() => voiceFor(voices, language, chosen), [voices, language, chosen]);
  if (speaking.length < 2 || !now) return null;
  return (
    <PickMenu
      label="Voice"
      value={now.voiceURI}
      choices={speaking.map(({ voiceURI, name }) => ({ value: voiceURI, label: name }))}
      onChange={(voiceURI) => chooseVoice(language, voiceURI)}
    />
  );
}

function sentenceFor(problem: 'no-voice' | 'no-words' | 'failed', language: string): string {
  if (problem === 'no-words') return 'There are no words in this article to read.';
  if (problem === 'failed')
    return 'The system’s voice says nothing. See whether this computer plays any sound, then press L twice.';
  const name = new Intl.DisplayNames('en', { type: 'language', fallback: 'code' }).of(languageTag(language));
  return `This computer has no voice that speaks ${name}. ${howToGetVoice(navigator.platform)}`;
}

function languageTag(language: string): string {
  try {
    return new Intl.Locale(language).language;
  } catch {
    return 'en';
  }
}
