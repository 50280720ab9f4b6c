import { openDialog, setAppearanceOpen, setTagsOpen, useDialogs } from '../../state/dialogs';
import { openFind } from '../../state/find';
import { backSeconds, forwardSeconds } from '../../state/player';
import { useReading } from '../../state/reading';
import { undo } from '../../state/undo';
import { say } from '../../ui/toaster';
import { toggleAloud } from '../aloud/read-aloud';
import { copyLink, copyMarkdown, copyQuotation } from '../article/copy-actions';
import { toggleFullText } from '../article/full-text';
import { viewPictures } from '../article/pictures';
import { printArticle, savePdf } from '../article/print-actions';
import {
  markAllRead,
  openActive,
  openBehind,
  openInBrowser,
  openNeighbour,
  openNextUnread,
  toggleRead,
  toggleSaved,
} from '../articles/article-actions';
import { skip, togglePlaying } from '../audio/player';
import { refresh } from '../feeds/feed-actions';
import { chooseImport, exportSubscriptions } from '../opml/import-actions';
import { focusNextPane, focusSearch } from '../panes/pane-focus';
import type { Command } from './command';

async function undoLast(): Promise<void> {
  const entry = await undo();
  say(entry ? `Undone: ${entry.done}` : 'Nothing to undo');
}

