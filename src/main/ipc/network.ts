import type { NetworkSwitch } from '../app/network-switch';
import type { Network } from '../app/proxy';
import type { RefusedCount } from '../app/refused-requests';
import type { Handlers } from './router';

/** @param onChange told before other settings hold */
export function networkHandlers(
  network: Network,
  networkSwitch: NetworkSwitch,
  refused: RefusedCount,
  onChange: () => void,
): Pick<Handlers, 'network.read' | 'network.refused' | 'network.change' | 'network.switch'> {
  return {
    'network.read': () => network.state,
    'network.refused': () => refused.state,
    'network.change': ({ settings, login }) => {
      onChange();
      return network.change(settings, login);
    },
    'network.switch': ({ on }) => {
      networkSwitch.set(on);
      return null;
    },
  };
}
