import { expect, type FrameLocator, test } from 'playwright/test';
import { type App, addFeed, launchApp, makeProfile, openArticle, readRows, showView } from '../helpers/app';
import { type FeedServer, startFeedServer } from '../helpers/feed-server';
import { serveSound } from '../helpers/serve-sound';
import { makeWav, silently } from '../helpers/sound';

/** Podcasts, and players in articles: heard from this computer, and only when the reader asks. */

const profile = makeProfile();
const sound = makeWav(600);
let server: FeedServer;
let app: App;
let held: ReturnType<typeof serveSound>;

interface Item {
  readonly title: string;
  readonly url?: string;
  readonly html?: string;
  readonly more?: string;
}

function podcast(items: readonly Item[]): string {
  const entries = items.map(({ title, url, html = 'What was said, in short.', more = '' }, place) => {
    const enclosure =
      url === undefined ? '' : `<enclosure url="${url}" type="audio/wav" length="${sound.length}"/>`;
    const date = new Date(Date.UTC(2026, 0, 20) - place * 3_600_000).toUTCString();
    return `<item><title>${title}</title><guid isPermaLink="false">${title}</guid><pubDate>${date}</pubDate><description><![CDATA[${html}]]></description>${enclosure}${more}</item>`;
  });
  return `<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel><title>Low Tide Radio</title>${entries.join('')}</channel></rss>`;
}

test.beforeAll(async () => {
  server = await startFeedServer();
  held = serveSound(server, '/held.wav', sound, { hold: 1_600_000 });
  server.serve('/members.wav', (_request, response) => response.writeHead(403).end());
  const items: readonly Item[] = [
    {
      title: 'Tide tables',
      url: serveSound(server, '/tides.wav', sound).url,
      more: '<itunes:duration>10:00</itunes:duration>',
    },
    { title: 'The slow ferry', url: held.url },
    { title: 'Members only', url: `${server.origin}/members.wav` },
    {
      title: 'Heard on the quay',
      html: `<p>Gulls:</p><audio controls autoplay src="${serveSound(server, '/gulls.wav', sound).url}"></audio>`,
    },
    { title: 'A letter', html: '<p>Nothing to hear here.</p>' },
  ];
  app = await launchApp(profile.folder, { switches: silently });
  await addFeed(app.page, server.serve('/radio.xml', { body: podcast(items) }));
  await showView(app.page, 'Low Tide Radio');
});

test.afterAll(async () => {
  await app.close();
  await server.close();
  profile.remove();
});

const player = () => app.page.getByRole('region', { name: 'Player' });
const place = () => player().getByRole('slider', { name: 'Place in the recording' });
/** Whole seconds: what is kept is rounded. */
const seconds = async () => Math.floor(Number(await place().getAttribute('aria-valuenow')));
const badge = () => app.page.getByRole('button', { name: /^Offline: / });
const isPlaying = async () => {
  const before = await seconds();
  await expect.poll(seconds).toBeGreaterThan(before);
};
const play = (article: FrameLocator) => article.getByRole('button', { name: /^Play: / }).click();
const soundRequests = () => server.requests.filter(({ path }) => path.endsWith('.wav'));
const recordings = () =>
  readRows<{ readonly key: string; readonly url: string; readonly state: string }>(app.page, 'audio');
const keyOf = async (path: string) => {
  const row = (await recordings()).find(({ url }) => url.endsWith(path));
  if (!row) throw new Error(`no recording of ${path} was asked for`);
  return row.key;
};

/** Puts a file of chapters into the stored body of an article, as a feed that names one would. Runs in the window. */
async function giveChaptersFile([title, url]: readonly [string, string]): Promise<void> {
  const answer = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const database = await answer(indexedDB.open('broadsheet'));
  const stores = database.transaction(['articles', 'bodyPacks'], 'readwrite');
  const articles = await answer<{ id: string; title: string; bodyPack: number }[]>(
    stores.objectStore('articles').getAll(),
  );
  const article = articles.find((one) => one.title === title);
  const pack = await answer(stores.objectStore('bodyPacks').get(article?.bodyPack ?? 0));
  const chaptersFile = { url, type: null };
  const bodies = pack.bodies.map((body: { id: string }) =>
    body.id === article?.id ? { ...body, chaptersFile } : body,
  );
  await answer(stores.objectStore('bodyPacks').put({ ...pack, bodies }));
  database.close();
}

