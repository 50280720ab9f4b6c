import { expect, type Page, test } from 'playwright/test';
import { type App, launchApp, makeProfile } from '../helpers/app';
import { type FeedServer, makeFeed, startFeedServer } from '../helpers/feed-server';

const profile = makeProfile();
let server: FeedServer;
let app: App;

test.beforeAll(async () => {
  server = await startFeedServer();
  const feed = (title: string, items: number, seed: number) =>
    server.serve(`/${title}`, { body: makeFeed({ title, items, seed }) });
  app = await launchApp(profile.folder, {
    subscriptions: [
      { feedUrl: feed('Bay', 2, 1), folder: ['World', 'Coast', 'North'] },
      { feedUrl: feed('Tide', 3, 2), folder: ['World', 'Coast'] },
      { feedUrl: feed('Town', 1, 3), folder: ['World'] },
      { feedUrl: feed('Loose', 1, 4) },
    ],
  });
});

test.afterAll(async () => {
  await app.close();
  await server.close();
  profile.remove();
});

const line = (page: Page, name: string) => page.getByRole('treeitem', { name, exact: true });

/** Every line between the views and the end, as "level title". */
async function tree(page: Page): Promise<readonly string[]> {
  const lines = await page
    .getByRole('treeitem')
    .evaluateAll((all) =>
      all.map((one) => `${one.getAttribute('aria-level')} ${one.getAttribute('aria-label')}`),
    );
  return lines.slice(3);
}

const whole = ['1 World', '2 Coast', '3 North', '4 Bay', '3 Tide', '2 Town', '1 Loose'];

async function choose(page: Page, name: string, ...path: readonly string[]): Promise<void> {
  await line(page, name).click({ button: 'right' });
  for (const label of path) await page.getByRole('menuitem', { name: label }).click();
}

/** Once the window offers it: what the tree shows may be a moment ahead of that. */
async function undo(page: Page, done: string): Promise<void> {
  await expect(page.getByRole('dialog', { name: done, exact: true })).toBeVisible();
  await expect(page.getByRole('menu')).toHaveCount(0);
  await expect(page.locator('.modal')).toHaveCount(0);
  await page.getByRole('tree', { name: 'Subscriptions' }).press('ControlOrMeta+z');
}

test('Folders stand in folders: each counts and shows what is inside at any depth', async () => {
  const { page } = app;
  await expect.poll(() => tree(page)).toEqual(whole);
  await expect(line(page, 'World')).toHaveAttribute('aria-description', '6 unread');
  await expect(line(page, 'Coast')).toHaveAttribute('aria-description', '5 unread');
  await expect(line(page, 'North')).toHaveAttribute('aria-description', '2 unread');
  await line(page, 'Coast').click();
  await expect(page.getByRole('listbox', { name: 'Articles' }).getByRole('option')).toHaveCount(5);
  await choose(page, 'North', 'Mark all as read');
  await expect(line(page, 'World')).toHaveAttribute('aria-description', '4 unread');
  await undo(page, 'Marked 2 as read');
  await expect(line(page, 'World')).toHaveAttribute('aria-description', '6 unread');
});

test('The tree is walked by keyboard, and what is closed stays closed after a restart', async () => {
  const { page } = app;
  await line(page, 'World').click();
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
  for (const [key, expected] of [
    ['ArrowRight', 'Coast'],
    ['ArrowRight', 'North'],
    ['ArrowRight', 'Bay'],
    ['ArrowLeft', 'North'],
    ['ArrowLeft', 'North'],
    ['ArrowLeft', 'Coast'],
  ] as const) {
    await page.keyboard.press(key);
    expect(await focused()).toBe(expected);
  }
  await expect(line(page, 'North')).toHaveAttribute('aria-expanded', 'false');
  await expect(line(page, 'Bay')).toHaveCount(0);
  await app.close();
  app = await launchApp(profile.folder);
  await expect.poll(() => tree(app.page)).toEqual(whole.filter((name) => name !== '4 Bay'));
  await line(app.page, 'North').click();
  await app.page.keyboard.press('ArrowRight');
  await expect(line(app.page, 'Bay')).toBeVisible();
});

