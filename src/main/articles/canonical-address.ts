import { resolveLink } from './sanitize-urls';

/**
 * An article's address in the one form that stays while publishers tinker with it: without scheme, `www.`, tracking parameters,
 * fragment and trailing slash. For comparing, never for opening. Null when it is no address of the web.
 */
export function canonicalAddress(address: string): string | null {
  const url = resolveLink(address, null);
  if (!url || url.protocol === 'mailto:') return null;
  const host = url.host.replace(/^www\./, '');
  const path = url.pathname.replace(/\/+$/, '');
  // Pages that live behind the fragment (`#!/story`, `#/story`) differ by nothing else.
  const fragment = /^#!?\//.test(url.hash) ? url.hash : '';
  return `${host}${path}${url.search}${fragment}`;
}
