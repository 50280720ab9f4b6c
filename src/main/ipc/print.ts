import { join } from 'node:path';
import { app, type BrowserWindow, dialog } from 'electron';
import { printDocument, writePdf } from '../app/print-window';
import type { PageShelf } from '../app/protocols';
import type { Handlers } from './router';

export function printHandlers(
  window: () => BrowserWindow,
  shelf: PageShelf,
): Pick<Handlers, 'print.paper' | 'print.pdf'> {
  return {
    'print.paper': async ({ html }) => {
      await printDocument(shelf, html);
      return null;
    },
    'print.pdf': async ({ html, title }) => {
      const chosen = await dialog.showSaveDialog(window(), {
        title: 'Save as PDF',
        defaultPath: join(app.getPath('documents'), `${fileName(title)}.pdf`),
        filters: [{ name: 'PDF', extensions: ['pdf'] }],
      });
      if (chosen.canceled || !chosen.filePath) return { saved: false };
      await writePdf(shelf, html, chosen.filePath);
      return { saved: true };
    },
  };
}

/** A headline as a file may be called on every system. */
function fileName(title: string): string {
  const name = title
    .replace(/[<>:"/\\|?*\p{Cc}]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 80)
    .replace(/[. ]+$/, '');
  return name || 'Article';
}
