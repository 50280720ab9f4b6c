import type { FolderId } from './ids';

/** A group of subscriptions in the sidebar. */
export interface Folder {
  readonly id: FolderId;
  readonly title: string;
  /** Minutes between polls the reader chose for its feeds; null to follow each feed's rhythm. */
  readonly ownInterval: number | null;
}
