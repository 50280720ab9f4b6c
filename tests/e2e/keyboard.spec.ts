import { expect, test } from 'playwright/test';
import { type App, addFeed, launchApp, makeProfile, openArticle, showView } from '../helpers/app';
import { type FeedServer, startFeedServer } from '../helpers/feed-server';

const profile = makeProfile();
let server: FeedServer;
let app: App;

test.beforeAll(async () => {
  server = await startFeedServer();
  app = await launchApp(profile.folder);
  await addFeed(app.page, server.serveFixture('/europe.xml', 'europe-desk.xml'));
  await showView(app.page, 'The Continental Ledger – Europe Desk');
});

test.afterAll(async () => {
  await app.close();
  await server.close();
  profile.remove();
});

const titles = [
  'Night trains return to Saint-Aurel after eleven years',
  'Four towns, one fire engine, and a rota that works',
  'Border post becomes a bakery & keeps the barrier',
];

test('The whole of reading goes by single keys', async () => {
  const { page } = app;
  const headline = page.frameLocator('iframe[title="Article"]').getByRole('heading', { level: 1 });
  const pressed = (name: string) => page.getByRole('button', { name, exact: true });

  await page.keyboard.press('j');
  await expect(headline).toHaveText(titles[0] ?? '');
  await page.keyboard.press('j');
  await expect(headline).toHaveText(titles[1] ?? '');
  await page.keyboard.press('k');
  await expect(headline).toHaveText(titles[0] ?? '');
  await page.keyboard.press('n');
  await expect(headline).toHaveText(titles[2] ?? '');

  await expect(pressed('Mark as read')).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('m');
  await expect(pressed('Mark as read')).toHaveAttribute('aria-pressed', 'false');
  await page.keyboard.press('s');
  await expect(pressed('Save')).toHaveAttribute('aria-pressed', 'true');

  await page.keyboard.press('t');
  await page.getByRole('combobox', { name: 'Tag' }).fill('Rye');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('treeitem', { name: 'Rye', exact: true })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('combobox', { name: 'Tag' })).toBeHidden();
});

test('B opens the article on its site, in the system’s browser', async () => {
  await app.electron.evaluate(({ shell }) => {
    shell.openExternal = async (url) => {
      Object.assign(globalThis, { openedUrl: url });
    };
  });
  await openArticle(app.page, titles[1] ?? '');
  await app.page.keyboard.press('b');
  await expect
    .poll(() => app.electron.evaluate(() => (globalThis as { openedUrl?: string }).openedUrl))
    .toBe(`${server.origin}/europe/four-towns-one-fire-engine/`);
});

test('Keys work as well while the focus is in the article', async () => {
  const { page } = app;
  const article = await openArticle(page, titles[0] ?? '');
  await article.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('j');
  await expect(article.getByRole('heading', { level: 1 })).toHaveText(titles[1] ?? '');
});

test('Arrows move through the list without marking anything read; Enter and O open', async () => {
  const { page } = app;
  const list = page.getByRole('listbox', { name: 'Articles' });
  const unread = list.locator('[role="option"][aria-description*="unread"]');
  const before = await unread.count();
  await list.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  const active = await list.getAttribute('aria-activedescendant');
  expect(active).toBeTruthy();
  await expect(unread).toHaveCount(before);
  await page.keyboard.press('Enter');
  await expect(page.locator(`[id="${active}"]`)).toHaveAttribute('aria-selected', 'true');
  await expect(unread).toHaveCount(before - 1);

  await page.keyboard.press('ArrowDown');
  await expect(unread).toHaveCount(before - 1);
  await page.keyboard.press('o');
  await expect(page.locator(`[id="${active}"]`)).toHaveAttribute('aria-selected', 'false');
  const next = page.locator(`[id="${await list.getAttribute('aria-activedescendant')}"]`);
  await expect(next).toHaveAttribute('aria-selected', 'true');
  await expect(next).toHaveAttribute('aria-description', /\bread\b/);
});

test('In the search field letters are letters; it finds by title, and Escape ends it', async () => {
  const { page } = app;
  const rows = page.getByRole('listbox', { name: 'Articles' }).getByRole('option');
  await expect(rows).toHaveCount(5);
  const described = () => rows.evaluateAll((all) => all.map((row) => row.getAttribute('aria-description')));
  const before = await described();
  await page.keyboard.press('/');
  const search = page.getByRole('searchbox', { name: 'Search' });
  await expect(search).toBeFocused();
  await page.keyboard.type('jsmnta?');
  await expect(search).toHaveValue('jsmnta?');
  await expect(page.getByText('Nothing found')).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);

  await search.fill('bakery');
  await expect(rows).toHaveCount(1);
  await expect(rows.first()).toHaveAttribute('aria-label', titles[2] ?? '');
  await page.keyboard.press('Escape');
  await expect(rows).toHaveCount(5);
  expect(await described()).toEqual(before);
});

test('? shows the keys, a adds a feed, Escape leaves both', async () => {
  const { page } = app;
  await page.getByRole('listbox', { name: 'Articles' }).focus();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeHidden();
  await page.keyboard.press('a');
  await expect(page.getByRole('textbox', { name: 'Address' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog', { name: 'Add feed' })).toBeHidden();
});

test('F6 goes from pane to pane, and from the list the arrows do', async () => {
  const { page } = app;
  await openArticle(page, titles[0] ?? '');
  const list = page.getByRole('listbox', { name: 'Articles' });
  const frame = page.locator('iframe[title="Article"]');
  const line = page.getByRole('treeitem', { name: 'The Continental Ledger – Europe Desk', exact: true });
  await line.focus();
  await page.keyboard.press('F6');
  await expect(list).toBeFocused();
  await page.keyboard.press('F6');
  await expect(frame).toBeFocused();
  await page.keyboard.press('F6');
  await expect(line).toBeFocused();
  await page.keyboard.press('Shift+F6');
  await expect(frame).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(list).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(line).toBeFocused();
});

test('Marking all as read is taken back with one key', async () => {
  const { page } = app;
  const unread = page
    .getByRole('listbox', { name: 'Articles' })
    .locator('[role="option"][aria-description*="unread"]');
  const before = await unread.count();
  expect(before).toBeGreaterThan(0);
  await page.keyboard.press('Shift+A');
  await expect(unread).toHaveCount(0);
  await page.keyboard.press('ControlOrMeta+z');
  await expect(unread).toHaveCount(before);
});

test('The status line tells how a refresh goes, and a refresh can be cancelled', async () => {
  const { page } = app;
  const release = server.gate('/europe.xml');
  await page.keyboard.press('r');
  await expect(page.getByRole('status').filter({ hasText: 'Refreshing 0 of 1' })).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('status').filter({ hasText: /cancelled/i })).toBeVisible();
  release();
  await page.keyboard.press('r');
  await expect(page.getByRole('status').filter({ hasText: 'Up to date' })).toBeVisible();
});

test('Whoever does not see the window hears what each part of it is called', async () => {
  const { page } = app;
  await expect(page.getByRole('main')).toHaveCount(1);
  await expect(page.getByRole('navigation', { name: 'Subscriptions pane' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Articles pane' })).toBeVisible();
  for (const role of ['button', 'searchbox', 'treeitem', 'option', 'listbox', 'tree', 'toolbar'] as const) {
    const parts = await page.getByRole(role).all();
    expect(parts.length, role).toBeGreaterThan(0);
    for (const part of parts) await expect(part).toHaveAccessibleName(/\S/);
  }
  await expect(page.locator('img:not([alt])')).toHaveCount(0);
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
});
