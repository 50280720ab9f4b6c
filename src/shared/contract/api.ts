import type { AudioProgress } from '../model/audio';
import type { RefreshProgress } from '../model/poll';
import type { Result } from '../result';
import type { ChannelName, ReplyOf, RequestOf } from './channels';

/** What main tells the window without being asked. */
export interface Events {
  'refresh.progress': RefreshProgress;
  'audio.progress': AudioProgress;
  /** A search for feeds asks this host now. */
  'feeds.looking': { readonly host: string };
  /** A command chosen in the native menu. */
  'menu.command': MenuCommand;
  /** There are subscriptions to take (`app.take-subscriptions`). */
  'app.subscriptions-waiting': null;
  /** There is a list of subscriptions to take (`opml.take`). */
  'opml.waiting': null;
}

export type MenuCommand =
  | 'feed.add'
  | 'folder.new'
  | 'refresh.all'
  | 'feed.health'
  | 'trip.open'
  | 'opml.import'
  | 'opml.export'
  | 'network.settings'
  | 'storage.open'
  | 'article.next'
  | 'article.previous'
  | 'article.next-unread'
  | 'article.toggle-read'
  | 'article.toggle-saved'
  | 'article.tag'
  | 'article.full-text'
  | 'article.find'
  | 'article.pictures'
  | 'article.print'
  | 'article.save-pdf'
  | 'article.copy-link'
  | 'article.copy-quotation'
  | 'article.copy-markdown'
  | 'article.appearance'
  | 'article.open-in-browser'
  | 'article.open-behind'
  | 'article.read-aloud'
  | 'view.search'
  | 'help.shortcuts';

export type EventName = keyof Events;
/** What the preload script puts on `window.broadsheet`. */
export interface BroadsheetApi {
  invoke<Name extends ChannelName>(name: Name, request: RequestOf<Name>): Promise<Result<ReplyOf<Name>>>;
  /** Returns the function that stops listening. */
  on<Name extends EventName>(name: Name, listener: (payload: Events[Name]) => void): () => void;
}
