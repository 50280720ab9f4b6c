import { type FormEvent, useId, useRef, useState } from 'react';
import type { Problem } from '../../shared/model/problem';
import type { Result } from '../../shared/result';
import { Modal } from './modal';
import { ProblemAlert } from './problem-alert';

interface NameDialogProps {
  readonly title: string;
  readonly description?: string;
  readonly initial?: string;
  /** What an empty field would stand for; without it a name is required. */
  readonly fallback?: string;
  readonly submit: string;
  readonly onSubmit: (name: string) => Promise<Result<unknown>>;
  readonly onClose: () => void;
}

/** Asks for one name: of a feed, a folder or a tag. */
export function NameDialog(props: NameDialogProps) {
  const { title, description, initial = '', fallback, submit, onSubmit, onClose } = props;
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  const [name, setName] = useState(initial);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);

  async function send(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    const result = await onSubmit(name.trim());
    setBusy(false);
    if (result.ok) onClose();
    else setProblem(result.problem);
  }

  return (
    <Modal title={title} {...(description && { description })} initialFocus={field} onClose={onClose}>
      <form onSubmit={send}>
        <div className="field">
          <label className="field-label" htmlFor={id}>
            Name
          </label>
          <input
            ref={field}
            id={id}
            className="field-input"
            value={name}
            placeholder={fallback}
            maxLength={200}
            autoComplete="off"
            spellCheck={false}
            aria-invalid={problem !== null}
            aria-describedby={problem ? `${id}-problem` : undefined}
            onChange={(event) => setName(event.target.value)}
            onFocus={(event) => event.target.select()}
          />
        </div>
        {problem && <ProblemAlert id={`${id}-problem`} problem={problem} />}
        <div className="modal-actions">
          <button type="button" className="button" onClick={onClose}>
            Cancel
          </button>
          <button
            type="submit"
            className="button button-primary"
            disabled={busy || (!name.trim() && fallback === undefined)}
          >
            {submit}
          </button>
        </div>
      </form>
    </Modal>
  );
}
