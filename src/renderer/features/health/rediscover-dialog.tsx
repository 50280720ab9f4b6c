import { type FormEvent, useEffect, useRef, useState } from 'react';
import { type Feed, feedTitle } from '../../../shared/model/feed';
import type { FeedId } from '../../../shared/model/ids';
import { describeProblem } from '../../../shared/model/problem';
import { Modal } from '../../ui/modal';
import { ProgressBar } from '../../ui/progress-bar';
import { useNow } from '../../ui/use-now';
import { FeedChoices } from '../feeds/feed-choices';
import { takeAddresses } from './health-actions';
import { cancelRediscovery, rediscover } from './rediscover';
import './rediscover-dialog.css';
import { clearChoices, type Rediscovery } from './rediscovery';

interface RediscoverDialogProps {
  readonly feeds: readonly Feed[];
  readonly onClose: () => void;
}

/** Looks for feeds again, from the addresses of their sites, and takes the new addresses the reader agrees to. */
export function RediscoverDialog({ feeds, onClose }: RediscoverDialogProps) {
  const [done, setDone] = useState(0);
  const [found, setFound] = useState<readonly Rediscovery[] | null>(null);
  const [chosen, setChosen] = useState<ReadonlyMap<FeedId, string>>(new Map());
  // The feeds it was opened for: the list outside goes on changing while sites are asked.
  const asked = useRef(feeds).current;

  useEffect(() => {
    let current = true;
    void rediscover(asked, () => current && setDone((before) => before + 1)).then((all) => {
      if (!current) return;
      setFound(all);
      setChosen(clearChoices(all));
    });
    return () => {
      current = false;
      cancelRediscovery();
    };
  }, [asked]);

  function choose(feedId: FeedId, url: string) {
    const next = new Map(chosen);
    if (url) next.set(feedId, url);
    else next.delete(feedId);
    setChosen(next);
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    const changes = asked.flatMap((feed) => {
      const url = chosen.get(feed.id);
      return url ? [{ feed, url }] : [];
    });
    onClose();
    void takeAddresses(changes);
  }

  const [only] = asked;
  const title = asked.length === 1 && only ? `Look for ${feedTitle(only)} again` : 'Look for feeds again';
  return (
    <Modal title={title} width="wide" onClose={onClose}>
      <form className="rediscover" onSubmit={submit}>
        {found ? (
          <Findings found={found} asked={asked.length} chosen={chosen} onChoose={choose} />
        ) : (
          <>
            <p className="health-summary" role="status">
              {asked.length === 1
                ? 'Asking its site…'
                : `Asked ${done.toLocaleString()} of ${asked.length.toLocaleString()} sites…`}
            </p>
            <ProgressBar label="Looking" done={done} total={asked.length} />
          </>
        )}
        <div className="modal-actions">
          {found === null && asked.length > 1 && (
            <button type="button" className="button" onClick={cancelRediscovery}>
              Stop and show what was found
            </button>
          )}
          <button type="button" className="button" onClick={onClose}>
            {found?.every(({ choices }) => choices.length === 0) ? 'Close' : 'Cancel'}
          </button>
          {found?.some(({ choices }) => choices.length > 0) && (
            <button type="submit" className="button button-primary" disabled={chosen.size === 0}>
              {chosen.size === 1 ? 'Take new address' : `Take ${chosen.size.toLocaleString()} new addresses`}
            </button>
          )}
        </div>
      </form>
    </Modal>
  );
}

interface FindingsProps {
  readonly found: readonly Rediscovery[];
  readonly asked: number;
  readonly chosen: ReadonlyMap<FeedId, string>;
  readonly onChoose: (feedId: FeedId, url: string) => void;
}

function Findings({ found, asked, chosen, onChoose }: FindingsProps) {
  const now = useNow();
  const clear = found.filter((one) => one.clear);
  const unclear = found.filter((one) => !one.clear && one.choices.length > 0);
  const nothing = found.filter(({ choices }) => choices.length === 0);
  const group = (rediscoveries: readonly Rediscovery[]) =>
    rediscoveries.map(({ feed, choices }) => (
      <FeedChoices
        key={feed.id}
        label={feedTitle(feed)}
        none={`Leave it at ${feed.feedUrl}`}
        feeds={choices}
        chosen={chosen.get(feed.id) ?? ''}
        now={now}
        onChoose={(url) => onChoose(feed.id, url)}
      />
    ));
  return (
    <>
      <p className="health-summary" role="status">
        {summaryOf(clear.length, unclear.length, nothing.length, asked - found.length)}
      </p>
      <div className="rediscover-scroll">
        {group(clear)}
        {unclear.length > 0 && clear.length > 0 && (
          <h3 className="details-heading">Several may be meant: choose</h3>
        )}
        {group(unclear)}
        {nothing.length > 0 && clear.length + unclear.length > 0 && (
          <h3 className="details-heading">Not found</h3>
        )}
        {nothing.length > 0 && (
          <ul className="rediscover-nothing">
            {nothing.map(({ feed, nothing: reason }) => (
              <li key={feed.id}>
                <strong>{feedTitle(feed)}</strong>: {describeNothing(reason)}
              </li>
            ))}
          </ul>
        )}
      </div>
    </>
  );
}

function summaryOf(clear: number, unclear: number, nothing: number, left: number): string {
  const parts = [
    clear > 0 && `${clear.toLocaleString()} found`,
    unclear > 0 && `${unclear.toLocaleString()} to choose`,
    nothing > 0 && `${nothing.toLocaleString()} not found`,
    left > 0 && `${left.toLocaleString()} not asked`,
  ].filter((part) => part !== false);
  return parts.length > 0 ? `${parts.join(', ')}.` : 'Nothing was asked.';
}

function describeNothing(reason: Rediscovery['nothing']): string {
  if (reason === 'same' || reason === null) return 'Its site names no other address.';
  const { sentence, advice } = describeProblem(reason);
  return `${sentence} ${advice}`;
}