test('A folder is made inside another, renamed, moved and removed, and each is taken back', async () => {
  const { page } = app;
  await choose(page, 'Coast', 'New folder inside…');
  const dialog = page.getByRole('dialog', { name: 'New folder' });
  await expect(dialog).toContainText('It stands inside Coast.');
  await dialog.getByRole('textbox').fill('north');
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('alert')).toContainText('The name “north” is already in use.');
  await dialog.getByRole('textbox').fill('South');
  await page.keyboard.press('Enter');
  await expect(line(page, 'South')).toHaveAttribute('aria-level', '3');
  await undo(page, 'Made the folder South');
  await expect.poll(() => tree(page)).toEqual(whole);

  await choose(page, 'North', 'Rename…');
  const rename = page.getByRole('dialog', { name: 'Rename folder' });
  await rename.getByRole('textbox').fill('Far north');
  await page.keyboard.press('Enter');
  await expect(line(page, 'Far north')).toBeVisible();
  await undo(page, 'Renamed North to Far north');
  await expect(line(page, 'North')).toBeVisible();

  // By keyboard alone; a folder cannot go into itself.
  await line(page, 'Coast').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Move to folder' }).press('Enter');
  await expect(page.getByRole('menuitemradio')).toHaveText(['No folder', 'World']);
  await page.getByRole('menuitemradio', { name: 'No folder' }).press('Enter');
  await expect
    .poll(() => tree(page))
    .toEqual(['1 Coast', '2 North', '3 Bay', '2 Tide', '1 World', '2 Town', '1 Loose']);
  await undo(page, 'Moved Coast to the top');
  await expect.poll(() => tree(page)).toEqual(whole);

  await choose(page, 'Loose', 'Move to folder');
  await page.getByRole('menuitemradio', { name: 'World, Coast, North' }).click();
  await expect(line(page, 'Loose')).toHaveAttribute('aria-level', '4');
  await undo(page, 'Moved Loose into North');
  await expect.poll(() => tree(page)).toEqual(whole);

  await choose(page, 'Coast', 'Remove folder');
  await expect.poll(() => tree(page)).toEqual(['1 World', '2 North', '3 Bay', '2 Tide', '2 Town', '1 Loose']);
  await undo(page, 'Removed the folder Coast');
  await expect.poll(() => tree(page)).toEqual(whole);
});

test('Feeds and folders are dragged into folders and out again', async () => {
  const { page } = app;
  await line(page, 'Loose').dragTo(line(page, 'North'));
  await expect(line(page, 'Loose')).toHaveAttribute('aria-level', '4');
  await undo(page, 'Moved Loose into North');
  await expect.poll(() => tree(page)).toEqual(whole);
  await line(page, 'North').dragTo(line(page, 'Loose'));
  await expect(line(page, 'North')).toHaveAttribute('aria-level', '1');
  await undo(page, 'Moved North to the top');
  await expect.poll(() => tree(page)).toEqual(whole);
  // Into what is inside it, nothing happens.
  await line(page, 'World').dragTo(line(page, 'North'));
  await expect.poll(() => tree(page)).toEqual(whole);
});

test('The interval of a folder holds for what is inside it, and its own menu says whose it follows', async () => {
  const { page } = app;
  await choose(page, 'World', 'Check for news');
  await page.getByRole('menuitemradio', { name: 'Every hour' }).click();
  await expect(page.getByRole('menu')).toHaveCount(0);
  for (const name of ['North', 'Bay']) {
    await choose(page, name, 'Check for news');
    await expect(page.getByRole('menuitemradio', { name: 'As its folder: every hour' })).toBeVisible();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('menu')).toHaveCount(0);
  }
  await undo(page, 'World: checked every hour');
});

test('Twenty levels with a thousand feeds come in and open without a wait', async () => {
  const { page } = app;
  const deepest = Array.from({ length: 20 }, (_, level) => `Level ${level + 1}`);
  const open = deepest
    .map((title, level) => {
      const feeds = Array.from({ length: 50 }, (_, n) => {
        const name = `Feed ${level}-${n}`;
        return `<outline text="${name}" xmlUrl="${server.origin}/deep-${level}-${n}"/>`;
      });
      return `<outline text="${title}">${feeds.join('')}`;
    })
    .join('');
  const text = `<opml><body>${open}${'</outline>'.repeat(20)}</body></opml>`;
  const transfer = await page.evaluateHandle((content) => {
    const data = new DataTransfer();
    data.items.add(new File([content], 'deep.opml'));
    return data;
  }, text);
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
  const dialog = page.getByRole('dialog', { name: 'Import subscriptions' });
  await expect(dialog).toContainText('deep.opml holds 1,000 feeds in 20 folders.');
  await dialog.getByRole('button', { name: 'Import' }).click();
  await expect(dialog).toContainText('1,000 feeds added.', { timeout: 30_000 });
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(line(page, 'Level 20')).toHaveAttribute('aria-level', '20');
  await expect(line(page, 'Feed 19-49')).toHaveAttribute('aria-level', '21');
  await page.evaluate(() => window.broadsheet.invoke('refresh.cancel', null));
  await line(page, 'Level 1').click();
  await expect(page.getByRole('heading', { name: 'Level 1', exact: true })).toBeVisible();
  await undo(page, 'Imported 1,000 feeds');
  await expect.poll(() => tree(page)).toEqual(whole);
});
