import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright';

export interface BenchApp {
  readonly electron: ElectronApplication;
  readonly page: Page;
  close(): Promise<void>;
}

/** Starts the built app on a fresh profile. @param feedUrls subscribed to at start */
export async function launchBenchApp(feedUrls: readonly string[]): Promise<BenchApp> {
  const profile = mkdtempSync(join(tmpdir(), 'broadsheet-bench-'));
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
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Starts listening for long tasks in main and in the window. */
export async function watchTasks({ electron, page }: BenchApp): Promise<void> {
  await electron.evaluate(() => {
    const { monitorEventLoopDelay } = process.getBuiltinModule('node:perf_hooks');
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    Object.assign(globalThis, { benchDelay: delay });
  });
  await page.evaluate(() => {
    const tasks: number[] = [];
    Object.assign(window, { benchTasks: tasks });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) tasks.push(entry.duration);
    }).observe({ type: 'longtask' });
  });
}

export interface Tasks {
  /** Milliseconds. */
  readonly mainLongest: number;
  /** Milliseconds; 0 when no task was longer than 50. */
  readonly uiLongest: number;
  readonly uiLongTasks: number;
}

export async function readTasks({ electron, page }: BenchApp): Promise<Tasks> {
  const mainLongest = await electron.evaluate(() => {
    const { benchDelay } = globalThis as unknown as { benchDelay: { max: number } };
    return Math.max(0, benchDelay.max / 1e6 - 1);
  });
  const tasks = await page.evaluate(() => (window as unknown as { benchTasks: number[] }).benchTasks);
  return {
    mainLongest: Math.round(mainLongest),
    uiLongest: Math.round(Math.max(0, ...tasks)),
    uiLongTasks: tasks.length,
  };
}

/** Resolves when the refresh that runs or has just ended is through. */
export async function waitForRefresh(page: Page, total: number): Promise<void> {
  await page.waitForFunction(
    async (count) => {
      const reply = await window.broadsheet.invoke('refresh.progress', null);
      return reply.ok && reply.value.state === 'idle' && reply.value.done >= count;
    },
    total,
    { timeout: 600_000, polling: 50 },
  );
}

/** Resolves when the sidebar counts this many unread articles and the list shows some. */
export async function waitForArticles(page: Page, count: number): Promise<void> {
  await page.waitForFunction(
    (expected) => {
      const unread = document.querySelector('[role="treeitem"][aria-label="Unread"]');
      const digits = (unread?.getAttribute('aria-description') ?? '').replace(/\D/g, '');
      return digits === String(expected) && document.querySelector('[role="option"][aria-label]') !== null;
    },
    count,
    { timeout: 60_000, polling: 50 },
  );
}
