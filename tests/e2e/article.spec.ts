import { expect, type FrameLocator, type Locator, test } from 'playwright/test';
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
  app = await launchApp(profile.folder, { timeZone: 'Asia/Tokyo' });
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

/** There, and on the screen once one has scrolled to it. */
async function expectOnScreen(...parts: readonly Locator[]): Promise<void> {
  for (const part of parts) {
    await part.scrollIntoViewIfNeeded();
    await expect(part).toBeInViewport();
  }
}

test('The head tells headline, source, author, categories, date, reading time and comments', async () => {
  const categories = article.getByRole('list', { name: 'Categories' });
  await expect(categories.getByRole('listitem')).toHaveText(['Europe', 'News']);
  await expectOnScreen(
    article.getByText('The Continental Ledger – Europe Desk', { exact: true }),
    article.getByRole('heading', { level: 1, name: 'Night trains return to Saint-Aurel after eleven years' }),
    article.getByText('By Ilse Marrin', { exact: true }),
    article.getByText('2 minute read', { exact: true }),
    article.getByRole('link', { name: '7 comments' }),
    categories,
  );
});

test('The date is told in the zone I live in', async () => {
  // Half past seven in Greenwich is half past four in Tokyo.
  const date = article.locator('time[datetime="2026-01-16T07:30:00.000Z"]');
  await expectOnScreen(date);
  await expect(date).toHaveText(/^January 16, 2026.*4:30\sPM$/);
});

test('The lead picture and the picture in the text are drawn, each with its caption', async () => {
  await expectPictures(article, 2);
  const figures = article.getByRole('figure');
  await expect(figures).toHaveCount(2);
  await expect(figures.nth(0)).toContainText(
    'The sleeper from Varnstadt on its first morning at Saint-Aurel.',
  );
  await expect(figures.nth(1)).toContainText('The quay at Saint-Aurel, two minutes’ walk from the platform.');
  await expectOnScreen(
    figures.nth(0).getByRole('img'),
    figures.nth(0).locator('figcaption'),
    figures.nth(1).getByRole('img', { name: 'A quay with a moored boat under an evening sky' }),
    figures.nth(1).locator('figcaption'),
  );
  const sources = await article
    .locator('img')
    .evaluateAll((images) => images.map((image) => image.getAttribute('src')));
  for (const source of sources) expect(source).toMatch(/^media:\/\/image\/[0-9a-f]{64}$/);
});

test('Subheadings, quotations, lists and tables keep their form', async () => {
  const quotation = article.locator('blockquote').first();
  await expect(quotation.locator('p')).toContainText('People tell me a night train is nostalgia.');
  await expect(quotation.locator('cite')).toHaveText('Maren Oduya-Falk, director of the Aurel Coast Railway');
  await expect(article.locator('.article-body ul > li')).toHaveCount(3);
  await expect(article.locator('.article-body ol > li')).toHaveCount(3);
  await expect(article.locator('li strong')).toHaveText('five years');
  await expect(article.getByRole('row')).toHaveCount(5);
  await expectOnScreen(
    article.getByRole('heading', { name: 'A line that nobody wanted', level: 2 }),
    article.getByRole('heading', { name: 'Still to be settled', level: 3 }),
    quotation,
    article.getByText('a shared pool of spare carriages'),
    article.getByText('Bicycles. There are hooks for eight'),
    article.getByRole('table', { name: 'One way, Varnstadt to Saint-Aurel' }),
    article.getByRole('columnheader', { name: 'Sold for January' }),
    article.getByRole('cell', { name: '€148' }),
  );
});

test('A quoted post is a card that does nothing, with its flags and a link to it; a film is a link', async () => {
  const card = article.locator('blockquote.social-post');
  await expect(card).toContainText('Eleven years late and four minutes early.');
  await expect(card).toContainText('🇪🇺🇫🇷');
  await expect(card).toContainText('Ruben Castellane');
  const post = card.getByRole('link', { name: 'View post on X' });
  await expect(post).toHaveAttribute(
    'href',
    /^https:\/\/(x|twitter)\.com\/rcastellane\/status\/2011700000000000001/,
  );
  const film = article.locator('.embed').getByRole('link');
  await expect(film).toHaveAttribute('href', 'https://vimeo.com/100200300');
  await expectOnScreen(card, post, film);
});

test('Nothing in it runs, and nobody is told that I read it', async () => {
  await expect(article.locator('script, iframe, [style], [onload], [onerror]')).toHaveCount(0);
  await expect(article.locator('img')).toHaveCount(2);
  const asked = new Set(server.requests.map(({ path }) => path));
  expect([...asked].filter((path) => !/^\/europe\.xml$|^\/pictures\/[a-z-]+\.jpg$/.test(path))).toEqual([]);
  for (const { headers } of server.requests) {
    expect(headers).not.toHaveProperty('cookie');
    expect(headers).not.toHaveProperty('referer');
  }
});

test('“Leave a comment”, the comments and “Open in browser” lead to the site, in the system’s browser', async () => {
  const site = `${server.origin}/europe/night-trains-return-to-saint-aurel/`;
  const comment = article.getByRole('link', { name: 'Leave a comment' });
  expect(await opened(() => comment.click())).toEqual([`${site}#respond`]);
  expect(await opened(() => article.getByRole('link', { name: '7 comments' }).click())).toEqual([
    `${site}#comments`,
  ]);
  const button = app.page.getByRole('button', { name: 'Open in browser' });
  expect(await opened(() => button.click())).toEqual([site]);
  expect(app.page.url()).toBe('app://broadsheet/index.html');
  await expect(article.getByRole('heading', { level: 1 })).toBeVisible();
});
