import type { FolderId } from './ids';

/** A group of subscriptions in the sidebar. */
export interface Folder {
  readonly id: FolderId;
  readonly title: string;
}
