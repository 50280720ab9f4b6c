import { LoaderCircle } from 'lucide-react';
import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import type { FolderId } from '../../../shared/model/ids';
import { useSidebar } from '../../library/hooks';
import { closeDialog } from '../../state/dialogs';
import { showView } from '../../state/reading';
import { Modal } from '../../ui/modal';
import { ProblemAlert } from '../../ui/problem-alert';
import { useNow } from '../../ui/use-now';
import './add-feed-dialog.css';
import { LoginFields } from '../network/login-fields';
import { FeedChoices } from './feed-choices';
import { FeedPreview } from './feed-preview';
import {
  type AddFeedStep,
  askerOf,
  type Choosing,
  type FoundOne,
  lookFor,
  subscribe,
  type TypedLogin,
} from './find-feed';
import { FolderSelect } from './folder-select';

const untouched: AddFeedStep = { kind: 'asking', problem: null };

/** From anything pasted to a subscription: looks for the feed, lets the reader choose among several, and shows it first. */
export function AddFeedDialog() {
  const id = useId();
  const now = useNow();
  const field = useRef<HTMLInputElement>(null);
  const form = useRef<HTMLFormElement>(null);
  const [address, setAddress] = useState('');
  const [folderId, setFolderId] = useState<FolderId | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const [step, setStep] = useState<AddFeedStep>(untouched);
  /** Who asked for a login, and what was typed for them. */
  const [login, setLogin] = useState<TypedLogin | null>(null);
  const folders = useSidebar()?.folders ?? [];
  const looking = step.kind === 'looking';
  const problem = step.kind === 'asking' ? step.problem : null;

  // Each attempt has a number: what an abandoned one finds is not wanted any more.
  const attempt = useRef(0);
  useEffect(() => {
    const stop = window.broadsheet.on('feeds.looking', ({ host }) =>
      setStep((before) => (before.kind === 'looking' ? { ...before, host } : before)),
    );
    return () => {
      stop();
      attempt.current += 1;
      void window.broadsheet.invoke('feeds.cancel-find', null);
    };
  }, []);

  // Enter goes on from wherever the step leaves the reader.
  useEffect(() => {
    const control = focusedIn(step);
    if (control === null) return;
    // A frame later: only then does the group of radio buttons know its members, and so which one the focus came to.
    const frame = requestAnimationFrame(() => form.current?.querySelector<HTMLElement>(control)?.focus());
    return () => cancelAnimationFrame(frame);
  }, [step]);

  async function look(target: string, back: Choosing | null) {
    attempt.current += 1;
    const mine = attempt.current;
    setStep({ kind: 'looking', host: null, back });
    const used = login?.user ? login : null;
    const next = await lookFor(target, back, used);
    if (mine !== attempt.current) return;
    const asker = next.kind === 'asking' ? askerOf(next.problem) : null;
    if (asker && asker !== login?.origin) setLogin({ origin: asker, user: '', password: '' });
    if (next.kind === 'choosing') setChosen(next.feeds[0]?.url ?? null);
    setStep(next);
  }

  async function take(found: FoundOne) {
    attempt.current += 1;
    const mine = attempt.current;
    const made = await subscribe(found, folderId, login?.user ? login : null);
    if (mine !== attempt.current) return;
    if (made.ok) {
      closeDialog();
      showView({ kind: 'feed', feedId: made.value });
    } else setStep({ kind: 'asking', problem: made.problem });
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    if (step.kind === 'asking' && address.trim()) void look(address.trim(), null);
    else if (step.kind === 'choosing' && chosen) void look(chosen, step);
    else if (step.kind === 'previewing') void take(step.found);
  }

  function cancel() {
    if (!looking) {
      closeDialog();
      return;
    }
    attempt.current += 1;
    void window.broadsheet.invoke('feeds.cancel-find', null);
    setStep(step.back ?? untouched);
  }

  return (
    <Modal
      title="Add feed"
      description="Paste the address of a site, a channel, a profile or a feed."
      initialFocus={field}
      onClose={closeDialog}
    >
      <form ref={form} className="add-feed" onSubmit={submit}>
        <div className="field">
          <label className="field-label" htmlFor={id}>
            Address
          </label>
          <input
            ref={field}
            id={id}
            className="field-input"
            type="text"
            inputMode="url"
            placeholder="example.com"
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            value={address}
            readOnly={looking}
            aria-invalid={problem !== null}
            aria-describedby={problem ? `${id}-problem` : undefined}
            onChange={(event) => {
              setAddress(event.target.value);
              setLogin(null);
              setStep(untouched);
            }}
          />
        </div>
        {problem && <ProblemAlert id={`${id}-problem`} problem={problem} />}
        {login && (step.kind === 'asking' || looking) && (
          <LoginFields
            asker={login.origin}
            value={login}
            onChange={(typed) => setLogin({ ...login, ...typed })}
          />
        )}
        {step.kind === 'choosing' && (
          <FeedChoices feeds={step.feeds} chosen={chosen} now={now} onChoose={setChosen} />
        )}
        {step.kind === 'previewing' && (
          <>
            <FeedPreview found={step.found} now={now} />
            <FolderSelect folders={folders} value={folderId} onChange={setFolderId} />
          </>
        )}
        <div className="modal-actions">
          <p className="looking" role="status">
            {looking && (
              <>
                <LoaderCircle aria-hidden size={15} strokeWidth={2} />
                {step.host === null ? 'Looking…' : `Looking at ${step.host}…`}
              </>
            )}
          </p>
          {step.kind === 'previewing' && step.back && (
            <button type="button" className="button" onClick={() => setStep(step.back ?? untouched)}>
              Back
            </button>
          )}
          <button type="button" className="button" onClick={cancel}>
            Cancel
          </button>
          <button type="submit" className="button button-primary" disabled={looking || !address.trim()}>
            {submitLabel(step)}
          </button>
        </div>
      </form>
    </Modal>
  );
}

/** The control a step begins at; null to leave the focus where it is. */
function focusedIn(step: AddFeedStep): string | null {
  if (step.kind === 'choosing') return '[role=radio][data-checked]';
  if (step.kind === 'previewing') return '[type=submit]';
  if (step.kind !== 'asking' || !step.problem) return null;
  return askerOf(step.problem) ? 'input[autocomplete=username]' : 'input[inputmode=url]';
}

function submitLabel({ kind }: AddFeedStep): string {
  if (kind === 'previewing') return 'Subscribe';
  return kind === 'choosing' ? 'Continue' : 'Find feed';
}
