import { expect, type Page, test } from 'playwright/test';
import type { ArticleId, FeedId } from '../../../src/shared/model/ids';
import { content, day, image, minute, poll, polledArticle } from '../../unit/library/library-rows';
import { buildLab, dataFolder, launchEmpty, launchLab, openLibrary } from './library-lab';
import { expectRightCounters, readAll } from './library-truth';
import { nativeVersion, stores } from './version-1';

let built: Awaited<ReturnType<typeof buildLab>>;
let data: ReturnType<typeof dataFolder>;

test.beforeAll(async () => {
  built = await buildLab();
});
test.afterAll(() => built?.remove());
test.beforeEach(() => {
  data = dataFolder();
});
test.afterEach(() => data?.remove());

const now = Date.now();

function subscription(name: string, count: number) {
  return {
    feedUrl: `https://${name}.example/feed.xml`,
    ownTitle: null,
    folderId: null,
    validators: { etag: '"1"', lastModified: null },
    status: 200,
    bytes: 1000,
    nextPollAt: now + 30 * minute,
    nextPollReason: { code: 'new' as const },
    memory: { redirect: null, hints: { minutes: null, skipHours: [], skipDays: [] }, appearedAt: [] },
    feed: {
      title: name,
      siteUrl: null,
      description: null,
      language: null,
      truncated: false,
      hints: { minutes: null, skipHours: [], skipDays: [] },
      flaws: [],
      articles: Array.from({ length: count }, (_, place) =>
        polledArticle(`a${place}`, {
          publishedAt: now - (place + 1) * minute,
          images: [image(place)],
        }),
      ),
    },
  };
}

async function subscribe(page: Page, name: string, count: number): Promise<FeedId> {
  const result = await page.evaluate((some) => window.lab.library.subscribe(some), subscription(name, count));
  if (!result.ok) throw new Error(JSON.stringify(result.problem));
  return result.value;
}

test('What the reader did is kept when the app is killed the moment it was acknowledged', async () => {
  const first = await launchLab(built.app, data.folder);
  const feedId = await subscribe(first.page, 'news', 5);
  const ids = ['a0', 'a1', 'a2'].map((identity) => `${feedId}.${identity}` as ArticleId);
  await first.page.evaluate(async ([read, saved, tagged]) => {
    if (!read || !saved || !tagged) return;
    const { library } = window.lab;
    await library.createFolder('World');
    await library.setRead([read], true);
    await library.setSaved(saved, true);
    await library.addTag(tagged, 'Europe');
  }, ids);
  await first.kill();

  const second = await launchLab(built.app, data.folder);
  const articles = await second.page.evaluate((some) => window.lab.queries.readArticles(some), ids);
  expect(articles.map((article) => [article?.read, article?.saved, article?.tagIds.length])).toEqual([
    [true, false, 0],
    [false, true, 0],
    [false, false, 1],
  ]);
  const sidebar = await second.page.evaluate((at) => window.lab.queries.readSidebar(at), now);
  expect(sidebar.folders.map(({ title }) => title)).toEqual(['World']);
  expect(sidebar.tags).toMatchObject([{ name: 'Europe', articleCount: 1 }]);
  expect(sidebar.counts).toMatchObject({ unread: 4, saved: 1 });
  // Pictures nobody had fetched yet are asked for again.
  const wanted = () =>
    second.page.evaluate(() =>
      window.lab.heard().flatMap((message) => (message.type === 'images-wanted' ? message.images : [])),
    );
  await expect.poll(async () => (await wanted()).length).toBe(5);
  await second.close();
});

test('Killed amid a stream of polls, each feed has its validators with its articles, or neither', async () => {
  const first = await launchLab(built.app, data.folder);
  const names = Array.from({ length: 80 }, (_, place) => ({
    feedUrl: `https://n${place}.example/feed.xml`,
    title: null,
    folder: null,
  }));
  const made = await first.page.evaluate((some) => window.lab.library.subscribeBare(some), names);
  if (!made.ok) throw new Error('not subscribed');
  const articles = Array.from({ length: 40 }, (_, place) =>
    polledArticle(`a${place}`, { images: [image(place)] }),
  );
  const outcomes = made.value.map((feedId) => poll(feedId, content(articles), { finishedAt: now }));
  await first.page.evaluate((polls) => void window.lab.deliver(polls), outcomes);
  const acknowledged = () =>
    first.page.evaluate(() =>
      window.lab
        .heard()
        .flatMap((message) => (message.type === 'poll-stored' && message.feed ? message.feed.feedId : [])),
    );
  await expect.poll(async () => (await acknowledged()).length).toBeGreaterThan(15);
  const promised = await acknowledged();
  await first.kill();

  const second = await launchLab(built.app, data.folder);
  const stored = await readAll(second.page);
  expect(stored.articles.length).toBeLessThan(80 * 40);
  for (const feed of stored.feeds) {
    const count = stored.articles.filter(({ feedId }) => feedId === feed.id).length;
    expect([feed.validators.etag, count]).toEqual(count === 0 ? [null, 0] : ['"1"', 40]);
    if (promised.includes(feed.id)) expect(count).toBe(40);
  }
  expect(stored.bodies).toHaveLength(stored.articles.length);
  expectRightCounters(stored);
  // Polls go first: pictures had no turn before the power went.
  const wanted = () =>
    second.page.evaluate(() =>
      window.lab.heard().flatMap((message) => (message.type === 'images-wanted' ? message.images : [])),
    );
  await expect.poll(async () => new Set((await wanted()).map(({ key }) => key)).size).toBe(40);
  expect(await second.page.evaluate(() => window.lab.rows('imageWishes'))).toEqual([]);
  await second.close();
});

