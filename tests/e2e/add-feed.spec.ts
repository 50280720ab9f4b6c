import { expect, test } from 'playwright/test';
import { type App, addFeed, askForFeed, launchApp, makeProfile, readRows } from '../helpers/app';
import { type FeedServer, makeFeed, startFeedServer } from '../helpers/feed-server';

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

const dialogOf = () => app.page.getByRole('dialog', { name: 'Add feed' });
const feedsStored = () =>
  readRows<{ title: string; feedUrl: string; folderId: string | null }>(app.page, 'feeds');

/** A page that names two feeds and one of comments, which stands first. */
function serveSite(): string {
  const newest = new Date(Date.now() - 3_600_000);
  server.serve('/town.xml', { body: makeFeed({ title: 'Town', items: 8, newest }) });
  server.serve('/river.xml', { body: makeFeed({ title: 'River', items: 6, seed: 2, newest }) });
  server.serve('/comments/feed', {
    body: makeFeed({ title: 'What readers say', items: 4, seed: 3, newest }),
  });
  const link = (href: string) => `<link rel="alternate" type="application/rss+xml" href="${href}">`;
  return server.serve('/', {
    headers: { 'content-type': 'text/html' },
    body: `<!doctype html><title>Observer</title>${link('comments/feed')}${link('town.xml')}${link('river.xml')}`,
  });
}

test('A page names several feeds: I see what each publishes, choose the second, see it, and only then subscribe', async () => {
  await askForFeed(app.page, serveSite());
  const dialog = dialogOf();
  const radios = dialog.getByRole('radio');
  await expect(radios).toHaveCount(3);
  await expect(dialog.getByRole('radio', { name: 'Town' })).toBeChecked();
  await expect(dialog.getByRole('radio', { name: 'Town' })).toHaveAccessibleDescription(
    /no\. 1.*no\. 2.*no\. 3$/,
  );
  // Comments stand last, and are marked.
  await expect(radios.last()).toHaveAccessibleName('What readers say');
  await expect(dialog.getByText('Comments', { exact: true })).toHaveCount(1);

  await dialog.getByRole('radio', { name: 'River' }).click();
  await dialog.getByRole('button', { name: 'Continue' }).click();
  const preview = dialog.getByRole('region', { name: 'River' });
  await expect(preview).toContainText('127.0.0.1');
  await expect(preview).toContainText('River, made for tests');
  await expect(preview).toContainText(/About \d+ articles a day/);
  await expect(preview.getByRole('listitem')).toHaveCount(5);
  await expect(preview.getByRole('listitem').first()).toContainText(/no\. 1.*(h|min|Yesterday)$/);
  expect(await feedsStored()).toEqual([]);
  // It was read for the choices, and is not asked for again.
  expect(server.requestsTo('/river.xml')).toHaveLength(1);

  await dialog.getByRole('button', { name: 'Back' }).click();
  await expect(dialog.getByRole('radio', { name: 'River' })).toBeChecked();
  await dialog.getByRole('button', { name: 'Continue' }).click();
  await dialog.getByRole('button', { name: 'Subscribe' }).click();
  await expect(dialog).toBeHidden();
  await expect(app.page.getByRole('treeitem', { name: 'River', exact: true })).toHaveAttribute(
    'aria-selected',
    'true',
  );
  expect((await feedsStored()).map(({ feedUrl }) => feedUrl)).toEqual([`${server.origin}/river.xml`]);
});

