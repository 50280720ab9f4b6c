import { create } from 'zustand';
import type { Feed } from '../../shared/model/feed';
import type { Folder } from '../../shared/model/folder';
import type { Tag } from '../../shared/model/tag';

/** The one dialog that is open, with what it is about. */
export type OpenDialog =
  | { readonly kind: 'add-feed' }
  | { readonly kind: 'shortcuts' }
  | { readonly kind: 'import' }
  | { readonly kind: 'health' }
  | { readonly kind: 'rename-feed'; readonly feed: Feed }
  | { readonly kind: 'rename-folder'; readonly folder: Folder }
  | { readonly kind: 'rename-tag'; readonly tag: Tag }
  | { readonly kind: 'network' }
  | { readonly kind: 'login'; readonly feed: Feed }
  /** A new folder, to move a feed into. */
  | { readonly kind: 'new-folder'; readonly feed: Feed };

interface DialogsState {
  readonly dialog: OpenDialog | null;
  readonly tagsOpen: boolean;
}

export const useDialogs = create<DialogsState>()(() => ({ dialog: null, tagsOpen: false }));

export function openDialog(dialog: OpenDialog): void {
  useDialogs.setState({ dialog, tagsOpen: false });
}

export function closeDialog(): void {
  useDialogs.setState({ dialog: null });
}

export function setTagsOpen(tagsOpen: boolean): void {
  useDialogs.setState({ tagsOpen });
}
