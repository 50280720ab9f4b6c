import type { BroadsheetApi } from '../shared/contract/api';

declare global {
  interface Window {
    /** All that main lets the window ask for; put there by preload. */
    readonly broadsheet: BroadsheetApi;
  }
}
