import { Popover } from '@base-ui/react/popover';
import { CircleAlert, CircleCheckBig, LoaderCircle } from 'lucide-react';
import { useMemo } from 'react';
import type { Article, ArticleBody } from '../../../shared/model/article';
import { looksLikeExcerpt } from '../../../shared/model/full-text';
import { describeOffline, type OfflineState } from '../../../shared/model/offline';
import { library } from '../../library/connect';
import { useLiveImages } from '../../library/hooks';
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
  if (!rows || rows.length !== keys.length) return null;
  const state = describeOffline({
    pictures: rows.map((row) => ({ state: row?.state ?? 'pending', problem: row?.problem ?? null })),
    attachments: body.enclosures.length,
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
            <Details state={state} onRetry={async () => valueOrSay(await library.retryImages(keys))} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

function Details({ state, onRetry }: { readonly state: OfflineState; readonly onRetry: () => void }) {
  return (
    <>
      <p className="offline-sentence">{state.sentence}</p>
      {state.details.length === 0 ? (
        <p className="offline-detail">The text and every picture are on this computer.</p>
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
    </>
  );
}
