import { type Feed, feedTitle } from '../../../shared/model/feed';
import { describeFinding, type Finding, type Repair, repairOf } from '../../../shared/model/health';
import { describePlan } from '../../../shared/model/poll-reason';
import { relativeTime } from '../articles/relative-time';
import { retry, takeNewAddress } from './health-actions';
import { Box } from './health-box';
import type { InnerDialog } from './health-dialog';

interface HealthRowProps {
  readonly feed: Feed;
  readonly finding: Finding | null;
  readonly now: number;
  readonly chosen: boolean;
  readonly onChoose: (chosen: boolean) => void;
  readonly onOpen: (dialog: InnerDialog) => void;
}

/** A feed, how it is, and what is most likely to help. */
export function HealthRow({ feed, finding, now, chosen, onChoose, onOpen }: HealthRowProps) {
  const title = feedTitle(feed);
  const repair = finding && repairOf(finding, feed);
  return (
    <tr data-finding={finding?.kind}>
      <td>
        <Box label={`Choose ${title}`} checked={chosen} onChange={onChoose} />
      </td>
      <th scope="row">{title}</th>
      <td>
        {finding ? describeFinding(finding, feed) : 'Well.'}
        {repair && (
          <button
            type="button"
            className="button-quiet health-repair"
            aria-label={`${repairLabels[repair]} (${title})`}
            onClick={() => mend(feed, repair, onOpen)}
          >
            {repairLabels[repair]}
          </button>
        )}
      </td>
      <td>{feed.succeededAt === null ? 'Never' : relativeTime(feed.succeededAt, now)}</td>
      <td>{describePlan(feed.nextPollAt, feed.nextPollReason, now)}</td>
      <td>
        <button
          type="button"
          className="button-quiet"
          aria-label={`Details of ${title}`}
          onClick={() => onOpen({ kind: 'details', feedId: feed.id })}
        >
          Details…
        </button>
      </td>
    </tr>
  );
}

const repairLabels: Readonly<Record<Repair, string>> = {
  retry: 'Retry',
  'take-address': 'Take it',
  'look-again': 'Look again…',
  'log-in': 'Log in…',
};

function mend(feed: Feed, repair: Repair, onOpen: HealthRowProps['onOpen']): void {
  switch (repair) {
    case 'retry':
      void retry([feed]);
      break;
    case 'take-address':
      void takeNewAddress([feed]);
      break;
    case 'look-again':
      onOpen({ kind: 'look-again', feeds: [feed] });
      break;
    case 'log-in':
      onOpen({ kind: 'log-in', feed });
  }
}
