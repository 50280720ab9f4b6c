import { createHash } from 'node:crypto';
import { expect, type Page, test } from 'playwright/test';
import type { FromLibrary } from '../../../src/shared/contract/library-port';
import type { SettledAudio } from '../../../src/shared/model/audio';
import type { ArticleId, AudioKey, FeedId } from '../../../src/shared/model/ids';
import type { PolledArticle } from '../../../src/shared/model/poll';
import { content, minute, poll, polledArticle } from '../../unit/library/library-rows';
import { buildLab, dataFolder, type LibraryLab, launchLab } from './library-lab';

/** Which recordings the library wants, and lets go. Main is played by the test. */

let built: Awaited<ReturnType<typeof buildLab>>;
let data: ReturnType<typeof dataFolder>;
let lab: LibraryLab;
let page: Page;

test.beforeAll(async () => {
  built = await buildLab();
});
test.afterAll(() => built?.remove());
test.beforeEach(async () => {
  data = dataFolder();
  lab = await launchLab(built.app, data.folder);
  page = lab.page;
});
test.afterEach(async () => {
  await lab?.close();
  data?.remove();
});

const now = Date.now();
const urlOf = (number: number) => `https://cast.example/${number}.mp3`;
const keyOf = (number: number) => createHash('sha256').update(urlOf(number)).digest('hex') as AudioKey;
const idOf = (feedId: FeedId, number: number) => `${feedId}.e${number}` as ArticleId;

/** A higher number is newer. */
function episode(number: number): PolledArticle {
  const article = polledArticle(`e${number}`, { publishedAt: now - (1000 - number) * minute });
  const enclosure = { url: urlOf(number), type: 'audio/mpeg', length: 1000, duration: 60, title: null };
  const chaptersFile = { url: `https://cast.example/${number}.json`, type: null };
  return { ...article, body: { ...article.body, enclosures: [enclosure], chaptersFile } };
}

const episodes = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, place) => episode(to - place));

async function subscribe(
  articles: readonly PolledArticle[],
  feedUrl = 'https://cast.example/feed.xml',
): Promise<FeedId> {
  const result = await page.evaluate((feed) => window.lab.library.subscribe(feed), {
    feedUrl,
    ownTitle: null,
    folderId: null,
    validators: { etag: null, lastModified: null },
    status: 200,
    bytes: 1000,
    nextPollAt: now + 30 * minute,
    nextPollReason: { code: 'new' as const },
    memory: { redirect: null, hints: { minutes: null, skipHours: [], skipDays: [] }, appearedAt: [] },
    feed: {
      title: 'The Cast',
      siteUrl: null,
      description: null,
      language: null,
      truncated: false,
      hints: { minutes: null, skipHours: [], skipDays: [] },
      flaws: [],
      articles,
    },
  });
  if (!result.ok) throw new Error(JSON.stringify(result.problem));
  return result.value;
}

const request = (id: ArticleId, url: string, how = { urgent: true, again: false }) =>
  page.evaluate(([...args]) => window.lab.library.requestAudio(...args), [id, url, how] as const);
const settle = (settled: SettledAudio) =>
  page.evaluate((one) => window.lab.post({ type: 'audio-settled', settled: one }), settled);
const rows = () =>
  page.evaluate(() => window.lab.rows('audio')) as Promise<
    readonly { readonly key: string; readonly state: string; readonly by: string }[]
  >;
const stored = (number: number): SettledAudio => ({
  key: keyOf(number),
  ok: true,
  type: 'audio/mpeg',
  bytes: 1000,
  chapters: null,
});

let told = 0;
test.beforeEach(() => {
  told = 0;
});

/** What main has heard about recordings and no test has looked at yet: "+3" for a wanted one, "-3" for an unwanted one. */
async function news(): Promise<readonly string[]> {
  const all = (await page.evaluate(() => window.lab.heard())) as readonly FromLibrary[];
  const numbers = new Map(Array.from({ length: 40 }, (_, number) => [keyOf(number), number]));
  return all
    .flatMap((message) => {
      if (message.type === 'audio-wanted') return message.audio.map(({ key }) => `+${numbers.get(key)}`);
      if (message.type === 'audio-unwanted') return message.keys.map((key) => `-${numbers.get(key)}`);
      return message.type === 'audio-kept' ? [`=${message.keys.length}`] : [];
    })
    .slice(told);
}

async function expectNews(...expected: readonly string[]): Promise<void> {
  await expect.poll(news).toEqual(expected);
  told += expected.length;
}

test('A recording is asked for when the reader asks, and not twice', async () => {
  const feedId = await subscribe(episodes(1, 3));
  const id = idOf(feedId, 2);
  expect(await rows()).toEqual([]);
  expect(await request(id, urlOf(2))).toEqual({ ok: true, value: keyOf(2) });
  const all = (await page.evaluate(() => window.lab.heard())) as readonly FromLibrary[];
  expect(all.at(-1)).toEqual({
    type: 'audio-wanted',
    audio: [
      {
        key: keyOf(2),
        url: urlOf(2),
        feedUrl: 'https://cast.example/feed.xml',
        chaptersUrl: 'https://cast.example/2.json',
        urgent: true,
      },
    ],
  });
  await expectNews('=0', '+2');
  await settle(stored(2));
  await expect.poll(rows).toMatchObject([{ state: 'stored', type: 'audio/mpeg', bytes: 1000 }]);
  await request(id, urlOf(2));
  await expectNews();
  // The player could not open it: main looks whether it is there at all.
  await request(id, urlOf(2), { urgent: true, again: true });
  await expectNews('+2');
});

