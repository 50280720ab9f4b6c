import { Radio } from '@base-ui/react/radio';
import { RadioGroup } from '@base-ui/react/radio-group';
import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import {
  type NetworkState,
  type ProxyServer,
  type RefusedRequests,
  readProxy,
} from '../../../shared/model/network';
import type { Problem } from '../../../shared/model/problem';
import { closeDialog } from '../../state/dialogs';
import { Modal } from '../../ui/modal';
import { ProblemAlert } from '../../ui/problem-alert';
import { valueOrSay } from '../../ui/toaster';
import { submitOnEnter } from '../feeds/feed-choices';
import { notLasting } from './login-text';
import { refreshUnreached } from './network-actions';
import './network-dialog.css';
import { ProxyFields, type TypedProxy } from './proxy-fields';

type Mode = NetworkState['settings']['mode'];

const modes: readonly (readonly [Mode, string])[] = [
  ['system', 'Use the system’s proxy settings'],
  ['direct', 'Use no proxy'],
  ['manual', 'Use this proxy'],
];

/** How feeds and pictures are asked for. */
export function NetworkDialog() {
  const [state, setState] = useState<NetworkState | null>(null);
  const [refused, setRefused] = useState<RefusedRequests | null>(null);
  useEffect(() => {
    // Together, so that nothing moves under the pointer.
    void Promise.all([
      window.broadsheet.invoke('network.read', null),
      window.broadsheet.invoke('network.refused', null),
    ]).then(([network, requests]) => {
      setState(valueOrSay(network));
      setRefused(valueOrSay(requests));
    });
  }, []);
  return (
    <Modal
      title="Network"
      description="How feeds and pictures are fetched. Reading itself needs no network."
      onClose={closeDialog}
    >
      {state && <NetworkForm state={state} refused={refused} />}
    </Modal>
  );
}

interface NetworkFormProps {
  readonly state: NetworkState;
  readonly refused: RefusedRequests | null;
}

function NetworkForm({ state, refused }: NetworkFormProps) {
  const id = useId();
  const [mode, setMode] = useState<Mode>(state.settings.mode);
  const [typed, setTyped] = useState<TypedProxy>(typedOf(state.settings.proxy));
  const [forgetting, setForgetting] = useState(false);
  const known = typedOf(state.settings.proxy);
  const isKnown = (['scheme', 'host', 'port'] as const).every((part) => typed[part].trim() === known[part]);
  const hasLogin = state.hasLogin && isKnown && !forgetting;
  const [problem, setProblem] = useState<Problem | null>(null);

  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    // A frame later: only then does the group of radio buttons know which one the focus came to.
    const frame = requestAnimationFrame(() =>
      form.current?.querySelector<HTMLElement>('[role=radio][data-checked]')?.focus(),
    );
    return () => cancelAnimationFrame(frame);
  }, []);

  async function submit(event: FormEvent) {
    event.preventDefault();
    const proxy = mode === 'manual' ? readProxy(typed) : null;
    if (proxy && !proxy.ok) {
      setProblem(proxy.problem);
      return;
    }
    const login = typed.user ? { user: typed.user, password: typed.password } : forgetting ? null : 'keep';
    const changed = await window.broadsheet.invoke('network.change', {
      settings: { mode, proxy: proxy ? proxy.value : state.settings.proxy },
      login,
    });
    if (!changed.ok) {
      setProblem(changed.problem);
      return;
    }
    await refreshUnreached();
    closeDialog();
  }

  return (
    <form ref={form} className="network" onSubmit={submit}>
      <div className="network-scroll">
        <RadioGroup
          className="network-modes"
          aria-label="Proxy"
          onKeyDown={submitOnEnter}
          value={mode}
          onValueChange={(value) => {
            setMode(value as Mode);
            setProblem(null);
          }}
        >
          {modes.map(([value, label]) => (
            // biome-ignore lint/a11y/noLabelWithoutControl: the radio inside is the control
            <label key={value} className="network-mode">
              <Radio.Root value={value} className="radio" aria-label={label}>
                <Radio.Indicator className="radio-dot" />
              </Radio.Root>
              {label}
            </label>
          ))}
        </RadioGroup>
        {mode === 'manual' && (
          <>
            <ProxyFields value={typed} onChange={setTyped} hasLogin={hasLogin} />
            {typed.user && !state.lasting && <p className="network-hint">{notLasting}</p>}
          </>
        )}
        {refused && <p className="network-hint network-refused">{refusedText(refused)}</p>}
      </div>
      {problem && <ProblemAlert id={`${id}-problem`} problem={problem} />}
      <div className="modal-actions">
        {mode === 'manual' && hasLogin && (
          <button type="button" className="button network-forget" onClick={() => setForgetting(true)}>
            Forget login
          </button>
        )}
        <button type="button" className="button" onClick={closeDialog}>
          Cancel
        </button>
        <button type="submit" className="button button-primary">
          Apply
        </button>
      </div>
    </form>
  );
}

function refusedText({ count, hosts }: RefusedRequests): string {
  if (count === 0) return 'Reading has asked nothing of the network since Broadsheet started.';
  const requests = count === 1 ? '1 request was' : `${count.toLocaleString()} requests were`;
  return `Since Broadsheet started, ${requests} refused that this window made to the network (${hosts.join(', ')}).`;
}

function typedOf(proxy: ProxyServer | null): TypedProxy {
  return {
    scheme: proxy?.scheme ?? 'http',
    host: proxy?.host ?? '',
    port: proxy ? String(proxy.port) : '',
    bypass: proxy?.bypass ?? '',
    user: '',
    password: '',
  };
}
