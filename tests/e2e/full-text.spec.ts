import { expect, type FrameLocator, test } from 'playwright/test';
import {
  type App,
  addFeed,
  expectPictures,
  launchApp,
  makeProfile,
  openArticle,
  option,
  readRows,
  refreshAll,
  showView,
} from '../helpers/app';
import { type FeedServer, fixture, startFeedServer } from '../helpers/feed-server';

/** Whole articles, brought from their pages and kept for reading without a network. */

const profile = makeProfile();
const clock = 'The harbour clock, and who winds it';
const beginning = 'The clock above the harbour office has been wound every Thursday';
let server: FeedServer;
let app: App;
let article: FrameLocator;

test.beforeAll(async () => {
  server = await startFeedServer();
  const html = { 'content-type': 'text/html; charset=utf-8' };
  const pages = {
    1: fixture('../pages/clock.html', server.origin),
    2: fixture('../pages/clock-2.html', server.origin),
  };
  server.serve('/gazette/clock', (request, response) => {
    response.writeHead(200, html).end(request.url?.includes('page=2') ? pages[2] : pages[1]);
  });
  // Elements named after properties of documents, deep nesting, and a script: what a page can do to whoever reads it.
  const traps = '<form name="documentElement"><input name="body"><input name="firstChild"></form>';
  server.serve('/gazette/hostile', {
    headers: html,
    body: `<html><body>${traps}${'<div>'.repeat(3_000)}<script>for(;;){}</script>${traps.repeat(500)}</body></html>`,
  });
  app = await launchApp(profile.folder);
  await addFeed(app.page, server.serveFixture('/gazette.xml', 'excerpts.xml'));
  await showView(app.page, 'Tide Gazette');
});

test.afterAll(async () => {
  await app.close();
  await server.close();
  profile.remove();
});

const button = () => app.page.getByRole('button', { name: 'Full text', exact: true });
const notice = () => app.page.locator('.full-text-notice');

test('The whole article takes the place of an excerpt, by the notice, with its pictures and later pages', async () => {
  article = await openArticle(app.page, clock);
  await expect(notice()).toContainText('only the beginning');
  await notice().getByRole('button', { name: 'Show the full text' }).click();
  const body = article.locator('.article-body');
  await expect(body).toContainText('she says, is the quarter hours');
  await expect(body).toContainText('as if nothing at all were being discussed');
  await expect(body).toContainText(beginning);
  for (const noise of ['41 partners', 'Ten harbours to see', 'All rights reserved', 'A script has run']) {
    await expect(body).not.toContainText(noise);
  }
  await expectPictures(article, 1);
  await expect(notice()).toBeHidden();
  await expect(button()).toHaveAttribute('aria-pressed', 'true');
});

test('The feed’s own text is kept beside it, a key away', async () => {
  await app.page.keyboard.press('f');
  await expect(article.locator('.article-body')).not.toContainText('quarter hours');
  await expect(article.locator('.article-body')).toContainText(beginning);
  await expect(button()).toHaveAttribute('aria-pressed', 'false');
  await app.page.keyboard.press('f');
  await expect(article.locator('.article-body')).toContainText('quarter hours');
});

test('Words are found in the whole text too, once it takes the place of the other', async () => {
  await app.page.keyboard.press('Control+F');
  await app.page.getByRole('textbox', { name: 'Find in article' }).fill('quarter hours');
  const count = app.page.getByRole('search', { name: 'In this article' }).getByRole('status');
  await expect(count).toHaveText('1 of 2');
  await button().click();
  await expect(count).toHaveText('Not found');
  await button().click();
  await expect(count).toHaveText('1 of 2');
  await app.page
    .getByRole('search', { name: 'In this article' })
    .getByRole('button', { name: 'Close' })
    .click();
});

test('What is copied is what is read', async () => {
  await app.page.getByRole('button', { name: 'More', exact: true }).click();
  await app.page.getByRole('menuitem', { name: 'Copy as Markdown' }).click();
  const clipboard = () => app.electron.evaluate(({ clipboard }) => clipboard.readText());
  await expect.poll(clipboard).toContain('sewn by a sailmaker');
});

test('A later page that is gone does not cost the first', async () => {
  const page = fixture('../pages/clock.html', server.origin).toString().replace('clock?page=2', 'cut?page=2');
  server.serve('/gazette/cut', (request, response) => {
    if (request.url?.includes('page=2')) response.writeHead(404).end();
    else response.writeHead(200, { 'content-type': 'text/html' }).end(page);
  });
  const item = `<item><title>Cut short</title><link>${server.origin}/gazette/cut</link><guid>cut</guid><description>Short.</description></item>`;
  const feed = fixture('excerpts.xml', server.origin).toString();
  server.update('/gazette.xml', feed.replace('<item>', `${item}<item>`));
  await refreshAll(app.page);
  article = await openArticle(app.page, 'Cut short');
  await app.page.keyboard.press('f');
  await expect(article.locator('.article-body')).toContainText('she says, is the quarter hours');
});

test('A page that is not there says so, and the feed’s text stays', async () => {
  article = await openArticle(app.page, 'A page that is no longer there');
  await app.page.keyboard.press('f');
  await expect(notice()).toContainText('There is nothing at this address (404).');
  await expect(article.locator('.article-body')).toContainText('Some of what was promised here');
  server.serve('/gazette/lost', {
    headers: { 'content-type': 'text/html' },
    body: fixture('../pages/clock-2.html', server.origin),
  });
  await notice().getByRole('button', { name: 'Try again' }).click();
  await expect(article.locator('.article-body')).toContainText('the key hangs where it has always hung');
});

test('A hostile page costs nothing but its own text', async () => {
  article = await openArticle(app.page, 'A page that fights its readers');
  await app.page.keyboard.press('f');
  await expect(notice()).toContainText(/No article could be found|took longer than/, { timeout: 20_000 });
  await expect(article.locator('.article-body')).toContainText('It does not want to be read');
});

test('A feed can be read whole from now on: what arrives is brought without being asked for', async () => {
  await app.page.getByRole('treeitem', { name: 'Tide Gazette', exact: true }).click({ button: 'right' });
  await app.page.getByRole('menuitemcheckbox', { name: 'Always show the full text' }).click();
  const pages = fixture('../pages/clock-2.html', server.origin);
  server.serve('/arrivals/1', { headers: { 'content-type': 'text/html' }, body: pages });
  const feed = fixture('excerpts.xml', server.origin).toString();
  const item = `<item><title>Just in</title><link>${server.origin}/arrivals/1</link><guid>arrival-1</guid><description>Short.</description></item>`;
  server.update('/gazette.xml', feed.replace('<item>', `${item}<item>`));
  await refreshAll(app.page);
  interface Row {
    readonly id: string;
    readonly state: string;
    readonly text: { readonly html: string } | null;
  }
  const brought = async () =>
    (await readRows<Row>(app.page, 'fullTexts')).filter(({ text }) =>
      text?.html.includes('sewn by a sailmaker'),
    ).length;
  // The clock, the page that came back, and the arrival.
  await expect.poll(brought, { timeout: 15_000 }).toBe(3);

  // Nothing can be fetched any more.
  await server.close();
  await app.close();
  app = await launchApp(profile.folder);
  await showView(app.page, 'Tide Gazette');
  await expect(option(app.page, 'Just in')).toBeVisible();
  article = await openArticle(app.page, 'Just in');
  await expect(article.locator('.article-body')).toContainText('sewn by a sailmaker');
});
