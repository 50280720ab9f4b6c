import { ProblemError } from '../../shared/model/problem';
import type { Transport } from '../feeds/transport';

/** Longer than any proof of a trip pack takes: a window that dies in the middle must not leave the app without a network. */
const longestPause = 5 * 60_000;

export interface NetworkSwitch {
  /** The app's own network, or none: everything then fails as it does without one. */
  set(on: boolean): void;
  readonly on: boolean;
  /** The transport, while the switch is on. */
  guard(transport: Transport): Transport;
}

/** Turns the app's network off for a moment, to see what can be read without it. */
export function createNetworkSwitch(): NetworkSwitch {
  let on = true;
  let timer: NodeJS.Timeout | undefined;
  return {
    set(value) {
      clearTimeout(timer);
      on = value;
      if (!on) timer = setTimeout(() => (on = true), longestPause);
    },
    get on() {
      return on;
    },
    guard: (transport) => (url, options) =>
      on ? transport(url, options) : Promise.reject(new ProblemError({ code: 'offline' })),
  };
}
