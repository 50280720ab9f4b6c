import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from 'playwright/test';
import { type App, chooseInMenu, launchApp, makeProfile } from '../helpers/app';
import { type FeedServer, startFeedServer } from '../helpers/feed-server';

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

const folders = ['World', 'Science', 'Towns'];

function list(count: number, extra = ''): string {
  const inside = folders.map((folder, at) => {
    const outlines = Array.from({ length: count }, (_, n) => n)
      .filter((n) => n % folders.length === at)
      .map((n) => `<outline text="Paper ${n}" type="rss" xmlUrl="${server.origin}/paper-${n}"/>`);
    return `<outline text="${folder}">${outlines.join('')}</outline>`;
  });
  return `<opml version="2.0"><head/><body>${inside.join('')}${extra}</body></opml>`;
}

async function drop(page: Page, name: string, text: string): Promise<void> {
  const transfer = await page.evaluateHandle(
    ([fileName, content]) => {
      const data = new DataTransfer();
      data.items.add(new File([content], fileName));
      return data;
    },
    [name, text] as const,
  );
  await page.dispatchEvent('body', 'dragover', { dataTransfer: transfer });
  await expect(page.getByText('Drop a list of subscriptions to import it')).toBeVisible();
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
}

/** Notes every state of the progress bar; with `cancelAt`, presses Cancel once it is that far. */
async function watchProgress(
  page: Page,
  cancelAt = Number.POSITIVE_INFINITY,
): Promise<() => Promise<number[]>> {
  await page.evaluate((limit) => {
    const seen: number[] = [];
    Object.assign(window, { seenProgress: seen });
    const observer = new MutationObserver(() => {
      const bar = document.querySelector('[role="progressbar"][aria-label="Importing"]');
      const value = Number(bar?.getAttribute('aria-valuenow') ?? Number.NaN);
      if (Number.isNaN(value) || seen.at(-1) === value) return;
      seen.push(value);
      if (value < limit) return;
      observer.disconnect();
      const buttons = [...document.querySelectorAll<HTMLElement>('[role="dialog"] button')];
      buttons.find((button) => button.textContent === 'Cancel')?.click();
    });
    observer.observe(document.body, { subtree: true, childList: true, attributes: true });
  }, cancelAt);
  return () => page.evaluate(() => (window as unknown as { seenProgress: number[] }).seenProgress);
}

const papers = (page: Page) => page.getByRole('treeitem', { name: /^Paper \d+$/ });

test('2,000 subscriptions dropped on the window come in with progress and a report, and go with one undo', async () => {
  const { page } = app;
  const skipped = '<outline text="A local file" xmlUrl="file:///etc/hostname"/>';
  await drop(page, 'old-reader.opml', list(2000, skipped));
  const dialog = page.getByRole('dialog', { name: 'Import subscriptions' });
  await expect(dialog).toContainText('old-reader.opml holds 2,000 feeds in 3 folders: 1 skipped.');
  await dialog.getByText('1 entry skipped').click();
  await expect(dialog).toContainText('A local file: Addresses that start with “file:” cannot be read.');

  const progress = await watchProgress(page);
  await dialog.getByRole('button', { name: 'Import' }).click();
  await expect(dialog).toContainText('2,000 feeds added.', { timeout: 30_000 });
  expect((await progress()).length).toBeGreaterThan(5);
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(papers(page)).toHaveCount(2000);
  for (const folder of folders) await expect(page.getByRole('treeitem', { name: folder })).toBeVisible();

  await page.getByRole('tree', { name: 'Subscriptions' }).press('ControlOrMeta+z');
  await expect(papers(page)).toHaveCount(0);
  for (const folder of folders) await expect(page.getByRole('treeitem', { name: folder })).toHaveCount(0);
});

test('An import that is cancelled keeps what it wrote, until that is undone', async () => {
  const { page } = app;
  await drop(page, 'list.opml', list(2000));
  const dialog = page.getByRole('dialog', { name: 'Import subscriptions' });
  await watchProgress(page, 300);
  await dialog.getByRole('button', { name: 'Import' }).click();
  await expect(dialog).toContainText('then cancelled');
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect.poll(() => papers(page).count()).toBeGreaterThan(0);
  expect(await papers(page).count()).toBeLessThan(2000);
  await page.getByRole('tree', { name: 'Subscriptions' }).press('ControlOrMeta+z');
  await expect(papers(page)).toHaveCount(0);
});

test('What is exported comes back whole, and what is no list says so', async () => {
  const { page, electron } = app;
  const file = join(profile.folder, 'exported.opml');
  await electron.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] });
    dialog.showSaveDialog = async () => ({ canceled: false, filePath: path });
  }, file);

  await drop(page, 'list.opml', list(6));
  const dialog = page.getByRole('dialog', { name: 'Import subscriptions' });
  await dialog.getByRole('button', { name: 'Import' }).click();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(papers(page)).toHaveCount(6);

  await chooseInMenu(electron, 'Export Subscriptions…');
  await expect(page.getByText('Exported 6 feeds to exported.opml')).toBeVisible();
  const text = readFileSync(file, 'utf8');
  for (const folder of folders) expect(text).toContain(`<outline text="${folder}" title="${folder}">`);
  expect(text).toContain(`text="Paper 4" title="Paper 4" type="rss" xmlUrl="${server.origin}/paper-4"`);

  await chooseInMenu(electron, 'Import Subscriptions…');
  await expect(dialog).toContainText('exported.opml holds 6 feeds in 3 folders: 6 already subscribed.');
  await dialog.getByRole('button', { name: 'Cancel' }).click();

  writeFileSync(file, '<html><body>Not a list</body></html>');
  await chooseInMenu(electron, 'Import Subscriptions…');
  await expect(page.getByText('“exported.opml” is not a list of subscriptions.')).toBeVisible();
});

