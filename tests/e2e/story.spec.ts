import { expect, test } from 'playwright/test';
import {
  type App,
  addFeed,
  askForFeed,
  expectPictures,
  launchApp,
  makeProfile,
  openArticle,
  option,
  readRows,
  refreshAll,
  saveArticle,
  showView,
  tagArticle,
} from '../helpers/app';
import { type FeedServer, fixture, startFeedServer } from '../helpers/feed-server';

/** The whole of Broadsheet, as a reader lives it. */

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

/** The network is gone, and the app is started anew. */
async function restartWithoutServer(): Promise<void> {
  await app.close();
  await server.close();
  app = await launchApp(profile.folder);
}

test('Subscribe, read, save and tag; without the server and after a restart everything is there, pictures included', async () => {
  const { page } = app;
  await addFeed(page, server.serveFixture('/europe.xml', 'europe-desk.xml'));
  await addFeed(page, server.serveFixture('/notes.atom', 'field-notes.atom'));
  await addFeed(page, server.serveFixture('/workshop.json', 'workshop.json'));
  await addFeed(page, server.serveFixture('/low-water.xml', 'podcast.xml'));
  await addFeed(page, server.serveFixture('/minato.xml', 'japanese.xml'));
  await addFeed(page, server.serveFixture('/listings.rdf', 'listings.rdf'));

  await showView(page, ledger);
  await expect(option(page, trains)).toHaveAttribute('aria-description', /\bunread\b/);
  await expectPictures(await openArticle(page, trains), 2);
  await expect(option(page, trains)).toHaveAttribute('aria-description', /\bread\b/);
  await saveArticle(page);
  await expect(option(page, trains)).toHaveAttribute('aria-description', /\bsaved\b/);

  await expectPictures(await openArticle(page, bakery), 1);
  await tagArticle(page, 'Europe');
  await expect(page.getByRole('treeitem', { name: 'Europe', exact: true })).toBeVisible();

  await restartWithoutServer();
  for (const title of [
    ledger,
    'Field Notes & Sketches',
    'The Back Workshop',
    'Low Water',
    'みなと暮らし便り',
    'Quill Street Listings',
  ]) {
    await expect(app.page.getByRole('treeitem', { name: title, exact: true })).toBeVisible();
  }

  await showView(app.page, 'Saved');
  const saved = await openArticle(app.page, trains);
  await expectPictures(saved, 2);
  await expect(saved.getByText('one escaped dachshund aboard')).toBeVisible();
  await expect(app.page.getByRole('button', { name: 'Save', exact: true })).toHaveAttribute(
    'aria-pressed',
    'true',
  );

  await showView(app.page, 'Europe');
  const tagged = await openArticle(app.page, bakery);
  await expectPictures(tagged, 1);
  await expect(tagged.getByRole('list', { name: 'Tags' })).toContainText('Europe');

  await showView(app.page, 'Unread');
  await expect(option(app.page, rota)).toBeVisible();
  await expect(option(app.page, trains)).toHaveCount(0);

  await showView(app.page, 'みなと暮らし便り');
  const lighthouse = await openArticle(app.page, '汐見灯台、三十年ぶりに一般公開');
  await expect(lighthouse.getByText('港が一枚の絵のように広がる')).toBeVisible();
});

test('What I never opened is there on the train as well, with its pictures', async () => {
  await addFeed(app.page, server.serveFixture('/europe.xml', 'europe-desk.xml'));
  const states = async () =>
    (await readRows<{ state: string }>(app.page, 'images')).map(({ state }) => state);
  await expect.poll(states).toEqual(['stored', 'stored', 'stored']);

  await restartWithoutServer();
  await showView(app.page, ledger);
  const article = await openArticle(app.page, trains);
  await expectPictures(article, 2);
  await expect(
    article.getByRole('img', { name: 'A quay with a moored boat under an evening sky' }),
  ).toBeVisible();
  await expect(article.getByRole('table')).toBeVisible();
  await saveArticle(app.page);
  await tagArticle(app.page, 'On the train');
});

test('What I saved or tagged stays when the publisher drops it and when I unsubscribe', async () => {
  const { page } = app;
  await addFeed(page, server.serveFixture('/europe.xml', 'europe-desk.xml'));
  await showView(page, ledger);
  await openArticle(page, trains);
  await saveArticle(page);
  await openArticle(page, bakery);
  await tagArticle(page, 'Europe');

  const whole = fixture('europe-desk.xml', server.origin).toString();
  server.update('/europe.xml', whole.replace(/<item>[\s\S]*<\/item>/, ''));
  await refreshAll(page);
  await server.whenRequested('/europe.xml', 2);
  await showView(page, 'Saved');
  await expect(option(page, trains)).toBeVisible();
  await showView(page, 'Europe');
  await expect(option(page, bakery)).toBeVisible();

  await page.getByRole('treeitem', { name: ledger, exact: true }).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Unsubscribe' }).click();
  await expect(page.getByRole('treeitem', { name: ledger, exact: true })).toHaveCount(0);
  await expect(option(page, bakery)).toBeVisible();

  await restartWithoutServer();
  await showView(app.page, 'Saved');
  await expectPictures(await openArticle(app.page, trains), 2);
  await showView(app.page, 'Europe');
  await expectPictures(await openArticle(app.page, bakery), 1);
  await showView(app.page, 'Unread');
  await expect(app.page.getByText('Your paper is empty')).toBeVisible();
});

test('The address of a site is enough: its feeds are found, and I choose one', async () => {
  const { page } = app;
  server.serveFixture('/europe/feed/', 'europe-desk.xml');
  server.serveFixture('/field-notes/feed.atom', 'field-notes.atom');
  server.serveFixture('/workshop/feed.json', 'workshop.json');
  await askForFeed(page, server.serveFixture('/', 'page-with-feed.html'));
  const dialog = page.getByRole('dialog', { name: 'Add feed' });
  await expect(dialog.getByRole('radio')).toHaveCount(3);
  await expect(dialog.getByRole('radio', { name: ledger })).toBeChecked();
  await dialog.getByRole('radio', { name: 'The Back Workshop' }).click();
  await dialog.getByRole('button', { name: 'Continue' }).click();
  await dialog.getByRole('button', { name: 'Subscribe' }).click();
  await expect(dialog).toBeHidden();

  const feed = page.getByRole('treeitem', { name: 'The Back Workshop', exact: true });
  await expect(feed).toHaveAttribute('aria-selected', 'true');
  const article = await openArticle(page, 'Hinges, left and right');
  await expect(article.getByText('Hang the door before you paint it.')).toBeVisible();
});

test('A refresh brings what is new, keeps what I read, and says so', async () => {
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
  await expect(page.getByRole('status').filter({ hasText: 'Up to date · 1 new article' })).toBeVisible();
  await expect(option(page, 'A late edition')).toHaveCount(1);
  await expect(option(page, trains)).toHaveAttribute('aria-description', /\bread\b/);
  const article = page.frameLocator('iframe[title="Article"]');
  await expect(article.getByText('two escaped dachshunds aboard')).toBeVisible();
});
