import { expect, test } from 'playwright/test';
import type { ImageRow } from '../../../src/renderer/library/schema';
import type { ArticleId, FeedId, ImageKey } from '../../../src/shared/model/ids';
import type { SettledImage } from '../../../src/shared/model/poll';
import { content, day, image, poll, polledArticle } from '../../unit/library/library-rows';
import { buildLab, dataFolder, type LibraryLab, launchLab, openLibrary } from './library-lab';

/** Pictures within the space they are given: what goes, what stays, and how what went comes back. */

const gigabyte = 1_000_000_000;
const count = 6;
const numbers = Array.from({ length: count }, (_, place) => place);
let built: Awaited<ReturnType<typeof buildLab>>;
let data: ReturnType<typeof dataFolder>;
let lab: LibraryLab;
let feedId: FeedId;

test.beforeAll(async () => {
  built = await buildLab();
});
test.afterAll(() => built?.remove());
test.afterEach(async () => {
  await lab?.close();
  data?.remove();
});

/** Six articles of one feed with a picture of 300 MB each. The one with the lower number was looked at longer ago. */
test.beforeEach(async () => {
  data = dataFolder();
  lab = await launchLab(built.app, data.folder);
  const bare = { feedUrl: 'https://news.example/feed.xml', title: 'The News', folder: [] };
  const added = await lab.page.evaluate((some) => window.lab.library.subscribeBare([some]), bare);
  if (!added.ok || !added.value[0]) throw new Error('not subscribed');
  feedId = added.value[0];
  await deliver(numbers);
  // Pictures are asked for once polls have stopped arriving.
  await expect.poll(async () => (await rows()).length).toBe(count);
  await settle(numbers.map((place) => stored(place)));
  await expect.poll(async () => (await states()).filter((state) => state === 'stored').length).toBe(count);
  for (const row of await rows()) {
    const place = Number.parseInt(row.key, 16);
    await overwrite({ ...row, settledAt: Date.now() - (30 - place) * day });
  }
});

const idOf = (place: number) => `${feedId}.a${place}` as ArticleId;
const stored = (place: number): SettledImage => ({
  key: image(place).key,
  ok: true,
  type: 'image/jpeg',
  bytes: 0.3 * gigabyte,
});

function deliver(places: readonly number[], prefix = 'a'): Promise<unknown> {
  const articles = places.map((place) =>
    polledArticle(`${prefix}${place}`, { images: [image(place)], publishedAt: Date.now() - place }),
  );
  const outcome = poll(feedId, content(articles), { finishedAt: Date.now() });
  return lab.page.evaluate((polls) => window.lab.deliver(polls), [outcome]);
}

const settle = (images: readonly SettledImage[]) =>
  lab.page.evaluate((all) => window.lab.post({ type: 'images-settled', images: all }), images);

async function rows(): Promise<readonly ImageRow[]> {
  return (await lab.page.evaluate(() => window.lab.rows('images'))) as ImageRow[];
}

const states = async () =>
  (await rows()).map(({ state, problem }) => (problem ? `${state}: ${problem.code}` : state));

const overwrite = (row: ImageRow) =>
  lab.page.evaluate((changed) => window.lab.overwrite('images', changed), row);

function heard(type: 'images-wanted' | 'images-unwanted'): Promise<readonly ImageKey[]> {
  return lab.page.evaluate(
    (wanted) =>
      window.lab
        .heard()
        .flatMap((message) =>
          message.type !== wanted
            ? []
            : message.type === 'images-wanted'
              ? message.images.map(({ key }) => key)
              : message.type === 'images-unwanted'
                ? message.keys
                : [],
        ),
    type,
  );
}

const limitTo = (budget: number | null) =>
  lab.page.evaluate((bytes) => window.lab.library.setImageBudget(bytes), budget);
const freeSpace = () => lab.page.evaluate(() => window.lab.library.freeSpace());

const gone = 'failed: made-room';

