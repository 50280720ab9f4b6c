import { clipboard } from 'electron';
import type { Handlers } from './router';

export function clipboardHandlers(): Pick<Handlers, 'clipboard.write'> {
  return {
    'clipboard.write': ({ text }) => {
      clipboard.writeText(text);
      return null;
    },
  };
}
