import fc from 'fast-check';
import { expect, test } from 'playwright/test';
import type { ListRow } from '../../../src/renderer/library/queries';
import type { ArticleRow } from '../../../src/renderer/library/schema';
import type { ArticleId, FeedId, FolderId } from '../../../src/shared/model/ids';
import type { PolledArticle, PollOutcome } from '../../../src/shared/model/poll';
import type { View } from '../../../src/shared/model/view';
import { content, day, minute, poll, polledArticle } from '../../unit/library/library-rows';
import { buildLab, dataFolder, type LibraryLab, launchLab } from './library-lab';
import { expectRightCounters, readAll, type Stored } from './library-truth';

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
const feedCount = 4;
const identities = 12;

async function subscribeAll(): Promise<{ feedIds: readonly FeedId[]; folderId: FolderId }> {
  const feeds = Array.from({ length: feedCount }, (_, place) => ({
    feedUrl: `https://n${place}.example/feed.xml`,
    title: null,
    folder: ['World', 'Europe', 'North'].slice(0, place < 3 ? place + 1 : 0),
  }));
  const made = await lab.page.evaluate((some) => window.lab.library.subscribeBare(some), feeds);
  const folder = await lab.page.evaluate(() => window.lab.library.createFolder('world'));
  if (!made.ok || !folder.ok) throw new Error('not subscribed');
  return { feedIds: made.value, folderId: folder.value };
}

/** One thing that happens to the library, as plain data. Places are taken modulo what is there. */
type Step =
  | {
      readonly do: 'poll';
      readonly feed: number;
      readonly articles: readonly PolledArticle[];
      readonly ago: number;
    }
  | { readonly do: 'read'; readonly articles: readonly number[]; readonly read: boolean }
  | { readonly do: 'save'; readonly article: number; readonly saved: boolean }
  | { readonly do: 'tag' | 'untag'; readonly article: number; readonly tag: number }
  | { readonly do: 'delete-tag'; readonly tag: number; readonly restore: boolean }
  | { readonly do: 'mark-all'; readonly view: number; readonly undo: boolean }
  | { readonly do: 'unsubscribe' | 'resubscribe'; readonly feed: number }
  | { readonly do: 'tidy' };

const anyArticle = fc.nat(feedCount * identities - 1);
/** Few and far apart, so that many articles share one time; some unusable. */
const anyDate = fc.constantFrom(null, 0, now - minute, now - 2 * day, now - 200 * day, now + 3 * day);
const polled = fc.record({ identity: fc.nat(identities - 1), publishedAt: anyDate, text: fc.nat(2) });
const polledList = fc
  .uniqueArray(polled, { selector: ({ identity }) => identity, maxLength: identities })
  .map((list) =>
    list.map(({ identity, publishedAt, text }) =>
      polledArticle(`a${identity}`, { publishedAt, text: `Text ${text}` }),
    ),
  );
const anyFeed = fc.nat(feedCount - 1);
const anyTag = fc.nat(2);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('poll' as const),
      feed: anyFeed,
      articles: polledList,
      ago: fc.constantFrom(0, 150 * day),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('read' as const),
      articles: fc.array(anyArticle, { maxLength: 20 }),
      read: fc.boolean(),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('save' as const), article: anyArticle, saved: fc.boolean() }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom('tag' as const, 'untag' as const),
      article: anyArticle,
      tag: anyTag,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('delete-tag' as const), tag: anyTag, restore: fc.boolean() }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('mark-all' as const), view: fc.nat(5), undo: fc.boolean() }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constantFrom('unsubscribe' as const, 'resubscribe' as const),
      feed: anyFeed,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('tidy' as const) }) },
);

