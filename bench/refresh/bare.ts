import { readFileSync } from 'node:fs';
import http from 'node:http';
import type { ElectronApplication, Page } from 'playwright';
import RssParser from 'rss-parser';
import sanitizeHtml from 'sanitize-html';

/** The stages of a refresh with nothing around them, one after another: what the libraries alone take. */

const agent = new http.Agent({ keepAlive: true, maxSockets: 8 });
const inFlight = 8;

export interface Downloaded {
  readonly url: string;
  readonly status: number;
  readonly body: string;
}

/** Gets every address, eight at a time. @param conditional asks with the ETag the server gave */
export async function downloadAll(
  urls: readonly string[],
  conditional: boolean,
): Promise<readonly Downloaded[]> {
  const results: Downloaded[] = [];
  const queue = [...urls];
  const worker = async () => {
    for (let url = queue.shift(); url; url = queue.shift()) results.push(await download(url, conditional));
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
  return results;
}

function download(url: string, conditional: boolean): Promise<Downloaded> {
  const headers: Record<string, string> = conditional
    ? { 'if-none-match': `"${new URL(url).pathname}"` }
    : {};
  return new Promise((resolve, reject) => {
    http
      .get(url, { agent, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () =>
          resolve({ url, status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() }),
        );
      })
      .on('error', reject);
  });
}

/**
 * The same conditional requests through Electron's own network stack, in the main process of a real Electron: what the system's
 * proxy, certificates and a process of its own for the network cost whoever uses them.
 *
 * @returns milliseconds
 * @throws when one is not answered with 304
 */
export async function askAllInElectron(
  electron: ElectronApplication,
  urls: readonly string[],
): Promise<number> {
  return electron.evaluate(
    async ({ net, session }, [addresses, places]) => {
      const network = session.fromPartition('bare', { cache: false });
      const ask = (url: string) =>
        new Promise<void>((resolve, reject) => {
          const request = net.request({
            url,
            session: network,
            redirect: 'manual',
            credentials: 'omit',
            cache: 'no-store',
          });
          request.setHeader('if-none-match', `"${new URL(url).pathname}"`);
          request.on('error', reject);
          request.on('response', (response) => {
            response.on('end', () =>
              response.statusCode === 304 ? resolve() : reject(new Error(`answered ${response.statusCode}`)),
            );
            response.on('data', () => {});
          });
          request.end();
        });
      const queue = [...addresses];
      const start = performance.now();
      const worker = async () => {
        for (let url = queue.shift(); url; url = queue.shift()) await ask(url);
      };
      await Promise.all(Array.from({ length: places }, worker));
      return performance.now() - start;
    },
    [urls, inFlight] as const,
  );
}

export interface BareRow {
  readonly id: string;
  readonly feed: string;
  readonly title: string;
  readonly order: number;
  readonly html: string;
}

export type ParsedDocuments = readonly { readonly url: string; readonly items: readonly RssParser.Item[] }[];

export async function parseAll(documents: readonly Downloaded[]): Promise<ParsedDocuments> {
  const parser = new RssParser();
  const parsed = [];
  for (const { url, body } of documents) parsed.push({ url, items: (await parser.parseString(body)).items });
  return parsed;
}

/** Rows to store, by feed. */
export function sanitizeAll(parsed: ParsedDocuments): readonly (readonly BareRow[])[] {
  return parsed.map(({ url, items }) =>
    items.map((item) => ({
      id: item.guid ?? '',
      feed: url,
      title: item.title ?? '',
      order: -Date.parse(item.pubDate ?? ''),
      html: sanitizeHtml((item as { 'content:encoded'?: string })['content:encoded'] ?? ''),
    })),
  );
}

/**
 * Dexie's bulkPut in the window of a real Electron, a feed at a time. The rows are in the window before the clock starts.
 *
 * @returns milliseconds
 */
export async function storeAll(page: Page, feeds: readonly (readonly BareRow[])[]): Promise<number> {
  await page.evaluate(readFileSync('node_modules/dexie/dist/dexie.min.js', 'utf8'));
  await page.evaluate(() => {
    Object.assign(window, { bareRows: [] });
  });
  for (const rows of feeds) {
    await page.evaluate((given) => {
      (window as unknown as { bareRows: unknown[] }).bareRows.push(given);
    }, rows);
  }
  return page.evaluate(async () => {
    interface BareTable {
      bulkPut(rows: unknown): Promise<unknown>;
    }
    interface BareDatabase {
      version(version: number): { stores(stores: Record<string, string>): void };
      open(): Promise<unknown>;
      table(name: string): BareTable;
    }
    const { Dexie, bareRows } = window as unknown as {
      Dexie: new (name: string) => BareDatabase;
      bareRows: unknown[];
    };
    const database = new Dexie('bare');
    database.version(1).stores({ articles: 'id, feed, order' });
    await database.open();
    const start = performance.now();
    for (const rows of bareRows) await database.table('articles').bulkPut(rows);
    return performance.now() - start;
  });
}
