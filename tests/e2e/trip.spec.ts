import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import { type App, addFeed, launchApp, makeProfile, readRows } from '../helpers/app';
import { type FeedServer, startFeedServer } from '../helpers/feed-server';

/** A trip pack is what it says it is: counted with the network off, and again with the servers gone. */

const profile = makeProfile();
const articles = 300;
let server: FeedServer;
let app: App;

/** One in ten pictures is refused, one in ten breaks off, one in a hundred takes its time. */
const isRefused = (place: number) => place % 10 === 3;
const isCutOff = (place: number) => place % 10 === 7;
const isSlow = (place: number) => place % 100 === 50;

test.beforeAll(async () => {
  server = await startFeedServer();
  const picture = readFileSync('tests/fixtures/pictures/quay.jpg');
  const head = { 'content-type': 'image/jpeg', 'content-length': picture.length };
  for (let place = 0; place < articles; place += 1) {
    server.serve(`/trip/${place}.jpg`, (_request, response) => {
      if (isRefused(place)) response.writeHead(403).end();
      else if (isCutOff(place)) {
        response.writeHead(200, head);
        response.write(picture.subarray(0, 500), () => response.destroy());
      } else if (isSlow(place)) {
        response.writeHead(200, head);
        response.write(picture.subarray(0, 500));
        setTimeout(() => response.end(picture.subarray(500)), 400);
      } else response.writeHead(200, head).end(picture);
    });
  }
  const words = 'A sentence of ten words, to be read on the train. '.repeat(20);
  const items = Array.from(
    { length: articles },
    (_, place) =>
      `<item><title>Report ${place}</title><guid isPermaLink="false">trip-${place}</guid><pubDate>${new Date(Date.UTC(2026, 0, 20) - place * 60_000).toUTCString()}</pubDate><description><![CDATA[<p>${words}</p><img src="${server.origin}/trip/${place}.jpg">]]></description></item>`,
  );
  const feed = `<rss version="2.0"><channel><title>Railway Reports</title>${items.join('')}</channel></rss>`;
  app = await launchApp(profile.folder);
  await addFeed(
    app.page,
    server.serve('/trip.xml', { body: feed, headers: { 'content-type': 'application/rss+xml' } }),
  );
});

test.afterAll(async () => {
  await app.close();
  profile.remove();
});

const dialog = () => app.page.getByRole('dialog', { name: 'Take offline' });

test('What fits is told before, and a trip can be cancelled', async () => {
  await app.page.keyboard.press('Control+Shift+O');
  await expect(dialog().getByRole('status')).toContainText('240 unread articles');
  await expect(dialog().getByRole('status')).toContainText('60 more will not fit');
  await dialog().getByRole('combobox', { name: 'Time' }).click();
  await app.page.getByRole('option', { name: '8 hours of reading' }).click();
  await expect(dialog().getByRole('status')).toContainText('300 unread articles');
  await dialog().getByRole('button', { name: 'Take offline' }).click();
  await expect(dialog().getByRole('progressbar')).toBeVisible();
  await dialog().getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog().getByRole('status')).toContainText('240 unread articles');
  await app.page.keyboard.press('Escape');
});

test('The report is exactly what is there once the network and the servers are gone', async () => {
  test.setTimeout(120_000);
  await app.page.keyboard.press('Control+Shift+O');
  await dialog().getByRole('combobox', { name: 'Time' }).click();
  await app.page.getByRole('option', { name: '8 hours of reading' }).click();
  await dialog().getByRole('button', { name: 'Take offline' }).click();
  await expect(dialog().getByRole('progressbar')).toBeVisible();
  await expect(dialog().getByRole('status')).toContainText('240 of 300 articles can be read whole', {
    timeout: 90_000,
  });
  const lacks = dialog().getByRole('list', { name: 'Not whole' }).locator('.trip-lack');
  await expect(lacks).toHaveCount(60);
  await expect(lacks.filter({ hasText: 'Report 13' }).first()).toContainText('refuses access (403)');
  await dialog().getByRole('button', { name: 'Done' }).click();

  await server.close();
  await app.close();
  app = await launchApp(profile.folder);
  const packs = await readRows<{ readonly bodies: readonly { readonly imageKeys: readonly string[] }[] }>(
    app.page,
    'bodyPacks',
  );
  const rows = packs.flatMap(({ bodies }) => bodies);
  expect(rows).toHaveLength(articles);
  const whole = await app.page.evaluate(
    async (all) => {
      let opened = 0;
      for (const key of all) {
        const image = new Image();
        image.src = `media://image/${key}`;
        opened += await image.decode().then(
          () => 1,
          () => 0,
        );
      }
      return opened;
    },
    rows.flatMap(({ imageKeys }) => imageKeys),
  );
  expect(whole).toBe(240);
});

test('A picture that is listed and does not open is told, not counted', async () => {
  test.setTimeout(120_000);
  await app.close();
  // As a cleaning tool or a failing disk would.
  rmSync(join(profile.folder, 'images', 'content-v2'), { recursive: true });
  app = await launchApp(profile.folder);
  await app.page.keyboard.press('Control+Shift+O');
  await dialog().getByRole('button', { name: 'Take offline' }).click();
  await expect(dialog().getByRole('status')).toContainText('0 of 240 articles can be read whole', {
    timeout: 90_000,
  });
  const lacks = dialog().getByRole('list', { name: 'Not whole' });
  await expect(lacks).toContainText('1 stored picture cannot be opened.');
});
