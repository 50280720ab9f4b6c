import { expect, test } from 'playwright/test';
import type { Feed } from '../../src/shared/model/feed';
import { type App, chooseInMenu, launchApp, makeProfile, readRows } from '../helpers/app';
import { basic, feedBehindLogin } from '../helpers/basic-auth';
import { type FeedServer, makeFeed, startFeedServer } from '../helpers/feed-server';

const profile = makeProfile();
let server: FeedServer;
let app: App;

test.beforeAll(async () => {
  server = await startFeedServer();
  const lively = (title: string) =>
    `<rss version="2.0"><channel><title>${title}</title><item><title>Now</title><link>https://a.example/1</link><pubDate>${new Date().toUTCString()}</pubDate></item></channel></rss>`;
  server.serve('/new-harbour', { body: lively('Harbour') });
  app = await launchApp(profile.folder, {
    subscriptions: [
      { feedUrl: server.serve('/fine', { body: lively('Fine') }), title: 'Fine' },
      { feedUrl: server.misbehave('/broken', '500'), title: 'Broken' },
      { feedUrl: server.misbehave('/gone', '410'), title: 'Gone' },
      { feedUrl: server.redirect('/harbour', `${server.origin}/new-harbour`, 301), title: 'Harbour' },
      { feedUrl: server.serve('/old', { body: makeFeed({ title: 'Old', items: 3 }) }), title: 'Old' },
    ],
  });
});

test.afterAll(async () => {
  await app.close();
  await server.close();
  profile.remove();
});

test('How often a feed is polled is mine to choose, for it or its folder, and is taken back as easily', async () => {
  const { page } = app;
  const interval = async () =>
    (await readRows<Feed>(page, 'feeds')).find(({ title }) => title === 'Fine')?.nextPollReason;
  const choose = async (name: string) => {
    await page.getByRole('menuitem', { name: 'Check for news' }).click();
    await page.getByRole('menuitemradio', { name }).click();
  };
  /** Once the window offers it: what a poll of the database sees may be a moment ahead of that. */
  const takeBack = async (done: string) => {
    await expect(page.getByRole('dialog', { name: done })).toBeVisible();
    // While a menu covers the window, its keys are the menu's.
    await expect(page.getByRole('menu')).toHaveCount(0);
    await page.getByRole('tree', { name: 'Subscriptions' }).press('ControlOrMeta+z');
  };
  const fine = page.getByRole('treeitem', { name: 'Fine', exact: true });
  await expect(fine).toHaveAttribute('aria-description', /unread/);
  await fine.click({ button: 'right' });
  await expect(page.getByRole('menuitem', { name: 'Check for news' })).toBeVisible();
  // It never came with a recording.
  await expect(page.getByRole('menuitem', { name: 'Keep episodes offline' })).toHaveCount(0);
  await choose('Every hour');
  await expect.poll(interval).toEqual({ code: 'reader', minutes: 60 });
  await takeBack('Fine: checked every hour');
  await expect.poll(async () => (await interval())?.code).not.toBe('reader');

  await fine.click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Move to folder' }).click();
  await page.getByRole('menuitem', { name: 'New folder…' }).click();
  await page.getByRole('textbox').last().fill('Daily');
  await page.keyboard.press('Enter');
  await page.getByRole('treeitem', { name: 'Daily', exact: true }).click({ button: 'right' });
  await choose('Never (only by hand)');
  await expect.poll(interval).toEqual({ code: 'by-hand' });
  await fine.click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Check for news' }).hover();
  await expect(page.getByRole('menuitemradio', { name: 'As its folder: only by hand' })).toBeChecked();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await takeBack('Daily: checked only by hand');
  await expect.poll(async () => (await interval())?.code).not.toBe('by-hand');
});

