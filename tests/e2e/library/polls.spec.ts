import { expect, test } from 'playwright/test';
import type { ArticleId, FeedId } from '../../../src/shared/model/ids';
import {
  type ArticleFields,
  content,
  image,
  minute,
  poll,
  polledArticle,
} from '../../unit/library/library-rows';
import { buildLab, dataFolder, type LibraryLab, launchLab } from './library-lab';

let built: Awaited<ReturnType<typeof buildLab>>;
let data: ReturnType<typeof dataFolder>;
let lab: LibraryLab;

test.beforeAll(async () => {
  built = await buildLab();
});
test.afterAll(() => built?.remove());
test.beforeEach(async () => {
  data = dataFolder();
  lab = await launchLab(built.app, data.folder);
});
test.afterEach(async () => {
  await lab?.close();
  data?.remove();
});

const now = Date.now();

function articles(count: number, fields: (place: number) => ArticleFields = () => ({})) {
  return Array.from({ length: count }, (_, place) =>
    polledArticle(`a${place}`, { publishedAt: now - (place + 1) * minute, ...fields(place) }),
  );
}

async function subscribeBare(...names: string[]): Promise<readonly FeedId[]> {
  const subscriptions = names.map((name) => ({
    feedUrl: `https://${name}.example/feed.xml`,
    title: name,
    folder: [],
  }));
  const result = await lab.page.evaluate((some) => window.lab.library.subscribeBare(some), subscriptions);
  if (!result.ok) throw new Error(JSON.stringify(result.problem));
  return result.value;
}

test('A poll is stored whole, and acknowledged with what the next one needs', async () => {
  const [feedId = ''] = await subscribeBare('news');
  const validators = { etag: '"v2"', lastModified: 'Mon, 03 Jun 2024 12:00:00 GMT' };
  const moved = 'https://news.example/moved.xml';
  const outcome = poll(feedId, content(articles(3), { validators, movedTo: moved }), { finishedAt: now });
  const [answer] = await lab.page.evaluate((polls) => window.lab.deliver(polls), [outcome]);
  expect(answer).toEqual({
    type: 'poll-stored',
    delivery: 1,
    added: 3,
    feed: {
      feedId,
      feedUrl: moved,
      validators,
      nextPollAt: outcome.nextPollAt,
      memory: outcome.memory,
      ownInterval: null,
      failures: 0,
      gone: false,
    },
  });
  const sidebar = await lab.page.evaluate((at) => window.lab.queries.readSidebar(at), now);
  expect(sidebar.feeds[0]).toMatchObject({ title: 'The News', unreadCount: 3, articleCount: 3 });
  expect(sidebar.counts.unread).toBe(3);
  const body = await lab.page.evaluate((id) => window.lab.queries.readBody(id), `${feedId}.a1` as ArticleId);
  expect(body).toEqual({
    html: '<p>Text of a1</p>',
    language: 'en',
    leadImage: null,
    images: [],
    enclosures: [],
  });
  expect(await lab.page.evaluate(() => window.lab.rows('pollLog'))).toMatchObject([{ feedId, added: 3 }]);
});

test('Many polls at once are all stored, and all answered', async () => {
  const feedIds = await subscribeBare(...Array.from({ length: 60 }, (_, place) => `n${place}`));
  const outcomes = feedIds.map((feedId) => poll(feedId, content(articles(20)), { finishedAt: now }));
  const answers = await lab.page.evaluate((polls) => window.lab.deliver(polls), outcomes);
  expect(answers.every((answer) => answer.type === 'poll-stored' && answer.added === 20)).toBe(true);
  const again = outcomes.map(({ feedId }) =>
    poll(feedId, { kind: 'unchanged', movedTo: null }, { finishedAt: now + minute }),
  );
  await lab.page.evaluate((polls) => window.lab.deliver(polls), again);
  const sidebar = await lab.page.evaluate((at) => window.lab.queries.readSidebar(at), now);
  expect(sidebar.counts.unread).toBe(1200);
  expect(sidebar.feeds.every(({ succeededAt }) => succeededAt === now + minute)).toBe(true);
});

