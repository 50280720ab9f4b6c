import { expect, type Page, test } from 'playwright/test';
import {
  expectRefreshed,
  launchApp,
  makeProfile,
  readRows,
  type Subscription,
  saveArticle,
  tagArticle,
} from '../helpers/app';
import { type FeedServer, makeFeed, startFeedServer } from '../helpers/feed-server';

const feeds = Array.from({ length: 40 }, (_, feed) => feed);
const firstArticles = 10;

interface Moment {
  readonly name: string;
  /** Feeds that have answered and are stored when the reader does something. The others are held back. */
  readonly done: number;
  /** Only the second half of each document is held back. */
  readonly halfway?: boolean;
  /** Feeds let go after that. The power goes as they come in… */
  readonly further?: number;
  /** …or when all of it has ended. */
  readonly ended?: boolean;
}

/** When the power goes. */
const moments: readonly Moment[] = [
  { name: 'before any feed has answered', done: 0 },
  { name: 'while the first documents are half here', done: 0, halfway: true },
  { name: 'as the first answers come in', done: 0, further: 6 },
  { name: 'while some are stored and the others awaited', done: 12 },
  { name: 'as answers are being stored', done: 8, further: 12 },
  { name: 'as the second half of many documents comes in', done: 15, halfway: true, further: 8 },
  { name: 'near the end', done: 25, further: 14 },
  { name: 'while the last one is awaited', done: 39 },
  { name: 'as the last one comes in', done: 39, halfway: true, further: 1 },
  { name: 'the moment it has ended', done: 30, further: 10, ended: true },
];

/** What the database holds of an article. */
interface Stored {
  readonly id: string;
  readonly feedId: string;
  readonly guid: string;
  readonly unread: 0 | 1;
  readonly saved: 0 | 1;
  readonly tagIds: readonly string[];
}

const readArticles = (page: Page) => readRows<Stored>(page, 'articles');

/** Each edition of a feed has one article more than the one before. */
const editionOf = (feed: number, edition: number) =>
  makeFeed({ title: `Feed ${feed}`, items: firstArticles + edition, seed: feed + 1 });

const pathOf = (feed: number) => `/feed-${feed}`;

/** Holds back every feed. Returns what lets some go, in the order in which they are asked for. */
function holdBack(serverOf: (feed: number) => FeedServer, stage: 'answer' | 'body') {
  const held = new Map(
    feeds.map((feed) => [
      feed,
      {
        letGo: serverOf(feed).gate(pathOf(feed), stage),
        asked: serverOf(feed).requestsTo(pathOf(feed)).length + 1,
      },
    ]),
  );
  const nextAskedFor = () =>
    Promise.race(
      [...held].map(async ([feed, { asked }]) => {
        await serverOf(feed).whenRequested(pathOf(feed), asked);
        return feed;
      }),
    );
  return {
    nextAskedFor,
    async letGo(count: number) {
      for (let gone = 0; gone < count; gone += 1) {
        const feed = await nextAskedFor();
        held.get(feed)?.letGo();
        held.delete(feed);
      }
    },
    letAllGo() {
      for (const { letGo } of held.values()) letGo();
    },
  };
}

/** Reads the next unread article, then saves or tags it; the window has shown each when this returns. */
async function readNext(page: Page, then: 'save' | 'tag'): Promise<string> {
  await expect(page.getByRole('listbox', { name: 'Articles' }).getByRole('option').first()).toBeVisible();
  await page.keyboard.press('n');
  await expect(page.getByRole('button', { name: 'Mark as read' })).toHaveAttribute('aria-pressed', 'true');
  if (then === 'save') await saveArticle(page);
  else await tagArticle(page, 'Kept');
  const id = await page.locator('[role="option"][aria-selected="true"]').getAttribute('id');
  return (id ?? '').replace('article-', '');
}

const statusLine = (page: Page, text: string) => page.getByRole('status').filter({ hasText: text });

test('Ten times the power goes during a refresh: nothing is lost or doubled, and the next refresh completes', async () => {
  test.setTimeout(600_000);
  const servers = await Promise.all(Array.from({ length: 5 }, () => startFeedServer()));
  const serverOf = (feed: number) => servers[feed % servers.length] as FeedServer;
  const profile = makeProfile();
  const subscriptions: Subscription[] = feeds.map((feed) => ({
    feedUrl: serverOf(feed).serve(pathOf(feed), { body: editionOf(feed, 0) }),
  }));
  let app = await launchApp(profile.folder, { subscriptions });
  try {
    await expect(app.page.getByRole('treeitem', { name: 'Feed 39', exact: true })).toBeVisible();
    await expectRefreshed(app.page);

    const saved = new Set<string>();
    const tagged = new Set<string>();
    for (const [round, { name, done, halfway, further = 0, ended }] of moments.entries()) {
      await test.step(name, async () => {
        const { page } = app;
        for (const feed of feeds) serverOf(feed).update(pathOf(feed), editionOf(feed, round + 1));
        const gates = holdBack(serverOf, halfway ? 'body' : 'answer');

        await page.getByRole('button', { name: 'Refresh all' }).click();
        await gates.letGo(done);
        await expect(statusLine(page, `Refreshing ${done} of 40`)).toBeVisible({ timeout: 30_000 });
        await gates.nextAskedFor();
        if (round % 2 === 0) saved.add(await readNext(page, 'save'));
        else tagged.add(await readNext(page, 'tag'));
        let before = await readArticles(page);
        await gates.letGo(further);
        if (ended) {
          await expectRefreshed(page);
          before = await readArticles(page);
        }
        await app.kill();
        gates.letAllGo();

        app = await launchApp(profile.folder);
        const after = await readArticles(app.page);
        const ids = new Set(after.map(({ id }) => id));
        expect(
          before.filter(({ id }) => !ids.has(id)),
          'no stored article is lost',
        ).toEqual([]);
        const names = new Set(after.map(({ feedId, guid }) => `${feedId} ${guid}`));
        expect(names.size, 'no article is doubled').toBe(after.length);
        const idsOf = (holds: (article: Stored) => boolean) =>
          new Set(after.filter(holds).map(({ id }) => id));
        expect(
          idsOf((article) => article.saved === 1),
          'what was saved is saved',
        ).toEqual(saved);
        expect(
          idsOf((article) => article.tagIds.length > 0),
          'what was tagged is tagged',
        ).toEqual(tagged);
        const read = new Set([...saved, ...tagged]);
        expect(
          idsOf((article) => article.unread === 0),
          'what was read is read',
        ).toEqual(read);
      });
    }

    const { page } = app;
    await page.getByRole('button', { name: 'Refresh all' }).click();
    await expectRefreshed(page);
    await expect(statusLine(page, 'Up to date')).toBeVisible();
    const total = feeds.length * (firstArticles + moments.length);
    expect(await readArticles(page)).toHaveLength(total);
    for (const [name, count] of [
      ['Unread', `${total - saved.size - tagged.size} unread`],
      ['Saved', `${saved.size} saved`],
      ['Kept', `${tagged.size} articles`],
    ] as const) {
      const line = page.getByRole('treeitem', { name, exact: true });
      await expect(line).toHaveAttribute('aria-description', count);
    }
  } finally {
    await app.close();
    await Promise.all(servers.map((server) => server.close()));
    profile.remove();
  }
});
