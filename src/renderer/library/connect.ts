import * as Comlink from 'comlink';
import { libraryPortMessage } from '../../shared/contract/names';
import { failed, type Result } from '../../shared/result';
import { asResult } from './as-result';
import type { LibraryApi } from './library-api';
import { createQueries, type LibraryQueries } from './queries';
import { openLibraryView } from './schema';

/**
 * The window's side of the library: starts the worker, hands it the port that main sends, and opens the database for reading.
 * Importing this module is what starts it; import it early, so that its listener is there before the port arrives.
 */

const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'library' });

/** The library worker: everything that changes the library. */
export const library: LibraryApi = Comlink.wrap<LibraryApi>(worker);

let openQueries: LibraryQueries | null = null;

/** Settles once the database can be read; tells why when it cannot be opened. */
export const libraryReady: Promise<Result<null>> = start();

async function start(): Promise<Result<null>> {
  // Without this a worker that fails to load would leave the window waiting for ever.
  const broken = new Promise<Result<null>>((resolve) => {
    worker.addEventListener('error', (event) =>
      resolve(failed({ code: 'internal', detail: event.message || 'the library did not start' })),
    );
  });
  const opened = await Promise.race([library.open(), broken]);
  if (!opened.ok) return opened;
  return asResult(async () => {
    openQueries = createQueries(await openLibraryView());
    return null;
  });
}

/** The queries, or null while the database is not open. For live queries, which may not wait for anything else. */
export function queriesIfOpen(): LibraryQueries | null {
  return openQueries;
}

async function whenOpen(): Promise<LibraryQueries> {
  const ready = await libraryReady;
  if (openQueries) return openQueries;
  throw new Error(ready.ok ? 'the library is not open' : JSON.stringify(ready.problem));
}

/** Reading from the window. Each call waits until the database is open. */
export const queries: LibraryQueries = {
  readList: async (view, options) => (await whenOpen()).readList(view, options),
  readArticles: async (ids) => (await whenOpen()).readArticles(ids),
  findByAddress: async (addressKey) => (await whenOpen()).findByAddress(addressKey),
  readBody: async (id) => (await whenOpen()).readBody(id),
  readFullText: async (id) => (await whenOpen()).readFullText(id),
  readRevisions: async (id) => (await whenOpen()).readRevisions(id),
  readFeed: async (id) => (await whenOpen()).readFeed(id),
  readPollLog: async (id) => (await whenOpen()).readPollLog(id),
  readArticleTags: async (id) => (await whenOpen()).readArticleTags(id),
  readPacked: async (ids) => (await whenOpen()).readPacked(ids),
  readImages: async (keys) => (await whenOpen()).readImages(keys),
  readStoredImages: async (keys) => (await whenOpen()).readStoredImages(keys),
  readAudio: async (articleId) => (await whenOpen()).readAudio(articleId),
  readOneAudio: async (key) => (await whenOpen()).readOneAudio(key),
  readSidebar: async (now) => (await whenOpen()).readSidebar(now),
};

window.addEventListener('message', (event) => {
  // Only preload shares this window: a frame, also one that knows the message, has another source.
  if (event.source !== window || event.data !== libraryPortMessage) return;
  const port = event.ports[0];
  if (port) void library.connect(Comlink.transfer(port, [port]));
});
