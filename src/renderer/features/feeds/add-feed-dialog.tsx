import { Radio } from '@base-ui/react/radio';
import { RadioGroup } from '@base-ui/react/radio-group';
import { LoaderCircle } from 'lucide-react';
import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import type { FeedChoice } from '../../../shared/contract/channels';
import type { FolderId } from '../../../shared/model/ids';
import { useSidebar } from '../../library/hooks';
import { closeDialog } from '../../state/dialogs';
import { showView } from '../../state/reading';
import { Modal } from '../../ui/modal';
import { ProblemAlert } from '../../ui/problem-alert';
import './add-feed-dialog.css';
import { type AddFeedStep, subscribeTo } from './find-feed';
import { FolderSelect } from './folder-select';

/** From an address to a subscription: looks for the feed, lets the reader choose among several, and shows it. */
export function AddFeedDialog() {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [address, setAddress] = useState('');
  const [folderId, setFolderId] = useState<FolderId | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const [step, setStep] = useState<AddFeedStep>({ kind: 'asking', problem: null });
  const folders = useSidebar()?.folders ?? [];
  const looking = step.kind === 'looking';
  const problem = step.kind === 'asking' ? step.problem : null;

  // Each attempt has a number: what an abandoned one finds is not wanted any more.
  const attempt = useRef(0);
  useEffect(
    () => () => {
      attempt.current += 1;
      void window.broadsheet.invoke('feeds.cancel-find', null);
    },
    [],
  );

  async function submit(event: FormEvent) {
    event.preventDefault();
    const target = step.kind === 'choosing' ? chosen : address.trim();
    if (!target || looking) return;
    attempt.current += 1;
    const mine = attempt.current;
    setStep({ kind: 'looking' });
    const next = await subscribeTo(target, folderId);
    if (mine !== attempt.current) return;
    if (next.kind === 'subscribed') {
      closeDialog();
      showView({ kind: 'feed', feedId: next.feedId });
      return;
    }
    if (next.kind === 'choosing') setChosen(next.feeds[0]?.url ?? null);
    setStep(next);
    if (next.kind === 'asking') field.current?.focus();
  }

  function cancel() {
    if (!looking) {
      closeDialog();
      return;
    }
    attempt.current += 1;
    void window.broadsheet.invoke('feeds.cancel-find', null);
    setStep({ kind: 'asking', problem: null });
  }

  return (
    <Modal
      title="Add feed"
      description="Enter the address of a site or of its feed."
      initialFocus={field}
      onClose={closeDialog}
    >
      <form onSubmit={submit}>
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
              setStep({ kind: 'asking', problem: null });
            }}
          />
        </div>
        {problem && <ProblemAlert id={`${id}-problem`} problem={problem} />}
        {step.kind === 'choosing' && <Choices feeds={step.feeds} chosen={chosen} onChoose={setChosen} />}
        <FolderSelect folders={folders} value={folderId} onChange={setFolderId} />
        <div className="modal-actions">
          {looking && (
            <p className="looking" aria-live="polite">
              <LoaderCircle aria-hidden size={15} strokeWidth={2} />
              Looking for the feed…
            </p>
          )}
          <button type="button" className="button" onClick={cancel}>
            Cancel
          </button>
          <button type="submit" className="button button-primary" disabled={looking || !address.trim()}>
            Subscribe
          </button>
        </div>
      </form>
    </Modal>
  );
}

interface ChoicesProps {
  readonly feeds: readonly FeedChoice[];
  readonly chosen: string | null;
  readonly onChoose: (url: string) => void;
}

/** The feeds a page names. */
function Choices({ feeds, chosen, onChoose }: ChoicesProps) {
  const id = useId();
  return (
    <div className="field">
      <p className="field-label" id={id}>
        This site has several feeds
      </p>
      <RadioGroup
        className="feed-choices"
        aria-labelledby={id}
        value={chosen}
        onValueChange={(url) => onChoose(String(url))}
      >
        {feeds.map((feed) => (
          // biome-ignore lint/a11y/noLabelWithoutControl: the radio inside is the control
          <label key={feed.url} className="feed-choice">
            <Radio.Root value={feed.url} className="radio" aria-label={feed.title || feed.url}>
              <Radio.Indicator className="radio-dot" />
            </Radio.Root>
            <span className="feed-choice-text">
              <span className="feed-choice-title">{feed.title || feed.url}</span>
              <span className="feed-choice-address">{feed.url}</span>
            </span>
          </label>
        ))}
      </RadioGroup>
    </div>
  );
}
