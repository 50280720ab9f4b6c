import { shell } from 'electron';
import { ProblemError } from '../../shared/model/problem';
import { addressKey } from '../articles/address-key';
import type { Handlers } from './router';

const openable = new Set(['http:', 'https:', 'mailto:']);

/** Links leave the app only here, and only to the system's browser or mail program. */
export function linkHandlers(): Pick<Handlers, 'links.open' | 'links.article-key'> {
  return {
    'links.open': async ({ url }) => {
      if (!URL.canParse(url)) throw new ProblemError({ code: 'invalid-address', address: url });
      const { protocol, href } = new URL(url);
      if (!openable.has(protocol)) throw new ProblemError({ code: 'unsupported-scheme', scheme: protocol });
      await shell.openExternal(href);
      return null;
    },
    'links.article-key': ({ url }) => addressKey(url),
  };
}
