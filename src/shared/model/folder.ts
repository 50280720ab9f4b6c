import type { FolderId } from './ids';
import type { OwnInterval } from './interval';

/** A group of subscriptions in the sidebar. */
export interface Folder {
  readonly id: FolderId;
  readonly title: string;
  /** The folder it stands in; null at the top. */
  readonly parentId: FolderId | null;
  /** What the reader chose for its feeds; null to follow the folder around it, else each feed's rhythm. */
  readonly ownInterval: OwnInterval | null;
}
