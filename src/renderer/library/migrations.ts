import type { Transaction } from 'dexie';

/** One version of the database: its stores and, when rows change shape, how the rows of the version before become its own. */
export interface Migration {
  readonly version: number;
  /** Dexie's notation: primary key, then indexes; `&` unique, `*` one entry per element, `[a+b]` compound, `++` counted up. */
  readonly stores: Readonly<Record<string, string | null>>;
  readonly upgrade?: (transaction: Transaction) => Promise<void>;
}

/**
 * Every version there has been, oldest first. A released version is frozen: readers have it on disk. A change of schema is a new
 * entry that names only the stores it changes.
 */
export const migrations: readonly Migration[] = [
  {
    version: 1,
    stores: {
      // A null `unsubscribedAt` is not indexed, so that index holds the unsubscribed feeds alone.
      feeds: 'id, &feedUrl, folderId, unsubscribedAt',
      folders: 'id',
      articles: 'id, order, [feedId+order], [feedId+unread+order], [unread+order], [saved+order], *tagOrders',
      bodies: 'id, *imageKeys',
      documents: 'feedId',
      tags: 'id, &key',
      images: 'key, state',
      pollLog: '++id, feedId, at',
      meta: 'key',
    },
  },
  {
    // Why and when a feed is polled next, what main remembers of it, an interval of the reader's own, and what the articles of
    // a document are known by.
    version: 2,
    stores: {
      // Every index costs each article that arrives a write. What `order` and `[feedId+order]` told, two ranges of the others tell.
      articles: 'id, [feedId+unread+order], [unread+order], savedOrder, *tagOrders',
    },
    async upgrade(transaction) {
      await transaction
        .table('articles')
        .toCollection()
        .modify((article) => {
          article.savedOrder = article.saved === 1 ? article.order : null;
        });
      await transaction
        .table('feeds')
        .toCollection()
        .modify((feed) => {
          Object.assign(feed, {
            nextPollReason: { code: 'new' },
            memory: {
              redirect: null,
              hints: { minutes: null, skipHours: [], skipDays: [] },
              appearedAt: [],
            },
            ownInterval: null,
            flaws: [],
            documentBytes: null,
          });
        });
      // Without an address and a title they are known by their ids alone, as before.
      await transaction
        .table('documents')
        .toCollection()
        .modify((document) => {
          const ids: readonly string[] = document.identities;
          document.idsChangeHands = false;
          document.articles = ids.map((identity) => ({
            publisherId: identity,
            identity,
            address: null,
            title: '',
            publishedAt: null,
          }));
          delete document.identities;
        });
      await transaction.table('folders').toCollection().modify({ ownInterval: null });
      await transaction
        .table('pollLog')
        .toCollection()
        .modify({ nextPollAt: 0, nextPollReason: { code: 'new' } });
    },
  },
  {
    // Whole articles, from their pages.
    version: 3,
    stores: { fullTexts: 'id, state, *imageKeys' },
    async upgrade(transaction) {
      await transaction.table('feeds').toCollection().modify({ fullText: false });
    },
  },
  {
    // Articles as they were before their publishers changed them. Rows of articles take up `edited` when that happens.
    version: 4,
    stores: { revisions: '++key, articleId' },
  },
  {
    // Folders in folders.
    version: 5,
    stores: {},
    async upgrade(transaction) {
      await transaction.table('folders').toCollection().modify({ parentId: null });
    },
  },
  {
    // Recordings, and how many of its newest episodes a feed keeps by itself.
    version: 6,
    stores: { audio: 'key, state, *articleIds' },
    async upgrade(transaction) {
      await transaction.table('feeds').toCollection().modify({ keptEpisodes: 0 });
    },
  },
  {
    // Bodies by the poll instead of one by one.
    version: 7,
    stores: { bodies: null, bodyPacks: '++key, *imageKeys', imageWishes: '++key' },
    upgrade: packBodies,
  },
];

const bodiesInPack = 40;

/** Moves every body into a pack, and tells its article which. The ids of a feed's articles stand together. */
async function packBodies(transaction: Transaction): Promise<void> {
  const [bodies, packs, articles] = ['bodies', 'bodyPacks', 'articles'].map((name) =>
    transaction.table(name),
  );
  let last = '';
  for (;;) {
    const pack: { readonly id: string; readonly imageKeys: readonly string[] }[] =
      (await bodies?.where(':id').above(last).limit(bodiesInPack).toArray()) ?? [];
    const end = pack.at(-1);
    if (!end) return;
    last = end.id;
    const imageKeys = [...new Set(pack.flatMap((body) => body.imageKeys))];
    const bodyPack = await packs?.add({ bodies: pack, imageKeys });
    const rows = (await articles?.bulkGet(pack.map(({ id }) => id))) ?? [];
    await articles?.bulkPut(rows.flatMap((row) => (row ? [{ ...row, bodyPack }] : [])));
  }
}
