import type { Network } from '../app/proxy';
import type { Handlers } from './router';

/** @param onChange told before other settings hold */
export function networkHandlers(
  network: Network,
  onChange: () => void,
): Pick<Handlers, 'network.read' | 'network.change'> {
  return {
    'network.read': () => network.state,
    'network.change': ({ settings, login }) => {
      onChange();
      return network.change(settings, login);
    },
  };
}
