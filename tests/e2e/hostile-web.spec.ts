import { expect, test } from 'playwright/test';
import {
  type App,
  chooseInMenu,
  expectRefreshed,
  launchApp,
  makeProfile,
  openArticle,
  option,
  showView,
} from '../helpers/app';
import { type FeedServer, makeFeed, startFeedServer } from '../helpers/feed-server';
import { type HostileWeb, hostileCases, startHostileWeb } from '../helpers/hostile-web';

const profile = makeProfile();
let web: HostileWeb;
let server: FeedServer;
let app: App;

test.beforeAll(async () => {
  [web, server] = await Promise.all([startHostileWeb(), startFeedServer()]);
  const calm = server.serve('/calm', { body: makeFeed({ title: 'The Calm', items: 3 }) });
  app = await launchApp(profile.folder, {
    subscriptions: [
      { feedUrl: calm, title: 'The Calm' },
      ...hostileCases.map((one) => ({ feedUrl: web.urlOf(one), title: one.name })),
    ],
    switches: ['--host-resolver-rules=MAP no-such-host.invalid ~NOTFOUND, MAP *.example 127.0.0.1'],
  });
});

test.afterAll(async () => {
  await app.close();
  await Promise.all([web.close(), server.close()]);
  profile.remove();
});

const readable = hostileCases.filter(({ code }) => code === null);
const broken = hostileCases.filter(({ code }) => code !== null);

/** The most memory each process of the app has ever held, in MB, the largest first. */
async function peakMemory(): Promise<readonly number[]> {
  const peaks = await app.electron.evaluate(({ app: running }) =>
    running.getAppMetrics().map(({ memory }) => memory.peakWorkingSetSize / 1024),
  );
  return peaks.map(Math.round).sort((a, b) => b - a);
}

test('While servers stall, pour and lie, I go on reading', async () => {
  const { page } = app;
  await showView(page, 'The Calm');
  const rows = page.getByRole('listbox', { name: 'Articles' }).getByRole('option');
  await expect(rows).toHaveCount(3);
  const names = await rows.evaluateAll((all) => all.map((row) => row.getAttribute('aria-label') ?? ''));
  for (const name of names) {
    await openArticle(page, name);
    await expect(option(page, name)).toHaveAttribute('aria-selected', 'true');
  }
  // The slow ones are still at it: nothing of this had to wait for them.
  const progress = await page.evaluate(() => window.broadsheet.invoke('refresh.progress', null));
  expect(progress).toMatchObject({ ok: true, value: { state: 'running' } });
});

test('Every poll ends, and each server that misbehaves is named with its reason', async () => {
  const { page, electron } = app;
  await expectRefreshed(page);
  await chooseInMenu(electron, 'Feed Health…');
  const dialog = page.getByRole('dialog', { name: 'Feed health' });
  const told = async () =>
    new Map(
      (await dialog.getByRole('row').allInnerTexts()).map((text): [string, string] => {
        const [name = '', state = ''] = text.trim().split('\t');
        return [name, state];
      }),
    );
  const notTold = async () => {
    const lines = await told();
    return broken.flatMap(({ name, sentence }) =>
      lines.get(name)?.includes(sentence) ? [] : [[name, lines.get(name)]],
    );
  };
  // The window hears of polls a few times a second, so of the last ones a moment after they are stored.
  await expect.poll(notTold).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  for (const { name } of readable) {
    await showView(page, name);
    await expect(page.getByRole('listbox', { name: 'Articles' }).getByRole('option')).not.toHaveCount(0);
  }
});

test('No server reached into my network, got a cookie back, or filled the memory', async () => {
  expect(web.requests.filter(({ path }) => path === '/inside')).toEqual([]);
  expect(web.requests.filter(({ headers }) => /^(cookie|referer):/im.test(headers))).toEqual([]);
  // Asked again, now that it has set its cookies.
  const { page } = app;
  const asked = web.requests.length;
  const item = page.getByRole('treeitem', { name: 'cookies for everybody', exact: true });
  await item.click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Refresh' }).click();
  await expect.poll(() => web.requests.length).toBe(asked + 1);
  await expectRefreshed(page);
  expect(web.requests.at(-1)?.headers).not.toMatch(/^cookie:/im);

  // Twice what it takes; a body without end takes all there is.
  expect(Math.max(...(await peakMemory()))).toBeLessThan(600);
});