test('Nothing is fetched and nothing plays because an article is opened', async () => {
  for (const title of ['Tide tables', 'The slow ferry', 'Heard on the quay', 'A letter']) {
    const article = await openArticle(app.page, title);
    await expect(article.locator('.audio-card')).toHaveCount(title === 'A letter' ? 0 : 1);
    await expect(article.locator('audio, video')).toHaveCount(0);
  }
  await expect(player()).toBeHidden();
  expect(soundRequests()).toEqual([]);
  expect(await recordings()).toEqual([]);
});

test('An episode plays, and goes on while something else is read', async () => {
  const article = await openArticle(app.page, 'Tide tables');
  await expect(article.locator('.audio-card')).toContainText('10:00');
  await expect(badge()).toHaveAccessibleName('Offline: its recording is missing');
  await play(article);
  await expect(player().getByRole('button', { name: 'Tide tables' })).toBeVisible();
  await isPlaying();
  await expect(article.getByRole('button', { name: 'Pause: Listen' })).toBeVisible();
  await expect(article.locator('.audio-card')).toContainText('On this computer, 4.8 MB');
  await expect(badge()).not.toHaveAccessibleName(/recording/);
  await openArticle(app.page, 'A letter');
  await isPlaying();
  await player().getByRole('button', { name: 'Tide tables' }).click();
  await expect(article.getByRole('heading', { level: 1 })).toHaveText('Tide tables');
  expect(soundRequests()).toHaveLength(1);
});

