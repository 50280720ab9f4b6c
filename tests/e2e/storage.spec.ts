import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import {
  type App,
  addFeed,
  expectPictures,
  launchApp,
  makeProfile,
  openArticle,
  readRows,
  showView,
} from '../helpers/app';
import { type FeedServer, startFeedServer } from '../helpers/feed-server';

/** What takes the space, and what becomes of pictures that are lost on the disk. */

const profile = makeProfile();
let server: FeedServer;
let app: App;

test.beforeAll(async () => {
  server = await startFeedServer();
  app = await launchApp(profile.folder);
  await addFeed(app.page, server.serveFixture('/papers.xml', 'essays.xml'));
  await showView(app.page, 'Slow Papers');
});

test.afterAll(async () => {
  await app.close();
  await server.close();
  profile.remove();
});

const states = async () =>
  (await readRows<{ readonly state: string }>(app.page, 'images')).map(({ state }) => state);

test('The window says what takes the space, by feed, and how much pictures may have', async () => {
  await expect.poll(states).toEqual(['stored', 'stored']);
  await app.electron.evaluate(({ Menu }) => {
    const file = Menu.getApplicationMenu()?.items.find(({ label }) => label === '&File');
    file?.submenu?.items.find(({ label }) => label === 'Storage…')?.click();
  });
  const dialog = app.page.getByRole('dialog', { name: 'Storage' });
  await expect(dialog).toContainText(/Pictures\d+ KB2 pictures/);
  await expect(dialog.getByRole('row', { name: /^Slow Papers 2 \d+ KB$/ })).toBeVisible();
  const limit = dialog.getByRole('combobox', { name: 'Space for pictures' });
  await expect(limit).toHaveText('5 GB');
  await limit.click();
  await app.page.getByRole('option', { name: '2 GB' }).click();
  await expect(limit).toHaveText('2 GB');
  await dialog.getByRole('button', { name: 'Free space now' }).click();
  await expect(dialog.getByRole('status')).toHaveText('Nothing had to go.');
  await dialog.getByRole('button', { name: 'Done' }).click();
  const meta = await readRows<{ readonly key: string; readonly value: unknown }>(app.page, 'meta');
  expect(meta).toContainEqual({ key: 'image-budget', value: 2_000_000_000 });
});

test('Pictures lost or damaged on the disk are noticed when they are shown, and brought back at the next start', async () => {
  await openArticle(app.page, 'What a lock keeper writes down').then((article) => expectPictures(article, 2));
  await app.close();
  const content = join(profile.folder, 'images', 'content-v2');
  const files = readdirSync(content, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const [lost, damaged] = files.map((file) => join(file.parentPath, file.name));
  rmSync(lost ?? '');
  writeFileSync(damaged ?? '', 'not a picture any more');
  const asked = () => server.requests.filter(({ path }) => path.startsWith('/pictures/')).length;
  const before = asked();

  app = await launchApp(profile.folder);
  await showView(app.page, 'Slow Papers');
  const article = await openArticle(app.page, 'What a lock keeper writes down');
  await expect(article.locator('.missing-picture')).toHaveCount(2);
  await expect.poll(states).toEqual(['pending', 'pending']);
  await expect(app.page.getByRole('button', { name: 'Offline: 2 of 2 pictures missing' })).toBeVisible();
  // A request now would tell the publisher that the article was opened.
  expect(asked()).toBe(before);
  await app.close();

  app = await launchApp(profile.folder);
  await expect.poll(states).toEqual(['stored', 'stored']);
  expect(asked()).toBe(before + 2);
  await showView(app.page, 'Slow Papers');
  await expectPictures(await openArticle(app.page, 'What a lock keeper writes down'), 2);
});
