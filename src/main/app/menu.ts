import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import type { MenuCommand } from '../../shared/contract/api';

/**
 * The native menu. Keys without a modifier are shown by the window's own sheet: as accelerators they would fire while typing.
 *
 * @param send tells the window which command was chosen
 */
export function setMenu(send: (command: MenuCommand) => void): void {
  const item = (label: string, command: MenuCommand, accelerator?: string): MenuItemConstructorOptions => ({
    label,
    click: () => send(command),
    ...(accelerator ? { accelerator } : {}),
  });
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  const isMac = process.platform === 'darwin';

  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...(isMac ? [{ role: 'appMenu' as const, label: app.name }] : []),
      {
        label: '&File',
        submenu: [
          item('Add Feed…', 'feed.add', 'CmdOrCtrl+N'),
          item('New Folder…', 'folder.new'),
          item('Refresh All', 'refresh.all', 'CmdOrCtrl+R'),
          separator,
          item('Take Offline…', 'trip.open', 'CmdOrCtrl+Shift+O'),
          item('Feed Health…', 'feed.health', 'CmdOrCtrl+Shift+H'),
          item('Import Subscriptions…', 'opml.import', 'CmdOrCtrl+Shift+I'),
          item('Export Subscriptions…', 'opml.export', 'CmdOrCtrl+Shift+E'),
          separator,
          item('Print Article…', 'article.print', 'CmdOrCtrl+P'),
          item('Save Article as PDF…', 'article.save-pdf'),
          separator,
          item('Network…', 'network.settings', 'CmdOrCtrl+Shift+N'),
          item('Storage…', 'storage.open'),
          separator,
          isMac ? { role: 'close' } : { role: 'quit' },
        ],
      },
      { role: 'editMenu' },
      {
        label: '&View',
        submenu: [
          item('Find in Article', 'article.find', 'CmdOrCtrl+F'),
          item('Search', 'view.search', 'CmdOrCtrl+Shift+F'),
          item('Text and Theme…', 'article.appearance'),
          separator,
          { role: 'resetZoom' },
          { role: 'zoomIn' },
          { role: 'zoomOut' },
          separator,
          { role: 'togglefullscreen' },
          ...(app.isPackaged ? [] : [{ role: 'toggleDevTools' as const }]),
        ],
      },
      {
        label: '&Article',
        submenu: [
          item('Next', 'article.next'),
          item('Previous', 'article.previous'),
          item('Next Unread', 'article.next-unread'),
          separator,
          item('Mark as Read or Unread', 'article.toggle-read'),
          item('Save or Unsave', 'article.toggle-saved'),
          item('Tags…', 'article.tag', 'CmdOrCtrl+T'),
          separator,
          item('Full Text', 'article.full-text'),
          item('View Pictures', 'article.pictures'),
          separator,
          item('Copy Link', 'article.copy-link'),
          item('Copy as Quotation', 'article.copy-quotation'),
          item('Copy as Markdown', 'article.copy-markdown'),
          separator,
          item('Open in Browser', 'article.open-in-browser'),
          item('Open in Browser, Behind This Window', 'article.open-behind'),
          item('Read Aloud', 'article.read-aloud'),
        ],
      },
      { role: 'windowMenu' },
      { role: 'help', submenu: [item('Keyboard Shortcuts', 'help.shortcuts')] },
    ]),
  );
}
