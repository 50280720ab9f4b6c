import { readFileSync } from 'node:fs';
import type { Page } from 'playwright';
import type { BenchApp } from '../refresh/app';
import { makePage } from './documents';
import { round2 } from './figures';

export interface PageFigures {
  /** Pages per second on the whole way over those of bare Readability: 1 is as fast. */
  readonly pagesRatio: number;
  /** Fetched, found, sanitized and stored. */
  readonly pagesPerSecond: number;
  /** `DOMParser` and Readability alone, in the same hidden window, on the same pages. */
  readonly barePagesPerSecond: number;
  readonly pages: number;
}

/** Makes a feed whole, as its menu does, and waits until the pages of its articles are stored. */
export async function measurePages(app: BenchApp, feedTitle: string, pages: number): Promise<PageFigures> {
  const { page } = app;
  await page.getByRole('treeitem', { name: feedTitle, exact: true }).click({ button: 'right' });
  const item = page.getByRole('menuitemcheckbox', { name: 'Always show the full text' });
  await item.waitFor();
  const start = performance.now();
  await item.click();
  await waitForTexts(page, pages);
  const seconds = (performance.now() - start) / 1000;
  const bareSeconds = (await extractBare(app, pages)) / 1000;
  return {
    pagesRatio: round2(bareSeconds / seconds),
    pagesPerSecond: round2(pages / seconds),
    barePagesPerSecond: round2(pages / bareSeconds),
    pages,
  };
}

/** @throws when a page held no article: its time would tell nothing */
async function waitForTexts(page: Page, count: number): Promise<void> {
  const failed = await page.evaluate(async (expected) => {
    const [found] = await indexedDB.databases();
    const database = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open(found?.name ?? '');
      request.onsuccess = () => resolve(request.result);
    });
    const countOf = (state: string) =>
      new Promise<number>((resolve) => {
        const request = database
          .transaction('fullTexts')
          .objectStore('fullTexts')
          .index('state')
          .count(state);
        request.onsuccess = () => resolve(request.result);
      });
    let failures = 0;
    while ((await countOf('stored')) + failures < expected) {
      failures = await countOf('failed');
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    database.close();
    return failures;
  }, count);
  if (failed > 0) throw new Error(`${failed} of ${count} pages could not be had.`);
}

/** @returns milliseconds */
async function extractBare({ electron, page }: BenchApp, pages: number): Promise<number> {
  const hidden = electron.windows().find((window) => window !== page);
  if (!hidden) throw new Error('There is no hidden window.');
  await hidden.evaluate(readFileSync('node_modules/@mozilla/readability/Readability.js', 'utf8'));
  const documents = Array.from({ length: pages }, (_, index) => makePage(index));
  return hidden.evaluate((htmls) => {
    const { Readability } = window as unknown as {
      Readability: new (page: Document) => { parse(): { readonly content: string } | null };
    };
    const start = performance.now();
    for (const html of htmls) {
      const found = new Readability(new DOMParser().parseFromString(html, 'text/html')).parse();
      if (!found) throw new Error('A page held no article.');
    }
    return performance.now() - start;
  }, documents);
}
