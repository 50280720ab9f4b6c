import { type ChildProcess, fork } from 'node:child_process';
import { cpus } from 'node:os';
import {
  launchBenchApp,
  readTasks,
  waitForArticles,
  waitForPictures,
  waitForRefresh,
  watchTasks,
} from './refresh/app';
import { downloadAll, parseAll, sanitizeAll, storeAll } from './refresh/bare';
import { articlesPerFeed } from './refresh/feeds';
import { watchMemory } from './refresh/memory';
import { serveBenchFeeds, type ToServer } from './refresh/server';

/**
 * A full refresh of many feeds, and one in which nothing changed, in the real app; each as a ratio to the bare libraries
 * doing the same work on the same bytes in the same run. `--feeds N` (500), `--json`.
 */

const serve = optionOf('--serve');
if (serve) await serveBenchFeeds(Number(serve));
else await measure(Number(optionOf('--feeds') ?? 500));

function optionOf(name: string): string | undefined {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
}

async function measure(count: number): Promise<void> {
  const server = fork(process.argv[1] ?? '', ['--serve', String(count)]);
  const tell = (message: ToServer) => server.send(message);
  const urls = await firstMessage(server);

  const app = await launchBenchApp(urls);
  const memory = watchMemory(app.electron.process().pid ?? 0);
  await watchTasks(app);
  // The app has subscribed and asks; nothing is answered yet.
  await waitForRefresh(app.page, count, 'started');

  const first = await timed(async () => {
    tell('open');
    await waitForRefresh(app.page, count, 'ended');
    await waitForArticles(app.page, count * articlesPerFeed);
  });
  // Pictures go on arriving behind the articles; the next figure is of a reader at rest.
  const pictures = await timed(() => waitForPictures(app.page));
  const unchanged = await timed(async () => {
    await app.page.evaluate(() => window.broadsheet.invoke('refresh.start', { feedIds: null }));
    await waitForRefresh(app.page, count, 'ended');
  });
  const tasks = await readTasks(app);
  const peakMemoryMb = memory.stop();
  await app.close();

  const download = await timedValue(() => downloadAll(urls, false));
  const parse = await timedValue(() => parseAll(download.value));
  const sanitize = await timedValue(async () => sanitizeAll(parse.value));
  const empty = await launchBenchApp([]);
  const storeSeconds = (await storeAll(empty.page, sanitize.value)) / 1000;
  await empty.close();
  const conditional = await timedValue(() => downloadAll(urls, true));
  if (conditional.value.some(({ status }) => status !== 304))
    throw new Error('A bare request was not answered with 304.');
  tell('stop');

  const bareSeconds = download.seconds + parse.seconds + sanitize.seconds + storeSeconds;
  const figures = {
    firstRatio: round(first / bareSeconds),
    unchangedRatio: round(unchanged / conditional.seconds),
    mainLongestTaskMs: tasks.mainLongest,
    uiLongestTaskMs: tasks.uiLongest,
    uiLongTasks: tasks.uiLongTasks,
    peakMemoryMb,
    firstSeconds: round(first),
    bareSeconds: round(bareSeconds),
    bareDownloadSeconds: round(download.seconds),
    bareParseSeconds: round(parse.seconds),
    bareSanitizeSeconds: round(sanitize.seconds),
    bareStoreSeconds: round(storeSeconds),
    picturesAfterSeconds: round(pictures),
    unchangedSeconds: round(unchanged),
    bareUnchangedSeconds: round(conditional.seconds),
    feeds: count,
    articles: count * articlesPerFeed,
    cores: cpus().length,
  };
  if (process.argv.includes('--json')) console.log(JSON.stringify(figures));
  else console.table(figures);
}

function firstMessage(server: ChildProcess): Promise<readonly string[]> {
  return new Promise((resolve, reject) => {
    server.once('message', (urls) => resolve(urls as string[]));
    server.once('exit', (code) => reject(new Error(`The server ended with code ${code}.`)));
  });
}

async function timedValue<T>(
  work: () => Promise<T>,
): Promise<{ readonly value: T; readonly seconds: number }> {
  const start = performance.now();
  const value = await work();
  return { value, seconds: (performance.now() - start) / 1000 };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  return (await timedValue(work)).seconds;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
