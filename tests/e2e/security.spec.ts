import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'playwright/test';
import {
  type App,
  addFeed,
  chooseInMenu,
  electronArguments,
  electronPath,
  expectPictures,
  launchApp,
  makeProfile,
  openArticle,
  readRows,
  refreshAll,
} from '../helpers/app';
import { type FeedServer, startFeedServer } from '../helpers/feed-server';

/** The walls, looked at in the running app. */

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

test('The window is sandboxed and isolated, and reaches nothing but its bridge', async () => {
  const preferences = await app.electron.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
      getLastWebPreferences(): Record<string, unknown>;
    };
    const { sandbox, contextIsolation, nodeIntegration, webviewTag, webSecurity } =
      contents.getLastWebPreferences();
    return { sandbox, contextIsolation, nodeIntegration, webviewTag, webSecurity };
  });
  expect(preferences).toEqual({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webviewTag: false,
    webSecurity: true,
  });
  expect(
    await app.page.evaluate(() =>
      ['require', 'process', 'module', 'Buffer'].filter((name) => name in window),
    ),
  ).toEqual([]);
  expect(await app.page.evaluate(() => Object.keys(window.broadsheet).sort())).toEqual(['invoke', 'on']);
});

test('The window cannot reach the network, by any way', async () => {
  const target = server.serve('/secret', { body: 'read' });
  const results = await app.page.evaluate(async (url) => {
    const image = new Promise((resolve) => {
      const element = new Image();
      element.onload = () => resolve('loaded');
      element.onerror = () => resolve('refused');
      element.src = url;
    });
    const socket = new Promise((resolve) => {
      try {
        const opened = new WebSocket(url.replace('http', 'ws'));
        opened.onopen = () => resolve('loaded');
        opened.onerror = () => resolve('refused');
      } catch {
        resolve('refused');
      }
    });
    const request = fetch(url).then(
      () => 'loaded',
      () => 'refused',
    );
    return Promise.all([image, socket, request, navigator.sendBeacon(url) ? 'queued' : 'refused']);
  }, target);
  expect(results.slice(0, 3)).toEqual(['refused', 'refused', 'refused']);
  expect(server.requestsTo('/secret')).toEqual([]);
});

test('What the window asks of the network all the same is refused, counted, and told in the network dialog', async () => {
  const { electron, page } = app;
  const target = server.serve('/counted', { body: 'read' });
  const refused = () => page.evaluate(() => window.broadsheet.invoke('network.refused', null));
  expect(await refused()).toEqual({ ok: true, value: { count: 0, hosts: [] } });
  // Past every policy of the page, by the session itself.
  const failed = await electron.evaluate(
    ({ session }, url) =>
      session.defaultSession.fetch(url).then(
        () => false,
        () => true,
      ),
    target,
  );
  expect(failed).toBe(true);
  expect(server.requestsTo('/counted')).toEqual([]);
  const { host } = new URL(target);
  expect(await refused()).toEqual({ ok: true, value: { count: 1, hosts: [host] } });
  await chooseInMenu(electron, 'Network…');
  const dialog = page.getByRole('dialog', { name: 'Network' });
  await expect(dialog).toContainText(`1 request was refused that this window made to the network (${host}).`);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
});

test('Requests that are not in the contract are refused with a reason', async () => {
  const ask = (name: string, request: unknown) =>
    app.page.evaluate(([channel, content]) => window.broadsheet.invoke(channel as never, content as never), [
      name,
      request,
    ] as const);
  for (const [name, request] of [
    ['no.such-channel', null],
    ['constructor', null],
    ['feeds.find', { address: 7 }],
    ['feeds.find', null],
    ['refresh.start', { feedIds: 'all' }],
    ['links.open', {}],
  ] as const) {
    expect(await ask(name, request)).toMatchObject({ ok: false, problem: { code: 'invalid-request' } });
  }
  for (const url of ['file:///etc/hostname', 'javascript:alert(1)', 'smb://host/share', 'data:text/html,x']) {
    expect(await ask('links.open', { url })).toMatchObject({
      ok: false,
      problem: { code: 'unsupported-scheme' },
    });
  }
});

