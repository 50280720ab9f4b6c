import { createHash } from 'node:crypto';
import { canonicalAddress } from './canonical-address';

/** What an article is known by in the library by its address alone: 20 hex digits; null when it is no address of the web. */
export function addressKey(address: string): string | null {
  const canonical = canonicalAddress(address);
  return canonical === null ? null : createHash('sha256').update(canonical).digest('hex').slice(0, 20);
}
