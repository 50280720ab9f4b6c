import fc from 'fast-check';
import { expect, test } from 'playwright/test';
import type { RemovedFolder } from '../../../src/renderer/library/library-api';
import type { FeedRow, FolderRow } from '../../../src/renderer/library/schema';
import type { ArticleId, FeedId, FolderId } from '../../../src/shared/model/ids';
import { content, minute, poll, polledArticle } from '../../unit/library/library-rows';
import { buildLab, dataFolder, type LibraryLab, launchLab } from './library-lab';
import { readAll } from './library-truth';

let built: Awaited<ReturnType<typeof buildLab>>;
let data: ReturnType<typeof dataFolder>;
let lab: LibraryLab;

test.beforeAll(async () => {
  built = await buildLab();
});
test.afterAll(() => built?.remove());
test.beforeEach(async () => {
  data = dataFolder();
  lab = await launchLab(built.app, data.folder);
});
test.afterEach(async () => {
  await lab?.close();
  data?.remove();
});

async function subscribe(paths: readonly (readonly string[])[]): Promise<readonly FeedId[]> {
  const subscriptions = paths.map((folder, place) => ({
    feedUrl: `https://n${place}.example/feed.xml`,
    title: `n${place}`,
    folder,
  }));
  const made = await lab.page.evaluate((some) => window.lab.library.subscribeBare(some), subscriptions);
  if (!made.ok) throw new Error(JSON.stringify(made.problem));
  return made.value;
}

const rows = async () => {
  const { folders, feeds } = await readAll(lab.page);
  return { folders, feeds };
};
const named = (folders: readonly FolderRow[], title: string) => {
  const folder = folders.find((one) => one.title === title);
  if (!folder) throw new Error(`there is no folder ${title}`);
  return folder;
};

/** What holds whatever the reader does: every folder is reached from the top, and no two siblings share a name. */
function expectTree(folders: readonly FolderRow[], feeds: readonly FeedRow[]): void {
  const byId = new Map(folders.map((folder) => [folder.id, folder]));
  for (const folder of folders) {
    let at: FolderRow | undefined = folder;
    for (let steps = 0; at && at.parentId !== null; steps += 1) {
      expect(steps).toBeLessThan(folders.length);
      at = byId.get(at.parentId);
    }
    expect(at).toBeDefined();
  }
  const places = folders.map(({ parentId, title }) => `${parentId} ${title.toLowerCase()}`);
  expect(new Set(places).size).toBe(places.length);
  for (const { folderId } of feeds) if (folderId) expect(byId.has(folderId)).toBe(true);
}

type Step = {
  readonly do: 'create' | 'rename' | 'move' | 'remove' | 'remove-undo' | 'move-feed';
  readonly one: number;
  readonly other: number;
  readonly title: string;
};

test('Whatever is made, moved, renamed, removed and taken back, folders are a tree with names of their own', async () => {
  test.setTimeout(120_000);
  await subscribe([['A', 'B', 'C'], ['A', 'B'], ['D'], []]);
  const step: fc.Arbitrary<Step> = fc.record({
    do: fc.constantFrom('create', 'rename', 'move', 'move', 'remove', 'remove-undo', 'move-feed'),
    one: fc.nat(20),
    other: fc.nat(20),
    title: fc.constantFrom('A', 'B', 'c', 'D', 'a', 'A 2'),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 30 }), async (steps) => {
      const changed = await lab.page.evaluate(async (some) => {
        const { library, rows: readRows } = window.lab;
        for (const { do: what, one, other, title } of some) {
          const folders = (await readRows('folders')) as FolderRow[];
          const feeds = (await readRows('feeds')) as FeedRow[];
          const folder = folders[one % Math.max(1, folders.length)];
          const target = [null, ...folders][other % (folders.length + 1)] ?? null;
          const feed = feeds[one % feeds.length];
          if (what === 'create' && folders.length < 12) await library.createFolder(title, target?.id ?? null);
          if (what === 'move-feed' && feed) await library.moveFeed(feed.id, target?.id ?? null);
          if (!folder) continue;
          if (what === 'rename') await library.renameFolder(folder.id, title);
          if (what === 'move') await library.moveFolder(folder.id, target?.id ?? null);
          if (what === 'remove') await library.removeFolder(folder.id);
          if (what === 'remove-undo') {
            const before = JSON.stringify([folders, feeds.map(({ folderId }) => folderId)]);
            const removed = await library.removeFolder(folder.id);
            if (!removed.ok) return 'not removed';
            await library.restoreFolder(removed.value);
            const feedsAfter = (await readRows('feeds')) as FeedRow[];
            const after = [await readRows('folders'), feedsAfter.map(({ folderId }) => folderId)];
            if (JSON.stringify(after) !== before) return 'not as it was';
          }
        }
        return null;
      }, steps);
      expect(changed).toBeNull();
      const { folders, feeds } = await rows();
      expectTree(folders, feeds);
    }),
    { numRuns: 30, endOnFailure: true },
  );
});

test('A folder cannot move into itself or into what is inside it', async () => {
  await subscribe([['A', 'B', 'C']]);
  const { folders } = await rows();
  const [a, c] = [named(folders, 'A'), named(folders, 'C')];
  for (const target of [a.id, c.id]) {
    const moved = await lab.page.evaluate(([id, into]) => window.lab.library.moveFolder(id, into), [
      a.id,
      target,
    ] as const);
    expect(moved).toEqual({
      ok: false,
      problem: { code: 'invalid-request', detail: 'a folder cannot stand inside itself' },
    });
  }
  expect((await rows()).folders).toEqual(folders);
});