test('Unsubscribing hides a feed at once, is undone whole, and frees its articles at the next start but for kept ones', async () => {
  const first = await launchLab(built.app, data.folder);
  const gone = await subscribe(first.page, 'gone', 4);
  const back = await subscribe(first.page, 'back', 3);
  const empty = await subscribe(first.page, 'empty', 2);
  const [saved, tagged] = ['a0', 'a1'].map((identity) => `${gone}.${identity}` as ArticleId);
  if (!saved || !tagged) throw new Error('no ids');
  await first.page.evaluate(
    async ([save, tag]) => {
      await window.lab.library.setSaved(save, true);
      await window.lab.library.addTag(tag, 'Europe');
    },
    [saved, tagged] as const,
  );
  const lists = (page: Page) =>
    page.evaluate(async (feedId) => {
      const { queries } = window.lab;
      const count = async (view: Parameters<typeof queries.readList>[0]) =>
        (await queries.readList(view, { limit: 100 })).length;
      const sidebar = await queries.readSidebar(Date.now());
      return {
        unread: await count({ kind: 'unread' }),
        saved: await count({ kind: 'saved' }),
        feed: await count({ kind: 'feed', feedId }),
        feeds: sidebar.feeds.length,
        counts: [sidebar.counts.unread, sidebar.counts.saved],
      };
    }, gone);

  for (const feedId of [gone, back, empty]) {
    await first.page.evaluate((id) => window.lab.library.unsubscribe(id), feedId);
  }
  expect(await lists(first.page)).toEqual({ unread: 0, saved: 1, feed: 0, feeds: 0, counts: [0, 1] });
  await first.page.evaluate((id) => window.lab.library.resubscribe(id), gone);
  expect(await lists(first.page)).toEqual({ unread: 4, saved: 1, feed: 4, feeds: 1, counts: [4, 1] });
  await first.page.evaluate((id) => window.lab.library.unsubscribe(id), gone);
  // Nothing goes while it can still be undone.
  await first.page.evaluate(() => window.lab.library.applyRetention());
  expect((await readAll(first.page)).articles).toHaveLength(9);
  await first.close();

  const second = await launchLab(built.app, data.folder);
  const tidied = await second.page.evaluate(() => window.lab.library.applyRetention());
  expect(tidied).toEqual({ ok: true, value: { removed: 7 } });
  const stored = await readAll(second.page);
  expect(stored.articles.map(({ id }) => id)).toEqual([saved, tagged]);
  expect(stored.bodies.map(({ id }) => id)).toEqual([saved, tagged]);
  expect(stored.feeds.map(({ id, validators }) => [id, validators.etag])).toEqual([[gone, null]]);
  expect(stored.images.map(({ key }) => key)).toEqual([image(0).key, image(1).key]);
  expectRightCounters(stored);
  expect(await lists(second.page)).toEqual({ unread: 0, saved: 1, feed: 0, feeds: 0, counts: [0, 1] });

  // The same address again: the kept articles are found again, the others come anew.
  expect(await subscribe(second.page, 'gone', 4)).toBe(gone);
  expect(await lists(second.page)).toEqual({ unread: 4, saved: 1, feed: 4, feeds: 1, counts: [4, 1] });
  const twice = await second.page.evaluate(
    (some) => window.lab.library.subscribe(some),
    subscription('gone', 1),
  );
  expect(twice).toEqual({ ok: false, problem: { code: 'already-subscribed', title: 'gone' } });
  await second.close();
});

