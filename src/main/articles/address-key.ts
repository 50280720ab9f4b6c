import { hash } from 'node:crypto';
import { canonicalAddress } from './canonical-address';

/** What an article is known by in the library by its address alone: 20 hex digits; null when it is no address of the web. */
export function addressKey(address: string): string | null {
  const canonical = canonicalAddress(address);
  return canonical === null ? null : hash('sha256', canonical).slice(0, 20);
}
