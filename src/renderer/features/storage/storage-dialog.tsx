import { useEffect, useState } from 'react';
import { type ImageBudget, imageBudgets, type StorageFigures } from '../../../shared/model/storage';
import { library } from '../../library/connect';
import { closeDialog } from '../../state/dialogs';
import { Modal } from '../../ui/modal';
import { SelectField } from '../../ui/select-field';
import { valueOrSay } from '../../ui/toaster';
import { formatBytes } from '../article/enclosure';
import './storage-dialog.css';
import { freedText } from './storage-text';

/** What takes the space on this computer, and how much of it pictures may have. */
export function StorageDialog() {
  const [figures, setFigures] = useState<StorageFigures | null>(null);
  /** Everything the window stores, pictures apart; null where the system does not say. */
  const [textBytes, setTextBytes] = useState<number | null>(null);
  const [freeing, setFreeing] = useState(false);
  const [said, setSaid] = useState('');

  async function read(): Promise<void> {
    const [storage, { usage }] = await Promise.all([library.readStorage(), navigator.storage.estimate()]);
    setFigures(valueOrSay(storage) ?? null);
    setTextBytes(usage ?? null);
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it opens
  useEffect(() => void read(), []);

  async function choose(budget: ImageBudget): Promise<void> {
    if (!figures) return;
    setFigures({ ...figures, budget });
    valueOrSay(await library.setImageBudget(budget));
  }

  async function free(): Promise<void> {
    setFreeing(true);
    setSaid('Freeing space…');
    const freed = valueOrSay(await library.freeSpace());
    setSaid(freed ? freedText(freed) : '');
    setFreeing(false);
    await read();
  }

  return (
    <Modal title="Storage" width="wide" onClose={closeDialog}>
      {figures ? (
        <>
          <dl className="storage-sums">
            <Sum name="Pictures" bytes={figures.bytes} detail={counted(figures.pictures)} />
            {textBytes !== null && <Sum name="Articles and all else" bytes={textBytes} />}
          </dl>
          <div className="storage-limit">
            <SelectField
              label="Space for pictures"
              value={figures.budget}
              choices={imageBudgets.map((value) => ({ value, label: budgetLabel(value) }))}
              onChange={(budget) => void choose(budget)}
            />
          </div>
          <p className="storage-note">
            When there are more, those not looked at for longest go first. Pictures of saved and tagged
            articles stay. An article that lacks some says so, and can bring them back.
          </p>
          {figures.feeds.length > 0 && <FeedTable figures={figures} />}
        </>
      ) : (
        <p className="storage-note">Counting…</p>
      )}
      <div className="modal-actions">
        <p className="storage-said" role="status">
          {said}
        </p>
        <button type="button" className="button" disabled={freeing} onClick={() => void free()}>
          Free space now
        </button>
        <button type="button" className="button button-primary" onClick={closeDialog}>
          Done
        </button>
      </div>
    </Modal>
  );
}

function counted(pictures: number): string {
  return `${pictures.toLocaleString()} ${pictures === 1 ? 'picture' : 'pictures'}`;
}

function budgetLabel(budget: ImageBudget): string {
  return budget === null ? 'No limit' : formatBytes(budget);
}

interface SumProps {
  readonly name: string;
  readonly bytes: number;
  readonly detail?: string;
}

function Sum({ name, bytes, detail }: SumProps) {
  return (
    <div className="storage-sum">
      <dt>{name}</dt>
      <dd>
        <strong>{formatBytes(bytes)}</strong>
        {detail && <span className="storage-detail">{detail}</span>}
      </dd>
    </div>
  );
}

function FeedTable({ figures }: { readonly figures: StorageFigures }) {
  return (
    <div className="storage-scroll">
      <table className="storage-table">
        <thead>
          <tr>
            <th scope="col">Pictures of</th>
            <th scope="col">Number</th>
            <th scope="col">Space</th>
          </tr>
        </thead>
        <tbody>
          {figures.feeds.map(({ feedId, title, pictures, bytes }) => (
            <tr key={feedId ?? ''}>
              <th scope="row" dir="auto">
                {title}
              </th>
              <td>{pictures.toLocaleString()}</td>
              <td>{formatBytes(bytes)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