test('By keys alone: paste, Enter, arrows, Enter, Enter', async () => {
  const { page } = app;
  const address = serveSite();
  await page.getByRole('tree', { name: 'Subscriptions' }).focus();
  await page.keyboard.press('a');
  await expect(page.getByRole('textbox', { name: 'Address' })).toBeFocused();
  await page.keyboard.insertText(address);
  await page.keyboard.press('Enter');
  const dialog = dialogOf();
  await expect(dialog.getByRole('radio', { name: 'Town' })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(dialog.getByRole('radio', { name: 'River' })).toBeChecked();
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('button', { name: 'Subscribe' })).toBeFocused();
  await expect(dialog.getByRole('region', { name: 'River' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('treeitem', { name: 'River', exact: true })).toHaveAttribute(
    'aria-selected',
    'true',
  );
});

test('Of twenty feeds I can reach each, and go on', async () => {
  const { page } = app;
  const links = Array.from({ length: 20 }, (_, place) => {
    server.serve(`/part-${place}.xml`, { body: makeFeed({ title: `Part ${place}`, items: 3, seed: place }) });
    return `<link rel="alternate" type="application/rss+xml" title="Part ${place}" href="/part-${place}.xml">`;
  });
  const headers = { 'content-type': 'text/html' };
  await askForFeed(page, server.serve('/', { headers, body: `<!doctype html>${links.join('')}` }));
  const dialog = dialogOf();
  await expect(dialog.getByRole('radio')).toHaveCount(20);
  await expect(dialog.getByRole('button', { name: 'Continue' })).toBeInViewport({ ratio: 1 });
  // Beyond the bounds of the first search: it is read when it is chosen.
  expect(server.requestsTo('/part-19.xml')).toHaveLength(0);
  await dialog.getByRole('radio', { name: 'Part 19' }).click();
  await dialog.getByRole('button', { name: 'Continue' }).click();
  await expect(dialog.getByRole('region', { name: 'Part 19' }).getByRole('listitem')).toHaveCount(3);
});

test('While it looks it says where, and can be cancelled; what I typed stays', async () => {
  const { page } = app;
  const address = server.misbehave('/silence', 'never answers');
  await askForFeed(page, address);
  const dialog = dialogOf();
  await expect(dialog.getByRole('status')).toHaveText(`Looking at 127.0.0.1:${server.port}…`);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog.getByRole('status')).toHaveText('');
  await expect(dialog.getByRole('alert')).toHaveCount(0);
  await expect(dialog.getByRole('textbox', { name: 'Address' })).toHaveValue(address);

  // The search is over in main as well: the next is free to begin.
  await askForFeed(page, server.serve('/town.xml', { body: makeFeed({ title: 'Town', items: 1 }) }));
  await expect(dialog.getByRole('region', { name: 'Town' })).toBeVisible();
});

test('The feed goes into the folder I choose in its preview', async () => {
  const { page } = app;
  await addFeed(page, server.serve('/one.xml', { body: makeFeed({ title: 'One', items: 1 }) }));
  await page.getByRole('treeitem', { name: 'One', exact: true }).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Move to folder' }).hover();
  await page.getByRole('menuitem', { name: 'New folder…' }).click();
  await page.getByRole('dialog', { name: 'New folder' }).getByRole('textbox').fill('Harbour');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('treeitem', { name: 'Harbour', exact: true })).toBeVisible();

  await askForFeed(page, server.serve('/two.xml', { body: makeFeed({ title: 'Two', items: 2, seed: 2 }) }));
  const dialog = dialogOf();
  await dialog.getByRole('combobox', { name: 'Folder' }).click();
  await page.getByRole('option', { name: 'Harbour' }).click();
  await dialog.getByRole('button', { name: 'Subscribe' }).click();
  await expect(dialog).toBeHidden();
  const folders = new Set((await feedsStored()).map(({ folderId }) => folderId));
  expect([...folders]).toEqual([expect.any(String)]);
});

test('A feed I already have is told before any preview', async () => {
  const { page } = app;
  const url = server.serve('/town.xml', { body: makeFeed({ title: 'Town', items: 1 }) });
  await addFeed(page, url);
  await askForFeed(page, `feed:${url}`);
  const dialog = dialogOf();
  await expect(dialog.getByRole('alert')).toContainText('already subscribed to this feed as “Town”');
  await expect(dialog.getByRole('textbox', { name: 'Address' })).toBeFocused();
  await expect(dialog.getByRole('button', { name: 'Subscribe' })).toHaveCount(0);
});

test('A moved feed is found again from the address of its site', async () => {
  const siteUrl = serveSite();
  server.remove('/river.xml');
  server.remove('/comments/feed');
  const found = await app.page.evaluate((request) => window.broadsheet.invoke('feeds.rediscover', request), {
    feedId: 'river',
    siteUrl,
    feedUrl: `${server.origin}/old.xml`,
  });
  expect(found).toMatchObject({ ok: true, value: { kind: 'feed', feedUrl: `${server.origin}/town.xml` } });
  // A public feed cannot use its site's address to send us into the reader's own network.
  const trapped = await app.page.evaluate(
    (request) => window.broadsheet.invoke('feeds.rediscover', request),
    { feedId: 'trap', siteUrl, feedUrl: 'https://feed.example/rss' },
  );
  expect(trapped).toMatchObject({ ok: false, problem: { code: 'blocked-address' } });
});
