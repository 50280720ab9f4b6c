import { hash } from 'node:crypto';
import type { ImageKey } from '../../shared/model/ids';

/** The name a picture is stored and shown under: lower-case hex SHA-256 of its address. @param url absolute, as it will be fetched */
export function imageKey(url: string): ImageKey {
  return hash('sha256', url) as ImageKey;
}
