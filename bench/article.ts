import { type ChildProcess, fork } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { articlesPerFeed, makeArticleFeed } from './article/documents';
import { measureOpening, type OpenFigures } from './article/open';
import { measurePages, type PageFigures } from './article/pages';
import { measureSanitizing } from './article/sanitize';
import { seedArticles } from './article/seed';
import { type Served, serveArticles } from './article/server';
import { launchBenchApp, waitForArticles, waitForPictures, waitForRefresh } from './refresh/app';
import { describeEnvironment, type Environment } from './refresh/environment';
import { profile } from './refresh/profile';

/**
 * What an article costs: sanitizing it, finding it in its page, and opening it among many others; each beside the bare thing in the
 * same run.
 *
 * `--articles N` (100,000 stored while one is opened), `--opens N` (100), `--pages N` (150), `--json`,
 * `--only sanitize|pages|open`, `--corpus FOLDER` (sanitizes the articles of the feeds in a folder instead of our own),
 * `--profile FOLDER` (CPU profiles while articles are opened), `--library FOLDER` (a profile to keep: filled once, opened by later runs).
 */

const articles = Number(optionOf('--articles') ?? 100_000);
const opens = Number(optionOf('--opens') ?? 100);
const pages = Number(optionOf('--pages') ?? 150);
const feedCount = 100;
const only = optionOf('--only');
const wants = (part: string) => only === undefined || only === part;

if (process.argv.includes('--serve')) await serveArticles(feedCount, pages);
else await measure();

function optionOf(name: string): string | undefined {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
}

async function measure(): Promise<void> {
  const sanitizing = wants('sanitize') ? await measureSanitizing(optionOf('--corpus')) : {};
  const running = wants('pages') || wants('open') ? await measureRunning() : null;
  const figures = { ...sanitizing, ...running?.pages, ...running?.open };
  if (process.argv.includes('--json')) {
    console.log(JSON.stringify({ ...figures, environment: running?.environment }));
    return;
  }
  console.table(figures);
  if (running) console.table(running.environment);
}

interface RunningFigures {
  readonly pages: PageFigures | null;
  readonly open: OpenFigures | null;
  readonly environment: Environment;
}

async function measureRunning(): Promise<RunningFigures> {
  const server = fork(process.argv[1] ?? '', [...process.argv.slice(2), '--serve']);
  const kept = optionOf('--library');
  const folder = kept ?? mkdtempSync(join(tmpdir(), 'broadsheet-bench-'));
  mkdirSync(folder, { recursive: true });
  try {
    const served = await firstMessage(server);
    const ofPages = wants('pages') ? await measurePagesOf(served) : null;
    const open = wants('open') ? await measureOpeningAmong(served, folder) : null;
    const empty = await launchBenchApp([]);
    const environment = await describeEnvironment(empty);
    await empty.close();
    return { pages: ofPages, open, environment };
  } finally {
    server.disconnect();
    if (kept === undefined) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function measurePagesOf({ excerpts }: Served): Promise<PageFigures> {
  const app = await launchBenchApp([excerpts]);
  try {
    await waitForRefresh(app.page, 1, 'ended');
    await waitForArticles(app.page, pages);
    return await measurePages(app, 'Bench pages', pages);
  } finally {
    await app.close();
  }
}

async function measureOpeningAmong({ feeds }: Served, folder: string): Promise<OpenFigures> {
  if (!existsSync(join(folder, 'IndexedDB'))) await seed(feeds, folder);
  const app = await launchBenchApp([], folder);
  try {
    await waitForArticles(app.page, null);
    // The library tidies up some time after the start; what is measured is a reader in the middle of the day.
    await app.page.waitForTimeout(35_000);
    const profiles = optionOf('--profile');
    const profiler = profiles ? await profile(app, profiles) : null;
    const figures = await measureOpening(app.page, opens);
    await profiler?.stop();
    return figures;
  } finally {
    await app.close();
  }
}

async function seed(feeds: readonly string[], folder: string): Promise<void> {
  const seeding = await launchBenchApp(feeds, folder);
  const rounds = Math.max(0, Math.round(articles / (feeds.length * articlesPerFeed)) - 1);
  try {
    await waitForRefresh(seeding.page, feeds.length, 'ended');
    await waitForArticles(seeding.page, feeds.length * articlesPerFeed);
    await waitForPictures(seeding.page);
    const documents = feeds.map((url, index) => ({
      url,
      document: makeArticleFeed(index, new URL(url).origin),
    }));
    await seedArticles(seeding.page, documents, rounds);
    // The window counts them, so none was lost on the way.
    await seeding.page.reload();
    await waitForArticles(seeding.page, feeds.length * articlesPerFeed * (rounds + 1));
  } finally {
    await seeding.close();
  }
}

function firstMessage(server: ChildProcess): Promise<Served> {
  return new Promise((resolve, reject) => {
    server.once('message', (served) => resolve(served as Served));
    server.once('exit', (code) => reject(new Error(`The server ended with code ${code}.`)));
  });
}
