import type { TagId } from './ids';

/** The reader's own label. (The publisher's labels are categories.) */
export interface Tag {
  readonly id: TagId;
  readonly name: string;
  /** `tagKey(name)`: unique, so that "Europe" and "europe" are one tag. */
  readonly key: string;
  readonly articleCount: number;
}

/** The form in which two spellings of a tag are the same: trimmed, one space, NFKC, lower case. Empty when there is no name. */
export function tagKey(name: string): string {
  return name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();
}
