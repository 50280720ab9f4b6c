import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron, type ElectronApplication, expect, type FrameLocator, type Page } from 'playwright/test';

const root = resolve(import.meta.dirname, '../..');

export interface Subscription {
  readonly feedUrl: string;
  readonly title?: string;
  /** One title, or those of nested folders from the outside in. */
  readonly folder?: string | readonly string[];
}

export interface App {
  readonly electron: ElectronApplication;
  readonly page: Page;
  /** Quits as a person would. */
  close(): Promise<void>;
  /** Ends every process of the app at once, as a power cut would. */
  kill(): Promise<void>;
}

/** A folder for a profile, gone with `remove`. */
export function makeProfile(): { readonly folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'broadsheet-profile-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }) };
}

export interface LaunchOptions {
  /** To take at the start, as from a file on the command line. */
  readonly subscriptions?: readonly Subscription[];
  /** The zone the reader lives in, such as "Asia/Tokyo"; the machine's own unless told. */
  readonly timeZone?: string;
  /** Files that the system asks it to open. */
  readonly files?: readonly string[];
  /** Further switches of Chromium's. */
  readonly switches?: readonly string[];
}

/** Starts the built app on a profile. */
export async function launchApp(profile: string, options: LaunchOptions = {}): Promise<App> {
  const { subscriptions, timeZone, files = [], switches = [] } = options;
  const electron = await _electron.launch({
    executablePath: electronPath(),
    args: [root, ...electronArguments(profile, subscriptions), ...switches, ...files],
    env: { ...(process.env as Record<string, string>), ...(timeZone ? { TZ: timeZone } : {}) },
  });
  const page = await electron.firstWindow();
  // By its attributes: behind a dialog that is open from the start it has no role to be found by.
  await expect(page.locator('[role="tree"][aria-label="Subscriptions"]')).toBeVisible({ timeout: 20_000 });
  return {
    electron,
    page,
    close: () => electron.close(),
    async kill() {
      const closed = electron.waitForEvent('close');
      killTree(electron);
      await closed;
    },
  };
}

/** Playwright starts Electron at the head of a group of its own; Windows has no groups, and the children follow. */
function killTree(electron: ElectronApplication): void {
  const main = electron.process();
  if (process.platform === 'win32' || main.pid === undefined) main.kill('SIGKILL');
  else process.kill(-main.pid, 'SIGKILL');
}

export function electronPath(): string {
  const path = process.env.BROADSHEET_ELECTRON;
  if (!path) throw new Error('BROADSHEET_ELECTRON names no Electron; run the tests with npm test.');
  return path;
}

export function electronArguments(profile: string, subscriptions?: readonly Subscription[]): string[] {
  const file = join(profile, 'subscriptions.json');
  if (subscriptions) writeFileSync(file, JSON.stringify({ subscriptions }));
  return [
    `--user-data-dir=${profile}`,
    // Dates and numbers are written as an American reads them, whatever machine this runs on.
    '--lang=en-US',
    ...(subscriptions ? [`--subscriptions=${file}`] : []),
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ];
}

/** Subscribes through the dialog, as a person does. */
export async function addFeed(page: Page, address: string): Promise<void> {
  await askForFeed(page, address);
  const dialog = page.getByRole('dialog', { name: 'Add feed' });
  const title = await dialog.getByRole('region').getByRole('heading').textContent();
  await dialog.getByRole('button', { name: 'Subscribe' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('treeitem', { name: title ?? '', exact: true })).toBeVisible();
}

/** Fills the dialog and lets it look; what comes of it is for the caller to see. */
export async function askForFeed(page: Page, address: string): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'Add feed' });
  if (!(await dialog.isVisible())) await page.getByRole('button', { name: 'Add feed', exact: true }).click();
  await dialog.getByRole('textbox', { name: 'Address' }).fill(address);
  await dialog.getByRole('button', { name: 'Find feed' }).click();
}

export async function showView(page: Page, name: string): Promise<void> {
  const item = page.getByRole('treeitem', { name, exact: true });
  await item.click();
  await expect(item).toHaveAttribute('aria-selected', 'true');
}

/** Opens an article of the list and waits until its text stands in the frame. */
export async function openArticle(page: Page, title: string): Promise<FrameLocator> {
  await option(page, title).click();
  const article = page.frameLocator('iframe[title="Article"]');
  await expect(article.getByRole('heading', { level: 1 })).toHaveText(title);
  return article;
}

export function option(page: Page, title: string) {
  return page.getByRole('listbox', { name: 'Articles' }).getByRole('option', { name: title, exact: true });
}

/** Saves the open article, and waits until the window says it is saved. */
export async function saveArticle(page: Page): Promise<void> {
  const save = page.getByRole('button', { name: 'Save', exact: true });
  await expect(save).toHaveAttribute('aria-pressed', 'false');
  await save.click();
  await expect(save).toHaveAttribute('aria-pressed', 'true');
}

/** Tags the open article, and waits until the tag stands on it. */
export async function tagArticle(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Tags', exact: true }).click();
  const field = page.getByRole('combobox', { name: 'Tag' });
  await field.fill(name);
  await field.press('Enter');
  await expect(page.getByRole('button', { name: `Remove ${name}`, exact: true })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(field).toBeHidden();
}

/** Waits until at least `count` pictures of the open article are drawn. */
export async function expectPictures(article: FrameLocator, count: number): Promise<void> {
  const drawn = () =>
    article
      .locator('img')
      .evaluateAll((all) => all.filter((image) => (image as HTMLImageElement).naturalWidth > 0).length);
  await expect.poll(drawn, { timeout: 20_000 }).toBeGreaterThanOrEqual(count);
}

/** Refreshes all feeds and waits for the end, good or bad. */
export async function refreshAll(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Refresh all' }).click();
  await expectRefreshed(page);
}

/** Chooses a line of the application's own menu. @throws when it has none of that name */
export function chooseInMenu(electron: ElectronApplication, label: string): Promise<void> {
  return electron.evaluate(({ Menu }, name) => {
    const items = Menu.getApplicationMenu()?.items.flatMap((item) => item.submenu?.items ?? []);
    const item = items?.find((candidate) => candidate.label === name);
    if (!item) throw new Error(`The menu has no line “${name}”.`);
    item.click();
  }, label);
}

/** Waits until no refresh is under way. */
export async function expectRefreshed(page: Page): Promise<void> {
  await expect
    .poll(() => page.evaluate(() => window.broadsheet.invoke('refresh.progress', null)), { timeout: 60_000 })
    .toMatchObject({ ok: true, value: { state: 'idle' } });
}

/** Every row of a store, straight from the database. */
export function readRows<Row>(page: Page, store: string): Promise<readonly Row[]> {
  return page.evaluate(async (name) => {
    const answer = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const database = await answer(indexedDB.open('broadsheet'));
    try {
      return await answer<Row[]>(database.transaction(name).objectStore(name).getAll());
    } finally {
      database.close();
    }
  }, store);
}
