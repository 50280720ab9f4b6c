import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright';

export interface BenchApp {
  readonly electron: ElectronApplication;
  readonly page: Page;
  close(): Promise<void>;
}

/**
 * Starts the built app.
 *
 * @param feedUrls subscribed to at start
 * @param kept a profile that outlives this run; a fresh one that goes with it without
 */
export async function launchBenchApp(feedUrls: readonly string[], kept?: string): Promise<BenchApp> {
  const profile = kept ?? mkdtempSync(join(tmpdir(), 'broadsheet-bench-'));
  const file = join(profile, 'subscriptions.json');
  writeFileSync(file, JSON.stringify({ subscriptions: feedUrls.map((feedUrl) => ({ feedUrl })) }));
  const electron = await _electron.launch({
    executablePath: process.env.BROADSHEET_ELECTRON ?? '',
    args: [
      process.cwd(),
      `--user-data-dir=${profile}`,
      ...(feedUrls.length > 0 ? [`--subscriptions=${file}`] : []),
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
  });
  return {
    electron,
    page: await electron.firstWindow(),
    async close() {
      await electron.close();
      if (kept === undefined) rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/**
 * Resolves once a refresh of this many feeds is as far as asked for.
 *
 * @throws when it ended with feeds that could not be polled: its time would tell nothing
 */
export async function waitForRefresh(page: Page, total: number, until: 'started' | 'ended'): Promise<void> {
  const failed = await page.evaluate(
    ([count, wanted]) =>
      new Promise<number>((resolve) => {
        const holds = (progress: { state: string; done: number; total: number }) =>
          wanted === 'started'
            ? progress.total >= count
            : progress.state === 'idle' && progress.done >= count;
        const stop = window.broadsheet.on('refresh.progress', (progress) => {
          if (!holds(progress)) return;
          stop();
          resolve(progress.failed);
        });
        void window.broadsheet.invoke('refresh.progress', null).then((reply) => {
          if (!reply.ok || !holds(reply.value)) return;
          stop();
          resolve(reply.value.failed);
        });
      }),
    [total, until] as const,
  );
  if (failed > 0) throw new Error(`${failed} of ${total} feeds could not be polled.`);
}

/** Resolves when the sidebar counts this many unread articles, or any number, and the list shows some. */
export async function waitForArticles(page: Page, count: number | null): Promise<void> {
  await page.waitForFunction(
    (expected) => {
      const unread = document.querySelector('[role="treeitem"][aria-label="Unread"]');
      const digits = (unread?.getAttribute('aria-description') ?? '').replace(/\D/g, '');
      const counted = expected === null ? digits !== '' : digits === String(expected);
      return counted && document.querySelector('[role="option"][aria-label]') !== null;
    },
    count,
    { timeout: 60_000, polling: 50 },
  );
}

/** Resolves when no picture is waited for any more. */
export async function waitForPictures(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const [found] = await indexedDB.databases();
    const database = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open(found?.name ?? '');
      request.onsuccess = () => resolve(request.result);
    });
    const answer = (request: IDBRequest<number>) =>
      new Promise<number>((resolve) => {
        request.onsuccess = () => resolve(request.result);
      });
    const pending = async () => {
      const read = database.transaction(['imageWishes', 'images']);
      return (
        (await answer(read.objectStore('imageWishes').count())) +
        (await answer(read.objectStore('images').index('state').count('pending')))
      );
    };
    while ((await pending()) > 0) await new Promise((resolve) => setTimeout(resolve, 100));
    database.close();
  });
}
