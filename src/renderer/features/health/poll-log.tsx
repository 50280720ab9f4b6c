import type { FeedId } from '../../../shared/model/ids';
import type { PollLogEntry } from '../../../shared/model/poll';
import { describeLogEntry } from '../../../shared/model/poll-log';
import { describePlan } from '../../../shared/model/poll-reason';
import { useLivePollLog } from '../../library/hooks';
import { formatBytes } from '../article/enclosure';

/** The last polls of a feed, newest first, and why it was not polled when it was due. */
export function PollLog({ feedId }: { readonly feedId: FeedId }) {
  const entries = useLivePollLog(feedId);
  if (entries?.length === 0) return <p className="health-summary">It has not been polled yet.</p>;
  return (
    <table className="health-table" aria-label="Poll log">
      <thead>
        <tr>
          <th scope="col">When</th>
          <th scope="col">What happened</th>
          <th scope="col">Status</th>
          <th scope="col">Size</th>
          <th scope="col">New</th>
          <th scope="col">Changed</th>
          <th scope="col">Plan after it</th>
        </tr>
      </thead>
      <tbody>
        {entries?.map((entry) => (
          <Line key={entry.id} entry={entry} />
        ))}
      </tbody>
    </table>
  );
}

const times = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

function Line({ entry }: { readonly entry: PollLogEntry }) {
  const { at, status, bytes, added, changed, skipped, problem } = entry;
  const read = !skipped && !problem;
  return (
    <tr data-skipped={skipped?.code} data-failed={problem ? '' : undefined}>
      <th scope="row">
        <time dateTime={new Date(at).toISOString()}>{times.format(at)}</time>
      </th>
      <td>{describeLogEntry(entry)}</td>
      <td>{status ?? '–'}</td>
      <td>{bytes > 0 ? formatBytes(bytes) : '–'}</td>
      <td>{read ? added.toLocaleString() : '–'}</td>
      <td>{read ? changed.toLocaleString() : '–'}</td>
      <td>{skipped ? '–' : describePlan(entry.nextPollAt, entry.nextPollReason, at)}</td>
    </tr>
  );
}
