/**
 * The database as version 1 of the library made it, written down once and never changed: readers have it on disk. Whatever the
 * current version is, it must open this with everything in it.
 */

/** Dexie counts its versions in tens. */
export const nativeVersion = 10;

interface Index {
  readonly name: string;
  readonly keyPath: string | readonly string[];
  readonly unique?: boolean;
  readonly multiEntry?: boolean;
}

export interface Store {
  readonly name: string;
  readonly keyPath: string;
  readonly autoIncrement?: boolean;
  readonly indexes: readonly Index[];
  readonly rows: readonly object[];
}

const pictureKey = 'ab'.repeat(32);
const published = Date.UTC(2024, 4, 1, 8);

export const stores: readonly Store[] = [
  {
    name: 'feeds',
    keyPath: 'id',
    indexes: [
      { name: 'feedUrl', keyPath: 'feedUrl', unique: true },
      { name: 'folderId', keyPath: 'folderId' },
      { name: 'unsubscribedAt', keyPath: 'unsubscribedAt' },
    ],
    rows: [
      {
        id: 'f1',
        feedUrl: 'https://news.example/feed.xml',
        siteUrl: 'https://news.example/',
        title: 'The News',
        ownTitle: 'My news',
        description: 'All of it',
        language: 'en',
        folderId: 'd1',
        subscribedAt: published,
        unsubscribedAt: null,
        validators: { etag: '"1"', lastModified: null },
        polledAt: published + 1,
        succeededAt: published + 1,
        nextPollAt: published + 1_800_000,
        failures: 0,
        problem: null,
        unreadCount: 1,
        articleCount: 2,
      },
    ],
  },
  { name: 'folders', keyPath: 'id', indexes: [], rows: [{ id: 'd1', title: 'World' }] },
  {
    name: 'articles',
    keyPath: 'id',
    indexes: [
      { name: 'order', keyPath: 'order' },
      { name: '[feedId+order]', keyPath: ['feedId', 'order'] },
      { name: '[feedId+unread+order]', keyPath: ['feedId', 'unread', 'order'] },
      { name: '[unread+order]', keyPath: ['unread', 'order'] },
      { name: '[saved+order]', keyPath: ['saved', 'order'] },
      { name: 'tagOrders', keyPath: 'tagOrders', multiEntry: true },
    ],
    rows: [article('f1.a', 0, 1, ['t1']), article('f1.b', 1, 0, [])],
  },
  {
    name: 'bodies',
    keyPath: 'id',
    indexes: [{ name: 'imageKeys', keyPath: 'imageKeys', multiEntry: true }],
    rows: [body('f1.a', [pictureKey]), body('f1.b', [])],
  },
  {
    name: 'documents',
    keyPath: 'feedId',
    indexes: [],
    rows: [{ feedId: 'f1', identities: ['a', 'b'] }],
  },
  {
    name: 'tags',
    keyPath: 'id',
    indexes: [{ name: 'key', keyPath: 'key', unique: true }],
    rows: [{ id: 't1', name: 'Europe', key: 'europe', articleCount: 1 }],
  },
  {
    name: 'images',
    keyPath: 'key',
    indexes: [{ name: 'state', keyPath: 'state' }],
    rows: [
      {
        key: pictureKey,
        url: 'https://news.example/a.jpg',
        feedUrl: 'https://news.example/feed.xml',
        state: 'stored',
        type: 'image/jpeg',
        bytes: 1234,
        problem: null,
        settledAt: published + 2,
      },
    ],
  },
  {
    name: 'pollLog',
    keyPath: 'id',
    autoIncrement: true,
    indexes: [
      { name: 'feedId', keyPath: 'feedId' },
      { name: 'at', keyPath: 'at' },
    ],
    rows: [
      {
        id: 1,
        feedId: 'f1',
        at: published + 1,
        milliseconds: 80,
        status: 200,
        bytes: 4000,
        added: 2,
        changed: 0,
        problem: null,
      },
    ],
  },
  { name: 'meta', keyPath: 'key', indexes: [], rows: [{ key: 'saved-count', value: 1 }] },
];

function article(id: string, unread: number, saved: number, tagIds: readonly string[]): object {
  return {
    id,
    feedId: 'f1',
    guid: id,
    url: `https://news.example/${id}`,
    title: `Title of ${id}`,
    authors: ['Ada Reporter'],
    categories: ['World'],
    publishedAt: published,
    dateGuessed: false,
    updatedAt: null,
    excerpt: `Text of ${id}`,
    leadImageKey: null,
    words: 3,
    minutes: 1,
    comments: { count: null, url: null, feedUrl: null },
    contentHash: id,
    order: -published,
    unread,
    saved,
    tagIds,
    tagOrders: tagIds.map((tagId) => [tagId, -published]),
    arrivedAt: published + 1,
    revision: 0,
  };
}

function body(id: string, imageKeys: readonly string[]): object {
  const images = imageKeys.map((key) => ({ key, url: 'https://news.example/a.jpg' }));
  return {
    id,
    html: `<p>Text of ${id}</p>`,
    language: 'en',
    leadImage: null,
    images,
    enclosures: [],
    imageKeys,
  };
}
