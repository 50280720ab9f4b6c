import { expect, test } from 'playwright/test';
import type { ArticleId } from '../../../src/shared/model/ids';
import { content, minute, poll, polledArticle } from '../../unit/library/library-rows';
import { buildLab, dataFolder, type LibraryLab, launchLab } from './library-lab';

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

test('What is on screen follows every change of the library by itself', async () => {
  const now = Date.now();
  const { page } = lab;
  const made = await page.evaluate(() =>
    window.lab.library.subscribeBare([{ feedUrl: 'https://news.example/', title: null, folder: [] }]),
  );
  if (!made.ok) throw new Error('not subscribed');
  const [feedId = ''] = made.value;
  const articles = (title: string) =>
    ['a', 'b'].map((identity, place) =>
      polledArticle(identity, { title: `${title} ${identity}`, publishedAt: now - place * minute }),
    );
  const deliver = (title: string) =>
    page.evaluate(
      (polls) => window.lab.deliver(polls),
      [poll(feedId, content(articles(title)), { finishedAt: now })],
    );
  const seen = async () => JSON.parse((await page.textContent('#seen')) ?? 'null');
  const [a, b] = ['a', 'b'].map((identity) => `${feedId}.${identity}` as ArticleId);
  if (!a || !b) throw new Error('no ids');

  // Shown before it is there: an article that arrives appears.
  await page.evaluate((ids) => window.lab.show(ids), [a, b]);
  await expect.poll(seen).toMatchObject({ titles: [null, null], read: null, body: null, unread: 0 });
  await deliver('First');
  await expect.poll(seen).toEqual({
    titles: ['First a', 'First b'],
    read: false,
    body: '<p>Text of a</p>',
    tags: [],
    unread: 2,
    signalled: true,
  });

  await page.evaluate(async (id) => {
    await window.lab.library.setRead([id], true);
    await window.lab.library.addTag(id, 'Europe');
  }, a);
  await expect.poll(seen).toMatchObject({ read: true, tags: ['Europe'], unread: 1 });
  await deliver('Second');
  await expect.poll(seen).toMatchObject({ titles: ['Second a', 'Second b'], read: true });

  await page.evaluate((ids) => window.lab.show(ids), [b]);
  await expect.poll(seen).toMatchObject({
    titles: ['Second b'],
    read: false,
    body: '<p>Text of b</p>',
    tags: [],
  });
});

test('A page that is loaded again connects anew and finds everything', async () => {
  const { page } = lab;
  await page.evaluate(() =>
    window.lab.library.subscribeBare([{ feedUrl: 'https://news.example/', title: 'News', folder: [] }]),
  );
  await page.reload();
  const plan = await page.evaluate(() => window.lab.connect());
  expect(plan).toMatchObject({ type: 'plan', feeds: [{ feedUrl: 'https://news.example/' }] });
  // And once more on the same page: the newer line counts.
  expect(await page.evaluate(() => window.lab.connect())).toEqual(plan);
});
