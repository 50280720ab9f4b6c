import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'playwright/test';
import { type App, addFeed, launchApp, makeProfile, openArticle, readRows, showView } from '../helpers/app';
import { type FeedServer, startFeedServer } from '../helpers/feed-server';
import { attackGroups } from '../unit/articles/attack-groups';
import { ownAttacks } from '../unit/articles/own-attacks';

/**
 * Hostile articles on the whole way: served in a feed, polled, sanitized, stored, opened in the running app. Whatever they try, the
 * first wall leaves nothing for the second to stop; where the second has to stop something, the browser says so, and the test fails.
 */

interface Attack {
  readonly id: string;
  readonly html: string;
}

const file = resolve(import.meta.dirname, '../../../shared/attacks.json');
const published: readonly Attack[] = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
const own: readonly Attack[] = [
  ...Object.entries(ownAttacks).map(([id, html]) => ({ id, html })),
  ...Object.entries(attackGroups).flatMap(([group, all]) =>
    all.map((html, place) => ({ id: `${group} ${place + 1}`, html })),
  ),
];
const attacks = [...own, ...published];
const ordinary = { id: 'an ordinary article', html: '<p>Nothing happens in this one.</p>' };
const titleOf = (place: number) => `Attack ${place}`;

const profile = makeProfile();
let server: FeedServer;
let app: App;
/** What the browser says of things it had to stop, and of dialogs. */
const stopped: string[] = [];

test.beforeAll(async () => {
  server = await startFeedServer();
  app = await launchApp(profile.folder);
  app.page.on('dialog', (dialog) => {
    stopped.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  app.page.on('console', (message) => {
    if (/Blocked|Refused|violates|sandboxed/i.test(message.text())) stopped.push(message.text());
  });
  const items = [...attacks, ordinary].map(
    ({ html }, place) =>
      `<item><title>${titleOf(place)}</title><guid isPermaLink="false">attack-${place}</guid><pubDate>${new Date(Date.UTC(2026, 0, 20) - place * 60_000).toUTCString()}</pubDate><content:encoded><![CDATA[${html.replaceAll(']]>', ']]]]><![CDATA[>')}<p>End of ${place}</p>]]></content:encoded></item>`,
  );
  const feed = `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Hostile</title><link>${server.origin}</link>${items.join('')}</channel></rss>`;
  await addFeed(
    app.page,
    server.serve('/hostile.xml', { body: feed, headers: { 'content-type': 'application/rss+xml' } }),
  );
  await showView(app.page, 'Hostile');
});

test.afterAll(async () => {
  await app.close();
  await server.close();
  profile.remove();
});

/** Ours: a publisher may write headings of the same rank. */
const heading = () => app.page.frameLocator('iframe[title="Article"]').locator('.article-header h1');

/** What the frame holds and what stands over the app's own controls, once article `place` is open. */
function inspect() {
  return app.page.evaluate(() => {
    const frame = document.querySelector<HTMLIFrameElement>('.article-frame');
    const inside = frame?.contentDocument;
    if (!frame || !inside) return { frame: 'there is no frame' };
    const onTop = (selector: string) => {
      const control = document.querySelector(selector);
      const { left, top, width, height } = (control ?? document.body).getBoundingClientRect();
      const seen = document.elementFromPoint(left + width / 2, top + height / 2);
      return control !== null && seen !== null && control.contains(seen);
    };
    const handlers = [...inside.querySelectorAll('*')].flatMap((element) =>
      [...element.attributes].map(({ name }) => name).filter((name) => /^on|^style$|^ping$/.test(name)),
    );
    const native = (name: keyof Document) => typeof inside[name] === typeof document[name];
    return {
      frame: inside.URL,
      active: inside.querySelectorAll(
        'script, iframe, object, embed, form, input, button, link:not([rel="stylesheet"]), base, style, template, svg',
      ).length,
      // Mathematics holds mathematics, and mathematics stands nowhere else.
      mathematics: [...inside.querySelectorAll('*')].filter(
        (element) =>
          (element.namespaceURI === 'http://www.w3.org/1998/Math/MathML') !==
          (element.closest('math') !== null),
      ).length,
      handlers,
      addresses: [...inside.querySelectorAll('a[href]')]
        .map((link) => (link as HTMLAnchorElement).protocol)
        .filter((protocol) => !['http:', 'https:', 'mailto:', 'about:'].includes(protocol)),
      sources: [...inside.querySelectorAll('[src], [srcset], [poster], [background]')].filter(
        (element) =>
          element.localName !== 'img' || !element.getAttribute('src')?.startsWith('media://image/'),
      ).length,
      clobbered: (
        [
          'body',
          'head',
          'getElementById',
          'querySelector',
          'createElement',
          'images',
          'forms',
          'cookie',
          'defaultView',
          'documentElement',
        ] as const
      ).filter((name) => !native(name)),
      marks: 'pwned' in window || 'pwned' in (frame.contentWindow ?? {}),
      title: document.title,
      address: window.location.href,
      bridge: typeof window.broadsheet.invoke,
      covered: ['.article-toolbar .icon-button', '.article-list', '[role="tree"]'].filter(
        (selector) => !onTop(selector),
      ),
    };
  });
}

test(`None of ${own.length} hostile articles of our own and ${published.length} published ones does anything at all`, async () => {
  test.setTimeout(600_000);
  expect(own.length).toBeGreaterThanOrEqual(150);
  const harm: unknown[] = [];
  const clean = {
    frame: 'about:srcdoc',
    active: 0,
    mathematics: 0,
    handlers: [],
    addresses: [],
    sources: 0,
    clobbered: [],
    marks: false,
    title: await app.page.title(),
    address: app.page.url(),
    bridge: 'function',
    covered: [],
  };
  await openArticle(app.page, titleOf(0));
  for (const [place, { id }] of attacks.entries()) {
    if (place > 0) await app.page.keyboard.press('j');
    // The app still answers: the next article stands there, and the window can be asked.
    await expect(heading(), id).toHaveText(titleOf(place));
    const found = await inspect();
    if (JSON.stringify(found) !== JSON.stringify(clean)) harm.push({ id, found });
  }
  expect(harm).toEqual([]);
  expect(stopped).toEqual([]);
  expect(await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});

test('While all of them are read again, not one request leaves this computer', async () => {
  test.setTimeout(600_000);
  interface Image {
    readonly state: string;
    readonly problem: unknown;
  }
  // Pictures are main's to fetch, before anybody reads.
  const underWay = async () =>
    (await readRows<Image>(app.page, 'images')).filter(
      ({ state, problem }) => state === 'pending' && !problem,
    ).length;
  await expect.poll(underWay, { timeout: 120_000 }).toBe(0);
  await app.electron.evaluate(({ session }) => {
    const sent: string[] = [];
    Object.assign(globalThis, { sentRequests: sent });
    for (const each of [session.defaultSession, session.fromPartition('feeds')]) {
      each.webRequest.onSendHeaders(({ url }) => {
        if (!/^(?:app|media|devtools):/.test(url)) sent.push(url);
      });
    }
  });
  const before = server.requests.length;
  await app.page.keyboard.press('j');
  await expect(heading()).toHaveText(titleOf(attacks.length));
  for (let place = attacks.length - 1; place >= Math.max(0, attacks.length - 200); place -= 1) {
    await app.page.keyboard.press('k');
    await expect(heading()).toHaveText(titleOf(place));
  }
  const sent = await app.electron.evaluate(
    () => (globalThis as unknown as { sentRequests: string[] }).sentRequests,
  );
  expect(sent).toEqual([]);
  expect(server.requests.length).toBe(before);
});