test('Feeds that are not well are named with the reason and the plan, and can be mended', async () => {
  const { page, electron } = app;
  await expect(page.getByRole('treeitem', { name: 'Old' })).toHaveAttribute('aria-description', /unread/);
  await chooseInMenu(electron, 'Feed Health…');
  const dialog = page.getByRole('dialog', { name: 'Feed health' });
  await expect(dialog).toContainText('4 of 5 feeds need attention.');
  const row = (name: string) =>
    dialog.getByRole('row').filter({ has: page.getByRole('rowheader', { name, exact: true }) });
  await expect(row('Broken')).toContainText('The server has a fault of its own (500).');
  await expect(row('Broken')).toContainText('because the last poll failed');
  await expect(row('Gone')).toContainText('Not polled any more, because the publisher removed it');
  await expect(row('Harbour')).toContainText(`It says it has moved to ${server.origin}/new-harbour.`);
  await expect(row('Old')).toContainText('No new article since');
  await expect(row('Fine')).toHaveCount(0);
  await dialog.getByRole('checkbox', { name: 'Show all feeds' }).click();
  await expect(row('Fine')).toContainText('Well.');
  await expect(row('Fine')).toContainText(/Next .* because every 10 min suits/);
  await dialog.getByRole('checkbox', { name: 'Show all feeds' }).click();

  server.serve('/broken', { body: makeFeed({ title: 'Broken', items: 1 }) });
  await dialog.getByRole('checkbox', { name: 'Choose Broken' }).click();
  await dialog.getByRole('button', { name: 'Retry now' }).click();
  await expect(row('Broken')).not.toContainText('500');
  await dialog.getByRole('checkbox', { name: 'Choose Harbour' }).click();
  await dialog.getByRole('button', { name: 'Take new address' }).click();
  await expect(row('Harbour')).toHaveCount(0);
  await server.whenRequested('/new-harbour', 2);

  await dialog.getByRole('checkbox', { name: 'Choose all' }).click();
  await dialog.getByRole('button', { name: 'Unsubscribe' }).click();
  await expect(dialog).toContainText('All feeds are well.');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('treeitem', { name: 'Gone' })).toHaveCount(0);
  await page.getByRole('tree', { name: 'Subscriptions' }).press('ControlOrMeta+z');
  await expect(page.getByRole('treeitem', { name: 'Gone' })).toBeVisible();
  await expect(page.getByRole('treeitem', { name: 'Old' })).toBeVisible();
});

async function openHealth() {
  const { electron, page } = app;
  await chooseInMenu(electron, 'Feed Health…');
  const dialog = page.getByRole('dialog', { name: 'Feed health' });
  await expect(dialog).toBeVisible();
  const row = (name: string) =>
    dialog.getByRole('row').filter({ has: page.getByRole('rowheader', { name, exact: true }) });
  return { dialog, row };
}

test('Each poll of a feed has its line, a skipped one says why, and all of it is there by keyboard', async () => {
  const { page } = app;
  await page.getByRole('treeitem', { name: 'Fine', exact: true }).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Details and poll log…' }).click();
  const details = page.getByRole('dialog', { name: 'Fine' });
  await expect(details).toContainText('This feed is well.');
  await expect(details).toContainText(`${server.origin}/fine`);
  await expect(details.getByRole('definition').filter({ hasText: '1, 1 unread' })).toBeVisible();
  const lines = details.getByRole('table', { name: 'Poll log' }).getByRole('row');
  await expect(lines.nth(-1)).toContainText('Brought new articles.');
  const before = await lines.count();
  await details.getByRole('button', { name: 'Retry now' }).click();
  await expect(lines).toHaveCount(before + 1);
  await expect(lines.nth(1)).toContainText('Nothing changed.');
  await expect(lines.nth(1)).toContainText('304');

  const open = server.gate('/fine');
  const asked = server.requestsTo('/fine').length;
  await details.getByRole('button', { name: 'Retry now' }).click();
  await server.whenRequested('/fine', asked + 1);
  await page.evaluate(() => window.broadsheet.invoke('refresh.cancel', null));
  open();
  await expect(lines.nth(1)).toContainText('Skipped: the refresh was cancelled.');
  await page.keyboard.press('Escape');
  await expect(details).toBeHidden();

  const { dialog, row } = await openHealth();
  await page.evaluate(() => window.broadsheet.invoke('refresh.start', { feedIds: null }));
  await row('Gone').getByRole('button', { name: 'Details of Gone' }).press('Enter');
  const gone = page.getByRole('dialog', { name: 'Gone', exact: true });
  await expect(gone).toContainText('Skipped: the publisher has removed it.');
  await page.keyboard.press('Escape');
  await expect(gone).toBeHidden();
  await expect(dialog).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
});

