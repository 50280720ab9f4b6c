import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import { type App, askForFeed, launchApp, makeProfile, readRows, refreshAll, showView } from '../helpers/app';
import { basic, feedBehindLogin } from '../helpers/basic-auth';
import { type FeedServer, startFeedServer } from '../helpers/feed-server';

const profile = makeProfile();
const password = 'correct horse battery';
const allowed = [basic('reader', password)];
let server: FeedServer;
let app: App;

/** Linux without a keychain has no encryption; Electron can be told to go on with a fixed key, which is enough here. */
async function launch(subscriptions?: { feedUrl: string; title: string }[]): Promise<App> {
  const launched = await launchApp(profile.folder, { ...(subscriptions && { subscriptions }) });
  await launched.electron.evaluate(({ safeStorage }) => {
    if (process.platform === 'linux') safeStorage.setUsePlainTextEncryption(true);
  });
  return launched;
}

test.beforeAll(async () => {
  server = await startFeedServer();
  app = await launch([
    { feedUrl: server.serve('/private', feedBehindLogin('Private', allowed, 3)), title: 'Private' },
  ]);
});

test.afterAll(async () => {
  await app.close();
  await server.close();
  profile.remove();
});

const rows = () => app.page.getByRole('listbox', { name: 'Articles' }).getByRole('option');
const pane = () => app.page.getByRole('region', { name: 'Articles pane' });

async function logIn(user: string, secret: string): Promise<void> {
  const dialog = app.page.getByRole('dialog', { name: 'Log in to Private' });
  await dialog.getByRole('textbox', { name: 'User name' }).fill(user);
  await dialog.getByRole('textbox', { name: 'Password' }).fill(secret);
  await dialog.getByRole('button', { name: 'Log in', exact: true }).click();
  await expect(dialog).toBeHidden();
}

async function openLoginFromMenu(): Promise<void> {
  await app.page.getByRole('treeitem', { name: 'Private', exact: true }).click({ button: 'right' });
  await app.page.getByRole('menuitem', { name: 'Log in…' }).click();
}

/** Every byte the app keeps on disk, as text. */
function everythingOnDisk(): string {
  return readdirSync(profile.folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1').replaceAll('\0', ''))
    .join('\n');
}

test('A feed that asks for a login says so, and brings its articles once I log in', async () => {
  await showView(app.page, 'Private');
  await expect(pane()).toContainText('asks for a user name and password (401)');
  await pane().getByRole('button', { name: 'Log in…' }).click();
  const dialog = app.page.getByRole('dialog', { name: 'Log in to Private' });
  await expect(dialog).toContainText('Sent only to 127.0.0.1');
  await expect(dialog).toContainText('not encrypted');
  await logIn('reader', 'guess');
  await server.whenRequested('/private', 2);
  await expect(pane()).toContainText('asks for a user name and password (401)');
  await pane().getByRole('button', { name: 'Log in…' }).click();
  await expect(dialog).toContainText('This feed has a login.');
  await expect(dialog.getByRole('textbox', { name: 'User name' })).toHaveValue('');
  await logIn('reader', password);
  await expect(rows()).toHaveCount(3);
  await expect(pane()).not.toContainText('401');
});

test('The login is on the disk encrypted only, and nowhere in the library', async () => {
  const stored = JSON.parse(readFileSync(join(profile.folder, 'secrets.json'), 'utf8'));
  expect(Object.keys(stored.secrets)).toHaveLength(1);
  const disk = everythingOnDisk();
  expect(disk).not.toContain(password);
  expect(disk).not.toContain(allowed[0]?.slice(6) ?? '');
  expect(JSON.stringify(await readRows(app.page, 'feeds'))).not.toContain(password);
});

test('After a restart I am still logged in', async () => {
  await app.close();
  app = await launch();
  await showView(app.page, 'Private');
  server.serve('/private', feedBehindLogin('Private', allowed, 4));
  await refreshAll(app.page);
  await expect(rows()).toHaveCount(4);
});

test('A login taken back by undo of “unsubscribe” works, and one forgotten is gone', async () => {
  const { page } = app;
  await page.getByRole('treeitem', { name: 'Private', exact: true }).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Unsubscribe' }).click();
  await expect(page.getByRole('treeitem', { name: 'Private', exact: true })).toBeHidden();
  await page.getByRole('button', { name: 'Undo' }).click();
  await showView(page, 'Private');
  server.serve('/private', feedBehindLogin('Private', allowed, 5));
  await refreshAll(page);
  await expect(rows()).toHaveCount(5);

  await openLoginFromMenu();
  await page.getByRole('dialog').getByRole('button', { name: 'Forget login' }).click();
  await expect(page.getByText('Login for Private forgotten')).toBeVisible();
  await refreshAll(page);
  await expect(pane()).toContainText('(401)');
});

test('Headers of my own are sent, and nonsense is told at once', async () => {
  const { page } = app;
  await openLoginFromMenu();
  const dialog = page.getByRole('dialog', { name: 'Log in to Private' });
  await dialog.getByText('Request headers').click();
  const field = dialog.getByRole('textbox', { name: 'Request headers' });
  await field.fill('no header at all');
  await dialog.getByRole('button', { name: 'Log in', exact: true }).click();
  await expect(dialog.getByRole('alert')).toContainText('“no header at all” is not a request header');
  await field.fill('Authorization: Bearer 42\nX-Reader: me');
  server.serve('/private', feedBehindLogin('Private', ['Bearer 42'], 6));
  await dialog.getByRole('button', { name: 'Log in', exact: true }).click();
  await expect(rows()).toHaveCount(6);
  expect(server.requestsTo('/private').at(-1)?.headers).toMatchObject({ 'x-reader': 'me' });
});

test('Adding a feed that asks for a login takes one there, and keeps it', async () => {
  const { page } = app;
  const url = server.serve('/second', feedBehindLogin('Second', allowed));
  await askForFeed(page, url);
  const dialog = page.getByRole('dialog', { name: 'Add feed' });
  await expect(dialog.getByRole('alert')).toContainText('asks for a user name and password');
  await expect(dialog.getByRole('textbox', { name: 'User name' })).toBeFocused();
  await page.keyboard.type('reader');
  await dialog.getByRole('textbox', { name: 'Password' }).fill(password);
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'Subscribe' }).click();
  await expect(dialog).toBeHidden();
  await expect(rows()).toHaveCount(2);
  server.serve('/second', feedBehindLogin('Second', allowed, 3));
  await refreshAll(page);
  await expect(rows()).toHaveCount(3);
});

test('Once I have left a feed for good, its login is gone', async () => {
  await app.page.getByRole('treeitem', { name: 'Second', exact: true }).click({ button: 'right' });
  await app.page.getByRole('menuitem', { name: 'Unsubscribe' }).click();
  await expect(app.page.getByRole('treeitem', { name: 'Second', exact: true })).toBeHidden();
  await app.close();
  const secrets = () =>
    Object.keys(JSON.parse(readFileSync(join(profile.folder, 'secrets.json'), 'utf8')).secrets).length;
  expect(secrets()).toBe(2);
  app = await launch();
  await expect.poll(secrets).toBe(1);
});
