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

const profile = makeProfile();
let server: FeedServer;
let app: App;
let article: FrameLocator;

test.beforeAll(async () => {
  server = await startFeedServer();
  app = await launchApp(profile.folder);
  await addFeed(app.page, server.serveFixture('/signals.xml', 'signals.xml'));
  await showView(app.page, 'Signals & Sums');
});

test.afterAll(async () => {
  await app.close();
  await server.close();
  profile.remove();
});

test('Formulas are set as mathematics, from TeX and from MathML, in a font that comes along', async () => {
  article = await openArticle(app.page, 'How long a rope has to be');
  await expect(article.locator('math')).toHaveCount(4);
  await expect(article.getByText('It costs $5 at the market, or $6 with a hook.')).toBeVisible();
  const shape = await article
    .locator('math')
    .nth(1)
    .evaluate((math) => {
      const box = (selector: string) => math.querySelector(selector)?.getBoundingClientRect();
      const [over, under] = [...(math.querySelector('mfrac')?.children ?? [])].map((part) =>
        part.getBoundingClientRect(),
      );
      return {
        namespace: math.namespaceURI,
        display: getComputedStyle(math).display,
        fraction: over && under ? over.bottom <= under.top + 1 : false,
        rootAroundFraction: (box('msqrt')?.height ?? 0) > (box('mfrac')?.height ?? 0),
        font: math.ownerDocument.fonts.check('20px "STIX Two Math"'),
      };
    });
  expect(shape).toEqual({
    namespace: 'http://www.w3.org/1998/Math/MathML',
    display: 'block math',
    fraction: true,
    rootAroundFraction: true,
    font: true,
  });
});

test('A formula wider than the page scrolls by itself, by key too', async () => {
  const scroller = article.locator('.math-scroller').last();
  const widths = await scroller.evaluate(({ scrollWidth, clientWidth }) => ({ scrollWidth, clientWidth }));
  expect(widths.scrollWidth).toBeGreaterThan(widths.clientWidth);
  expect(await article.locator('html').evaluate((page) => page.scrollWidth <= page.clientWidth)).toBe(true);
  await scroller.focus();
  await app.page.keyboard.press('ArrowRight');
  await expect.poll(() => scroller.evaluate(({ scrollLeft }) => scrollLeft)).toBeGreaterThan(0);
});

test('Formulas are copied as their author typed them', async () => {
  await app.page.getByRole('button', { name: 'More', exact: true }).click();
  await app.page.getByRole('menuitem', { name: 'Copy as Markdown' }).click();
  await expect
    .poll(() => app.electron.evaluate(({ clipboard }) => clipboard.readText()))
    .toContain('$$\nL = \\int_0^a \\sqrt{1 + \\left(\\frac{dy}{dx}\\right)^2}\\, dx\n$$');
});

test('What is embedded is a card that says what it is, and opens in the browser', async () => {
  article = await openArticle(app.page, 'Everything that was sent in');
  await expectPictures(article, 3);
  const cards = article.locator('.embed');
  await expect(cards).toHaveText([
    'The train leaves Video on films.example, 1:15',
    'The hum of the line Audio on SoundCloud',
    'Code on GitHub',
  ]);
  const post = article.locator('.social-post');
  await expect(post.locator('p').first()).toHaveText('Ada Quill (@ada.example) 20 January 2026');
  await expect(post.getByRole('link', { name: 'View post on Bluesky' })).toHaveAttribute(
    'href',
    'https://bsky.app/profile/ada.example/post/3kxyz',
  );
  // Each is seen whole, its sign drawn, whatever the theme.
  for (const card of await cards.all()) {
    await card.scrollIntoViewIfNeeded();
    expect(await card.evaluate((element) => element.scrollWidth <= element.clientWidth)).toBe(true);
  }
  await app.electron.evaluate(({ shell }) => {
    const opened: unknown[] = [];
    Object.assign(globalThis, { opened });
    shell.openExternal = async (url, options) => {
      opened.push([url, options?.activate]);
    };
  });
  const opened = () => app.electron.evaluate(() => (globalThis as unknown as { opened: unknown[] }).opened);
  await cards.nth(0).locator('img').click();
  await expect.poll(opened).toEqual([['https://films.example/leaving.mp4', true]]);
  await app.page.keyboard.press('Shift+B');
  await expect(app.page.getByText('Opened in the browser')).toBeVisible();
  expect((await opened())[1]).toEqual([`${server.origin}/signals/sent-in`, false]);
});

test('Pictures are a gallery of their own, gone through by keys; the still of a film is none of them', async () => {
  await article.getByRole('img', { name: 'The quay' }).click();
  const dialog = (place: number) => app.page.getByRole('dialog', { name: `Picture ${place} of 2` });
  await expect(dialog(1).getByText('The quay at six')).toBeVisible();
  for (const [key, place] of [
    ['End', 2],
    ['Home', 1],
    ['ArrowRight', 2],
    ['ArrowRight', 2],
    ['ArrowLeft', 1],
  ] as const) {
    await app.page.keyboard.press(key);
    await expect(dialog(place)).toBeVisible();
  }
  await app.page.keyboard.press('Escape');
  await expect(dialog(1)).toBeHidden();
});
