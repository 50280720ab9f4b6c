/**
 * `npm run pictures`: takes the pictures in docs/pictures anew, from the sample feeds, in the real application.
 */
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { ensureBuilt } from './build.mjs';
import { runMain, say } from './console.mjs';
import { startDemoServer } from './demo/server.mjs';
import { withDisplay } from './display.mjs';
import { electronEnvironment, electronSwitches } from './electron-runtime.mjs';
import { root } from './packages.mjs';
import { setUp } from './setup.mjs';

const folder = path.join(root, 'docs', 'pictures');
const size = { width: 1440, height: 900 };
const waitLimit = 30_000;

const ferry = { feed: 'The Harbour Courier', article: 'After eleven winters, the night ferry sails again' };

/**
 * What is shown in each picture. `at` is the start of a paragraph, or a selector, of the article to begin at; none is its top.
 *
 * @type {{ file: string, feed: string, article: string, theme: string, at?: string }[]}
 */
const shots = [
  { file: 'window', ...ferry, theme: 'Paper' },
  { file: 'theme-paper', ...ferry, theme: 'Paper', at: 'h2 >> nth=1' },
  { file: 'theme-white', ...ferry, theme: 'White', at: 'h2 >> nth=1' },
  { file: 'theme-sepia', ...ferry, theme: 'Sepia', at: 'h2 >> nth=1' },
  { file: 'theme-night', ...ferry, theme: 'Night', at: 'h2 >> nth=1' },
  { file: 'theme-black', ...ferry, theme: 'Black', at: 'h2 >> nth=1' },
  {
    file: 'arabic',
    feed: 'بريد المرسى',
    article: 'السوق القديم يفتح أبوابه قبل الفجر من جديد',
    theme: 'Sepia',
  },
  { file: 'japanese', feed: '汐見だより', article: '汐見灯台、三十年ぶりに夜の一般公開', theme: 'Paper' },
  { file: 'chinese', feed: '石桥周报', article: '石桥下的旧书摊，把灯留到了半夜', theme: 'Night' },
  {
    file: 'mathematics',
    feed: 'Nightjar',
    article: 'Why a swinging lamp keeps such good time',
    theme: 'White',
    at: 'h2 >> nth=0',
  },
  {
    file: 'cards',
    feed: 'Solder & Signal',
    article: 'Seven recordings of the same storm',
    theme: 'Paper',
    at: '.article-body > * >> nth=1',
  },
];

async function main(wanted) {
  const electron = await setUp();
  await ensureBuilt();
  warnOfMissingFonts();
  const chosen = shots.filter(({ file }) => wanted.length === 0 || wanted.includes(file));
  const server = await startDemoServer();
  const profile = await mkdtemp(path.join(os.tmpdir(), 'broadsheet-pictures-'));
  try {
    await withDisplay((display) => takeAll(electron, display, profile, server.subscriptionsFile, chosen));
  } finally {
    await server.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Without a font for a script, its pictures would show boxes. */
function warnOfMissingFonts() {
  if (process.platform !== 'linux') return;
  const lacks = (language) => spawnSync('fc-list', [`:lang=${language}`]).stdout?.length === 0;
  if (['ja', 'zh-cn', 'ar'].some(lacks)) {
    say(
      'this machine has no fonts for Japanese, Chinese or Arabic, and their pictures will show boxes; on Debian and Ubuntu: apt-get install fonts-noto-cjk fonts-noto-core',
    );
  }
}

async function takeAll(electron, display, profile, subscriptionsFile, chosen) {
  const { _electron } = await import('playwright');
  const app = await _electron.launch({
    executablePath: electron.executable,
    args: [
      ...electronSwitches,
      root,
      `--user-data-dir=${profile}`,
      `--subscriptions=${subscriptionsFile}`,
      '--lang=en-US',
      // The same picture on every machine, whatever its screen.
      '--force-device-scale-factor=1',
    ],
    env: { ...electronEnvironment(electron), ...display },
  });
  try {
    const page = await app.firstWindow();
    page.setDefaultTimeout(waitLimit);
    await app.evaluate(({ BrowserWindow }, { width, height }) => {
      BrowserWindow.getAllWindows()[0]?.setContentSize(width, height);
    }, size);
    // The start opens the first article by itself, and would undo a choice made before.
    await page.frameLocator('iframe[title="Article"]').getByRole('heading', { level: 1 }).first().waitFor();
    await page.getByText(/^Up to date/).waitFor();
    for (const shot of chosen) await take(page, shot);
  } finally {
    await app.close();
  }
}

async function take(page, { file, feed, article, theme, at }) {
  await page.getByRole('treeitem', { name: feed, exact: true }).click();
  await page
    .getByRole('listbox', { name: 'Articles' })
    .getByRole('option', { name: article, exact: true })
    .click();
  const frame = page.frameLocator('iframe[title="Article"]');
  await frame.getByRole('heading', { level: 1, name: article, exact: true }).waitFor();
  await page.getByRole('button', { name: 'Text and theme' }).click();
  const popover = page.getByRole('dialog', { name: 'Text and theme' });
  await popover.getByRole('radio', { name: theme, exact: true }).click();
  await page.keyboard.press('Escape');
  await popover.waitFor({ state: 'hidden' });
  await page.evaluate(() => document.activeElement?.blur());
  if (file === 'window') await page.getByRole('treeitem', { name: 'Unread', exact: true }).click();
  await frame.locator('html').evaluate((html) => html.ownerDocument.defaultView?.scrollTo(0, 0));
  await picturesDrawn(page);
  if (at) {
    await frame
      .locator(at)
      .first()
      .evaluate((element) => {
        element.ownerDocument.defaultView?.scrollTo(
          0,
          element.getBoundingClientRect().top + (element.ownerDocument.defaultView?.scrollY ?? 0) - 36,
        );
      });
  }
  await page.mouse.move(0, 0);
  const picture = path.join(folder, `${file}.jpg`);
  await page.screenshot({ path: picture, type: 'jpeg', quality: 84 });
  say(`${path.relative(root, picture)}, ${Math.round((await readFile(picture)).length / 1024)} KB`);
}

/** Waits until every picture in the window and in the article is drawn, and the fonts they stand among. */
async function picturesDrawn(page) {
  await page.waitForFunction(() => {
    const inside = document.querySelector('.article-frame')?.contentDocument;
    const images = [...document.images, ...(inside?.images ?? [])];
    const rows = document.querySelectorAll('.article-row').length;
    return (
      inside &&
      rows > 0 &&
      images.length > 0 &&
      !inside.querySelector('.missing-picture') &&
      images.every((image) => image.complete && image.naturalWidth > 0) &&
      inside.fonts.status === 'loaded' &&
      document.fonts.status === 'loaded'
    );
  });
  // Thumbnails are put in as the library hears of them, one change after the other.
  let before = -1;
  for (let now = await count(page); now !== before; now = await count(page)) {
    before = now;
    await page.waitForTimeout(700);
  }
}

const count = (page) => page.evaluate(() => document.images.length);

await runMain(main);
