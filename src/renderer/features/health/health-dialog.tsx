import { Checkbox } from '@base-ui/react/checkbox';
import { Check } from 'lucide-react';
import { useState } from 'react';
import { type Feed, feedTitle } from '../../../shared/model/feed';
import { describeFinding, type Finding, findingOf } from '../../../shared/model/health';
import type { FeedId } from '../../../shared/model/ids';
import { describePlan } from '../../../shared/model/poll-reason';
import { useSidebar } from '../../library/hooks';
import { closeDialog } from '../../state/dialogs';
import { Modal } from '../../ui/modal';
import { useNow } from '../../ui/use-now';
import { relativeTime } from '../articles/relative-time';
import { retry, takeNewAddress, unsubscribeAll } from './health-actions';
import './health-dialog.css';

interface Patient {
  readonly feed: Feed;
  readonly finding: Finding | null;
}

/** Which feeds are not well and why, when each is polled next and why, and what can be done about it; for many at once. */
export function HealthDialog() {
  const now = useNow();
  const [all, setAll] = useState(false);
  const [chosen, setChosen] = useState<ReadonlySet<FeedId>>(new Set());
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
              </tr>
            </thead>
            <tbody>
              {shown.map(({ feed, finding }) => (
                <tr key={feed.id} data-finding={finding?.kind}>
                  <td>
                    <Box
                      label={`Choose ${feedTitle(feed)}`}
                      checked={chosen.has(feed.id)}
                      onChange={(wanted) => choose([feed.id], wanted)}
                    />
                  </td>
                  <th scope="row">{feedTitle(feed)}</th>
                  <td>{finding ? describeFinding(finding, feed) : 'Well.'}</td>
                  <td>{feed.succeededAt === null ? 'Never' : relativeTime(feed.succeededAt, now)}</td>
                  <td>{describePlan(feed.nextPollAt, feed.nextPollReason, now)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Modal>
  );
}

interface BoxProps {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

function Box({ label, checked, onChange }: BoxProps) {
  return (
    <Checkbox.Root className="health-box" aria-label={label} checked={checked} onCheckedChange={onChange}>
      <Checkbox.Indicator className="health-check">
        <Check aria-hidden size={12} strokeWidth={3} />
      </Checkbox.Indicator>
    </Checkbox.Root>
  );
}