test('It is paused, moved and sped up by keys and buttons', async () => {
  await app.page.keyboard.press('y');
  await expect(player().getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  const start = await seconds();
  await app.page.keyboard.press('.');
  await expect.poll(seconds).toBe(start + 30);
  await player().getByRole('button', { name: 'Forward 30 seconds' }).click();
  await app.page.keyboard.press(',');
  await expect.poll(seconds).toBe(start + 45);
  await place().press('ArrowRight');
  await expect.poll(seconds).toBeGreaterThan(start + 45);
  await expect(place()).toHaveAttribute('aria-valuetext', /of 10:00/);

  await player().getByRole('button', { name: 'Speed: 1×' }).click();
  await app.page.getByRole('menuitemradio', { name: '2×' }).click();
  await expect(player().getByRole('button', { name: 'Speed: 2×' })).toBeVisible();
  await player().getByRole('button', { name: 'Play', exact: true }).click();
  await isPlaying();
  await app.page.keyboard.press('y');
});

test('Its chapters come with it, to be gone to', async () => {
  server.serve('/chapters.json', {
    body: JSON.stringify({
      chapters: [
        { startTime: 0, title: 'Good morning' },
        { startTime: 120, title: 'The harbour' },
        { startTime: 300, title: 'Letters' },
      ],
    }),
  });
  await app.page.evaluate(giveChaptersFile, ['Heard on the quay', `${server.origin}/chapters.json`] as const);
  await play(await openArticle(app.page, 'Heard on the quay'));
  await player().getByRole('button', { name: 'Chapters' }).click();
  await app.page.getByRole('menuitemradio', { name: 'The harbour' }).click();
  await expect.poll(seconds).toBeGreaterThanOrEqual(120);
  await expect(place()).toHaveAttribute('aria-valuetext', /, The harbour$/);
  await expect(player().locator('.scrubber-mark')).toHaveCount(2);
  await (await openArticle(app.page, 'Heard on the quay'))
    .getByRole('button', { name: 'Remove download' })
    .click();
  await play(await openArticle(app.page, 'Tide tables'));
  await app.page.keyboard.press('y');
});

test('Its bytes are answered in parts, to the player alone', async () => {
  const key = await keyOf('/tides.wav');
  const ask = (range?: string) =>
    app.electron.evaluate(
      async ({ session }, [address, asked]) => {
        const headers = asked ? { range: asked } : undefined;
        const answer = await session.defaultSession.fetch(address, headers ? { headers } : {});
        const { byteLength } = await answer.arrayBuffer();
        return [answer.status, answer.headers.get('content-range'), byteLength] as const;
      },
      [`media://audio/${key}`, range ?? ''] as const,
    );
  expect(await ask()).toEqual([200, null, sound.length]);
  expect(await ask('bytes=1000-1999')).toEqual([206, `bytes 1000-1999/${sound.length}`, 1000]);
  expect(await ask('bytes=-500')).toEqual([
    206,
    `bytes ${sound.length - 500}-${sound.length - 1}/${sound.length}`,
    500,
  ]);
  expect(await ask(`bytes=${sound.length}-`)).toEqual([416, `bytes */${sound.length}`, 0]);
  expect(await ask('bytes=9-3')).toEqual([200, null, sound.length]);
  const read = await app.page.evaluate(
    (address) =>
      fetch(address).then(
        () => 'read',
        () => 'refused',
      ),
    `media://audio/${key}`,
  );
  expect(read).toBe('refused');
});

test('It plays while it comes, can be called off, and begins again', async () => {
  const article = await openArticle(app.page, 'The slow ferry');
  await play(article);
  await expect(player()).toContainText(/Downloading 3\d%: 1\.\d MB of 4\.8 MB/);
  await isPlaying();
  await expect(article.locator('.audio-card')).toContainText('Downloading');
  await expect(badge()).toHaveAccessibleName('Offline: its recording is on the way');
  await article.getByRole('button', { name: 'Cancel download' }).click();
  await expect(player()).toBeHidden();
  await expect(article.getByRole('button', { name: 'Keep offline' })).toBeVisible();
  expect((await recordings()).find(({ url }) => url === held.url)?.state).toBe('removed');

  await play(article);
  await isPlaying();
  // Beyond what is here it waits, and goes on by itself.
  for (let time = 0; time < 300; time += 30) await app.page.keyboard.press('.');
  await expect.poll(seconds).toBeGreaterThan(300);
  const waiting = await seconds();
  held.release();
  await expect(article.locator('.audio-card')).toContainText('On this computer');
  await expect.poll(seconds).toBeGreaterThan(waiting);
});

test('What cannot be had says why, and can be tried again', async () => {
  const article = await openArticle(app.page, 'Members only');
  await play(article);
  await expect(player().getByRole('alert')).toContainText('does not let us have the recording (403).');
  await expect(article.locator('.audio-card')).toContainText('does not let us have the recording (403).');
  await expect(player().getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  serveSound(server, '/members.wav', sound);
  await player().getByRole('button', { name: 'Play', exact: true }).click();
  await isPlaying();
  await expect(player().getByRole('alert')).toBeHidden();
});

test('A player in an article becomes a card that plays by the same player', async () => {
  const article = await openArticle(app.page, 'Heard on the quay');
  const before = server.requestsTo('/gulls.wav').length;
  await article.getByRole('button', { name: 'Keep offline' }).click();
  await expect(article.getByRole('button', { name: 'Remove download' })).toBeVisible();
  await expect(player().getByRole('button', { name: 'Members only' })).toBeVisible();
  await play(article);
  await expect(player().getByRole('button', { name: 'Heard on the quay' })).toBeVisible();
  await isPlaying();
  expect(server.requestsTo('/gulls.wav')).toHaveLength(before + 1);
  await article.getByRole('button', { name: 'Remove download' }).click();
  await expect(player()).toBeHidden();
  await expect(badge()).toHaveAccessibleName('Offline: its recording is missing');
});

test('After a restart it waits where it was, and plays with the server gone', async () => {
  const first = await openArticle(app.page, 'Tide tables');
  await play(first);
  for (let time = 0; time < 60; time += 30) await app.page.keyboard.press('.');
  await isPlaying();
  await app.page.keyboard.press('y');
  const stopped = await seconds();
  await app.close();
  await server.close();

  app = await launchApp(profile.folder, { switches: silently });
  await expect(player().getByRole('button', { name: 'Tide tables' })).toBeVisible();
  await expect(player().getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  expect(await seconds()).toBe(stopped);
  await player().getByRole('button', { name: 'Play', exact: true }).click();
  await isPlaying();
  expect(await seconds()).toBeGreaterThan(stopped);
  await player().getByRole('button', { name: 'Close the player' }).click();
  await expect(player()).toBeHidden();
});
