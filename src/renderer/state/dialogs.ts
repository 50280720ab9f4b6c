import { create } from 'zustand';
import type { Article } from '../../shared/model/article';
import type { Feed } from '../../shared/model/feed';
import type { Folder } from '../../shared/model/folder';
import type { Tag } from '../../shared/model/tag';

/** A picture of the open article, for the viewer. */
export interface Picture {
  readonly src: string;
  readonly alt: string;
  /** What the publisher wrote below it, else its description. */
  readonly caption: string;
}

/** The one dialog that is open, with what it is about. */
export type OpenDialog =
  | { readonly kind: 'add-feed' }
  | { readonly kind: 'shortcuts' }
  | { readonly kind: 'import' }
  | { readonly kind: 'health' }
  | { readonly kind: 'feed-details'; readonly feed: Feed }
  | { readonly kind: 'trip' }
  | { readonly kind: 'storage' }
  | { readonly kind: 'history'; readonly article: Article }
  | { readonly kind: 'pictures'; readonly pictures: readonly Picture[]; readonly first: number }
  | { readonly kind: 'rename-feed'; readonly feed: Feed }
  | { readonly kind: 'rename-folder'; readonly folder: Folder }
  | { readonly kind: 'rename-tag'; readonly tag: Tag }
  | { readonly kind: 'network' }
  | { readonly kind: 'login'; readonly feed: Feed }
  /** A new folder: inside another or at the top, and perhaps for a feed that moves into it. */
  | { readonly kind: 'new-folder'; readonly inside: Folder | null; readonly feed: Feed | null };

interface DialogsState {
  readonly dialog: OpenDialog | null;
  readonly tagsOpen: boolean;
  /** The popover "Text and theme". */
  readonly appearanceOpen: boolean;
}

export const useDialogs = create<DialogsState>()(() => ({
  dialog: null,
  tagsOpen: false,
  appearanceOpen: false,
}));

export function openDialog(dialog: OpenDialog): void {
  useDialogs.setState({ dialog, tagsOpen: false, appearanceOpen: false });
}

export function closeDialog(): void {
  useDialogs.setState({ dialog: null });
}

export function setTagsOpen(tagsOpen: boolean): void {
  useDialogs.setState({ tagsOpen });
}

export function setAppearanceOpen(appearanceOpen: boolean): void {
  useDialogs.setState({ appearanceOpen });
}

/** Closes what is open above the article: a press inside its frame is not heard by the window. */
export function closePopovers(): void {
  useDialogs.setState({ tagsOpen: false, appearanceOpen: false });
}
