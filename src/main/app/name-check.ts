import type { Session } from 'electron';
import { isInsideAddress } from '../feeds/address';

/**
 * Looks a name up as Chromium is about to, and tells whether it leads into the reader's own network. Names that a proxy looks
 * up, and those that cannot be looked up, do not: no connection from here would go there.
 */
export function createNameCheck(
  session: Pick<Session, 'resolveHost' | 'resolveProxy'>,
): (url: URL) => Promise<boolean> {
  return async (url) => {
    try {
      if ((await session.resolveProxy(url.href)) !== 'DIRECT') return false;
      const { endpoints } = await session.resolveHost(url.hostname.replace(/^\[|\]$/g, ''));
      return endpoints.some(({ address }) => isInsideAddress(address));
    } catch {
      return false;
    }
  };
}
