import { Dexie, type Table } from 'dexie';
import type { ArticleBody, ArticleContent, ArticleImage, Chapter } from '../../shared/model/article';
import type { Feed } from '../../shared/model/feed';
import type { Folder } from '../../shared/model/folder';
import type { FullText } from '../../shared/model/full-text';
import type { ArticleId, AudioKey, FeedId, FolderId, ImageKey, TagId } from '../../shared/model/ids';
import type { PollLogEntry } from '../../shared/model/poll';
import type { Problem } from '../../shared/model/problem';
import type { Edit, Revision } from '../../shared/model/revision';
import type { ImageBudget } from '../../shared/model/storage';
import type { Tag } from '../../shared/model/tag';
import { migrations } from './migrations';

export const databaseName = 'broadsheet';

export type FeedRow = Feed;
export type FolderRow = Folder;
export type TagRow = Tag;

/** An article without its body. The fields that indexes need are numbers, since IndexedDB cannot index booleans. */
export interface ArticleRow extends ArticleContent {
  readonly id: ArticleId;
  readonly feedId: FeedId;
  /** `-publishedAt`: ascending is newest first, since Chromium walks indexes backwards slowly. */
  readonly order: number;
  readonly unread: 0 | 1;
  readonly saved: 0 | 1;
  /** `order` of a saved article, null for any other: IndexedDB leaves null out of the index, which so holds the saved ones alone. */
  readonly savedOrder: number | null;
  readonly tagIds: readonly TagId[];
  /** `[tagId, order]` for each tag: an index entry each, so that a tag's list is a range. */
  readonly tagOrders: readonly (readonly [TagId, number])[];
  readonly arrivedAt: number;
  readonly revision: number;
  /** The pack its body is in. */
  readonly bodyPack: number;
  /** Not there until the publisher changes something. */
  readonly edited?: Edit;
}

export interface BodyRow extends ArticleBody {
  readonly id: ArticleId;
  /** Every picture the article shows, each once: tells which stored pictures are still needed. */
  readonly imageKeys: readonly ImageKey[];
}

/** Bodies of articles that arrived together. */
export interface BodyPackRow {
  /** Given by the database, ascending. */
  readonly key?: number;
  readonly bodies: readonly BodyRow[];
  /** Every picture they show, each once. */
  readonly imageKeys: readonly ImageKey[];
}

/** What a feed's latest document held: an article still in it may not be removed, or the next poll would bring it back as new. */
export interface DocumentRow {
  readonly feedId: FeedId;
  /** Its publisher was seen to give the id of one article to another. */
  readonly idsChangeHands: boolean;
  readonly articles: readonly DocumentArticle[];
}

/** What an article is known by in the next document (see `identifyArticles`). */
export interface DocumentArticle {
  /** What its publisher knows it by. */
  readonly publisherId: string;
  /** What it is stored by. */
  readonly identity: string;
  readonly address: string | null;
  readonly title: string;
  readonly publishedAt: number | null;
  /** Of what is stored: the same again is not even looked up. Entries from before it was noted lack it. */
  readonly contentHash?: string;
}

export interface ImageRow extends ArticleImage {
  /** The feed that first showed it. */
  readonly feedUrl: string;
  readonly state: 'pending' | 'stored' | 'failed';
  /** MIME type and size, once stored. */
  readonly type: string | null;
  readonly bytes: number | null;
  /** Why the last try failed. */
  readonly problem: Problem | null;
  readonly settledAt: number | null;
  /** When an article that shows it was last read; not there while that was not after its arrival. */
  readonly usedAt?: number;
}

/** A recording somebody asked for, or a feed keeps by itself. */
export interface AudioRow {
  readonly key: AudioKey;
  readonly url: string;
  readonly feedId: FeedId;
  readonly feedUrl: string;
  /** The articles that carry it; it goes with the last. */
  readonly articleIds: readonly ArticleId[];
  readonly by: 'reader' | 'feed';
  /** `removed`: the reader does not want it kept; not asked for again by itself. */
  readonly state: 'pending' | 'stored' | 'failed' | 'removed';
  readonly chaptersUrl: string | null;
  /** From that file; null when there is none, or it has not come. */
  readonly chapters: readonly Chapter[] | null;
  /** MIME type and size, once stored. */
  readonly type: string | null;
  readonly bytes: number | null;
  /** When it was last asked for: earlier reports of main's say nothing about it. */
  readonly askedAt: number;
  /** Why the last try failed. */
  readonly problem: Problem | null;
  readonly settledAt: number | null;
}

/** A pack of bodies whose pictures have not been asked for yet. */
export interface ImageWishRow {
  /** Given by the database, ascending. */
  readonly key?: number;
  readonly bodyPack: number;
  readonly feedUrl: string;
}

