import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type FrameLocator, test } from 'playwright/test';
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

/** What a reader does with the article that is open. */

const profile = makeProfile();
const essay = 'What a lock keeper writes down';
let server: FeedServer;
let app: App;
let article: FrameLocator;

test.beforeAll(async () => {
  server = await startFeedServer();
  app = await launchApp(profile.folder);
  await addFeed(app.page, server.serveFixture('/papers.xml', 'essays.xml'));
  await showView(app.page, 'Slow Papers');
  article = await openArticle(app.page, essay);
});

test.afterAll(async () => {
  await app.close();
  await server.close();
  profile.remove();
});

const clipboard = () => app.electron.evaluate(({ clipboard }) => clipboard.readText());
const more = async (name: string) => {
  await app.page.getByRole('button', { name: 'More', exact: true }).click();
  await app.page.getByRole('menuitem', { name }).click();
};
/** The words painted as hits, in order, the current one apart. */
const painted = () =>
  article.locator('html').evaluate(({ ownerDocument }) => {
    const view = ownerDocument.defaultView as Window & typeof globalThis;
    const words = (name: string) =>
      [...(view.CSS.highlights.get(name) ?? [])].map((range) => String(range as Range));
    return { all: words('found'), now: words('found-now') };
  });

test('Words are found across emphasis and accents, and gone through by Enter', async () => {
  await app.page.keyboard.press('Control+F');
  const field = app.page.getByRole('textbox', { name: 'Find in article' });
  await expect(field).toBeFocused();
  const count = app.page.getByRole('search', { name: 'In this article' }).getByRole('status');

  await field.fill('CARGO');
  await expect(count).toHaveText('1 of 2');
  expect(await painted()).toEqual({ all: ['cargo', 'cargo'], now: ['cargo'] });
  await field.fill('cafe column');
  await expect(count).toHaveText('1 of 1');
  expect((await painted()).all).toEqual(['café column']);

  await field.fill('keeper');
  await expect(count).toHaveText(/^1 of \d+$/);
  const total = Number((await count.textContent())?.split(' ').at(-1));
  await field.press('Shift+Enter');
  await expect(count).toHaveText(`${total} of ${total}`);
  const last = article.getByText('keepers of the neighbouring Sill');
  await expect(last).toBeInViewport();
  await field.press('Enter');
  await expect(count).toHaveText(`1 of ${total}`);

  await field.fill('zeppelin');
  await expect(count).toHaveText('Not found');
  await field.press('Escape');
  await expect(field).toBeHidden();
  expect((await painted()).all).toEqual([]);
});

test('The words looked for are marked in the next article too', async () => {
  await app.page.keyboard.press('Control+F');
  await app.page.getByRole('textbox', { name: 'Find in article' }).fill('timetable');
  await app.page.getByRole('button', { name: 'Next article' }).click();
  await expect(article.getByRole('heading', { level: 1 })).toHaveText('In praise of the second timetable');
  await expect.poll(async () => (await painted()).all.length).toBeGreaterThan(0);
  await app.page
    .getByRole('search', { name: 'In this article' })
    .getByRole('button', { name: 'Close' })
    .click();
  await app.page.getByRole('button', { name: 'Previous article' }).click();
  await expect(article.getByRole('heading', { level: 1 })).toHaveText(essay);
});

test('A footnote opens beside its sign and leaves the page where it is', async () => {
  const scroll = () => article.locator('html').evaluate((page) => page.ownerDocument.defaultView?.scrollY);
  const sign = article.locator('sup a').first();
  await sign.scrollIntoViewIfNeeded();
  const before = await scroll();
  await sign.click();
  const note = article.getByRole('note');
  await expect(note).toHaveText('It froze from bank to bank for nine weeks.');
  await expect(note).toBeInViewport({ ratio: 1 });
  expect(await scroll()).toBe(before);
  await app.page.keyboard.press('Escape');
  await expect(note).toBeHidden();

  await sign.click();
  await article.getByRole('heading', { level: 1 }).click();
  await expect(note).toBeHidden();
  // The sign at the end of the note leads back, as it does on the publisher's page.
  await article.getByRole('link', { name: '↩' }).last().click();
  await expect(article.getByRole('note')).toBeHidden();
  await expect(article.locator('sup').last()).toBeInViewport();
});