test('Those not looked at for longest go, but for those of saved and tagged articles', async () => {
  await lab.page.evaluate((id) => window.lab.library.setSaved(id, true), idOf(0));
  await lab.page.evaluate((id) => window.lab.library.addTag(id, 'Keep'), idOf(1));
  await limitTo(gigabyte);
  // 1.8 GB are here, and room is made down to 0.95 GB: three pictures.
  expect(await freeSpace()).toEqual({ ok: true, value: { articles: 0, pictures: 3, bytes: 0.9 * gigabyte } });
  expect(await states()).toEqual(['stored', 'stored', gone, gone, gone, 'stored']);
  expect(await heard('images-unwanted')).toEqual([2, 3, 4].map((place) => image(place).key));
  expect(await lab.page.evaluate(() => window.lab.library.readStorage())).toEqual({
    ok: true,
    value: {
      budget: gigabyte,
      pictures: 3,
      bytes: 0.9 * gigabyte,
      feeds: [{ feedId, title: 'The News', pictures: 3, bytes: 0.9 * gigabyte }],
    },
  });
  expect(await freeSpace()).toMatchObject({ ok: true, value: { pictures: 0 } });
});

test('Nothing of what is kept for good goes, even if that alone is too much', async () => {
  for (const place of numbers) {
    await lab.page.evaluate((id) => window.lab.library.setSaved(id, true), idOf(place));
  }
  await limitTo(gigabyte);
  expect(await freeSpace()).toMatchObject({ ok: true, value: { pictures: 0 } });
  expect(await states()).toEqual(numbers.map(() => 'stored'));
});

test('A picture another, saved article shows too stays', async () => {
  await deliver([0], 'other');
  await lab.page.evaluate((id) => window.lab.library.setSaved(id, true), `${feedId}.other0` as ArticleId);
  await limitTo(gigabyte);
  await freeSpace();
  expect((await states())[0]).toBe('stored');
});

test('Without a limit nothing goes', async () => {
  await limitTo(null);
  expect(await freeSpace()).toMatchObject({ ok: true, value: { pictures: 0 } });
});

test('What was shown lately goes last', async () => {
  await lab.page.evaluate((key) => window.lab.library.noteShown([key]), image(0).key);
  await expect.poll(async () => (await rows())[0]?.usedAt, { timeout: 20_000 }).toBeGreaterThan(0);
  await limitTo(gigabyte);
  await freeSpace();
  expect(await states()).toEqual(['stored', gone, gone, gone, 'stored', 'stored']);
});

test('A lower limit is kept to without being asked', async () => {
  await limitTo(gigabyte);
  await expect.poll(states, { timeout: 30_000 }).toEqual([gone, gone, gone, 'stored', 'stored', 'stored']);
});

test('What went comes back when the reader asks or another article shows it, and not by itself', async () => {
  await limitTo(gigabyte);
  await freeSpace();
  const before = (await heard('images-wanted')).length;
  await openLibrary(lab.page);
  expect(await heard('images-wanted')).toEqual([]);
  await lab.page.evaluate((key) => window.lab.library.retryImages([key]), image(0).key);
  await expect.poll(() => heard('images-wanted')).toEqual([image(0).key]);
  await deliver([1], 'new');
  await expect.poll(() => heard('images-wanted')).toEqual([image(0).key, image(1).key]);
  expect(await states()).toEqual(['pending', 'pending', gone, 'stored', 'stored', 'stored']);
  expect(before).toBe(count);
});

test('What is missing on the disk is not asked for while its article is read, but at the next start', async () => {
  await lab.page.evaluate(
    (keys) => window.lab.post({ type: 'images-missing', keys }),
    [image(2).key, image(77).key],
  );
  await expect.poll(async () => (await states())[2]).toBe('pending');
  expect((await heard('images-wanted')).length).toBe(count);
  expect((await rows()).length).toBe(count);
  await openLibrary(lab.page);
  await expect.poll(() => heard('images-wanted')).toEqual([image(2).key]);
});
