import { BrowserWindow, type PrintToPDFOptions } from 'electron';
import { ProblemError } from '../../shared/model/problem';
import { appOrigin, type PageShelf } from './protocols';
import { documentMode, writeFileWhole } from './write-file';

/** CSS pixels of an A4 page less its margins: what the article's measure is laid out in. */
const pageWidth = 720;
const pdfOptions: PrintToPDFOptions = {
  pageSize: 'A4',
  printBackground: false,
  displayHeaderFooter: false,
  generateTaggedPDF: true,
  generateDocumentOutline: true,
};

/**
 * Lays a document out in a hidden window without scripts and lets it be printed. The document comes from our own window and has
 * the article frame's policy; like the frame, it reaches nothing but stored pictures.
 */
async function withPage<T>(
  shelf: PageShelf,
  html: string,
  act: (window: BrowserWindow) => Promise<T>,
): Promise<T> {
  const page = shelf.put(html);
  const window = new BrowserWindow({
    show: false,
    width: pageWidth,
    webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, javascript: false },
  });
  try {
    await window.loadURL(`${appOrigin}${page.path}`);
    return await act(window);
  } finally {
    window.destroy();
    page.remove();
  }
}

/** Hands a document to the system's print dialog. Resolves when it is printed or the reader thought better of it. */
export function printDocument(shelf: PageShelf, html: string): Promise<void> {
  return withPage(
    shelf,
    html,
    (window) =>
      new Promise((resolve, reject) => {
        window.webContents.print({ printBackground: false }, (printed, reason) => {
          if (printed || /cancel/i.test(reason)) resolve();
          else reject(new ProblemError({ code: 'not-printed', detail: reason || 'no reason was given' }));
        });
      }),
  );
}

/** Writes a document as a PDF file. @throws ProblemError when the file cannot be written */
export function writePdf(shelf: PageShelf, html: string, file: string): Promise<void> {
  return withPage(shelf, html, async (window) => {
    writeFileWhole(file, await window.webContents.printToPDF(pdfOptions), documentMode);
  });
}