test('Pictures open large, by click and by key, and are gone through with the arrows', async () => {
  await expectPictures(article, 2);
  await article.locator('img').nth(1).click();
  const viewer = app.page.getByRole('dialog', { name: 'Picture 2 of 2' });
  await expect(viewer.getByRole('img', { name: 'The bakery beside the third lock' })).toBeVisible();
  await app.page.keyboard.press('ArrowLeft');
  const first = app.page.getByRole('dialog', { name: 'Picture 1 of 2' });
  await expect(first.getByText('The upper basin, drained for repairs')).toBeVisible();
  expect(
    await first.getByRole('img').evaluate((image) => (image as HTMLImageElement).naturalWidth),
  ).toBeGreaterThan(0);
  await app.page.keyboard.press('Escape');
  await expect(first).toBeHidden();
  await app.page.keyboard.press('p');
  await expect(first).toBeVisible();
  await app.page.keyboard.press('Escape');
  await expect(first).toBeHidden();
});

test('The article is copied as a link, as a quotation and as Markdown', async () => {
  await more('Copy link');
  await expect.poll(clipboard).toBe(`${server.origin}/papers/lock-keeper`);
  await more('Copy as quotation');
  await expect.poll(clipboard).toMatch(/^“Every keeper on the Marl Canal/);
  await more('Copy as Markdown');
  await expect.poll(clipboard).toContain('## The arithmetic');
  const markdown = await clipboard();
  expect(markdown).toContain(`# [${essay}](${server.origin}/papers/lock-keeper)`);
  expect(markdown).toContain(`![The quay](${server.origin}/pictures/quay.jpg`);
  expect(markdown).toContain('```\ndef evening(inflow');
  expect(markdown).toContain('*car*go');
  expect(markdown).not.toContain('media://');

  await article.locator('h2').evaluate((heading) => {
    heading.ownerDocument.getSelection()?.selectAllChildren(heading);
  });
  await more('Copy as quotation');
  await expect
    .poll(clipboard)
    .toBe(`“The arithmetic”\n— ${essay}, Slow Papers\n${server.origin}/papers/lock-keeper\n`);
});

test('Code is coloured, and stays the same text', async () => {
  const code = article.locator('pre code');
  const text = await code.textContent();
  await code.scrollIntoViewIfNeeded();
  await expect(code.locator('.hljs-keyword').first()).toBeVisible();
  expect(await code.textContent()).toBe(text);
});

test('The article is saved as a PDF with its pictures, whatever the theme', async () => {
  const file = join(profile.folder, 'article.pdf');
  await app.electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath });
  }, file);
  await more('Save as PDF…');
  await expect(app.page.getByText('Saved as PDF')).toBeVisible({ timeout: 20_000 });
  const pdf = readFileSync(file);
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  expect(pdf.toString('latin1').match(/\/Subtype\s*\/Image/g)?.length).toBeGreaterThanOrEqual(2);
  // The pages that were printed are gone from the app's own origin, and so is their window.
  expect(await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});

test('A link to an article that is stored opens it here, any other in the browser', async () => {
  await app.electron.evaluate(({ shell }) => {
    const urls: string[] = [];
    Object.assign(globalThis, { openedUrls: urls });
    shell.openExternal = async (url) => {
      urls.push(url);
    };
  });
  const opened = () =>
    app.electron.evaluate(() => (globalThis as unknown as { openedUrls: string[] }).openedUrls);
  await article.getByRole('link', { name: 'canals' }).click();
  await expect.poll(opened).toEqual(['https://canals.example/']);
  await article.getByRole('link', { name: 'more elsewhere' }).click({ modifiers: ['Control'] });
  await expect.poll(async () => (await opened()).length).toBe(2);
  await article.getByRole('link', { name: 'more elsewhere' }).click();
  await expect(article.getByRole('heading', { level: 1 })).toHaveText('In praise of the second timetable');
  expect(await opened()).toHaveLength(2);
  await app.page.getByRole('button', { name: 'Previous article' }).click();
  await expect(article.getByRole('heading', { level: 1 })).toHaveText(essay);
});

test('An article opens where it was left, in this run and the next', async () => {
  const paragraph = () => article.getByText('The button keeps no ledger.');
  const top = async () => (await paragraph().boundingBox())?.y ?? Number.NaN;
  const remembered = () => app.page.evaluate(() => localStorage.getItem('broadsheet.positions') ?? '');
  await article.getByText('The sum is done').evaluate((paragraph) => paragraph.scrollIntoView());
  await expect.poll(remembered).toContain('"block":');
  const before = await top();
  await openArticle(app.page, 'In praise of the second timetable');
  await openArticle(app.page, essay);
  await expect.poll(async () => Math.abs((await top()) - before)).toBeLessThanOrEqual(1);

  await app.close();
  app = await launchApp(profile.folder);
  await showView(app.page, 'Slow Papers');
  article = await openArticle(app.page, essay);
  await expect.poll(async () => Math.abs((await top()) - before)).toBeLessThanOrEqual(1);
});
