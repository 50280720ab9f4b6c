import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Locator, test } from 'playwright/test';
import {
  type App,
  chooseInMenu,
  expectRefreshed,
  launchApp,
  makeProfile,
  readRows,
  refreshAll,
  showView,
} from '../helpers/app';
import { basic } from '../helpers/basic-auth';
import { type FeedServer, makeFeed, startBrokenTlsServer, startFeedServer } from '../helpers/feed-server';
import { type ProxyServer, startProxy, startSocksProxy } from '../helpers/proxy-server';

const profile = makeProfile();
const password = 'way out of here';
// No name of the web can be found but by a proxy; one of them leads into this computer.
const switches = ['--host-resolver-rules=MAP trap.example 127.0.0.1, MAP *.example ~NOTFOUND'];
let server: FeedServer;
let secure: Awaited<ReturnType<typeof startBrokenTlsServer>>;
let app: App;
const proxies: ProxyServer[] = [];

async function launch(subscriptions?: { feedUrl: string; title: string }[]): Promise<App> {
  const launched = await launchApp(profile.folder, { ...(subscriptions && { subscriptions }), switches });
  await launched.electron.evaluate(({ safeStorage }) => {
    if (process.platform === 'linux') safeStorage.setUsePlainTextEncryption(true);
  });
  return launched;
}

test.beforeAll(async () => {
  [server, secure] = await Promise.all([startFeedServer(), startBrokenTlsServer()]);
  serveNews(1);
  const local = server.serve('/local', { body: makeFeed({ title: 'Local', items: 1 }) });
  app = await launch([
    { feedUrl: 'http://news.example/news', title: 'News' },
    { feedUrl: 'https://secure.example/feed', title: 'Secure' },
    { feedUrl: local, title: 'Local' },
  ]);
});

test.afterAll(async () => {
  await app.close();
  await Promise.all([server, secure, ...proxies].map((each) => each.close()));
  profile.remove();
});

function serveNews(items: number): void {
  server.serve('/news', { body: makeFeed({ title: 'News', items, seed: 2 }) });
}

async function proxy(login?: string): Promise<ProxyServer> {
  const port = Number(new URL(secure.origin).port);
  const started = await startProxy({ plain: server.port, secure: port, ...(login && { login }) });
  proxies.push(started);
  return started;
}

async function openNetwork(): Promise<Locator> {
  await chooseInMenu(app.electron, 'Network…');
  const dialog = app.page.getByRole('dialog', { name: 'Network' });
  await expect(dialog.getByRole('radio').first()).toBeVisible();
  return dialog;
}

async function apply(dialog: Locator): Promise<void> {
  await dialog.getByRole('button', { name: 'Apply' }).click();
  await expect(dialog).toBeHidden();
  // Those the network had kept away are asked again by then.
  await expectRefreshed(app.page);
}

async function chooseProxy(port: number, login?: readonly [string, string], kind?: string): Promise<void> {
  const dialog = await openNetwork();
  await dialog.getByRole('radio', { name: 'Use this proxy' }).click();
  if (kind) {
    await dialog.getByRole('combobox', { name: 'Kind' }).click();
    await app.page.getByRole('option', { name: kind, exact: true }).click();
  }
  await dialog.getByRole('textbox', { name: 'Host', exact: true }).fill('127.0.0.1');
  await dialog.getByRole('textbox', { name: 'Port' }).fill(String(port));
  if (login) {
    await dialog.getByRole('textbox', { name: 'User name' }).fill(login[0]);
    await dialog.getByRole('textbox', { name: 'Password' }).fill(login[1]);
  }
  await apply(dialog);
}

const rows = () => app.page.getByRole('listbox', { name: 'Articles' }).getByRole('option');
const notice = () => app.page.getByRole('region', { name: 'Articles pane' });

async function expectNews(items: number): Promise<void> {
  serveNews(items);
  await refreshAll(app.page);
  await showView(app.page, 'News');
  await expect(rows()).toHaveCount(items);
}

const hasLogin = () =>
  app.page.evaluate(async () => {
    const read = await window.broadsheet.invoke('network.read', null);
    return read.ok && read.value.hasLogin;
  });
const isOf = (name: string) => (line: string) => line.includes(name);

test('Through the proxy I choose, everything goes at once, and after a restart', async () => {
  const way = await proxy();
  await refreshAll(app.page);
  await showView(app.page, 'News');
  await expect(notice()).toContainText(/No server named news\.example|no network/);

  await chooseProxy(way.port);
  await expectNews(2);
  expect(way.passed.filter(isOf('news.example'))).toContain('GET http://news.example/news');
  expect(way.passed).toContain('CONNECT secure.example:443');
  // The tunnel leads to a server nobody should trust, and it is that server who is blamed.
  await showView(app.page, 'Secure');
  await expect(notice()).toContainText('The secure connection to secure.example could not be trusted');

  await app.close();
  app = await launch();
  const before = way.passed.length;
  await expectNews(3);
  expect(way.passed.length).toBeGreaterThan(before);
  // This computer itself needs no proxy, and neither the start nor anything else asked for more than feeds.
  expect(way.passed.filter((line) => !/news\.example|secure\.example/.test(line))).toEqual([]);
});

