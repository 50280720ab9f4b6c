import { useState } from 'react';
import type { Feed } from '../../../shared/model/feed';
import { type Finding, findingOf } from '../../../shared/model/health';
import type { FeedId } from '../../../shared/model/ids';
import { useSidebar } from '../../library/hooks';
import { closeDialog } from '../../state/dialogs';
import { Modal } from '../../ui/modal';
import { useNow } from '../../ui/use-now';
import { LoginDialog } from '../network/login-dialog';
import { FeedDetailsDialog } from './feed-details-dialog';
import { retry, takeNewAddress, unsubscribeAll } from './health-actions';
import { Box } from './health-box';
import './health-dialog.css';
import { HealthRow } from './health-row';
import { RediscoverDialog } from './rediscover-dialog';

interface Patient {
  readonly feed: Feed;
  readonly finding: Finding | null;
}

/** The dialog in front of the list: whoever closes it is back in the list, with what was chosen there. */
export type InnerDialog =
  | { readonly kind: 'details'; readonly feedId: FeedId }
  | { readonly kind: 'log-in'; readonly feed: Feed }
  | { readonly kind: 'look-again'; readonly feeds: readonly Feed[] };

/** Which feeds are not well and why, when each is polled next and why, and what can be done about it; for many at once. */
export function HealthDialog() {
  const now = useNow();
  const [all, setAll] = useState(false);
  const [chosen, setChosen] = useState<ReadonlySet<FeedId>>(new Set());
  const [inner, setInner] = useState<InnerDialog | null>(null);
  const patients = (useSidebar()?.feeds ?? []).map((feed) => ({ feed, finding: findingOf(feed, now) }));
  const ill = patients.filter(({ finding }) => finding !== null);
  const shown: readonly Patient[] = all ? patients : ill;
  const selected = shown.flatMap(({ feed }) => (chosen.has(feed.id) ? [feed] : []));
  const none = selected.length === 0;

  function choose(feedIds: readonly FeedId[], wanted: boolean) {
    const next = new Set(chosen);
    for (const feedId of feedIds) wanted ? next.add(feedId) : next.delete(feedId);
    setChosen(next);
  }

  return (
    <Modal title="Feed health" width="widest" onClose={closeDialog}>
      <p className="health-summary" role="status">
        {ill.length === 0
          ? 'All feeds are well.'
          : `${ill.length.toLocaleString()} of ${patients.length.toLocaleString()} feeds need attention.`}
      </p>
      <div className="health-tools">
        <button type="button" className="button" disabled={none} onClick={() => void retry(selected)}>
          Retry now
        </button>
        <button
          type="button"
          className="button"
          disabled={!selected.some(({ memory }) => memory.redirect)}
          onClick={() => void takeNewAddress(selected)}
        >
          Take new address
        </button>
        <button
          type="button"
          className="button"
          disabled={none}
          onClick={() => setInner({ kind: 'look-again', feeds: selected })}
        >
          Look again…
        </button>
        <button
          type="button"
          className="button"
          disabled={none}
          onClick={() => void unsubscribeAll(selected)}
        >
          Unsubscribe
        </button>
        <span className="health-all">
          <Box label="Show all feeds" checked={all} onChange={setAll} />{' '}
          <span aria-hidden>Show all feeds</span>
        </span>
      </div>
      {shown.length > 0 && (
        <div className="health-scroll">
          <table className="health-table">
            <thead>
              <tr>
                <th scope="col">
                  <Box
                    label="Choose all"
                    checked={selected.length === shown.length}
                    onChange={(wanted) =>
                      choose(
                        shown.map(({ feed }) => feed.id),
                        wanted,
                      )
                    }
                  />
                </th>
                <th scope="col">Feed</th>
                <th scope="col">State</th>
                <th scope="col">Last success</th>
                <th scope="col">Plan</th>
                <th scope="col" aria-label="Details" />
              </tr>
            </thead>
            <tbody>
              {shown.map(({ feed, finding }) => (
                <HealthRow
                  key={feed.id}
                  feed={feed}
                  finding={finding}
                  now={now}
                  chosen={chosen.has(feed.id)}
                  onChoose={(wanted) => choose([feed.id], wanted)}
                  onOpen={setInner}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Inner dialog={inner} onClose={() => setInner(null)} />
    </Modal>
  );
}

interface InnerProps {
  readonly dialog: InnerDialog | null;
  readonly onClose: () => void;
}

function Inner({ dialog, onClose }: InnerProps) {
  switch (dialog?.kind) {
    case 'details':
      return <FeedDetailsDialog feedId={dialog.feedId} onClose={onClose} />;
    case 'log-in':
      return <LoginDialog feed={dialog.feed} onClose={onClose} />;
    case 'look-again':
      return <RediscoverDialog feeds={dialog.feeds} onClose={onClose} />;
    default:
      return null;
  }
}