test('Of its files the app serves the window’s own, and under a policy that loads nothing else', async () => {
  const statuses = await app.page.evaluate(() =>
    Promise.all(
      [
        '/index.html',
        '/../../package.json',
        '/%2e%2e/%2e%2e/package.json',
        '/no-such-file.js',
        '/..%2fmain%2findex.js',
      ].map(async (path) => (await fetch(path)).status),
    ),
  );
  expect(statuses).toEqual([200, 404, 404, 404, 404]);
  const policy = await app.page.evaluate(async () =>
    (await fetch('/index.html')).headers.get('content-security-policy'),
  );
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain('unsafe');
});

test('A hostile article does nothing: no script, no request, no form, and the app stays as it was', async () => {
  const attack = `<p>Harmless words.</p>
    <script>parent.document.title='owned';fetch('{{origin}}/leak?script')</script>
    <img src="{{origin}}/pictures/quay.jpg" onload="parent.document.title='owned'">
    <img src=x onerror="fetch('{{origin}}/leak?onerror')">
    <svg onload="fetch('{{origin}}/leak?svg')"><use href="{{origin}}/leak?use#x"/></svg>
    <iframe src="{{origin}}/leak?frame"></iframe><object data="{{origin}}/leak?object"></object>
    <link rel="stylesheet" href="{{origin}}/leak?css"><style>@import '{{origin}}/leak?import';</style>
    <p style="background:url({{origin}}/leak?style)">styled</p><video src="{{origin}}/leak?video" autoplay></video>
    <form action="{{origin}}/leak?form"><input name="parentNode"><button>Send</button></form>
    <a href="javascript:fetch('{{origin}}/leak?link')">A tempting link</a><meta http-equiv="refresh" content="0;url={{origin}}/leak?meta">
    <base href="{{origin}}/leak/">`;
  const feed = `<?xml version="1.0"?><rss version="2.0"><channel><title>Hostile</title><link>{{origin}}/</link>
    <item><title>Trouble</title><guid>trouble</guid><description><![CDATA[${attack}]]></description></item></channel></rss>`;
  await addFeed(app.page, server.serve('/hostile', { body: feed }));
  const article = await openArticle(app.page, 'Trouble');
  await expect(article.getByText('Harmless words.')).toBeVisible();
  await article.getByText('A tempting link').click();
  await expect(
    article.locator(
      'script, form, input, iframe, object, video, style, base, link:not([href^="app:"]), [onload], [onerror], [style]',
    ),
  ).toHaveCount(0);
  await expect(article.locator('meta[http-equiv="refresh"]')).toHaveCount(0);
  // What is asked for are the two pictures, by the half of the app that polls; then a refresh goes its round.
  await server.whenRequested('/pictures/quay.jpg');
  await refreshAll(app.page);
  expect(server.requests.filter(({ path }) => path.includes('/leak'))).toEqual([]);
  expect(await app.page.title()).toBe('Broadsheet');
});

test('Even what might slip past the cleaning runs nothing and loads nothing', async () => {
  const frame = app.page.locator('iframe[title="Article"]');
  await expect(frame).toHaveAttribute('sandbox', 'allow-same-origin');
  await frame.evaluate((element, origin) => {
    const inside = (element as HTMLIFrameElement).contentDocument as Document;
    const add = (name: string, attributes: Record<string, string>, text = '') => {
      const added = inside.createElement(name);
      for (const [key, value] of Object.entries(attributes)) added.setAttribute(key, value);
      added.textContent = text;
      inside.body.append(added);
    };
    const deed = "parent.document.title='owned'";
    add('script', {}, deed);
    add('script', { src: `${origin}/slipped?script` });
    add('link', { rel: 'stylesheet', href: `${origin}/slipped?style` });
    add('iframe', { src: `${origin}/slipped?frame` });
    add('object', { data: `${origin}/slipped?object` });
    add('video', { src: `${origin}/slipped?video`, autoplay: '' });
    add('p', { style: `background: url(${origin}/slipped?background)` }, 'With a ground');
    add('img', { src: `${origin}/slipped?picture`, onerror: deed, alt: 'A picture from outside' });
  }, server.origin);
  // A picture that cannot be had gives way to its description: by then it has been asked for, and refused.
  await expect(
    app.page.frameLocator('iframe[title="Article"]').getByText('A picture from outside'),
  ).toBeVisible();
  await refreshAll(app.page);
  expect(server.requests.filter(({ path }) => path.startsWith('/slipped'))).toEqual([]);
  expect(await app.page.title()).toBe('Broadsheet');
});

