import { Slider } from '@base-ui/react/slider';
import { useState } from 'react';
import type { Chapter } from '../../../shared/model/article';
import { chapterAt } from '../../../shared/model/audio';
import { usePlayback } from '../../state/player';
import { formatDuration } from '../article/enclosure';
import { seek } from './player';

interface ScrubberProps {
  /** Seconds; null while nobody knows. */
  readonly duration: number | null;
  readonly chapters: readonly Chapter[];
  /** How much of the recording is on this computer, from 0 to 1. */
  readonly here: number;
}

/** Where in the recording it plays, to be moved; with a mark where each chapter begins. */
export function Scrubber({ duration, chapters, here }: ScrubberProps) {
  const played = usePlayback((playback) => playback.time);
  const [dragged, setDragged] = useState<number | null>(null);
  const time = dragged ?? played;
  const chapter = chapterAt(chapters, time)?.title;
  const known = duration !== null && duration > 0;
  const marks = known ? chapters.filter(({ start }) => start > 0 && start < duration) : [];
  return (
    <div className="player-scrubber">
      <span className="player-time">{formatDuration(time)}</span>
      <Slider.Root
        className="scrubber"
        value={Math.min(time, known ? duration : 1)}
        max={known ? duration : 1}
        step={1}
        largeStep={30}
        disabled={!known}
        onValueChange={(value, { reason }) => {
          // While it is dragged the place is only shown; a key moves it at once.
          if (reason === 'drag' || reason === 'track-press') setDragged(value);
          else seek(value);
        }}
        onValueCommitted={(value) => {
          if (dragged !== null) seek(value);
          setDragged(null);
        }}
      >
        <Slider.Control className="scrubber-control">
          <Slider.Track className="scrubber-track">
            <span className="scrubber-here" style={{ width: `${here * 100}%` }} />
            <Slider.Indicator className="scrubber-played" />
            {marks.map(({ start }) => (
              <span
                key={start}
                className="scrubber-mark"
                style={{ left: `${(start / (duration ?? 1)) * 100}%` }}
              />
            ))}
            <Slider.Thumb
              className="scrubber-thumb"
              getAriaLabel={() => 'Place in the recording'}
              getAriaValueText={() =>
                [formatDuration(time), known && ` of ${formatDuration(duration)}`, chapter && `, ${chapter}`]
                  .filter(Boolean)
                  .join('')
              }
            />
          </Slider.Track>
        </Slider.Control>
      </Slider.Root>
      <span className="player-time">{known ? formatDuration(duration) : '–:––'}</span>
    </div>
  );
}