test('A lost feed is found again from its site; of several, those without doubt come at once, and one undo takes all back', async () => {
  const { page } = app;
  const site = (name: string, feeds: readonly string[]) => {
    const links = feeds.map((path) => `<link rel="alternate" type="application/rss+xml" href="${path}">`);
    server.serve(`/${name}/`, {
      headers: { 'content-type': 'text/html' },
      body: `<html><head>${links.join('')}</head><body>${name}</body></html>`,
    });
    const link = `<link>${server.origin}/${name}/</link>`;
    const body = `<rss version="2.0"><channel><title>${name}</title>${link}</channel></rss>`;
    return server.serve(`/${name}/old.xml`, { body });
  };
  const fresh = (path: string, title: string) => {
    const body = makeFeed({ title, items: 2 });
    server.serve(path, {
      body: body.replace(/\{\{origin\}\}\/site-\d+\//, `{{origin}}${path.replace(/[^/]+$/, '')}`),
    });
  };
  const subscriptions = [
    site('bay', ['/bay/new.xml']),
    site('tide', ['/tide/new.xml']),
    site('port', ['/port/news.xml', '/port/notes.xml']),
    site('reef', []),
  ].map((feedUrl) => ({ feedUrl, title: null, folder: [] }));
  fresh('/bay/new.xml', 'Bay at its new place');
  fresh('/tide/new.xml', 'Tide at its new place');
  fresh('/port/news.xml', 'Port news');
  fresh('/port/notes.xml', 'Port notes');
  const file = subscriptions
    .map(({ feedUrl }) => `<outline text="x" type="rss" xmlUrl="${feedUrl}"/>`)
    .join('');
  const transfer = await page.evaluateHandle((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], 'sites.opml'));
    return data;
  }, `<opml><body>${file}</body></opml>`);
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
  const importing = page.getByRole('dialog', { name: 'Import subscriptions' });
  await importing.getByRole('button', { name: 'Import' }).click();
  await importing.getByRole('button', { name: 'Done' }).click();
  for (const name of ['bay', 'tide', 'port', 'reef']) {
    await expect(page.getByRole('treeitem', { name, exact: true })).toBeVisible();
    server.remove(`/${name}/old.xml`);
  }
  const addresses = async () => {
    const feeds = await readRows<Feed>(page, 'feeds');
    const ours = feeds.filter(({ title }) => /^(bay|tide|port|reef)/i.test(title));
    return ours.map(({ feedUrl }) => feedUrl.slice(server.origin.length)).sort();
  };
  const old = ['/bay/old.xml', '/port/old.xml', '/reef/old.xml', '/tide/old.xml'];
  await page.evaluate(() => window.broadsheet.invoke('refresh.start', { feedIds: null }));

  const { dialog, row } = await openHealth();
  for (const name of ['bay', 'tide', 'port', 'reef']) {
    await expect(row(name)).toContainText('There is nothing at this address (404).');
    await dialog.getByRole('checkbox', { name: `Choose ${name}` }).click();
  }
  await dialog.getByRole('button', { name: 'Look again…', exact: true }).click();
  const looking = page.getByRole('dialog', { name: 'Look for feeds again' });
  await expect(looking).toContainText('2 found, 1 to choose, 1 not found.');
  await expect(looking).toContainText('reef: This page does not name a feed.');
  await expect(looking.getByRole('radio', { name: 'Bay at its new place' })).toBeChecked();
  const port = looking.getByRole('radiogroup', { name: 'port' });
  await expect(port.getByRole('radio').first()).toBeChecked();
  await port.getByRole('radio', { name: 'Port notes' }).press('Space');
  await looking.getByRole('button', { name: 'Take 3 new addresses' }).click();
  await expect.poll(addresses).toEqual(['/bay/new.xml', '/port/notes.xml', '/reef/old.xml', '/tide/new.xml']);
  await server.whenRequested('/port/notes.xml', 2);
  await expect(page.getByText('Took the new address of 3 feeds')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await page.getByRole('tree', { name: 'Subscriptions' }).press('ControlOrMeta+z');
  await expect.poll(addresses).toEqual(old);

  // One alone, from its own details; a site that never answers is left alone when the reader says so.
  await page.getByRole('treeitem', { name: /^Tide/i }).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Details and poll log…' }).click();
  const release = server.gate('/tide/');
  await page.getByRole('button', { name: 'Look for it again…' }).click();
  const one = page.getByRole('dialog', { name: /^Look for Tide/ });
  await expect(one).toContainText('Asking its site…');
  await one.getByRole('button', { name: 'Cancel' }).click();
  await expect(one).toBeHidden();
  release();
  await page.getByRole('button', { name: 'Look for it again…' }).click();
  await one.getByRole('button', { name: 'Take new address' }).click();
  await expect.poll(addresses).toContain('/tide/new.xml');
  await page.keyboard.press('Escape');
});

test('A feed that asks for a login gets one from its line in the health view', async () => {
  const { page } = app;
  server.serve('/fine', feedBehindLogin('Fine', [basic('jo', 'secret')]));
  await page.evaluate(() => window.broadsheet.invoke('refresh.start', { feedIds: null }));
  const { dialog, row } = await openHealth();
  await expect(row('Fine')).toContainText('The server asks for a user name and password (401).');
  await row('Fine').getByRole('button', { name: 'Log in… (Fine)' }).press('Enter');
  const login = page.getByRole('dialog', { name: 'Log in to Fine' });
  await login.getByRole('textbox', { name: 'User name' }).fill('jo');
  await login.getByLabel('Password').fill('secret');
  await login.getByRole('button', { name: 'Log in' }).click();
  await expect(login).toBeHidden();
  await expect(dialog).toBeVisible();
  await expect(dialog).not.toContainText('401');
  await dialog.getByRole('checkbox', { name: 'Show all feeds' }).click();
  await row('Fine').getByRole('button', { name: 'Details of Fine' }).click();
  await expect(page.getByRole('dialog', { name: 'Fine', exact: true })).toContainText('One is kept');
});
