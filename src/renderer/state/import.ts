import { create } from 'zustand';
import type { OpmlFile } from '../../shared/model/opml';

export type ImportStep =
  | { readonly kind: 'asking' }
  | { readonly kind: 'importing'; readonly done: number; readonly total: number }
  | { readonly kind: 'done'; readonly added: number; readonly cancelled: boolean };

interface ImportState {
  readonly file: OpmlFile | null;
  readonly step: ImportStep;
  /** Lists handed over while another one is open: shown one after the other. */
  readonly waiting: readonly OpmlFile[];
}

/** The list of subscriptions being imported, if any, and how far it is. */
export const useImport = create<ImportState>()(() => ({
  file: null,
  waiting: [],
  step: { kind: 'asking' },
}));
