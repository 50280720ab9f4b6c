import { useEffect, useState } from 'react';
import { type PackedArticle, planTrip, type TripLimits } from '../../../shared/model/trip-pack';
import { closeDialog } from '../../state/dialogs';
import { type TripReport, type TripStep, useTrip } from '../../state/trip';
import { Modal } from '../../ui/modal';
import { ProgressBar } from '../../ui/progress-bar';
import { SelectField } from '../../ui/select-field';
import { formatBytes } from '../article/enclosure';
import { openArticle } from '../articles/article-actions';
import { cancelTrip, readCandidates, startTrip } from './trip-actions';
import './trip-dialog.css';

/** What to take along on a journey without a network: choose, watch it fill, and see it proved. */
export function TripDialog() {
  const step = useTrip((state) => state.step);
  return (
    <Modal title="Take offline" width="wide" onClose={closeDialog}>
      {step.kind === 'choosing' && <Choosing />}
      {(step.kind === 'filling' || step.kind === 'proving') && <Filling step={step} />}
      {step.kind === 'done' && <Report report={step.report} />}
    </Modal>
  );
}

const hours = [1, 2, 4, 8, 12, 24].map((value) => ({
  value,
  label: `${value} ${value === 1 ? 'hour' : 'hours'} of reading`,
}));
const sizes = [50, 100, 250, 500, 1_000, 2_000].map((value) => ({
  value,
  label: value < 1_000 ? `${value} MB` : `${value / 1_000} GB`,
}));

function Choosing() {
  const [limits, setLimits] = useState<TripLimits>({ hours: 4, megabytes: 250 });
  const [candidates, setCandidates] = useState<readonly PackedArticle[]>();
  useEffect(() => {
    let current = true;
    void readCandidates().then((read) => {
      if (current) setCandidates(read);
    });
    return () => {
      current = false;
    };
  }, []);
  const plan = candidates && planTrip(candidates, limits);
  return (
    <>
      <div className="trip-limits">
        <SelectField
          label="Time"
          choices={hours}
          value={limits.hours}
          onChange={(value) => setLimits({ ...limits, hours: value })}
        />
        <SelectField
          label="Room"
          choices={sizes}
          value={limits.megabytes}
          onChange={(value) => setLimits({ ...limits, megabytes: value })}
        />
      </div>
      <p className="trip-summary" role="status">
        {!plan && 'Looking at your unread articles…'}
        {plan && plan.ids.length === 0 && 'There are no unread articles to take along.'}
        {plan && plan.ids.length > 0 && (
          <>
            <strong>{counted(plan.ids.length, 'unread article')}</strong>, the newest first: about{' '}
            {spentTime(plan.minutes, plan.listening > 0)} and {formatBytes(plan.bytes)}, with full text,
            pictures and recordings.
            {plan.left > 0 && ` ${counted(plan.left, 'more')} will not fit.`}
          </>
        )}
      </p>
      <p className="trip-note">
        When all is here, Broadsheet turns its network off and opens every article, picture and recording, to
        be sure.
      </p>
      <footer className="modal-actions">
        <button type="button" className="button" onClick={closeDialog}>
          Cancel
        </button>
        <button
          type="button"
          className="button button-primary"
          disabled={!plan || plan.ids.length === 0}
          onClick={() => plan && void startTrip(plan.ids, limits)}
        >
          Take offline
        </button>
      </footer>
    </>
  );
}

function Filling({ step }: { readonly step: TripStep & { kind: 'filling' | 'proving' } }) {
  const filling = step.kind === 'filling';
  return (
    <>
      <p className="trip-summary" role="status">
        {filling
          ? `${step.done} of ${counted(step.total, 'article')}, ${formatBytes(step.bytes)} so far…`
          : `The network is off: opening ${step.done + 1} of ${counted(step.total, 'article')}…`}
      </p>
      <ProgressBar
        label={filling ? 'Taking offline' : 'Checking without a network'}
        done={step.done}
        total={step.total}
      />
      <footer className="modal-actions">
        {filling && (
          <button type="button" className="button" onClick={cancelTrip}>
            Cancel
          </button>
        )}
        <button type="button" className="button button-primary" onClick={closeDialog}>
          Go on in the background
        </button>
      </footer>
    </>
  );
}

function Report({ report }: { readonly report: TripReport }) {
  const total = report.whole + report.lacks.length;
  const again = () => useTrip.setState({ step: { kind: 'choosing' } });
  return (
    <>
      <p className="trip-summary" role="status">
        <strong>
          {report.lacks.length === 0
            ? `All ${counted(total, 'article')} can be read whole without a network.`
            : `${report.whole} of ${counted(total, 'article')} can be read whole without a network.`}
        </strong>{' '}
        About {spentTime(report.minutes, report.listening)}, {formatBytes(report.bytes)}. Checked with the
        network off.
        {report.left > 0 && ` ${counted(report.left, 'article')} no longer fitted.`}
      </p>
      {report.lacks.length > 0 && (
        <ul className="trip-lacks" aria-label="Not whole">
          {report.lacks.map(({ id, title, details }) => (
            <li key={id} className="trip-lack">
              <button
                type="button"
                className="trip-lack-title"
                onClick={() => {
                  closeDialog();
                  void openArticle(id);
                }}
              >
                {title}
              </button>
              {details.map((detail) => (
                <p key={detail} className="trip-lack-detail">
                  {detail}
                </p>
              ))}
            </li>
          ))}
        </ul>
      )}
      <footer className="modal-actions">
        <button type="button" className="button" onClick={again}>
          Choose again
        </button>
        <button
          type="button"
          className="button button-primary"
          onClick={() => {
            again();
            closeDialog();
          }}
        >
          Done
        </button>
      </footer>
    </>
  );
}

function spentTime(minutes: number, listening: boolean): string {
  const how = listening ? 'reading and listening' : 'reading';
  if (minutes < 90) return `${minutes} ${minutes === 1 ? 'minute' : 'minutes'} of ${how}`;
  return `${Math.round(minutes / 6) / 10} hours of ${how}`;
}

function counted(count: number, one: string): string {
  const many = one === 'more' ? one : `${one}s`;
  return `${count.toLocaleString()} ${count === 1 ? one : many}`;
}
