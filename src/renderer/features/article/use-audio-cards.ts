import { type RefObject, useEffect, useMemo, useRef } from 'react';
import type { ArticleBody } from '../../../shared/model/article';
import { recordingsOf } from '../../../shared/model/audio';
import type { ArticleId } from '../../../shared/model/ids';
import { useLiveAudio } from '../../library/hooks';
import { useAudioReports } from '../../state/audio';
import { usePlayback, usePlayer } from '../../state/player';
import { actOnAudio } from '../audio/audio-actions';
import { type AudioStanding, actionLabels, audioStanding } from '../audio/audio-text';
import { playRecording } from '../audio/player';
import { enclosureTitle } from './enclosure';
import { makeAudioCards, showAudio } from './frame-audio';

/** Cards for the recordings of the open article. @param loads counts the documents that were loaded into the frame */
export function useAudioCards(
  frame: RefObject<HTMLIFrameElement | null>,
  loads: number,
  articleId: ArticleId,
  body: ArticleBody,
): void {
  const recordings = useMemo(() => recordingsOf(body), [body]);
  const rows = useLiveAudio(recordings.length > 0 ? articleId : null);
  const reports = useAudioReports((state) => (recordings.length > 0 ? state.reports : null));
  const episode = usePlayer((state) => state.episode);
  const running = usePlayback(({ state }) => state !== 'paused');
  /** What the second button of each card does now. */
  const actions = useRef(new Map<string, AudioStanding['action']>());

  // biome-ignore lint/correctness/useExhaustiveDependencies: each load brings a new document without cards
  useEffect(() => {
    const inside = frame.current?.contentDocument;
    if (!inside || recordings.length === 0) return;
    makeAudioCards(
      inside,
      recordings.map(({ url }) => url),
      {
        onPlay: (url) => void playRecording(articleId, url),
        onAction: (url) => void actOnAudio(articleId, url, actions.current.get(url) ?? 'keep'),
      },
    );
  }, [recordings, loads]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    const inside = frame.current?.contentDocument;
    if (!inside) return;
    const cards = recordings.map((recording) => {
      const row = rows?.find(({ url }) => url === recording.url);
      const standing = audioStanding(row, row && reports?.get(row.key));
      actions.current.set(recording.url, standing.action);
      const alone = recordings.length === 1;
      return {
        recording,
        title: recording.title || !alone ? enclosureTitle(recording) : 'Listen',
        playing: running && episode?.articleId === articleId && episode.url === recording.url,
        text: standing.text,
        action: actionLabels[standing.action],
      };
    });
    showAudio(inside, cards);
  }, [recordings, rows, reports, episode, running, loads]);
}
