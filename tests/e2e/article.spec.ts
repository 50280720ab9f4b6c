import { expect, type FrameLocator, test } from 'playwright/test';
import {
  type App,
  addFeed,
  expectPictures,
  launchApp,
  makeProfile,
  openArticle,
  showView,
} from '../helpers/app';
import { type FeedServer, startFeedServer } from '../helpers/feed-server';

/** What a news site publishes, and what a reader sees of it. */

const profile = makeProfile();
let server: FeedServer;
let app: App;
let article: FrameLocator;

test.beforeAll(async () => {
  server = await startFeedServer();
  app = await launchApp(profile.folder);
  await addFeed(app.page, server.serveFixture('/europe.xml', 'europe-desk.xml'));
  await showView(app.page, 'The Continental Ledger – Europe Desk');
  article = await openArticle(app.page, 'Night trains return to Saint-Aurel after eleven years');
});

test.afterAll(async () => {
  await app.close();
  await server.close();
  profile.remove();
});

/** The addresses the app asked the system to open; nothing is opened for real. */
async function opened(act: () => Promise<void>): Promise<readonly string[]> {
  await app.electron.evaluate(({ shell }) => {
    const urls: string[] = [];
    Object.assign(globalThis, { openedUrls: urls });
    shell.openExternal = async (url) => {
      urls.push(url);
    };
  });
  await act();
  const read = () =>
    app.electron.evaluate(() => (globalThis as unknown as { openedUrls: string[] }).openedUrls);
  await expect.poll(async () => (await read()).length).toBeGreaterThan(0);
  return read();
}

test('The head tells headline, source, author, categories, date, reading time and comments', async () => {
  await expect(article.getByRole('heading', { level: 1 })).toHaveText(
    'Night trains return to Saint-Aurel after eleven years',
  );
  await expect(article.getByText('The Continental Ledger – Europe Desk').first()).toBeVisible();
  await expect(article.getByText('Ilse Marrin')).toBeVisible();
  await expect(article.getByText('Europe', { exact: true })).toBeVisible();
  await expect(article.getByText('News', { exact: true })).toBeVisible();
  const zoned = await app.page.evaluate(() =>
    new Date('2026-01-16T07:30:00Z').toLocaleTimeString('en-US', { hour: 'numeric', minute: '2-digit' }),
  );
  await expect(article.locator('time[datetime="2026-01-16T07:30:00.000Z"]')).toContainText(
    'January 16, 2026',
  );
  await expect(article.locator('time').first()).toContainText(zoned);
  await expect(article.getByText('2 minute read')).toBeVisible();
  await expect(article.getByRole('link', { name: '7 comments' })).toBeVisible();
});

test('The lead picture and the picture in the text are drawn, each with its caption', async () => {
  await expectPictures(article, 2);
  await expect(
    article.getByText('The sleeper from Varnstadt on its first morning at Saint-Aurel.'),
  ).toBeVisible();
  await expect(article.locator('figure figcaption')).toHaveCount(2);
  for (const source of await article
    .locator('img')
    .evaluateAll((images) => images.map((image) => image.getAttribute('src')))) {
    expect(source).toMatch(/^media:\/\/image\/[0-9a-f]{64}$/);
  }
});

test('Subheadings, quotations, lists and tables keep their form', async () => {
  await expect(article.getByRole('heading', { name: 'A line that nobody wanted', level: 2 })).toBeVisible();
  await expect(article.getByRole('heading', { name: 'Still to be settled', level: 3 })).toBeVisible();
  await expect(article.locator('blockquote').first()).toContainText(
    'People tell me a night train is nostalgia.',
  );
  await expect(article.locator('ul li').filter({ hasText: 'five years' })).toBeVisible();
  await expect(article.locator('ol li')).toHaveCount(3);
  await expect(article.getByRole('columnheader', { name: 'Sold for January' })).toBeVisible();
  await expect(article.getByRole('cell', { name: '€148' })).toBeVisible();
});

test('A quoted post is a static card with its flags and a link to it; a film is a link', async () => {
  const card = article.locator('blockquote.social-post');
  await expect(card).toContainText('Eleven years late and four minutes early.');
  await expect(card).toContainText('🇪🇺🇫🇷');
  await expect(card.getByRole('link', { name: 'View post on X' })).toBeVisible();
  await expect(article.locator('.embed a')).toHaveAttribute('href', /youtube\.com/);
  await expect(article.locator('script, iframe, [style], [onload], [onerror]')).toHaveCount(0);
  expect(server.requests.some(({ path }) => path.includes('pixel'))).toBe(false);
});

test('“Leave a comment” and the number of comments lead to the site, in the system’s browser', async () => {
  const site = `${server.origin}/europe/night-trains-return-to-saint-aurel/`;
  expect(await opened(() => article.getByRole('link', { name: 'Leave a comment' }).first().click())).toEqual([
    expect.stringContaining(site),
  ]);
  expect(await opened(() => article.getByRole('link', { name: '7 comments' }).click())).toEqual([
    `${site}#comments`,
  ]);
  expect(app.page.url()).toBe('app://broadsheet/index.html');
});
