import { expect, test } from 'playwright/test';
import {
  type App,
  addFeed,
  expectPictures,
  launchApp,
  makeProfile,
  openArticle,
  option,
  refreshAll,
  showView,
} from '../helpers/app';
import { type FeedServer, fixture, startFeedServer } from '../helpers/feed-server';

const ledger = 'The Continental Ledger – Europe Desk';
const trains = 'Night trains return to Saint-Aurel after eleven years';
const bakery = 'Border post becomes a bakery & keeps the barrier';
const rota = 'Four towns, one fire engine, and a rota that works';

let server: FeedServer;
let profile: ReturnType<typeof makeProfile>;
let app: App;

test.beforeEach(async () => {
  server = await startFeedServer();
  profile = makeProfile();
  app = await launchApp(profile.folder);
});

test.afterEach(async () => {
  await app.close();
  await server.close();
  profile.remove();
});

test('Subscribe, read, save and tag; then without the server and after a restart everything is there, pictures included', async () => {
  const { page } = app;
  await addFeed(page, server.serveFixture('/europe.xml', 'europe-desk.xml'));
  await addFeed(page, server.serveFixture('/notes.atom', 'field-notes.atom'));
  await addFeed(page, server.serveFixture('/workshop.json', 'workshop.json'));

  await showView(page, ledger);
  await expectPictures(await openArticle(page, trains), 2);
  await expect(option(page, trains)).toHaveAttribute('aria-description', /\bread\b/);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Save', exact: true })).toHaveAttribute(
    'aria-pressed',
    'true',
  );

  await expectPictures(await openArticle(page, bakery), 1);
  await page.getByRole('button', { name: 'Tags', exact: true }).click();
  await page.getByRole('combobox', { name: 'Tag' }).fill('Bread');
  await page.getByRole('combobox', { name: 'Tag' }).press('Enter');
  await expect(page.getByRole('treeitem', { name: 'Bread', exact: true })).toBeVisible();

  await app.close();
  await server.close();
  app = await launchApp(profile.folder);

  await showView(app.page, 'Saved');
  const saved = await openArticle(app.page, trains);
  await expectPictures(saved, 2);
  await expect(saved.getByText('one escaped dachshund aboard')).toBeVisible();
  await expect(app.page.getByRole('button', { name: 'Save', exact: true })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await showView(app.page, 'Bread');
  await expectPictures(await openArticle(app.page, bakery), 1);
  await showView(app.page, 'Unread');
  await expect(option(app.page, rota)).toBeVisible();
  await expect(option(app.page, trains)).toHaveCount(0);
  await expect(app.page.getByRole('treeitem', { name: 'Field Notes & Sketches', exact: true })).toBeVisible();
});

test('What is saved or tagged stays when the publisher drops it and when I unsubscribe', async () => {
  const { page } = app;
  await addFeed(page, server.serveFixture('/europe.xml', 'europe-desk.xml'));
  await showView(page, ledger);
  await openArticle(page, trains);
  await page.keyboard.press('s');
  await expect(page.getByRole('button', { name: 'Save', exact: true })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await openArticle(page, bakery);
  await page.keyboard.press('t');
  await page.getByRole('combobox', { name: 'Tag' }).fill('Bread');
  await page.getByRole('combobox', { name: 'Tag' }).press('Enter');
  await expect(page.getByRole('treeitem', { name: 'Bread', exact: true })).toBeVisible();
  await page.keyboard.press('Escape');

  const whole = fixture('europe-desk.xml', server.origin).toString();
  server.update('/europe.xml', whole.replace(/<item>[\s\S]*<\/item>/, ''));
  await refreshAll(page);
  await expect(option(page, trains)).toBeVisible();

  await page.getByRole('treeitem', { name: ledger, exact: true }).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Unsubscribe' }).click();
  await expect(page.getByRole('treeitem', { name: ledger, exact: true })).toHaveCount(0);
  await app.close();
  app = await launchApp(profile.folder);
  await showView(app.page, 'Saved');
  await expectPictures(await openArticle(app.page, trains), 2);
  await showView(app.page, 'Bread');
  await openArticle(app.page, bakery);
});

test('The address of a site is enough: its feeds are found, and I choose', async () => {
  const { page } = app;
  server.serveFixture('/europe/feed/', 'europe-desk.xml');
  const address = server.serveFixture('/site', 'page-with-feed.html', {
    headers: { 'content-type': 'text/html' },
  });
  await page.getByRole('button', { name: 'Add feed', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Add feed' });
  await dialog.getByRole('textbox', { name: 'Address' }).fill(address);
  await dialog.getByRole('button', { name: 'Subscribe' }).click();
  await expect(dialog.getByRole('radio')).toHaveCount(3);
});

test('A refresh brings what is new, keeps what was read, and says so', async () => {
  const { page } = app;
  await addFeed(page, server.serveFixture('/europe.xml', 'europe-desk.xml'));
  await showView(page, ledger);
  await openArticle(page, trains);
  const item = `<item><title>A late edition</title><guid>late</guid><pubDate>Fri, 16 Jan 2026 09:00:00 GMT</pubDate><description>New.</description></item>`;
  const text = fixture('europe-desk.xml', server.origin)
    .toString()
    .replace('<item>', () => `${item}<item>`);
  server.update('/europe.xml', text.replace('one escaped dachshund', 'two escaped dachshunds'));
  await refreshAll(page);
  await expect(option(page, 'A late edition')).toHaveCount(1);
  await expect(page.getByRole('status').filter({ hasText: '1 new article' })).toBeVisible();
  await expect(option(page, trains)).toHaveAttribute('aria-description', /\bread\b/);
  const article = page.frameLocator('iframe[title="Article"]');
  await expect(article.getByText('two escaped dachshunds aboard')).toBeVisible();
});