test('A poll that cannot be stored is refused and leaves nothing behind, its neighbours are stored', async () => {
  const [good = '', bad = ''] = await subscribeBare('good', 'bad');
  const answers = await lab.page.evaluate(
    ([fine, broken]) => {
      // A number that is none is no key of an index: the database refuses the row in the middle of the transaction.
      const result = broken.result;
      if (result.kind !== 'content') throw new Error('a poll with content is needed');
      const [first, second] = result.feed.articles;
      if (!first || !second) throw new Error('two articles are needed');
      const articles = [first, { ...second, identity: undefined as unknown as string, body: null as never }];
      const spoiled = { ...broken, result: { ...result, feed: { ...result.feed, articles } } };
      return window.lab.deliver([fine, spoiled, { ...fine, finishedAt: fine.finishedAt + 1 }]);
    },
    [
      poll(good, content(articles(2)), { finishedAt: now }),
      poll(bad, content(articles(2)), { finishedAt: now }),
    ] as const,
  );
  expect(answers.map(({ type }) => type)).toEqual(['poll-stored', 'poll-refused', 'poll-stored']);
  const rows = await lab.page.evaluate(() => window.lab.rows('articles'));
  expect(rows).toHaveLength(2);
  const feed = await lab.page.evaluate((id) => window.lab.queries.readFeed(id), bad as FeedId);
  expect(feed).toMatchObject({ polledAt: null, articleCount: 0 });
});

test('A poll of a feed that is no longer subscribed to is passed over', async () => {
  const [feedId = ''] = await subscribeBare('news');
  await lab.page.evaluate((id) => window.lab.library.unsubscribe(id), feedId as FeedId);
  const outcomes = [feedId, 'nobody'].map((id) => poll(id, content(articles(2)), { finishedAt: now }));
  const answers = await lab.page.evaluate((polls) => window.lab.deliver(polls), outcomes);
  expect(answers).toMatchObject([
    { feed: null, added: 0 },
    { feed: null, added: 0 },
  ]);
  expect(await lab.page.evaluate(() => window.lab.rows('articles'))).toEqual([]);
});

test('An edit by the publisher leaves the reader’s marks alone', async () => {
  const [feedId = ''] = await subscribeBare('news');
  const id = `${feedId}.a0` as ArticleId;
  await lab.page.evaluate(
    (polls) => window.lab.deliver(polls),
    [poll(feedId, content(articles(2)), { finishedAt: now })],
  );
  await lab.page.evaluate(async (article) => {
    await window.lab.library.setRead([article], true);
    await window.lab.library.setSaved(article, true);
    await window.lab.library.addTag(article, 'Later');
  }, id);
  const edited = articles(2, () => ({ text: 'Corrected text' }));
  await lab.page.evaluate((polls) => window.lab.deliver(polls), [poll(feedId, content(edited))]);
  const [article] = await lab.page.evaluate((ids) => window.lab.queries.readArticles(ids), [id]);
  expect(article).toMatchObject({ read: true, saved: true, excerpt: 'Corrected text', revision: 1 });
  expect(article?.tagIds).toHaveLength(1);
  expect((await lab.page.evaluate((which) => window.lab.queries.readBody(which), id))?.html).toBe(
    '<p>Corrected text</p>',
  );
  const counts = (await lab.page.evaluate((at) => window.lab.queries.readSidebar(at), now)).counts;
  expect(counts).toMatchObject({ unread: 1, saved: 1 });
});

