import { expect, type Page, test } from 'playwright/test';
import {
  type App,
  addFeed,
  askForFeed,
  launchApp,
  makeProfile,
  openArticle,
  readRows,
  refreshAll,
} from '../helpers/app';
import { type FeedServer, makeFeed, startBrokenTlsServer, startFeedServer } from '../helpers/feed-server';

const profile = makeProfile();
let server: FeedServer;
let app: App;

test.beforeAll(async () => {
  server = await startFeedServer();
  app = await launchApp(profile.folder);
});

test.afterAll(async () => {
  await app.close();
  await server.close();
  profile.remove();
});

/** What the dialog says of an address. It keeps what was typed, and nothing is subscribed to. */
async function expectRefusal(page: Page, address: string, sentence: string | RegExp): Promise<void> {
  const lines = page.getByRole('treeitem');
  const before = await lines.count();
  await askForFeed(page, address);
  const dialog = page.getByRole('dialog', { name: 'Add feed' });
  await expect(dialog.getByRole('alert')).toContainText(sentence, { timeout: 30_000 });
  await expect(dialog.getByRole('textbox', { name: 'Address' })).toHaveValue(address);
  await expect(dialog.getByRole('textbox', { name: 'Address' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(lines).toHaveCount(before);
}

test.describe('An address that leads to no feed gets one clear sentence', () => {
  test('no address at all', () => expectRefusal(app.page, 'the morning news', 'is not a web address'));
  test('a scheme of another kind', () =>
    expectRefusal(app.page, 'file:///etc/hostname', '“file:” cannot be read'));
  test('a server that does not answer', async () => {
    const closed = await startFeedServer();
    await closed.close();
    await expectRefusal(app.page, closed.origin, 'does not answer');
  });
  test('a name nobody has', () =>
    expectRefusal(
      app.page,
      'http://no-such-host.invalid/feed',
      /No server named no-such-host\.invalid|no network/,
    ));
  test('a page without a feed', () =>
    expectRefusal(app.page, server.serveFixture('/page', 'page-without-feed.html'), 'does not name a feed'));
  test('a redirect loop', () =>
    expectRefusal(app.page, server.misbehave('/loop', 'redirect loop'), 'in a circle'));
  test('a redirect to a file', () =>
    expectRefusal(app.page, server.misbehave('/to-file', 'redirect to file'), '“file:” cannot be read'));
  test('redirects without end', () =>
    expectRefusal(app.page, server.misbehave('/far', 'endless redirects'), 'redirected more than 5 times'));
  test('an empty body', () =>
    expectRefusal(app.page, server.misbehave('/empty', 'empty body'), 'an empty document'));
  test('11 MB', () => expectRefusal(app.page, server.misbehave('/big', '11 MB body'), 'larger than 10 MB'));
  test('an endless body', () =>
    expectRefusal(app.page, server.misbehave('/endless', 'endless body'), 'larger than 10 MB'));
  test('404', () =>
    expectRefusal(app.page, server.misbehave('/404', '404'), 'nothing at this address (404)'));
  test('410', () =>
    expectRefusal(app.page, server.misbehave('/410', '410'), 'removed this feed for good (410)'));
  test('500', () => expectRefusal(app.page, server.misbehave('/500', '500'), 'a fault of its own (500)'));
  test('a broken certificate', async () => {
    const broken = await startBrokenTlsServer('expired');
    await expectRefusal(app.page, `${broken.origin}/feed.xml`, 'could not be trusted');
    await broken.close();
  });
});

test('A server that never answers can be waited for no longer: I cancel', async () => {
  const { page } = app;
  await askForFeed(page, server.misbehave('/silence', 'never answers'));
  await server.whenRequested('/silence');
  await page.getByRole('dialog', { name: 'Add feed' }).getByRole('button', { name: 'Cancel' }).click();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog', { name: 'Add feed' })).toBeHidden();
});

test('A feed I already have is not added twice', async () => {
  const { page } = app;
  const url = server.serve('/twice', { body: makeFeed({ title: 'The Twice', items: 3 }) });
  await addFeed(page, url);
  await expectRefusal(page, url, 'already subscribed to this feed as “The Twice”');
  await expect(page.getByRole('treeitem', { name: 'The Twice', exact: true })).toHaveCount(1);
});

for (const [name, spoil, sentence] of [
  [
    'a web page',
    (path: string) => server.update(path, '<!doctype html><html><body><p>We moved.</p></body></html>'),
    'a web page instead of a feed',
  ],
  [
    'an empty document',
    (path: string) => server.misbehave(path, 'empty body'),
    'The server answered with an empty document',
  ],
  ['missing', (path: string) => server.remove(path), 'nothing at this address (404)'],
  ['gone', (path: string) => server.misbehave(path, '410'), 'removed this feed for good (410)'],
  ['a fault', (path: string) => server.misbehave(path, '500'), 'a fault of its own (500)'],
  ['cut off', (path: string) => server.misbehave(path, 'cut off in the body'), 'broke off'],
  ['11 MB long', (path: string) => server.misbehave(path, '11 MB body'), 'larger than 10 MB'],
  ['a circle', (path: string) => server.misbehave(path, 'redirect loop'), 'redirects in a circle'],
] as const) {
  test(`When a feed becomes ${name}, its articles stay under the reason, until it is mended`, async () => {
    const { page } = app;
    const path = `/spoilt-${name.replaceAll(' ', '-')}`;
    const title = `Feed that becomes ${name}`;
    const feed = (items: number) => ({ body: makeFeed({ title, items, seed: title.length }) });
    await addFeed(page, server.serve(path, feed(3)));
    const rows = page.getByRole('listbox', { name: 'Articles' }).getByRole('option');
    await expect(rows).toHaveCount(3);

    spoil(path);
    await refreshAll(page);
    const pane = page.getByRole('region', { name: 'Articles pane' });
    await expect(pane.getByText(sentence)).toBeVisible();
    await expect(page.getByRole('treeitem', { name: title, exact: true })).toHaveAttribute(
      'aria-description',
      new RegExp(sentence.replace(/[()]/g, '.')),
    );
    await expect(rows).toHaveCount(3);
    const article = await openArticle(page, (await rows.first().getAttribute('aria-label')) ?? '');
    await expect(article.getByText('note 3.')).toBeVisible();

    server.serve(path, feed(4));
    await pane.getByRole('button', { name: 'Try again' }).click();
    await expect(rows).toHaveCount(4);
    await expect(pane.getByText(sentence)).toBeHidden();
  });
}

test('Articles without title, link or date, or from the future, stand in the list once, also after a refresh', async () => {
  const { page } = app;
  const url = server.serveFixture('/odd', 'odd-items.xml');
  await addFeed(page, url);
  const rows = page.getByRole('listbox', { name: 'Articles' }).getByRole('option');
  const names = async () =>
    (await rows.evaluateAll((all) => all.map((row) => row.getAttribute('aria-label')))).toSorted();
  const once = [
    'A date nobody can read',
    'From the year 2099',
    'No date at all',
    'No guid, but a link',
    'No link anywhere',
    'Only a title',
    'This article has no title, so its first words have to do.',
    // Two addresses are two articles, whatever the publisher calls them.
    'Twice under one guid, first',
    'Twice under one guid, second',
  ];
  await expect.poll(names).toEqual(once);

  const known = server.requestsTo('/odd').length;
  server.update('/odd', (await (await fetch(url)).text()).replace('before the fair', 'after the fair'));
  await refreshAll(page);
  expect(server.requestsTo('/odd').length).toBeGreaterThan(known + 1);
  const stored = async () =>
    (await readRows<{ guid: string | null; url: string | null; title: string }>(page, 'articles')).filter(
      ({ title, url, guid }) =>
        guid?.startsWith('odd-') || url?.includes('/odds/') || title === 'Only a title',
    ).length;
  expect(await stored()).toBe(once.length);
  await expect.poll(names).toEqual(once);

  // The date of one that has none, or an impossible one, is when it came.
  const article = await openArticle(page, 'From the year 2099');
  await expect(article.locator('time')).toHaveText(/^Arrived /);
});
