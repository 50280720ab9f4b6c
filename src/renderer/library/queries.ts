import type { Article, ArticleBody } from '../../shared/model/article';
import type { Feed } from '../../shared/model/feed';
import type { Folder } from '../../shared/model/folder';
import type { ArticleId, ImageKey } from '../../shared/model/ids';
import type { Revision } from '../../shared/model/revision';
import type { Tag } from '../../shared/model/tag';
import type { PackedArticle } from '../../shared/model/trip-pack';
import type { View } from '../../shared/model/view';
import { articleIdOf, toArticle } from './article-rows';
import { readBodies } from './body-packs';
import { readList } from './read-list';
import { readPacked } from './read-packed';
import { readSidebar } from './read-sidebar';
import type { FullTextRow, ImageRow, LibraryView } from './schema';

/** A place in a list: `order` is the negated publish time, so that ascending is newest first; ties go by id. */
export interface ListRow {
  readonly id: ArticleId;
  readonly order: number;
}

export interface ListOptions {
  readonly limit: number;
  /** The last row the caller has: the next one after it comes first. */
  readonly after?: ListRow;
  readonly unreadOnly?: boolean;
}

export interface Sidebar {
  /** Subscribed feeds, by title. */
  readonly feeds: readonly Feed[];
  readonly folders: readonly Folder[];
  readonly tags: readonly Tag[];
  /** Unread today, unread in all, saved in all. */
  readonly counts: { readonly today: number; readonly unread: number; readonly saved: number };
}

/** What the window may ask of the database. It cannot write: the worker is the one writer. */
export interface LibraryQueries {
  /** The next `limit` rows of a view after a place (from the top without one), over an index; never everything. */
  readList(view: View, options: ListOptions): Promise<readonly ListRow[]>;
  /** In the order asked; undefined where there is none. */
  readArticles(ids: readonly ArticleId[]): Promise<readonly (Article | undefined)[]>;
  /**
   * The article with this address among those in the feeds' latest documents (older ones are not known by address). `addressKey` as
   * main makes it.
   */
  findByAddress(addressKey: string): Promise<ArticleId | undefined>;
  readBody(id: ArticleId): Promise<ArticleBody | undefined>;
  /** The whole text of an article and how it stands with it; undefined when nobody asked. */
  readFullText(id: ArticleId): Promise<FullTextRow | undefined>;
  /** The versions of an article before its publisher changed it, oldest first. */
  readRevisions(id: ArticleId): Promise<readonly Revision[]>;
  readFeed(id: Feed['id']): Promise<Feed | undefined>;
  /** The tags of an article, in the order they were given. */
  readArticleTags(id: ArticleId): Promise<readonly Tag[]>;
  /** What of these articles is on this computer, in the order asked; those that are gone are left out. */
  readPacked(ids: readonly ArticleId[]): Promise<readonly PackedArticle[]>;
  /** How it stands with these pictures, in the order asked; undefined where the library knows none. */
  readImages(keys: readonly ImageKey[]): Promise<readonly (ImageRow | undefined)[]>;
  /** Which of these pictures are on this computer. */
  readStoredImages(keys: readonly ImageKey[]): Promise<readonly ImageKey[]>;
  readSidebar(now: number): Promise<Sidebar>;
}

/** The queries over an open database. */
export function createQueries(library: LibraryView): LibraryQueries {
  return {
    readList: (view, options) => readList(library, view, options, Date.now()),
    readArticles: async (ids) =>
      (await library.articles.bulkGet([...ids])).map((row) => row && toArticle(row)),
    findByAddress: async (addressKey) => {
      // No index: an entry for each article of each poll would cost more than reading these on a click.
      for (const { feedId, articles } of await library.documents.toArray()) {
        const found = articles.find(({ address }) => address === addressKey);
        const id = found && articleIdOf(feedId, found.identity);
        if (id && (await library.articles.get(id))) return id;
      }
      return undefined;
    },
    readBody: async (id) => {
      const [row] = await readBodies(library, [await library.articles.get(id)]);
      if (!row) return undefined;
      const { id: _id, imageKeys: _imageKeys, ...body } = row;
      return body;
    },
    readFullText: (id) => library.fullTexts.get(id),
    readRevisions: async (id) => library.revisions.where('articleId').equals(id).toArray(),
    readFeed: (id) => library.feeds.get(id),
    readArticleTags: async (id) => {
      const article = await library.articles.get(id);
      const tags = await library.tags.bulkGet([...(article?.tagIds ?? [])]);
      return tags.filter((tag) => tag !== undefined);
    },
    readPacked: (ids) => readPacked(library, ids),
    readImages: (keys) => library.images.bulkGet([...keys]),
    readStoredImages: async (keys) => {
      const rows = await library.images.bulkGet([...keys]);
      return rows.flatMap((row) => (row?.state === 'stored' ? [row.key] : []));
    },
    readSidebar: (now) => readSidebar(library, now),
  };
}
