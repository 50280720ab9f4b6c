import { shell } from 'electron';
import { ProblemError } from '../../shared/model/problem';
import { addressKey } from '../articles/address-key';
import type { Handlers } from './router';

const openable = new Set(['http:', 'https:', 'mailto:']);

/**
 * Links leave the app only here, and only to the system's browser or mail program.
 *
 * @param stayInFront keeps the window before the browser that is about to open, where the system cannot open one behind it
 */
export function linkHandlers(stayInFront: () => void): Pick<Handlers, 'links.open' | 'links.article-key'> {
  return {
    'links.open': async ({ url, behind = false }) => {
      if (!URL.canParse(url)) throw new ProblemError({ code: 'invalid-address', address: url });
      const { protocol, href } = new URL(url);
      if (!openable.has(protocol)) throw new ProblemError({ code: 'unsupported-scheme', scheme: protocol });
      if (behind) stayInFront();
      await shell.openExternal(href, { activate: !behind });
      return null;
    },
    'links.article-key': ({ url }) => addressKey(url),
  };
}
