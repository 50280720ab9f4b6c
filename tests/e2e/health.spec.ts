import { expect, test } from 'playwright/test';
import type { Feed } from '../../src/shared/model/feed';
import { type App, launchApp, makeProfile, readRows } from '../helpers/app';
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
  await electron.evaluate(({ Menu }) => {
    const items = Menu.getApplicationMenu()?.items.flatMap((item) => item.submenu?.items ?? []);
    items?.find((item) => item.label === 'Feed Health…')?.click();
  });
  const dialog = page.getByRole('dialog', { name: 'Feed health' });
  await expect(dialog).toContainText('4 of 5 feeds need attention.');
  const row = (name: string) =>
    dialog.getByRole('row').filter({ has: page.getByRole('rowheader', { name, exact: true }) });
  await expect(row('Broken')).toContainText('The server has a fault of its own (500).');
  await expect(row('Broken')).toContainText('because the last poll failed');
  await expect(row('Gone')).toContainText('not polled any more, because the publisher removed it');
  await expect(row('Harbour')).toContainText(`It says it has moved to ${server.origin}/new-harbour.`);
  await expect(row('Old')).toContainText('No new article since');
  await expect(row('Fine')).toHaveCount(0);
  await dialog.getByRole('checkbox', { name: 'Show all feeds' }).click();
  await expect(row('Fine')).toContainText('Well.');
  await expect(row('Fine')).toContainText(/next .* because every 10 min suits/);
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