test('Pictures are asked for, settled, asked for again when the network was at fault, and dropped when unused', async () => {
  const [feedId = ''] = await subscribeBare('news');
  const pictured = articles(2, (place) => ({ images: [image(0), image(place + 1)] }));
  await lab.page.evaluate(
    (polls) => window.lab.deliver(polls),
    [poll(feedId, content(pictured), { finishedAt: now })],
  );
  const wanted = () =>
    lab.page.evaluate(() =>
      window.lab.heard().flatMap((message) => (message.type === 'images-wanted' ? message.images : [])),
    );
  const feedUrl = 'https://news.example/feed.xml';
  const asked = [image(0), image(1), image(2)].map((some) => ({ ...some, feedUrl }));
  await expect.poll(wanted).toEqual(asked);

  await lab.page.evaluate((images) => window.lab.post({ type: 'images-settled', images }), [
    { key: image(0).key, ok: true, type: 'image/jpeg', bytes: 900 },
    { key: image(1).key, ok: false, problem: { code: 'offline' }, retry: true },
    { key: image(2).key, ok: false, problem: { code: 'not-an-image', detail: 'html' }, retry: false },
    { key: image(9).key, ok: true, type: 'image/png', bytes: 1 },
  ] as const);
  const states = async () =>
    (await lab.page.evaluate(() => window.lab.rows('images'))).map((row) => (row as { state: string }).state);
  await expect.poll(states).toEqual(['stored', 'pending', 'failed']);
  const unwanted = () =>
    lab.page.evaluate(() =>
      window.lab.heard().flatMap((message) => (message.type === 'images-unwanted' ? message.keys : [])),
    );
  await expect.poll(unwanted).toEqual([image(9).key]);

  await lab.page.evaluate(
    (polls) => window.lab.deliver(polls),
    [poll(feedId, { kind: 'unchanged', movedTo: null })],
  );
  await expect.poll(wanted).toEqual([...asked, { ...image(1), feedUrl }]);

  // The second article loses its own picture; the one both show stays.
  const edited = articles(2, (place) => ({ images: place === 0 ? [image(0), image(1)] : [image(0)] }));
  await lab.page.evaluate((polls) => window.lab.deliver(polls), [poll(feedId, content(edited))]);
  await expect.poll(unwanted).toEqual([image(9).key, image(2).key]);
  await expect.poll(states).toEqual(['stored', 'pending']);
});

test('The window hears of changes a few times a second, however many polls arrive', async () => {
  const feedIds = await subscribeBare(...Array.from({ length: 100 }, (_, place) => `n${place}`));
  const started = Date.now();
  const before = await lab.page.evaluate(() => window.lab.signals());
  const outcomes = feedIds.map((feedId) => poll(feedId, content(articles(10)), { finishedAt: now }));
  await lab.page.evaluate((polls) => window.lab.deliver(polls), outcomes);
  const heardSoFar = async () => (await lab.page.evaluate(() => window.lab.signals())) - before;
  await expect.poll(heardSoFar).toBeGreaterThan(0);
  const heard = await heardSoFar();
  expect(heard).toBeLessThanOrEqual((Date.now() - started) / 250 + 2);
});

test('A week without a network is one line of the poll log, and a log never grows beyond its bound', async () => {
  const [feedId = ''] = await subscribeBare('news');
  const deliver = (outcomes: readonly ReturnType<typeof poll>[]) =>
    lab.page.evaluate(async (polls) => {
      for (const one of polls) await window.lab.deliver([one]);
    }, outcomes);
  const log = () => lab.page.evaluate((id) => window.lab.queries.readPollLog(id), feedId as FeedId);
  const failed = (code: 'offline' | 'empty-body', at: number) =>
    poll(feedId, { kind: 'failed', problem: { code } }, { finishedAt: at });
  await deliver(Array.from({ length: 20 }, (_, n) => failed('offline', now + n * minute)));
  expect(await log()).toMatchObject([
    { at: now + 19 * minute, problem: { code: 'offline' }, repeated: { times: 20, since: now } },
  ]);

  const skip = (code: 'offline' | 'cancelled', at: number) => ({
    type: 'polls-skipped' as const,
    skips: [
      { feedId: feedId as FeedId, at, reason: { code } },
      { feedId: 'nobody' as FeedId, at, reason: { code } },
    ],
  });
  for (const message of [skip('offline', now + 1), skip('offline', now + 2), skip('cancelled', now + 3)]) {
    await lab.page.evaluate((one) => window.lab.post(one), message);
  }
  await expect
    .poll(async () => (await log()).map(({ skipped }) => skipped?.code))
    .toEqual(['cancelled', 'offline', undefined]);
  expect((await log())[1]?.repeated).toEqual({ times: 2, since: now + 1 });

  // What a server answered is never joined, however alike.
  await deliver(Array.from({ length: 70 }, (_, n) => failed('empty-body', now + n * minute)));
  const lines = await log();
  expect(lines.length).toBeGreaterThanOrEqual(50);
  expect(lines.length).toBeLessThanOrEqual(60);
  expect(lines[0]).toMatchObject({ at: now + 69 * minute });
  expect(lines.every(({ repeated }) => repeated === undefined)).toBe(true);
});
