import { Pause, Play, RotateCcw, RotateCw, X } from 'lucide-react';
import { useEffect } from 'react';
import { describeProblem } from '../../../shared/model/problem';
import { useLiveOneAudio, useLiveOpenArticle } from '../../library/hooks';
import { useAudioReports } from '../../state/audio';
import { backSeconds, type Episode, forwardSeconds, usePlayback, usePlayer } from '../../state/player';
import { IconButton, WithTooltip } from '../../ui/icon-button';
import { openArticle } from '../articles/article-actions';
import { actOnAudio } from './audio-actions';
import { actionLabels, audioStanding } from './audio-text';
import { ChaptersMenu } from './chapters-menu';
import { closePlayer, skip, stopWaiting, togglePlaying, whenPlayable } from './player';
import './player-bar.css';
import { Scrubber } from './scrubber';
import { SpeedMenu } from './speed-menu';

/** The player at the foot of the window: it goes on while the reader reads something else. */
export function PlayerBar() {
  const episode = usePlayer((state) => state.episode);
  return episode && <Bar key={episode.key} episode={episode} />;
}

function Bar({ episode }: { readonly episode: Episode }) {
  const state = usePlayback((playback) => playback.state);
  const problem = usePlayback((playback) => playback.problem);
  const row = useLiveOneAudio(episode.key);
  const report = useAudioReports(({ reports }) => reports.get(episode.key));
  const own = useLiveOpenArticle(episode.articleId)?.body?.chapters;
  const chapters = own && own.length > 0 ? own : (row?.chapters ?? []);

  const standing = audioStanding(row, report);
  const coming = row?.state === 'pending' && standing.action === 'cancel';
  const playable = row?.state === 'stored' || (coming && report !== undefined && report.total !== null);
  // Each report and each settling is news, also of what was said to be here before.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    if (playable) whenPlayable();
  }, [playable, state, report, row?.settledAt]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each failure, not when the reader tries again
  useEffect(() => {
    if (row?.problem && !coming) stopWaiting();
  }, [row?.settledAt]);

  const trouble = problem ?? (row && row.state !== 'stored' && !coming ? row.problem : null);
  const running = state !== 'paused';
  const here = row?.state === 'stored' ? 1 : report?.total ? report.bytes / report.total : 0;
  return (
    <section className="player" aria-label="Player">
      <div className="player-controls">
        <SkipButton by={-backSeconds} shortcut="," />
        <IconButton
          icon={running ? Pause : Play}
          label={running ? 'Pause' : 'Play'}
          shortcut="Y"
          className="player-toggle"
          onClick={() => void togglePlaying()}
        />
        <SkipButton by={forwardSeconds} shortcut="." />
      </div>
      <div className="player-about">
        <button
          type="button"
          className="player-title"
          title={episode.title}
          onClick={() => void openArticle(episode.articleId)}
        >
          <bdi>{episode.title}</bdi>
        </button>
        {/* Told to those who listen to the screen only when it is trouble: a download would talk all the time. */}
        {trouble ? (
          <p
            className="player-line player-trouble"
            role="alert"
            title={`${describeProblem(trouble).sentence} ${describeProblem(trouble).advice}`}
          >
            {describeProblem(trouble).sentence}
          </p>
        ) : (
          <p className="player-line">
            <bdi>{coming ? standing.text : episode.feedTitle}</bdi>
            {coming && (
              <button
                type="button"
                className="player-cancel"
                aria-label={actionLabels.cancel}
                onClick={() => void actOnAudio(episode.articleId, episode.url, 'cancel')}
              >
                Cancel
              </button>
            )}
          </p>
        )}
      </div>
      <Scrubber duration={episode.duration} chapters={chapters} here={here} />
      <div className="player-more">
        {chapters.length > 0 && <ChaptersMenu chapters={chapters} />}
        <SpeedMenu />
        <IconButton icon={X} label="Close the player" onClick={closePlayer} />
      </div>
    </section>
  );
}

/** An arrow with the seconds in it. */
function SkipButton({ by, shortcut }: { readonly by: number; readonly shortcut: string }) {
  const Icon = by < 0 ? RotateCcw : RotateCw;
  const seconds = Math.abs(by);
  const label = `${by < 0 ? 'Back' : 'Forward'} ${seconds} seconds`;
  return (
    <WithTooltip label={label} shortcut={shortcut}>
      <button type="button" className="icon-button player-skip" aria-label={label} onClick={() => skip(by)}>
        <Icon aria-hidden size={25} strokeWidth={1.5} />
        <span aria-hidden className="player-skip-seconds">
          {seconds}
        </span>
      </button>
    </WithTooltip>
  );
}
