import { expect, type Page } from 'playwright/test';
import type {
  ArticleRow,
  BodyPackRow,
  BodyRow,
  FeedRow,
  FolderRow,
  ImageRow,
  MetaRow,
  TagRow,
} from '../../../src/renderer/library/schema';

/** Everything on disk, read past the library's own code. */
export interface Stored {
  readonly feeds: readonly FeedRow[];
  readonly folders: readonly FolderRow[];
  readonly articles: readonly ArticleRow[];
  readonly bodies: readonly BodyRow[];
  readonly tags: readonly TagRow[];
  readonly images: readonly ImageRow[];
  readonly meta: readonly MetaRow[];
}

export async function readAll(page: Page): Promise<Stored> {
  const rows = async (store: keyof Omit<Stored, 'bodies'> | 'bodyPacks') =>
    await page.evaluate((name) => window.lab.rows(name), store);
  const articles = (await rows('articles')) as ArticleRow[];
  return {
    feeds: (await rows('feeds')) as FeedRow[],
    folders: (await rows('folders')) as FolderRow[],
    articles,
    bodies: bodiesOf(articles, (await rows('bodyPacks')) as BodyPackRow[]),
    tags: (await rows('tags')) as TagRow[],
    images: (await rows('images')) as ImageRow[],
    meta: (await rows('meta')) as MetaRow[],
  };
}

/** The bodies by the ids of their articles. Each article has one, in the pack it names; no pack holds any other. */
function bodiesOf(articles: readonly ArticleRow[], packs: readonly BodyPackRow[]): readonly BodyRow[] {
  const all = packs.flatMap(({ key, bodies }) => bodies.map((body) => ({ key, body })));
  const places = all.map(({ key, body }) => [body.id, key]).sort();
  expect(places).toEqual(articles.map(({ id, bodyPack }) => [id, bodyPack]).sort());
  for (const { bodies, imageKeys } of packs) {
    expect([...imageKeys].sort()).toEqual([...new Set(bodies.flatMap((body) => body.imageKeys))].sort());
  }
  return all.map(({ body }) => body).sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Compares every stored counter, and every index field, with what the articles themselves say. */
export function expectRightCounters(stored: Stored): void {
  const { articles } = stored;
  const storedCounts = {
    feeds: stored.feeds.map(({ id, unreadCount, articleCount }) => [id, unreadCount, articleCount]),
    tags: stored.tags.map(({ id, articleCount }) => [id, articleCount]),
    saved: stored.meta.find(({ key }) => key === 'saved-count')?.value ?? 0,
  };
  expect(storedCounts).toEqual({
    feeds: stored.feeds.map(({ id }) => {
      const ofFeed = articles.filter(({ feedId }) => feedId === id);
      return [id, ofFeed.filter(({ unread }) => unread === 1).length, ofFeed.length];
    }),
    tags: stored.tags.map(({ id }) => [id, articles.filter(({ tagIds }) => tagIds.includes(id)).length]),
    saved: articles.filter(({ saved }) => saved === 1).length,
  });
  for (const { order, publishedAt, tagIds, tagOrders } of articles) {
    expect([order, tagOrders]).toEqual([-publishedAt, tagIds.map((tagId) => [tagId, -publishedAt])]);
  }
  expect(stored.bodies.map(({ id }) => id)).toEqual(articles.map(({ id }) => id));
}
