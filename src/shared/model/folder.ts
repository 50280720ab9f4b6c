import type { FolderId } from './ids';
import type { OwnInterval } from './interval';

/** A group of subscriptions in the sidebar. */
export interface Folder {
  readonly id: FolderId;
  readonly title: string;
  /** What the reader chose for its feeds; null to follow each feed's rhythm. */
  readonly ownInterval: OwnInterval | null;
}
