import { create } from 'zustand';
import type { OpmlFile } from '../../shared/model/opml';

export type ImportStep =
  | { readonly kind: 'asking' }
  | { readonly kind: 'importing'; readonly done: number; readonly total: number }
  | { readonly kind: 'done'; readonly added: number; readonly cancelled: boolean };

/** The list of subscriptions being imported, if any, and how far it is. */
export const useImport = create<{ readonly file: OpmlFile | null; readonly step: ImportStep }>()(() => ({
  file: null,
  step: { kind: 'asking' },
}));