test('A proxy that does not answer is named, and no feed is blamed for it', async () => {
  const gone = await proxy();
  await gone.close();
  await chooseProxy(gone.port);
  await refreshAll(app.page);
  await showView(app.page, 'News');
  await expect(notice()).toContainText(`The proxy 127.0.0.1:${gone.port} does not answer.`);
  const feeds = await readRows<{ title: string; failures: number; problem: { code: string } | null }>(
    app.page,
    'feeds',
  );
  const news = feeds.find(({ title }) => title === 'News');
  expect([news?.failures, news?.problem?.code]).toEqual([0, 'proxy']);
  await notice().getByRole('button', { name: 'Network…' }).click();
  const dialog = app.page.getByRole('dialog', { name: 'Network' });
  await expect(dialog.getByRole('textbox', { name: 'Port' })).toHaveValue(String(gone.port));
  await app.page.keyboard.press('Escape');
});

test('A proxy that asks who I am gets its login, and nobody else does', async () => {
  const strict = await proxy(basic('clerk', password));
  await chooseProxy(strict.port);
  await refreshAll(app.page);
  await showView(app.page, 'News');
  const asks = `The proxy 127.0.0.1:${strict.port} does not let us through without the right user name`;
  await expect(notice()).toContainText(asks);
  await showView(app.page, 'Secure');
  await expect(notice()).toContainText(asks);
  await chooseProxy(strict.port, ['clerk', 'guess']);
  await refreshAll(app.page);
  await expect(notice()).toContainText(asks);
  expect(strict.passed).toEqual([]);

  await chooseProxy(strict.port, ['clerk', password]);
  await expectNews(4);
  expect(strict.passed).toContain('CONNECT secure.example:443');

  const files = readdirSync(profile.folder, { withFileTypes: true }).filter((entry) => entry.isFile());
  const text = files.map(({ name }) => readFileSync(join(profile.folder, name), 'latin1')).join('\n');
  expect(text).not.toContain(password);
  expect(await hasLogin()).toBe(true);

  const dialog = await openNetwork();
  await dialog.getByRole('button', { name: 'Forget login' }).click();
  await apply(dialog);
  expect(await hasLogin()).toBe(false);

  await chooseProxy(strict.port, ['clerk', password]);
  expect(await hasLogin()).toBe(true);
  const other = await proxy(basic('somebody', 'else'));
  await chooseProxy(other.port);
  await refreshAll(app.page);
  await expect(notice()).toContainText(`The proxy 127.0.0.1:${other.port} does not let us through`);
  expect(other.logins).toEqual([]);
  expect(await hasLogin()).toBe(false);
});

test('A SOCKS proxy works as well', async () => {
  const socks = await startSocksProxy({ plain: server.port });
  proxies.push(socks);
  await chooseProxy(socks.port, undefined, 'SOCKS 5');
  await expectNews(5);
  expect(socks.passed).toContain('SOCKS news.example:80');
});

test('Hosts on the list, and everything once I choose no proxy, go past it', async () => {
  const way = await proxy();
  await chooseProxy(way.port, undefined, 'HTTP');
  const dialog = await openNetwork();
  await dialog
    .getByRole('textbox', { name: 'Not for these hosts' })
    .fill('secure.example, *.intranet.example');
  await apply(dialog);
  const before = way.passed.length;
  await expectNews(6);
  expect(way.passed.slice(before).filter(isOf('secure.example'))).toEqual([]);

  const again = await openNetwork();
  await again.getByRole('radio', { name: 'Use no proxy' }).click();
  await apply(again);
  const passed = way.passed.length;
  await refreshAll(app.page);
  await showView(app.page, 'News');
  await expect(notice()).toContainText(/No server named news\.example|no network/);
  expect(way.passed.length).toBe(passed);
});

test('A feed that leads to a public name of my own network is stopped there', async () => {
  const way = await proxy();
  await chooseProxy(way.port);
  const dialog = await openNetwork();
  await dialog.getByRole('textbox', { name: 'Not for these hosts' }).fill('trap.example');
  await apply(dialog);
  server.serve('/inside', { body: makeFeed({ title: 'Inside', items: 1 }) });
  server.redirect('/news', `http://trap.example:${server.port}/inside`);
  await refreshAll(app.page);
  await showView(app.page, 'News');
  await expect(notice()).toContainText('sent us on to trap.example, an address inside your own network');
  expect(server.requestsTo('/inside')).toEqual([]);
});

test('What is no proxy is told at once, in view also in a low window', async () => {
  await app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.setContentSize(1000, 700),
  );
  const dialog = await openNetwork();
  await dialog.getByRole('radio', { name: 'Use this proxy' }).click();
  await dialog.getByRole('textbox', { name: 'Host', exact: true }).fill('proxy;example');
  const apply = dialog.getByRole('button', { name: 'Apply' });
  await expect(apply).toBeInViewport({ ratio: 1 });
  await apply.click();
  await expect(dialog.getByRole('alert')).toContainText('“proxy;example:');
  await expect(dialog.getByRole('alert')).toBeInViewport({ ratio: 1 });
  await expect(apply).toBeInViewport({ ratio: 1 });
  await app.page.keyboard.press('Escape');
});
