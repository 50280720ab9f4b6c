import { expect, type Locator, test } from 'playwright/test';
import { type App, addFeed, launchApp, makeProfile, openArticle, showView } from '../helpers/app';
import { type FeedServer, startFeedServer } from '../helpers/feed-server';

const profile = makeProfile();
const feed = 'The Continental Ledger – Europe Desk';
const headline = 'Night trains return to Saint-Aurel after eleven years';
let server: FeedServer;
let app: App;

test.beforeAll(async () => {
  server = await startFeedServer();
  app = await launchApp(profile.folder);
  await addFeed(app.page, server.serveFixture('/europe.xml', 'europe-desk.xml'));
  await showView(app.page, feed);
  await openArticle(app.page, headline);
});

test.afterAll(async () => {
  await app.close();
  await server.close();
  profile.remove();
});

const paragraph = () => app.page.frameLocator('.article-frame').locator('.article-body p').first();
const style = (of: Locator, name: 'fontFamily' | 'fontSize' | 'lineHeight' | 'textAlign' | 'color') =>
  of.evaluate((element, property) => getComputedStyle(element)[property], name);
const ground = () => app.page.evaluate(() => getComputedStyle(document.body).backgroundColor);
const inFrame = () =>
  app.page
    .frameLocator('.article-frame')
    .locator('html')
    .evaluate((page) => getComputedStyle(page).backgroundColor);
const popover = () => app.page.getByRole('dialog', { name: 'Text and theme' });
async function openPopover(): Promise<void> {
  await app.page.getByRole('button', { name: 'Text and theme' }).click();
  await expect(popover()).toBeVisible();
}

test('A theme colours the window, the article and what the system draws, at once and at the next start', async () => {
  await openPopover();
  const seen = new Set<string>();
  for (const name of ['Paper', 'White', 'Sepia', 'Night', 'Black']) {
    await popover().getByRole('radio', { name }).click();
    await expect.poll(inFrame).toBe(await ground());
    seen.add(await ground());
  }
  expect(seen.size).toBe(5);
  const system = () => app.electron.evaluate(({ nativeTheme }) => nativeTheme.themeSource);
  await expect.poll(system).toBe('dark');

  await app.close();
  app = await launchApp(profile.folder);
  expect(await ground()).toBe('oklch(0 0 0)');
  expect(await system()).toBe('dark');
  await openPopoverOnArticle();
  await popover().getByRole('radio', { name: 'System', exact: true }).click();
  await expect.poll(system).toBe('system');
  await app.page.keyboard.press('Escape');
});

async function openPopoverOnArticle(): Promise<void> {
  await showView(app.page, feed);
  await openArticle(app.page, headline);
  await openPopover();
}

test('Typeface, size, length and spacing change the open article without loading it anew', async () => {
  await openPopover();
  await app.page
    .frameLocator('.article-frame')
    .locator('body')
    .evaluate((body) => body.setAttribute('data-same-document', ''));
  const size = Number.parseFloat(await style(paragraph(), 'fontSize'));
  await popover().getByRole('button', { name: 'Larger text' }).click();
  await expect
    .poll(async () => Number.parseFloat(await style(paragraph(), 'fontSize')))
    .toBeGreaterThan(size);
  await popover().getByRole('radio', { name: 'Atkinson Hyperlegible' }).click();
  await expect.poll(() => style(paragraph(), 'fontFamily')).toContain('Atkinson');
  const loaded = () =>
    paragraph().evaluate(async ({ ownerDocument }) => {
      await ownerDocument.fonts.ready;
      return ownerDocument.fonts.check('20px "Atkinson Hyperlegible Next Variable"');
    });
  await expect.poll(loaded).toBe(true);
  const spacing = Number.parseFloat(await style(paragraph(), 'lineHeight'));
  await popover().getByRole('button', { name: 'Loose' }).click();
  await expect
    .poll(async () => Number.parseFloat(await style(paragraph(), 'lineHeight')))
    .toBeGreaterThan(spacing);
  const width = (await paragraph().boundingBox())?.width ?? 0;
  await popover().getByRole('button', { name: 'Short' }).click();
  await expect.poll(async () => (await paragraph().boundingBox())?.width ?? 0).toBeLessThan(width);
  await popover().getByRole('switch', { name: 'Justified and hyphenated' }).click();
  await expect.poll(() => style(paragraph(), 'textAlign')).toBe('justify');
  await expect(app.page.frameLocator('.article-frame').locator('body[data-same-document]')).toHaveCount(1);
  await app.page.keyboard.press('Escape');
  await expect(popover()).toBeHidden();
});

test('A feed can be read in a typography of its own, opened by key', async () => {
  await app.page.keyboard.press('Shift+T');
  await expect(popover()).toBeVisible();
  await popover()
    .getByRole('switch', { name: `Only for “${feed}”` })
    .click();
  await popover().getByRole('radio', { name: 'Inter' }).click();
  await app.page.keyboard.press('Escape');
  await expect.poll(() => style(paragraph(), 'fontFamily')).toContain('Inter');
  await addFeed(app.page, server.serveFixture('/field-notes.atom', 'field-notes.atom'));
  await openArticle(app.page, 'Ice on the long pond');
  await expect.poll(() => style(paragraph(), 'fontFamily')).toContain('Atkinson');
});
