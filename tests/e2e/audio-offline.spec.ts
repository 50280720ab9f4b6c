import { readdirSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import { type App, addFeed, launchApp, makeProfile, openArticle, readRows, showView } from '../helpers/app';
import { type FeedServer, startFeedServer } from '../helpers/feed-server';
import { serveSound } from '../helpers/serve-sound';
import { makeWav, silently } from '../helpers/sound';

/** Recordings that are kept: by their feed, and in a pack for a journey. */

const profile = makeProfile();
const sound = makeWav(60);
const launch = () => launchApp(profile.folder, { switches: silently });
let server: FeedServer;
let app: App;

test.beforeAll(async () => {
  server = await startFeedServer();
  const items = [1, 2, 3, 4].map((number) => {
    const path = `/episode-${number}.wav`;
    if (number === 3) server.serve(path, (_request, response) => response.writeHead(403).end());
    else serveSound(server, path, sound);
    const date = new Date(Date.UTC(2026, 0, 20) - number * 3_600_000).toUTCString();
    return `<item><title>Episode ${number}</title><guid isPermaLink="false">${number}</guid><pubDate>${date}</pubDate><description>In short.</description><enclosure url="${server.origin}${path}" type="audio/wav" length="${sound.length}"/></item>`;
  });
  app = await launch();
  await addFeed(
    app.page,
    server.serve('/radio.xml', {
      body: `<rss version="2.0"><channel><title>Low Tide Radio</title>${items.join('')}</channel></rss>`,
    }),
  );
  await showView(app.page, 'Low Tide Radio');
});

test.afterAll(async () => {
  await app.close();
  await server.close();
  profile.remove();
});

const files = () =>
  readdirSync(join(profile.folder, 'audio'))
    .filter((name) => !name.endsWith('.json'))
    .sort();
const storedKeys = async () =>
  (await readRows<{ readonly key: string; readonly state: string }>(app.page, 'audio'))
    .filter(({ state }) => state === 'stored')
    .map(({ key }) => key)
    .sort();

test('A feed keeps its newest episodes by itself, where the reader wants that', async () => {
  await app.page.getByRole('treeitem', { name: 'Low Tide Radio' }).click({ button: 'right' });
  await app.page.getByRole('menuitem', { name: 'Keep episodes offline' }).click();
  await expect(app.page.getByRole('menuitemradio', { name: 'None' })).toHaveAttribute('aria-checked', 'true');
  await app.page.getByRole('menuitemradio', { name: 'The newest' }).click();
  await expect.poll(async () => (await storedKeys()).length).toBe(1);
  const article = await openArticle(app.page, 'Episode 1');
  await expect(article.locator('.audio-card')).toContainText('On this computer');
  await expect(app.page.getByRole('button', { name: 'Offline: whole' })).toBeVisible();
  expect(server.requests.filter(({ path }) => path.endsWith('.wav'))).toHaveLength(1);

  await app.page.keyboard.press('Control+z');
  await expect(article.getByRole('button', { name: 'Keep offline' })).toBeVisible();
  await expect.poll(files).toEqual([]);
});

const dialog = () => app.page.getByRole('dialog', { name: 'Take offline' });

async function takeOffline(report: string): Promise<void> {
  await app.page.keyboard.press('Control+Shift+O');
  await dialog().getByRole('button', { name: 'Take offline' }).click();
  await expect(dialog().getByRole('status')).toContainText(report, { timeout: 60_000 });
}

test('A pack for a journey takes recordings along, and tells which it could not get', async () => {
  test.setTimeout(90_000);
  await app.page.getByRole('button', { name: 'Mark as read' }).click();
  await takeOffline('3 of 4 articles can be read whole');
  await expect(dialog().getByRole('list', { name: 'Not whole' })).toContainText(
    'does not let us have the recording (403).',
  );
  await dialog().getByRole('button', { name: 'Done' }).click();
  expect(files()).toEqual(await storedKeys());
  expect(files()).toHaveLength(3);
});

test('A recording that is listed and cannot be heard to its end is told, not counted', async () => {
  test.setTimeout(90_000);
  await server.close();
  await app.close();
  // As a failing disk would.
  const [first = ''] = files();
  truncateSync(join(profile.folder, 'audio', first), 20_000);
  app = await launch();
  await takeOffline('2 of 4 articles can be read whole');
  await expect(dialog().getByRole('list', { name: 'Not whole' })).toContainText(
    '1 stored recording cannot be played.',
  );
});