test('What an article does not carry is refused', async () => {
  const feedId = await subscribe(episodes(1, 2));
  for (const [id, url] of [
    [idOf(feedId, 1), urlOf(2)],
    [idOf(feedId, 1), 'http://127.0.0.1/secret'],
    [idOf(feedId, 9), urlOf(1)],
  ] as const) {
    expect(await request(id, url)).toMatchObject({ ok: false, problem: { code: 'invalid-request' } });
  }
  expect(await rows()).toEqual([]);
});

test('What broke off is asked for again at the next start, and when the feed answers; what failed is not', async () => {
  const feedId = await subscribe(episodes(1, 3));
  for (const number of [1, 2, 3]) await request(idOf(feedId, number), urlOf(number));
  await settle({ key: keyOf(1), ok: false, problem: { code: 'offline' }, retry: true });
  await settle({ key: keyOf(2), ok: false, problem: { code: 'not-audio', detail: 'x' }, retry: false });
  await settle(stored(3));
  await expect
    .poll(async () => (await rows()).map(({ state }) => state).sort())
    .toEqual(['failed', 'pending', 'stored']);
  await expectNews('=0', '+1', '+2', '+3');
  await page.evaluate((one) => window.lab.deliver([one]), poll(feedId, { kind: 'unchanged', movedTo: null }));
  await expectNews('+1');
  await page.evaluate(() => window.lab.connect());
  await expectNews('=3', '+1');
});

test('What the reader removed goes, and comes again only when they ask', async () => {
  const feedId = await subscribe(episodes(1, 2));
  const id = idOf(feedId, 2);
  await page.evaluate((feed) => window.lab.library.setKeptEpisodes(feed, 1), feedId);
  await expectNews('=0', '+2');
  await page.evaluate(([...args]) => window.lab.library.removeAudio(...args), [id, urlOf(2)] as const);
  await expectNews('-2');
  // It was whole a moment before main heard of it.
  await settle(stored(2));
  await expectNews('-2');
  await page.evaluate((feed) => window.lab.library.setKeptEpisodes(feed, 3), feedId);
  await expectNews('+1');
  await request(id, urlOf(2));
  await expectNews('+2');
});

test('A feed keeps its newest episodes; what is older goes, unless the reader wants it', async () => {
  const feedId = await subscribe(episodes(1, 6));
  await page.evaluate((feed) => window.lab.library.setKeptEpisodes(feed, 3), feedId);
  await expectNews('=0', '+6', '+5', '+4');
  for (const number of [4, 5, 6]) await settle(stored(number));
  await expect.poll(async () => (await rows()).filter(({ state }) => state === 'stored').length).toBe(3);
  await request(idOf(feedId, 4), urlOf(4));
  await page.evaluate((id) => window.lab.library.setSaved(id, true), idOf(feedId, 5));

  await page.evaluate(
    (one) => window.lab.deliver([one]),
    poll(feedId, content(episodes(1, 9)), { finishedAt: now }),
  );
  await expectNews('+9', '+8', '+7', '-6');
  await page.evaluate((feed) => window.lab.library.setKeptEpisodes(feed, 0), feedId);
  await expect.poll(async () => (await news()).toSorted()).toEqual(['-7', '-8', '-9']);
  expect((await rows()).map(({ key }) => key).sort()).toEqual([keyOf(4), keyOf(5)].sort());
});

test('A recording that two feeds carry stays while one of them keeps it', async () => {
  const one = await subscribe(episodes(1, 1));
  const other = await subscribe(episodes(1, 1), 'https://cast.example/all.xml');
  await page.evaluate((feed) => window.lab.library.setKeptEpisodes(feed, 1), one);
  await expectNews('=0', '+1');
  await settle(stored(1));
  await expect.poll(rows).toMatchObject([{ state: 'stored', feedId: one }]);
  await page.evaluate((feed) => window.lab.library.setKeptEpisodes(feed, 1), other);

  for (const feedId of [one, other]) {
    await page.evaluate((feed) => window.lab.library.setKeptEpisodes(feed, 0), feedId);
    const last = feedId === other;
    await expectNews(...(last ? ['-1'] : []));
    expect(await rows()).toMatchObject(last ? [] : [{ state: 'stored', feedId: other }]);
  }
});

test('Taking articles offline asks for their recordings', async () => {
  const feedId = await subscribe(episodes(1, 3));
  const ids = [idOf(feedId, 1), idOf(feedId, 3)];
  await page.evaluate((some) => window.lab.library.takeOffline(some), ids);
  await expectNews('=0', '+1', '+3');
  const packed = await page.evaluate((some) => window.lab.queries.readPacked(some), ids);
  expect(packed).toMatchObject([
    { needs: { recordings: [{ state: 'pending' }], attachments: 0 }, listening: 1, missingAudioBytes: 1000 },
    { needs: { recordings: [{ state: 'pending' }] } },
  ]);
});

test('Recordings go with the articles of a feed that was left, and stay with what was saved', async () => {
  const feedId = await subscribe(episodes(1, 3));
  for (const number of [1, 2]) await request(idOf(feedId, number), urlOf(number));
  for (const number of [1, 2]) await settle(stored(number));
  await expect.poll(async () => (await rows()).filter(({ state }) => state === 'stored').length).toBe(2);
  await page.evaluate((id) => window.lab.library.setSaved(id, true), idOf(feedId, 2));
  await page.evaluate((feed) => window.lab.library.unsubscribe(feed), feedId);
  await lab.close();
  lab = await launchLab(built.app, data.folder);
  page = lab.page;
  told = 0;
  await page.evaluate(() => window.lab.library.applyRetention());
  await expectNews('=2', '-1');
  expect(await rows()).toMatchObject([{ key: keyOf(2), state: 'stored' }]);
});
