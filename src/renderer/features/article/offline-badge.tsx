import { Popover } from '@base-ui/react/popover';
import { CircleAlert, CircleCheckBig, LoaderCircle } from 'lucide-react';
import { useMemo } from 'react';
import type { Article, ArticleBody } from '../../../shared/model/article';
import { recordingsOf } from '../../../shared/model/audio';
import { looksLikeExcerpt } from '../../../shared/model/full-text';
import {
  countAttachments,
  describeOffline,
  type OfflineState,
  recordingNeed,
} from '../../../shared/model/offline';
import { library } from '../../library/connect';
import { useLiveAudio, useLiveImages } from '../../library/hooks';
import { WithTooltip } from '../../ui/icon-button';
import { valueOrSay } from '../../ui/toaster';
import '../../ui/menu.css';
import type { FullTextState } from './full-text';
import './offline-badge.css';

interface OfflineBadgeProps {
  readonly article: Article;
  /** What is shown: the feed's own text, or the whole one. */
  readonly body: ArticleBody;
  readonly fullText: FullTextState;
}

const icons = { whole: CircleCheckBig, arriving: LoaderCircle, partial: CircleAlert } as const;

/** Says whether the open article is whole on this computer, and if not, what is missing and why. */
export function OfflineBadge({ article, body, fullText }: OfflineBadgeProps) {
  const keys = useMemo(
    () => [...new Set([...(body.leadImage ? [body.leadImage] : []), ...body.images].map(({ key }) => key))],
    [body],
  );
  const rows = useLiveImages(keys);
  const recordings = useMemo(() => recordingsOf(body), [body]);
  const audio = useLiveAudio(article.id);
  if (!rows || rows.length !== keys.length || !audio) return null;
  const state = describeOffline({
    pictures: rows.map((row) => ({ state: row?.state ?? 'pending', problem: row?.problem ?? null })),
    recordings: recordings.map(({ url }) => recordingNeed(audio.find((row) => row.url === url))),
    attachments: countAttachments(body),
    text: fullText.body ? 'whole' : looksLikeExcerpt(article) ? 'excerpt' : 'feed',
    textPending: fullText.busy,
    textProblem: fullText.problem,
  });
  const Icon = icons[state.kind];
  return (
    <Popover.Root>
      <WithTooltip label={state.sentence}>
        <Popover.Trigger
          className="icon-button offline-badge"
          aria-label={state.sentence}
          data-kind={state.kind}
        >
          <Icon aria-hidden size={16} strokeWidth={1.75} />
        </Popover.Trigger>
      </WithTooltip>
      <Popover.Portal>
        <Popover.Positioner className="popup-positioner" sideOffset={6} align="end">
          <Popover.Popup className="popover offline-popover" aria-label="Without a network">
            <Details
              state={state}
              onRetry={async () => valueOrSay(await library.retryImages(keys))}
              onKeepAudio={async () => valueOrSay(await library.requestAllAudio([article.id]))}
              heard={recordings.length > 0}
            />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

interface DetailsProps {
  readonly state: OfflineState;
  readonly onRetry: () => void;
  readonly onKeepAudio: () => void;
  /** Whether the article has recordings. */
  readonly heard: boolean;
}

function Details({ state, onRetry, onKeepAudio, heard }: DetailsProps) {
  return (
    <>
      <p className="offline-sentence">{state.sentence}</p>
      {state.details.length === 0 ? (
        <p className="offline-detail">
          {heard
            ? 'The text, every picture and the recording are on this computer.'
            : 'The text and every picture are on this computer.'}
        </p>
      ) : (
        <ul>
          {state.details.map((detail) => (
            <li key={detail} className="offline-detail">
              {detail}
            </li>
          ))}
        </ul>
      )}
      {state.missing > 0 && (
        <button type="button" className="button offline-retry" onClick={onRetry}>
          Try again
        </button>
      )}
      {state.missingRecordings > 0 && (
        <button type="button" className="button offline-retry" onClick={onKeepAudio}>
          {state.missingRecordings === 1 ? 'Keep the recording' : 'Keep the recordings'}
        </button>
      )}
    </>
  );
}
