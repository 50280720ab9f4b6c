import type { OpmlFile } from '../../../shared/model/opml';
import { useSidebar } from '../../library/hooks';
import { type ImportStep, useImport } from '../../state/import';
import { Modal } from '../../ui/modal';
import { ProgressBar } from '../../ui/progress-bar';
import { cancelImport, closeImport, startImport } from './import-actions';
import './import-dialog.css';

/** What a list of subscriptions holds, its import, and the report. */
export function ImportDialog() {
  const { file, step, waiting } = useImport();
  if (!file) return null;
  return (
    <Modal title="Import subscriptions" onClose={closeImport}>
      <Summary file={file} step={step} />
      {file.filedByCategory > 0 && step.kind !== 'importing' && (
        <p className="import-note">{describeCategories(file.filedByCategory)}</p>
      )}
      {step.kind === 'importing' && <ProgressBar label="Importing" done={step.done} total={step.total} />}
      {file.skipped.length > 0 && step.kind !== 'importing' && <Skipped file={file} />}
      {waiting.length > 0 && (
        <p className="import-waiting">
          {counted(waiting.length, 'more list')} {waiting.length === 1 ? 'waits' : 'wait'} until this one is
          done.
        </p>
      )}
      <footer className="modal-actions">
        {step.kind === 'asking' && (
          <>
            <button type="button" className="button" onClick={closeImport}>
              Cancel
            </button>
            <button
              type="button"
              className="button button-primary"
              disabled={file.subscriptions.length === 0}
              onClick={() => void startImport()}
            >
              Import
            </button>
          </>
        )}
        {step.kind === 'importing' && (
          <button type="button" className="button" onClick={cancelImport}>
            Cancel
          </button>
        )}
        {step.kind === 'done' && (
          <button type="button" className="button button-primary" onClick={closeImport}>
            Done
          </button>
        )}
      </footer>
    </Modal>
  );
}

function Summary({ file, step }: { readonly file: OpmlFile; readonly step: ImportStep }) {
  const subscribed = new Set(useSidebar()?.feeds.map(({ feedUrl }) => feedUrl));
  const there = file.subscriptions.filter(({ feedUrl }) => subscribed.has(feedUrl)).length;
  const folders = countFolders(file);
  const total = file.subscriptions.length;
  if (step.kind === 'importing') {
    return (
      <p className="import-summary" role="status">
        {step.done.toLocaleString()} of {counted(total, 'feed')}…
      </p>
    );
  }
  if (step.kind === 'done') {
    return (
      <p className="import-summary" role="status">
        {counted(step.added, 'feed')} added
        {step.cancelled ? ', then cancelled. Undo takes them back.' : '. Their articles are on the way.'}
      </p>
    );
  }
  const notes = [
    there > 0 && `${there.toLocaleString()} already subscribed`,
    file.duplicates > 0 && `${file.duplicates.toLocaleString()} named twice`,
    file.skippedCount > 0 && `${file.skippedCount.toLocaleString()} skipped`,
  ].filter(Boolean);
  return (
    <p className="import-summary">
      <strong>{file.name}</strong> holds {counted(total, 'feed')}
      {folders > 0 && ` in ${counted(folders, 'folder')}`}
      {notes.length > 0 && `: ${notes.join(', ')}`}.
    </p>
  );
}

function describeCategories(count: number): string {
  return count === 1
    ? '1 feed stands in no folder of the file and goes to the one that its category names.'
    : `${count.toLocaleString()} feeds stand in no folder of the file and go to those that their categories name.`;
}

/** The folders that the feeds stand in, and those around them. */
function countFolders({ subscriptions }: OpmlFile): number {
  const paths = subscriptions.flatMap(({ folder }) =>
    folder.map((_, at) => folder.slice(0, at + 1).join('\n')),
  );
  return new Set(paths).size;
}

function Skipped({ file }: { readonly file: OpmlFile }) {
  return (
    <details className="import-skipped">
      <summary>{counted(file.skippedCount, 'entry', 'entries')} skipped</summary>
      <ul>
        {file.skipped.map(({ title, reason }, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes while it is shown
          <li key={place}>
            <strong>{title}</strong>: {reason}
          </li>
        ))}
        {file.skippedCount > file.skipped.length && (
          <li>and {(file.skippedCount - file.skipped.length).toLocaleString()} more</li>
        )}
      </ul>
    </details>
  );
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString()} ${count === 1 ? one : many}`;
}
