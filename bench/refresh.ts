import { type ChildProcess, fork } from 'node:child_process';
import { launchBenchApp, waitForArticles, waitForPictures, waitForRefresh } from './refresh/app';
import { askAllInElectron, downloadAll, parseAll, sanitizeAll, storeAll } from './refresh/bare';
import { describeEnvironment, type Environment } from './refresh/environment';
import { articlesPerFeed } from './refresh/feeds';
import { watchMemory } from './refresh/memory';
import { profile } from './refresh/profile';
import { serveBenchFeeds, type ToServer } from './refresh/server';
import { type Tasks, takeTasks, watchTasks } from './refresh/tasks';

/**
 * A full refresh of many feeds, and one in which nothing changed, in the real app; each as a ratio to the bare libraries
 * doing the same work on the same bytes in the same run.
 *
 * `--feeds N` (500), `--pictures N` (20 for each feed), `--json`, `--profile FOLDER` (CPU profiles of the first refresh).
 */

const feeds = Number(optionOf('--feeds') ?? 500);
const picturesPerFeed = Number(optionOf('--pictures') ?? 20);
if (process.argv.includes('--serve')) await serveBenchFeeds(feeds, picturesPerFeed);
else await measure(feeds);

function optionOf(name: string): string | undefined {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
}

async function measure(count: number): Promise<void> {
  const server = fork(process.argv[1] ?? '', [...process.argv.slice(2), '--serve']);
  const tell = (message: ToServer) => server.connected && server.send(message);
  try {
    const urls = await firstMessage(server);
    const app = await measureApp(urls, () => tell('open'));
    const bare = await measureBare(urls);
    report(count, app, bare);
  } finally {
    tell('stop');
  }
}

interface AppFigures {
  readonly firstSeconds: number;
  readonly picturesSeconds: number;
  readonly unchangedSeconds: number;
  readonly tasks: { readonly first: Tasks; readonly pictures: Tasks; readonly unchanged: Tasks };
  readonly peakMemoryMb: number | null;
  readonly environment: Environment;
}

/** @param open lets the server answer: the app asks as soon as it has subscribed, and the clock starts then */
async function measureApp(urls: readonly string[], open: () => void): Promise<AppFigures> {
  const app = await launchBenchApp(urls);
  try {
    const environment = await describeEnvironment(app);
    await watchTasks(app);
    await waitForRefresh(app.page, urls.length, 'started');
    // What starting and subscribing took is not the refresh's.
    await takeTasks(app);
    const memory = watchMemory(app.electron.process().pid ?? 0);
    const folder = optionOf('--profile');
    const profiler = folder ? await profile(app, folder) : null;

    const first = await timed(async () => {
      open();
      await waitForRefresh(app.page, urls.length, 'ended');
      await waitForArticles(app.page, urls.length * articlesPerFeed);
    });
    await profiler?.stop();
    const firstTasks = await takeTasks(app);
    // Pictures go on arriving behind the articles; the next figure is of a reader at rest.
    const pictures = await timed(() => waitForPictures(app.page));
    const picturesTasks = await takeTasks(app);
    const unchanged = await timed(async () => {
      await app.page.evaluate(() => window.broadsheet.invoke('refresh.start', { feedIds: null }));
      await waitForRefresh(app.page, urls.length, 'ended');
    });
    return {
      firstSeconds: first.seconds,
      picturesSeconds: pictures.seconds,
      unchangedSeconds: unchanged.seconds,
      tasks: { first: firstTasks, pictures: picturesTasks, unchanged: await takeTasks(app) },
      peakMemoryMb: memory.stop(),
      environment,
    };
  } finally {
    await app.close();
  }
}

interface BareFigures {
  readonly download: number;
  readonly parse: number;
  readonly sanitize: number;
  readonly store: number;
  readonly unchanged: number;
  readonly unchangedInNode: number;
}

/** Seconds of each bare stage. */
async function measureBare(urls: readonly string[]): Promise<BareFigures> {
  const download = await timed(() => downloadAll(urls, false));
  const inNode = await timed(() => downloadAll(urls, true));
  if (inNode.value.some(({ status }) => status !== 304))
    throw new Error('A bare request was not answered with 304.');
  const parse = await timed(() => parseAll(download.value));
  const sanitize = await timed(async () => sanitizeAll(parse.value));
  const empty = await launchBenchApp([]);
  try {
    return {
      download: download.seconds,
      parse: parse.seconds,
      sanitize: sanitize.seconds,
      store: (await storeAll(empty.page, sanitize.value)) / 1000,
      unchanged: (await askAllInElectron(empty.electron, urls)) / 1000,
      unchangedInNode: inNode.seconds,
    };
  } finally {
    await empty.close();
  }
}

function report(count: number, app: AppFigures, bare: BareFigures): void {
  const bareSeconds = bare.download + bare.parse + bare.sanitize + bare.store;
  const tasks = Object.values(app.tasks);
  const figures = {
    firstRatio: round(app.firstSeconds / bareSeconds),
    unchangedRatio: round(app.unchangedSeconds / bare.unchanged),
    unchangedOverNodeRatio: round(app.unchangedSeconds / bare.unchangedInNode),
    mainLongestTaskMs: Math.max(...tasks.map(({ mainLongestMs }) => mainLongestMs)),
    uiLongestTaskMs: Math.max(...tasks.map(({ uiLongestMs }) => uiLongestMs)),
    uiLongTasks: tasks.reduce((sum, { uiLongTasks }) => sum + uiLongTasks, 0),
    peakMemoryMb: app.peakMemoryMb,
    firstSeconds: round(app.firstSeconds),
    bareSeconds: round(bareSeconds),
    bareDownloadSeconds: round(bare.download),
    bareParseSeconds: round(bare.parse),
    bareSanitizeSeconds: round(bare.sanitize),
    bareStoreSeconds: round(bare.store),
    picturesAfterSeconds: round(app.picturesSeconds),
    unchangedSeconds: round(app.unchangedSeconds),
    bareUnchangedSeconds: round(bare.unchanged),
    bareUnchangedInNodeSeconds: round(bare.unchangedInNode),
    feeds: count,
    articles: count * articlesPerFeed,
    pictures: count * picturesPerFeed,
  };
  if (process.argv.includes('--json')) {
    console.log(JSON.stringify({ ...figures, tasks: app.tasks, environment: app.environment }));
    return;
  }
  console.table(figures);
  console.table(app.tasks);
  console.table(app.environment);
}

function firstMessage(server: ChildProcess): Promise<readonly string[]> {
  return new Promise((resolve, reject) => {
    server.once('message', (urls) => resolve(urls as string[]));
    server.once('exit', (code) => reject(new Error(`The server ended with code ${code}.`)));
  });
}

async function timed<T>(work: () => Promise<T>): Promise<{ readonly value: T; readonly seconds: number }> {
  const start = performance.now();
  const value = await work();
  return { value, seconds: (performance.now() - start) / 1000 };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