test('Folders in folders come in as they are, and are written again as they were', async () => {
  const { page, electron } = app;
  const file = join(profile.folder, 'nested.opml');
  await electron.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath: path });
  }, file);
  const nested = `<opml><body><outline text="World"><outline text="Europe &amp;amp; Asia">
    <outline text="Deep" xmlUrl="${server.origin}/deep"/></outline>
    <outline text="Wide" xmlUrl="${server.origin}/wide"/></outline>
    <outline text="Filed" xmlUrl="${server.origin}/filed" category="/World/Africa,/Later"/>
    <outline text="Deep again" xmlUrl="${server.origin}/deep"/></body></opml>`;
  await drop(page, 'nested.opml', nested);
  const dialog = page.getByRole('dialog', { name: 'Import subscriptions' });
  await expect(dialog).toContainText('nested.opml holds 3 feeds in 3 folders: 1 named twice.');
  await expect(dialog).toContainText('1 feed stands in no folder of the file and goes to the one');
  await dialog.getByRole('button', { name: 'Import' }).click();
  await dialog.getByRole('button', { name: 'Done' }).click();
  const line = (name: string) => page.getByRole('treeitem', { name, exact: true });
  // “World” was there already: what is inside it joins what it holds.
  for (const [name, level] of [
    ['World', 1],
    ['Europe & Asia', 2],
    ['Deep', 3],
    ['Africa', 2],
    ['Filed', 3],
    ['Wide', 2],
  ] as const) {
    await expect(line(name)).toHaveAttribute('aria-level', String(level));
  }
  await chooseInMenu(electron, 'Export Subscriptions…');
  await expect(page.getByText('Exported 9 feeds to nested.opml')).toBeVisible();
  const written = readFileSync(file, 'utf8').replace(/\s+/g, ' ');
  expect(written).toContain(
    '<outline text="Europe &amp; Asia" title="Europe &amp; Asia"> <outline text="Deep"',
  );
  expect(written).toMatch(/<outline text="World" title="World">.*<outline text="Africa" title="Africa">/);
  await page.getByRole('tree', { name: 'Subscriptions' }).press('ControlOrMeta+z');
  await expect(line('Deep')).toHaveCount(0);
  await expect(line('Africa')).toHaveCount(0);
  await expect(line('World')).toBeVisible();
});

test('A hostile list holds up neither main nor the window', async () => {
  const { page } = app;
  const hostile = `<opml><body>${'<outline text="f">'.repeat(100_000)}`;
  // Main answers in the order it is done: what is asked after the list comes before it.
  const order = await page.evaluate(async (text) => {
    const answers: string[] = [];
    const note = (name: string) => () => answers.push(name);
    const bytes = new TextEncoder().encode(text);
    const read = window.broadsheet.invoke('opml.read', { name: 'deep.opml', bytes }).then(note('list'));
    const info = window.broadsheet.invoke('app.info', null).then(note('info'));
    await Promise.all([read, info]);
    return answers;
  }, hostile);
  expect(order).toEqual(['info', 'list']);
  await drop(page, 'deep.opml', hostile);
  const dialog = page.getByRole('dialog', { name: 'Import subscriptions' });
  await expect(dialog).toContainText('deep.opml holds 0 feeds: 1 skipped.');
  await expect(dialog.getByRole('button', { name: 'Import' })).toBeDisabled();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
});

test('A list dropped while another comes in waits for it, and each has its own undo', async () => {
  const { page } = app;
  await expect(papers(page)).toHaveCount(6);
  const dialog = page.getByRole('dialog', { name: 'Import subscriptions' });
  await drop(page, 'first.opml', list(200));
  await expect(dialog).toContainText('first.opml holds 200 feeds');
  await drop(page, 'second.opml', list(290));
  await expect(dialog).toContainText('1 more list waits until this one is done.');
  await dialog.getByRole('button', { name: 'Import' }).click();
  await expect(dialog).toContainText('194 feeds added.');
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(dialog).toContainText('second.opml holds 290 feeds in 3 folders: 200 already subscribed.');
  await dialog.getByRole('button', { name: 'Import' }).click();
  await expect(dialog).toContainText('90 feeds added.');
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(papers(page)).toHaveCount(290);
  const tree = page.getByRole('tree', { name: 'Subscriptions' });
  await tree.press('ControlOrMeta+z');
  await expect(papers(page)).toHaveCount(200);
  await tree.press('ControlOrMeta+z');
  await expect(papers(page)).toHaveCount(6);
});

test('A list named on the command line is shown at the start', async () => {
  const other = makeProfile();
  const file = join(other.folder, 'handed.opml');
  writeFileSync(file, list(3));
  const second = await launchApp(other.folder, { files: [file] });
  await expect(second.page.getByRole('dialog', { name: 'Import subscriptions' })).toContainText(
    'handed.opml holds 3 feeds in 3 folders.',
  );
  await second.close();
  other.remove();
});
