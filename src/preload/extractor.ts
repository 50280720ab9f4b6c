import { Readability } from '@mozilla/readability';
import { ipcRenderer } from 'electron';

/**
 * Finds the article in a page, where the DOM is native. Runs in a hidden window of its own without a network, without Node and
 * without a page: a document made by DOMParser runs no script and loads nothing. What it hands back is sanitized in main.
 */

interface Request {
  readonly id: number;
  readonly html: string;
  readonly url: string;
}

ipcRenderer.on('extract', (_event, { id, html, url }: Request) => {
  ipcRenderer.send('extracted', { id, ...extract(html, url) });
});

function extract(html: string, url: string): { readonly html: string | null; readonly next: string | null } {
  const page = new DOMParser().parseFromString(html, 'text/html');
  setBase(page, url);
  const next = nextPage(page);
  try {
    return { html: new Readability<string>(page).parse()?.content ?? null, next };
  } catch {
    // Pages that name their elements after properties of documents confuse it.
    return { html: null, next };
  }
}

/** Relative addresses are the page's, not this window's. */
function setBase(page: Document, url: string): void {
  const base =
    page.querySelector('base[href]') ??
    page.head.insertBefore(page.createElement('base'), page.head.firstChild);
  const href = base.getAttribute('href');
  base.setAttribute('href', href && URL.canParse(href, url) ? new URL(href, url).href : url);
}

/** The address the page itself calls its next (HTML standard, link type "next"). */
function nextPage(page: Document): string | null {
  const link = page.querySelector('link[rel~="next" i][href], a[rel~="next" i][href]');
  const href = link?.getAttribute('href');
  return href && URL.canParse(href, page.baseURI) ? new URL(href, page.baseURI).href : null;
}