test('Old read articles go, with the pictures only they showed; kept and current ones stay', async () => {
  const lab = await launchLab(built.app, data.folder);
  const feedId = await subscribe(lab.page, 'news', 0);
  const long = now - 100 * day;
  const old = ['gone', 'saved', 'tagged', 'unread', 'current'].map((identity, place) =>
    polledArticle(identity, { publishedAt: long - place * minute, images: [image(place), image(50)] }),
  );
  await lab.page.evaluate(
    (polls) => window.lab.deliver(polls),
    [poll(feedId, content(old), { finishedAt: long })],
  );
  const later = [polledArticle('current', { publishedAt: long - 4 * minute, images: [image(4), image(50)] })];
  await lab.page.evaluate(
    (polls) => window.lab.deliver(polls),
    [poll(feedId, content([...later, polledArticle('new', { publishedAt: now })]), { finishedAt: now })],
  );
  await lab.page.evaluate(async (feed) => {
    const id = (identity: string) => `${feed}.${identity}` as ArticleId;
    const { library } = window.lab;
    await library.setRead(['gone', 'saved', 'tagged', 'current', 'new'].map(id), true);
    await library.setSaved(id('saved'), true);
    await library.addTag(id('tagged'), 'Europe');
  }, feedId);

  const tidied = await lab.page.evaluate(() => window.lab.library.applyRetention());
  expect(tidied).toEqual({ ok: true, value: { removed: 1 } });
  const stored = await readAll(lab.page);
  expect(stored.articles.map(({ id }) => id.split('.')[1])).toEqual([
    'current',
    'new',
    'saved',
    'tagged',
    'unread',
  ]);
  const unwanted = await lab.page.evaluate(() =>
    window.lab.heard().flatMap((message) => (message.type === 'images-unwanted' ? message.keys : [])),
  );
  expect(unwanted).toEqual([image(0).key]);
  expectRightCounters(stored);
  await lab.close();
});

test('Counters that drifted are mended', async () => {
  const lab = await launchLab(built.app, data.folder);
  await subscribe(lab.page, 'right', 3);
  const feedId = await subscribe(lab.page, 'wrong', 3);
  const { feeds } = await readAll(lab.page);
  const wrong = feeds.find(({ id }) => id === feedId);
  await lab.page.evaluate((row) => window.lab.overwrite('feeds', row), { ...wrong, unreadCount: 17 });
  await lab.page.evaluate((row) => window.lab.overwrite('meta', row), { key: 'saved-count', value: 5 });
  const repaired = await lab.page.evaluate(() => window.lab.library.repairCounters());
  expect(repaired).toEqual({ ok: true, value: { repaired: 2 } });
  expectRightCounters(await readAll(lab.page));
  await lab.close();
});

test('A library of version 1 opens with everything in it', async () => {
  const lab = await launchEmpty(built.app, data.folder);
  await lab.page.waitForURL('app://broadsheet/empty');
  await lab.page.evaluate(
    ([version, frozen]) =>
      new Promise<void>((resolve, reject) => {
        const request = indexedDB.open('broadsheet', version);
        request.onerror = () => reject(request.error);
        request.onupgradeneeded = () => {
          for (const { name, keyPath, autoIncrement = false, indexes, rows } of frozen) {
            const store = request.result.createObjectStore(name, { keyPath, autoIncrement });
            for (const { name, keyPath, unique = false, multiEntry = false } of indexes) {
              store.createIndex(name, keyPath as string | string[], { unique, multiEntry });
            }
            for (const row of rows) store.add(row);
          }
        };
        request.onsuccess = () => {
          request.result.close();
          resolve();
        };
      }),
    [nativeVersion, stores] as const,
  );
  await openLibrary(lab.page);

  for (const { name, rows } of stores) {
    const expected =
      name === 'documents'
        ? [{ articles: [{ identity: 'a' }, { identity: 'b' }] }]
        : name === 'bodies'
          ? [{ bodies: [...rows] }]
          : [...rows];
    const store = name === 'bodies' ? 'bodyPacks' : name;
    expect(await lab.page.evaluate((asked) => window.lab.rows(asked), store)).toMatchObject(expected);
  }
  const ids = ['f1.a', 'f1.b'] as ArticleId[];
  const bodies = await lab.page.evaluate(
    async (some) => Promise.all(some.map((id) => window.lab.queries.readBody(id))),
    ids,
  );
  expect(bodies.map((body) => body?.images.length)).toEqual([1, 0]);
  const articles = await lab.page.evaluate((some) => window.lab.queries.readArticles(some), ids);
  expect(articles).toMatchObject([
    { title: 'Title of f1.a', read: true, saved: true, tagIds: ['t1'] },
    { title: 'Title of f1.b', read: false, saved: false, tagIds: [] },
  ]);
  const sidebar = await lab.page.evaluate((at) => window.lab.queries.readSidebar(at), now);
  expect(sidebar).toMatchObject({
    feeds: [{ id: 'f1', ownTitle: 'My news' }],
    folders: [{ title: 'World' }],
    tags: [{ name: 'Europe', articleCount: 1 }],
    counts: { unread: 1, saved: 1, today: 0 },
  });
  expectRightCounters(await readAll(lab.page));
  const described = await lab.page.evaluate(() => window.lab.describe());
  await lab.close();

  // The same stores and indexes as a library made today.
  const unused = dataFolder();
  const fresh = await launchLab(built.app, unused.folder);
  expect(described).toEqual(await fresh.page.evaluate(() => window.lab.describe()));
  await fresh.close();
  unused.remove();
});