test('What was in a removed folder moves one level up; taken back, what moved elsewhere meanwhile stays there', async () => {
  const [, second] = await subscribe([
    ['A', 'B'],
    ['A', 'B'],
    ['A', 'B', 'A'],
    ['A', 'A'],
  ]);
  const before = (await rows()).folders;
  const b = named(before, 'B');
  const removed = await lab.page.evaluate((id) => window.lab.library.removeFolder(id), b.id);
  const titles = async () => {
    const { folders, feeds } = await rows();
    const titleOf = (id: FolderId | null) => folders.find((folder) => folder.id === id)?.title ?? null;
    return feeds.toSorted((x, y) => (x.title < y.title ? -1 : 1)).map(({ folderId }) => titleOf(folderId));
  };
  // There was an A inside A already.
  expect(await titles()).toEqual(['A', 'A', 'A 2', 'A']);
  await lab.page.evaluate((id) => window.lab.library.moveFeed(id, null), second as FeedId);
  if (!removed.ok) throw new Error('not removed');
  await lab.page.evaluate((value) => window.lab.library.restoreFolder(value), removed.value as RemovedFolder);
  expect(await titles()).toEqual(['B', null, 'A', 'A']);
  expect((await rows()).folders).toEqual(before);
});

test('The nearest folder with an interval decides, also when folders move', async () => {
  const [inner, outer] = await subscribe([['A', 'B', 'C'], ['A']]);
  const intervals = () =>
    lab.page.evaluate(
      (ids) =>
        ids.map((id) => {
          const plans = window.lab
            .heard()
            .flatMap((message) =>
              message.type === 'plan' ? message.feeds : message.type === 'plan-changed' ? message.upsert : [],
            );
          return plans.findLast(({ feedId }) => feedId === id)?.ownInterval;
        }),
      [inner, outer] as FeedId[],
    );
  const { folders } = await rows();
  const [a, b, c] = ['A', 'B', 'C'].map((title) => named(folders, title).id) as [
    FolderId,
    FolderId,
    FolderId,
  ];
  const set = (id: FolderId, interval: number | null) =>
    lab.page.evaluate(([folder, value]) => window.lab.library.setFolderInterval(folder, value), [
      id,
      interval,
    ] as const);
  await lab.page.evaluate(() => window.lab.connect());
  await set(a, 60);
  await expect.poll(intervals).toEqual([60, 60]);
  await set(b, 30);
  await expect.poll(intervals).toEqual([30, 60]);
  await lab.page.evaluate((id) => window.lab.library.moveFolder(id, null), c);
  await expect.poll(intervals).toEqual([null, 60]);
  await lab.page.evaluate(([id, into]) => window.lab.library.moveFolder(id, into), [c, a] as const);
  await expect.poll(intervals).toEqual([60, 60]);
  await lab.page.evaluate((id) => window.lab.library.removeFolder(id), a);
  await expect.poll(intervals).toEqual([null, null]);
});

test('A folder of a thousand feeds, twenty levels deep, lists exactly what is in it, as fast as few feeds do', async () => {
  test.setTimeout(120_000);
  const levels = Array.from({ length: 20 }, (_, level) => `Level ${level + 1}`);
  const inside = Array.from({ length: 1000 }, (_, place) => levels.slice(0, 1 + (place % 20)));
  const feedIds = await subscribe([...inside, []]);
  const now = Date.now();
  const deliver = async (
    ids: readonly FeedId[],
    count: number,
    minutesOf: (feed: number, n: number) => number,
  ) => {
    for (let first = 0; first < ids.length; first += 100) {
      const outcomes = ids.slice(first, first + 100).map((feedId, place) => {
        const articles = Array.from({ length: count }, (_, n) =>
          polledArticle(`a${n}`, { publishedAt: now - minutesOf(first + place, n) * minute }),
        );
        return poll(feedId, content(articles), { finishedAt: now });
      });
      await lab.page.evaluate((polls) => window.lab.deliver(polls), outcomes);
    }
  };
  await deliver(feedIds.slice(0, 1000), 3, (feed, n) => (n * 1000 + feed) * 5);
  const { folders } = await rows();
  expect(folders.length).toBe(20);
  const view = { kind: 'folder', folderId: named(folders, 'Level 1').id } as const;
  const read = (limit: number, pages: number) =>
    lab.page.evaluate(
      async ({ view: which, limit: most, pages: count }) => {
        const ids: string[] = [];
        const times: number[] = [];
        let after: { id: ArticleId; order: number } | undefined;
        for (let page = 0; page < count; page += 1) {
          const started = performance.now();
          const some = await window.lab.queries.readList(which, { limit: most, ...(after && { after }) });
          times.push(performance.now() - started);
          ids.push(...some.map(({ id }) => id));
          after = some.at(-1);
          if (some.length < most) break;
        }
        return { ids, median: times.toSorted((x, y) => x - y)[Math.floor(times.length / 2)] ?? 0 };
      },
      { view, limit, pages },
    );
  const ours = new Set<string>(feedIds.slice(0, 1000));
  const expected = async () =>
    (await readAll(lab.page)).articles
      .filter(({ feedId }) => ours.has(feedId))
      .toSorted((x, y) => x.order - y.order || (x.id < y.id ? -1 : 1))
      .map(({ id }) => id);
  expect((await read(400, 10)).ids).toEqual(await expected());
  const dense = await read(50, 20);

  // Where most articles are another feed's, the walk past them is given up.
  await deliver(feedIds.slice(1000), 2500, (_, n) => n);
  expect((await read(400, 10)).ids).toEqual(await expected());
  const thin = await read(50, 20);
  const description = `${dense.median.toFixed(1)} ms, amid others ${thin.median.toFixed(1)} ms`;
  test.info().annotations.push({ type: 'a page of 50', description });
});
