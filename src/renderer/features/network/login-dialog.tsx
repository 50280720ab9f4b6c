import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { type Feed, feedTitle } from '../../../shared/model/feed';
import { type LoginState, readLogin } from '../../../shared/model/login';
import type { Problem } from '../../../shared/model/problem';
import { closeDialog } from '../../state/dialogs';
import { Modal } from '../../ui/modal';
import { ProblemAlert } from '../../ui/problem-alert';
import { say, valueOrSay } from '../../ui/toaster';
import { refresh } from '../feeds/feed-actions';
import { LoginFields } from './login-fields';
import { notLasting } from './login-text';

interface LoginDialogProps {
  readonly feed: Feed;
  readonly onClose?: () => void;
}

/** The login of a feed. What is stored is never shown: the window does not know it. */
export function LoginDialog({ feed, onClose = closeDialog }: LoginDialogProps) {
  const id = useId();
  const first = useRef<HTMLInputElement>(null);
  const [state, setState] = useState<LoginState | null>(null);
  const [typed, setTyped] = useState({ user: '', password: '' });
  const [headers, setHeaders] = useState('');
  const [problem, setProblem] = useState<Problem | null>(null);
  const feedId = feed.id;

  useEffect(() => {
    void window.broadsheet
      .invoke('feeds.has-login', { feedId })
      .then((answer) => setState(valueOrSay(answer)));
  }, [feedId]);

  async function submit(event: FormEvent) {
    event.preventDefault();
    const login = readLogin(typed.user, typed.password, headers);
    const stored = login.ok
      ? await window.broadsheet.invoke('feeds.set-login', {
          feedId,
          feedUrl: feed.feedUrl,
          login: { ...login.value, headers: [...login.value.headers] },
        })
      : login;
    if (!stored.ok) {
      setProblem(stored.problem);
      return;
    }
    onClose();
    await refresh([feedId]);
  }

  async function forget() {
    const cleared = await window.broadsheet.invoke('feeds.clear-login', { feedId });
    if (!cleared.ok) {
      setProblem(cleared.problem);
      return;
    }
    onClose();
    say(`Login for ${feedTitle(feed)} forgotten`);
  }

  const empty = !typed.user && !typed.password && !headers.trim();
  return (
    <Modal title={`Log in to ${feedTitle(feed)}`} initialFocus={first} onClose={onClose}>
      <form className="login" onSubmit={submit}>
        <div className="login-scroll">
          {state?.exists && (
            <p className="login-hint" role="status">
              This feed has a login. What you enter here replaces it.
            </p>
          )}
          <LoginFields asker={new URL(feed.feedUrl).origin} value={typed} first={first} onChange={setTyped} />
          <details className="login-headers">
            <summary>Request headers</summary>
            <textarea
              id={`${id}-headers`}
              className="field-input"
              aria-label="Request headers"
              placeholder="X-Token: …"
              rows={3}
              value={headers}
              spellCheck={false}
              onChange={(event) => setHeaders(event.target.value)}
            />
          </details>
          {state && !state.lasting && <p className="login-hint">{notLasting}</p>}
        </div>
        {problem && <ProblemAlert id={`${id}-problem`} problem={problem} />}
        <div className="modal-actions">
          {state?.exists && (
            <button type="button" className="button login-forget" onClick={() => void forget()}>
              Forget login
            </button>
          )}
          <button type="button" className="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className="button button-primary" disabled={empty}>
            Log in
          </button>
        </div>
      </form>
    </Modal>
  );
}