test('A picture is served by its key alone: no other file of this computer is', async () => {
  const stored = async () =>
    (await readRows<{ key: string; state: string }>(app.page, 'images')).find(
      ({ state }) => state === 'stored',
    )?.key;
  await expect.poll(stored).toMatch(/^[0-9a-f]{64}$/);
  const key = await stored();
  const statuses = await app.electron.evaluate(
    ({ session }, urls) =>
      Promise.all(urls.map(async (url) => (await session.defaultSession.fetch(url)).status)),
    [
      `media://image/${key}`,
      `media://elsewhere/${key}`,
      `media://image/${'0'.repeat(64)}`,
      `media://image/../${key}`,
      'media://image/../window-state.json',
      'media://image/..%2f..%2fwindow-state.json',
      'media://image/%2e%2e/%2e%2e/etc/hostname',
      'media://image//etc/hostname',
      `media://image/${key}/../../window-state.json`,
    ],
  );
  // The fourth is the first once its dots are resolved, as any address is before it is looked at.
  expect(statuses).toEqual([200, 404, 404, 200, 404, 404, 404, 404, 404]);
});

test('A drawing that is also a program stays a picture, in an article and when it is opened by itself', async () => {
  const drawing = server.serve('/drawing.svg', {
    headers: { 'content-type': 'image/svg+xml' },
    body: `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40" onload="fetch('{{origin}}/leak?load')">
      <script>top.document.title='owned';fetch('{{origin}}/leak?script')</script><style>@import '{{origin}}/leak?import';</style>
      <image href="{{origin}}/leak?image" width="9" height="9"/><rect width="40" height="40" fill="teal"/></svg>`,
  });
  const feed = `<?xml version="1.0"?><rss version="2.0"><channel><title>Drawings</title><link>{{origin}}/</link>
    <item><title>A drawing</title><guid>drawing</guid><description><![CDATA[<p><img src="${drawing}" alt="A square"></p>]]></description></item></channel></rss>`;
  await addFeed(app.page, server.serve('/drawings', { body: feed }));
  const article = await openArticle(app.page, 'A drawing');
  await expectPictures(article, 1);
  const address = await article.locator('img').getAttribute('src');
  const served = await app.electron.evaluate(async ({ BrowserWindow, session }, url) => {
    const { headers } = await session.defaultSession.fetch(url);
    const alone = new BrowserWindow({ show: false, webPreferences: { sandbox: true } });
    await alone.loadURL(url);
    const title = alone.getTitle();
    alone.destroy();
    return {
      type: headers.get('content-type'),
      policy: headers.get('content-security-policy'),
      sniffing: headers.get('x-content-type-options'),
      title,
    };
  }, address ?? '');
  expect(served).toMatchObject({ type: 'image/svg+xml', sniffing: 'nosniff' });
  expect(served.policy).toMatch(/default-src 'none'.*; sandbox$/);
  expect(served.title).not.toBe('owned');
  await refreshAll(app.page);
  expect(server.requests.filter(({ path }) => path.includes('/leak'))).toEqual([]);
  expect(await app.page.title()).toBe('Broadsheet');
});

test('A second start on the same profile hands over to the first and ends', async () => {
  const url = server.serveFixture('/handed-over', 'workshop.json');
  const second = spawn(
    electronPath(),
    [process.cwd(), ...electronArguments(profile.folder, [{ feedUrl: url }])],
    {
      stdio: 'ignore',
    },
  );
  const [code] = await once(second, 'exit');
  expect(code).toBe(0);
  await server.whenRequested('/handed-over');
  await expect(
    app.page
      .getByRole('tree', { name: 'Subscriptions' })
      .getByText(/workshop/i)
      .first(),
  ).toBeVisible();
  expect(app.electron.windows().length).toBe(1);
});

// Last: Playwright takes a refused navigation for one that never ends, and waits for it before each later act.
test('No page is opened, none is left, and no permission is given', async () => {
  const { page } = app;
  const address = page.url();
  expect(await page.evaluate(() => window.open('https://news.example/'))).toBeNull();
  await page.evaluate((url) => {
    window.location.href = url;
  }, `${server.origin}/elsewhere`);
  expect(await page.evaluate(() => Notification.requestPermission())).toBe('denied');
  expect(
    await page.evaluate(
      () =>
        new Promise((resolve) =>
          navigator.geolocation.getCurrentPosition(
            () => resolve('given'),
            () => resolve('denied'),
          ),
        ),
    ),
  ).toBe('denied');
  expect(page.url()).toBe(address);
  expect(server.requestsTo('/elsewhere')).toEqual([]);
  expect(app.electron.windows().length).toBe(1);
});