/** Does a step in the window. */
async function take(some: Step, feedIds: readonly FeedId[], views: readonly View[]): Promise<void> {
  const feedId = feedIds['feed' in some ? some.feed : 0] as FeedId;
  let outcome: PollOutcome | null = null;
  if (some.do === 'poll') outcome = poll(feedId, content(some.articles), { finishedAt: now - some.ago });
  await lab.page.evaluate(
    async ({ some, feedId, feedIds, outcome, views }) => {
      const { library, queries, deliver, rows } = window.lab;
      const idOf = (article: number) =>
        `${feedIds[article % feedIds.length]}.a${Math.floor(article / feedIds.length)}` as ArticleId;
      const must = <T>(result: { ok: true; value: T } | { ok: false; problem: { code: string } }): T => {
        if (!result.ok) throw new Error(JSON.stringify(result.problem));
        return result.value;
      };
      const tagNamed = async (name: string) =>
        (await queries.readSidebar(Date.now())).tags.find((tag) => tag.name === name);
      switch (some.do) {
        case 'poll':
          if (outcome) await deliver([outcome]);
          break;
        case 'read':
          must(await library.setRead(some.articles.map(idOf), some.read));
          break;
        case 'save':
          must(await library.setSaved(idOf(some.article), some.saved));
          break;
        case 'tag': {
          // Refused where there is no such article.
          const there = (await queries.readArticles([idOf(some.article)]))[0];
          const tagged = await library.addTag(idOf(some.article), `Tag ${some.tag}`);
          if (tagged.ok !== (there !== undefined)) throw new Error('tagged what is not there');
          break;
        }
        case 'untag': {
          const tag = await tagNamed(`Tag ${some.tag}`);
          if (tag) must(await library.removeTag(idOf(some.article), tag.id));
          break;
        }
        case 'delete-tag': {
          const tag = await tagNamed(`Tag ${some.tag}`);
          if (!tag) break;
          const untagged = must(await library.deleteTag(tag.id));
          if (!some.restore) break;
          const restored = must(await library.restoreTag(tag.name, untagged));
          if (restored.articleCount !== tag.articleCount) throw new Error('the tag did not come back whole');
          break;
        }
        case 'mark-all': {
          const view = views[some.view % views.length];
          if (!view) break;
          const before = JSON.stringify(await rows('articles'));
          const marked = must(await library.markAllRead(view));
          const left = await queries.readList(view, { limit: 10, unreadOnly: true });
          if (left.length > 0) throw new Error('not all was marked');
          if (!some.undo) break;
          must(await library.setRead(marked, false));
          if (before !== JSON.stringify(await rows('articles'))) throw new Error('not undone');
          break;
        }
        case 'unsubscribe':
          must(await library.unsubscribe(feedId));
          break;
        case 'resubscribe':
          must(await library.resubscribe(feedId));
          break;
        case 'tidy':
          must(await library.applyRetention());
          break;
      }
    },
    { some, feedId, feedIds, outcome, views },
  );
}

function viewsOf(stored: Stored, feedIds: readonly FeedId[], folderId: FolderId): readonly View[] {
  const [feedId] = feedIds;
  return [
    { kind: 'today' },
    { kind: 'unread' },
    { kind: 'saved' },
    ...(feedId ? [{ kind: 'feed', feedId } as const] : []),
    { kind: 'folder', folderId },
    ...stored.tags.map((tag) => ({ kind: 'tag', tagId: tag.id }) as const),
  ];
}

function isWithin({ folders }: Stored, folderId: FolderId | null, outer: FolderId): boolean {
  if (folderId === null || folderId === outer) return folderId !== null;
  return isWithin({ folders } as Stored, folders.find(({ id }) => id === folderId)?.parentId ?? null, outer);
}

/** What a view must list, told from the rows in the plainest way. */
function expectedList(stored: Stored, view: View, unreadOnly: boolean): readonly ListRow[] {
  const feeds = new Map(stored.feeds.map((feed) => [feed.id, feed]));
  const midnight = new Date().setHours(0, 0, 0, 0);
  const belongs = (row: ArticleRow): boolean => {
    if (unreadOnly && row.unread === 0) return false;
    if (view.kind === 'saved') return row.saved === 1;
    if (view.kind === 'tag') return row.tagIds.includes(view.tagId);
    const feed = feeds.get(row.feedId);
    if (!feed || feed.unsubscribedAt !== null) return false;
    if (view.kind === 'feed') return row.feedId === view.feedId;
    if (view.kind === 'folder') return isWithin(stored, feed.folderId, view.folderId);
    return view.kind === 'unread' ? row.unread === 1 : row.publishedAt >= midnight;
  };
  return stored.articles
    .filter(belongs)
    .map(({ id, order }) => ({ id, order }))
    .sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1));
}

/** The whole of a view, in pages. */
function readPaged(view: View, unreadOnly: boolean, limit: number): Promise<readonly ListRow[]> {
  return lab.page.evaluate(
    async ({ view, unreadOnly, limit }) => {
      const list: ListRow[] = [];
      for (;;) {
        const after = list.at(-1);
        const page = await window.lab.queries.readList(view, { limit, unreadOnly, ...(after && { after }) });
        list.push(...page);
        if (page.length < limit) return list;
      }
    },
    { view, unreadOnly, limit },
  );
}

test('Whatever happens in whatever order, counters equal a recount and lists page through exactly what is there', async () => {
  test.setTimeout(180_000);
  const { feedIds, folderId } = await subscribeAll();
  let views: readonly View[] = [{ kind: 'today' }, { kind: 'unread' }];
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 10, maxLength: 25 }),
      fc.integer({ min: 1, max: 9 }),
      async (steps, limit) => {
        for (const some of steps) await take(some, feedIds, views);
        const stored = await readAll(lab.page);
        expectRightCounters(stored);
        views = viewsOf(stored, feedIds, folderId);
        for (const view of views) {
          for (const unreadOnly of [false, true]) {
            expect(
              await readPaged(view, unreadOnly, limit),
              JSON.stringify({ view, unreadOnly, limit }),
            ).toEqual(expectedList(stored, view, unreadOnly));
          }
        }
        const { counts } = await lab.page.evaluate(() => window.lab.queries.readSidebar(Date.now()));
        expect(counts).toEqual({
          today: expectedList(stored, { kind: 'today' }, true).length,
          unread: expectedList(stored, { kind: 'unread' }, true).length,
          saved: expectedList(stored, { kind: 'saved' }, false).length,
        });
      },
    ),
    // The library goes on from one sequence to the next, so a shorter one would prove nothing.
    { numRuns: 25, endOnFailure: true },
  );
  expect(await lab.page.evaluate(() => window.lab.library.repairCounters())).toEqual({
    ok: true,
    value: { repaired: 0 },
  });
});