/** Every command, once. Keys, the native menu and the shortcut sheet all read this list. */
export const commands: readonly Command[] = [
  {
    id: 'article.next',
    title: 'Next article',
    group: 'Reading',
    keys: [{ key: 'j' }],
    run: () => openNeighbour(1),
  },
  {
    id: 'article.previous',
    title: 'Previous article',
    group: 'Reading',
    keys: [{ key: 'k' }],
    run: () => openNeighbour(-1),
  },
  {
    id: 'article.next-unread',
    title: 'Next unread article',
    group: 'Reading',
    keys: [{ key: 'n' }],
    run: openNextUnread,
  },
  {
    id: 'article.open',
    title: 'Open the selected article',
    group: 'Reading',
    keys: [{ key: 'o' }],
    run: openActive,
  },
  {
    id: 'article.toggle-read',
    title: 'Mark as read or unread',
    group: 'Reading',
    keys: [{ key: 'm' }],
    run: toggleRead,
  },
  {
    id: 'article.toggle-saved',
    title: 'Save for good',
    group: 'Reading',
    keys: [{ key: 's' }],
    run: toggleSaved,
  },
  {
    id: 'article.tag',
    title: 'Tags',
    group: 'Reading',
    keys: [{ key: 't' }],
    run: async () => {
      if (!useReading.getState().openId) await openActive();
      setTagsOpen(!useDialogs.getState().tagsOpen);
    },
  },
  {
    id: 'article.full-text',
    title: 'Full text',
    group: 'Reading',
    keys: [{ key: 'f' }],
    run: toggleFullText,
  },
  {
    id: 'article.find',
    title: 'Find in article',
    group: 'Reading',
    keys: [{ key: 'f', mod: true }],
    run: () => (useReading.getState().openId ? openFind() : focusSearch()),
  },
  {
    id: 'article.pictures',
    title: 'View pictures',
    group: 'Reading',
    keys: [{ key: 'p' }],
    run: () => viewPictures(),
  },
  {
    id: 'article.print',
    title: 'Print article',
    group: 'Reading',
    keys: [{ key: 'p', mod: true }],
    run: printArticle,
  },
  {
    id: 'article.save-pdf',
    title: 'Save article as PDF',
    group: 'Reading',
    keys: [],
    run: savePdf,
  },
  {
    id: 'article.copy-link',
    title: 'Copy link',
    group: 'Reading',
    keys: [{ key: 'c', shift: true }],
    run: copyLink,
  },
  {
    id: 'article.copy-quotation',
    title: 'Copy as quotation',
    group: 'Reading',
    keys: [],
    run: copyQuotation,
  },
  {
    id: 'article.copy-markdown',
    title: 'Copy as Markdown',
    group: 'Reading',
    keys: [],
    run: copyMarkdown,
  },
  {
    id: 'article.appearance',
    title: 'Text and theme',
    group: 'Reading',
    keys: [{ key: 't', shift: true }],
    run: async () => {
      // It hangs on the open article's bar.
      if (!useReading.getState().openId) await openActive();
      setAppearanceOpen(!useDialogs.getState().appearanceOpen);
    },
  },
  {
    id: 'article.open-in-browser',
    title: 'Open in browser',
    group: 'Reading',
    keys: [{ key: 'b' }],
    run: openInBrowser,
  },
  {
    id: 'article.open-behind',
    title: 'Open in browser, behind this window',
    group: 'Reading',
    keys: [{ key: 'b', shift: true }],
    run: openBehind,
  },
  {
    id: 'article.read-aloud',
    title: 'Read aloud',
    group: 'Reading',
    keys: [{ key: 'l' }],
    run: toggleAloud,
  },
  {
    id: 'view.mark-all-read',
    title: 'Mark all as read',
    group: 'Reading',
    keys: [{ key: 'a', shift: true }],
    run: () => markAllRead(),
  },
  {
    id: 'audio.toggle',
    title: 'Play or pause',
    group: 'Listening',
    keys: [{ key: 'y' }],
    run: togglePlaying,
  },
  {
    id: 'audio.back',
    title: `Back ${backSeconds} seconds`,
    group: 'Listening',
    keys: [{ key: ',' }],
    run: () => skip(-backSeconds),
  },
  {
    id: 'audio.forward',
    title: `Forward ${forwardSeconds} seconds`,
    group: 'Listening',
    keys: [{ key: '.' }],
    run: () => skip(forwardSeconds),
  },
  {
    id: 'refresh.all',
    title: 'Refresh all',
    group: 'Subscriptions',
    keys: [{ key: 'r' }],
    run: () => refresh(null),
  },
  {
    id: 'feed.add',
    title: 'Add feed',
    group: 'Subscriptions',
    keys: [{ key: 'a' }],
    run: () => openDialog({ kind: 'add-feed' }),
  },
  {
    id: 'folder.new',
    title: 'New folder',
    group: 'Subscriptions',
    keys: [],
    run: () => openDialog({ kind: 'new-folder', inside: null, feed: null }),
  },
  {
    id: 'feed.health',
    title: 'Feed health',
    group: 'Subscriptions',
    keys: [{ key: 'h', mod: true, shift: true }],
    run: () => openDialog({ kind: 'health' }),
  },
  {
    id: 'trip.open',
    title: 'Take offline',
    group: 'Subscriptions',
    keys: [{ key: 'o', mod: true, shift: true }],
    run: () => openDialog({ kind: 'trip' }),
  },
  {
    id: 'opml.import',
    title: 'Import subscriptions',
    group: 'Subscriptions',
    keys: [{ key: 'i', mod: true, shift: true }],
    run: chooseImport,
  },
  {
    id: 'opml.export',
    title: 'Export subscriptions',
    group: 'Subscriptions',
    keys: [{ key: 'e', mod: true, shift: true }],
    run: exportSubscriptions,
  },
  {
    id: 'view.search',
    title: 'Search titles',
    group: 'Window',
    keys: [{ key: '/' }],
    run: focusSearch,
  },
  {
    id: 'edit.undo',
    title: 'Undo',
    group: 'Window',
    keys: [{ key: 'z', mod: true }],
    run: undoLast,
  },
  {
    id: 'network.settings',
    title: 'Network',
    group: 'Window',
    keys: [{ key: 'n', mod: true, shift: true }],
    run: () => openDialog({ kind: 'network' }),
  },
  {
    id: 'storage.open',
    title: 'Storage',
    group: 'Window',
    keys: [],
    run: () => openDialog({ kind: 'storage' }),
  },
  {
    id: 'pane.next',
    title: 'Next pane',
    group: 'Window',
    keys: [{ key: 'F6' }],
    run: () => focusNextPane(1),
  },
  {
    id: 'pane.previous',
    title: 'Previous pane',
    group: 'Window',
    keys: [{ key: 'F6', shift: true }],
    run: () => focusNextPane(-1),
  },
  {
    id: 'help.shortcuts',
    title: 'Keyboard shortcuts',
    group: 'Window',
    keys: [{ key: '?' }],
    run: () => openDialog({ kind: 'shortcuts' }),
  },
];
