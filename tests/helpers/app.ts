import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron, type ElectronApplication, expect, type FrameLocator, type Page } from 'playwright/test';

const root = resolve(import.meta.dirname, '../..');

export interface Subscription {
  readonly feedUrl: string;
  readonly title?: string;
  readonly folder?: string;
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

/** Starts the built app on a profile. @param subscriptions to take at start, as from a file on the command line */
export async function launchApp(profile: string, subscriptions?: readonly Subscription[]): Promise<App> {
  const electron = await _electron.launch({
    executablePath: electronPath(),
    args: [root, ...electronArguments(profile, subscriptions)],
  });
  const page = await electron.firstWindow();
  await expect(page.getByRole('tree', { name: 'Subscriptions' })).toBeVisible();
  return {
    electron,
    page,
    close: () => electron.close(),
    async kill() {
      const closed = electron.waitForEvent('close');
      electron.process().kill('SIGKILL');
      await closed;
    },
  };
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
    ...(subscriptions ? [`--subscriptions=${file}`] : []),
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ];
}

/** Subscribes through the dialog, as a person does. */
export async function addFeed(page: Page, address: string): Promise<void> {
  await askForFeed(page, address);
  await expect(page.getByRole('dialog', { name: 'Add feed' })).toBeHidden();
}

/** Fills the dialog and presses Subscribe; what comes of it is for the caller to see. */
export async function askForFeed(page: Page, address: string): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'Add feed' });
  if (!(await dialog.isVisible())) await page.getByRole('button', { name: 'Add feed', exact: true }).click();
  await dialog.getByRole('textbox', { name: 'Address' }).fill(address);
  await dialog.getByRole('button', { name: 'Subscribe' }).click();
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

/** Waits until every picture of the open article is there and drawn, at least `count` of them. */
export async function expectPictures(article: FrameLocator, count: number): Promise<void> {
  await expect
    .poll(() =>
      article
        .locator('img')
        .evaluateAll(
          (images) => images.filter((image) => (image as HTMLImageElement).naturalWidth > 0).length,
        ),
    )
    .toBeGreaterThanOrEqual(count);
}

/** Waits until a refresh has ended, and returns what the status line says of it. */
export async function refreshAll(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Refresh all' }).click();
  await expectRefreshed(page);
}

export async function expectRefreshed(page: Page): Promise<void> {
  await expect
    .poll(() => page.evaluate(() => window.broadsheet.invoke('refresh.progress', null)))
    .toMatchObject({ ok: true, value: { state: 'idle' } });
}