/** The whole text of an article, or how it stands with getting it. */
export interface FullTextRow {
  readonly id: ArticleId;
  readonly state: 'pending' | 'stored' | 'failed';
  /** Once stored; that of an earlier time while it is asked for again. */
  readonly text: FullText | null;
  /** Why the last try failed. */
  readonly problem: Problem | null;
  readonly settledAt: number | null;
  readonly imageKeys: readonly ImageKey[];
}

export interface RevisionRow extends Revision {
  /** Given by the database, ascending. */
  readonly key?: number;
}

export interface PollLogRow extends PollLogEntry {
  /** Given by the database, ascending. */
  readonly id?: number;
}

/** Single values. `saved-count`: how many articles are saved; `image-budget`: not there until the reader chooses. */
export type MetaRow =
  | { readonly key: 'saved-count'; readonly value: number }
  | { readonly key: 'image-budget'; readonly value: ImageBudget };

/** Reading alone, of one store. */
export type ReadOnlyTable<Row, Key> = Pick<Table<Row, Key>, 'get' | 'bulkGet' | 'toArray'>;

/** Reading of one store by an index. */
export interface IndexedTable<Row> {
  where(index: string): { equals(value: string): { toArray(): PromiseLike<Row[]> } };
}

export type StoreName = keyof Pick<
  LibraryDatabase,
  | 'feeds'
  | 'folders'
  | 'articles'
  | 'bodyPacks'
  | 'fullTexts'
  | 'revisions'
  | 'documents'
  | 'tags'
  | 'images'
  | 'audio'
  | 'imageWishes'
  | 'pollLog'
  | 'meta'
>;

/** The database as the window sees it: it cannot write, not even by mistake. */
export interface LibraryView {
  readonly feeds: ReadOnlyTable<FeedRow, FeedId>;
  readonly folders: ReadOnlyTable<FolderRow, FolderId>;
  readonly articles: ReadOnlyTable<ArticleRow, ArticleId>;
  readonly bodyPacks: ReadOnlyTable<BodyPackRow, number>;
  readonly fullTexts: ReadOnlyTable<FullTextRow, ArticleId>;
  readonly revisions: IndexedTable<RevisionRow>;
  readonly documents: ReadOnlyTable<DocumentRow, FeedId>;
  readonly tags: ReadOnlyTable<TagRow, TagId>;
  readonly images: ReadOnlyTable<ImageRow, ImageKey>;
  readonly pollLog: IndexedTable<PollLogRow>;
  readonly audio: ReadOnlyTable<AudioRow, AudioKey> & IndexedTable<AudioRow>;
  readonly meta: ReadOnlyTable<MetaRow, MetaRow['key']>;
  /** A read-only transaction of IndexedDB itself: key cursors that resume at an exact place are beyond Dexie. */
  beginRead(...stores: StoreName[]): Promise<IDBTransaction>;
}

/**
 * The writable database, for the library worker alone.
 *
 * Every transaction is strict (flushed to disk before it counts as done), not only those a person waits for: Dexie sets
 * durability per database, it cost at most a tenth when measured, and polls share transactions while many wait.
 */
export class LibraryDatabase extends Dexie implements LibraryView {
  declare readonly feeds: Table<FeedRow, FeedId>;
  declare readonly folders: Table<FolderRow, FolderId>;
  declare readonly articles: Table<ArticleRow, ArticleId>;
  declare readonly bodyPacks: Table<BodyPackRow, number>;
  declare readonly fullTexts: Table<FullTextRow, ArticleId>;
  declare readonly revisions: Table<RevisionRow, number>;
  declare readonly documents: Table<DocumentRow, FeedId>;
  declare readonly tags: Table<TagRow, TagId>;
  declare readonly images: Table<ImageRow, ImageKey>;
  declare readonly audio: Table<AudioRow, AudioKey>;
  declare readonly imageWishes: Table<ImageWishRow, number>;
  declare readonly pollLog: Table<PollLogRow, number>;
  declare readonly meta: Table<MetaRow, MetaRow['key']>;

  constructor() {
    // Dexie's query cache would hold rows nobody asks for twice.
    super(databaseName, { chromeTransactionDurability: 'strict', cache: 'disabled' });
    for (const { version, stores, upgrade } of migrations) {
      const declared = this.version(version).stores({ ...stores });
      if (upgrade) declared.upgrade(upgrade);
    }
  }

  async beginRead(...stores: StoreName[]): Promise<IDBTransaction> {
    if (!this.isOpen()) await this.open();
    return this.backendDB().transaction(stores, 'readonly');
  }
}

/** Opens the database for reading. To be called once the worker has opened it, so that any migration runs there. */
export async function openLibraryView(): Promise<LibraryView> {
  const database = new LibraryDatabase();
  await database.open();
  return database;
}