test('Paging is exact where hundreds of articles share one time', async () => {
  const { feedIds, folderId } = await subscribeAll();
  const midnight = new Date(now).setHours(0, 0, 0, 0);
  const outcomes = feedIds.map((feedId) => {
    const articles = Array.from({ length: 300 }, (_, place) =>
      polledArticle(`a${place}`, { publishedAt: midnight }),
    );
    return poll(feedId, content(articles), { finishedAt: now });
  });
  await lab.page.evaluate((polls) => window.lab.deliver(polls), outcomes);
  const stored = await readAll(lab.page);
  for (const view of viewsOf(stored, feedIds, folderId)) {
    expect(await readPaged(view, false, 70)).toEqual(expectedList(stored, view, false));
  }
});

test('Searching titles folds case and accents, is newest first, and gives way to a newer search', async () => {
  const [feedId = ''] = (await subscribeAll()).feedIds;
  const titles = ['Visite à l’Élysée', 'Bread rises', 'A visit to the ELYSEE', 'Nothing'];
  // More articles of one time than a step of the search looks at.
  const crowd = Array.from({ length: 900 }, (_, place) =>
    polledArticle(`c${place}`, { publishedAt: now - day }),
  );
  const articles = titles.map((title, place) =>
    polledArticle(`t${place}`, { title, publishedAt: now - place * 2 * day }),
  );
  const outcome = poll(feedId, content([...articles, ...crowd]), { finishedAt: now });
  await lab.page.evaluate((polls) => window.lab.deliver(polls), [outcome]);
  const search = (text: string, limit: number) =>
    lab.page.evaluate(([words, most]) => window.lab.library.searchTitles(words, most), [
      text,
      limit,
    ] as const);
  const ids = (...places: readonly number[]) => places.map((place) => `${feedId}.t${place}`);
  expect(await search('elysee vis', 10)).toEqual({ ok: true, value: ids(0, 2) });
  expect(await search('Élysée', 1)).toEqual({ ok: true, value: ids(0) });
  expect(await search('elysee bread', 10)).toEqual({ ok: true, value: [] });
  expect(await search('article c', 1000)).toMatchObject({ value: { length: 900 } });
  const both = await lab.page.evaluate(() =>
    Promise.all([
      window.lab.library.searchTitles('nothing', 10),
      window.lab.library.searchTitles('bread', 10),
    ]),
  );
  expect(both).toEqual([
    { ok: false, problem: { code: 'cancelled' } },
    { ok: true, value: ids(1) },
  ]);
});

test('Tags and folders are one per name, and say so when a name is taken', async () => {
  const { feedIds, folderId } = await subscribeAll();
  const outcome = poll(feedIds[0] ?? '', content([polledArticle('a1')]), { finishedAt: now });
  await lab.page.evaluate((polls) => window.lab.deliver(polls), [outcome]);
  const id = `${feedIds[0]}.a1` as ArticleId;
  const said = await lab.page.evaluate(
    async ([article, folder]) => {
      const { library, queries } = window.lab;
      const first = await library.addTag(article, '  Eastern   Europe ');
      const same = await library.addTag(article, 'eastern europe');
      const other = await library.addTag(article, 'Trains');
      if (!first.ok || !same.ok || !other.ok) throw new Error('not tagged');
      const second = await library.createFolder('Local');
      return {
        same: first.value.id === same.value.id,
        name: first.value.name,
        taken: await library.renameTag(other.value.id, 'EASTERN EUROPE'),
        empty: await library.addTag(article, '   '),
        tags: (await queries.readArticleTags(article)).map(({ name }) => name),
        folderTaken: await library.renameFolder(folder, 'local'),
        local: second.ok,
        removed: (await library.removeFolder(folder)).ok,
        sidebar: await queries.readSidebar(Date.now()),
      };
    },
    [id, folderId] as const,
  );
  const { sidebar, ...answers } = said;
  const titles = new Map(sidebar.folders.map(({ id: folder, title }) => [folder, title]));
  expect(sidebar.feeds.map((feed) => feed.folderId && titles.get(feed.folderId))).toEqual([
    'Europe',
    'North',
    null,
    null,
  ]);
  expect(answers).toEqual({
    same: true,
    name: 'Eastern Europe',
    taken: { ok: false, problem: { code: 'name-taken', name: 'Eastern Europe' } },
    empty: { ok: false, problem: { code: 'invalid-request', detail: 'a tag needs a name' } },
    tags: ['Eastern Europe', 'Trains'],
    folderTaken: { ok: false, problem: { code: 'name-taken', name: 'Local' } },
    local: true,
    removed: true,
  });
});
