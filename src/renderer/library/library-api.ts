import type { Validators } from '../../shared/model/feed';
import type { Folder } from '../../shared/model/folder';
import type { ArticleId, AudioKey, FeedId, FolderId, ImageKey, TagId } from '../../shared/model/ids';
import type { OwnInterval } from '../../shared/model/interval';
import type { PolledFeed, PollMemory, PollReason } from '../../shared/model/poll';
import type { ImageBudget, StorageFigures } from '../../shared/model/storage';
import type { Tag } from '../../shared/model/tag';
import type { View } from '../../shared/model/view';
import type { Result } from '../../shared/result';

/** A feed found by main, to be subscribed to together with its first articles. */
export interface NewSubscription {
  readonly feedUrl: string;
  readonly ownTitle: string | null;
  readonly folderId: FolderId | null;
  readonly validators: Validators;
  readonly feed: PolledFeed;
  readonly status: number;
  readonly bytes: number;
  readonly nextPollAt: number;
  readonly nextPollReason: PollReason;
  readonly memory: PollMemory;
}

/** A subscription known by its address alone (from a file): polled soon after. */
export interface BareSubscription {
  readonly feedUrl: string;
  readonly title: string | null;
  /** The reader's own title. */
  readonly ownTitle?: string | null;
  readonly siteUrl?: string | null;
  readonly description?: string | null;
  /** Titles of the folders around it, from the outside in; empty at the top. Those not there are made. */
  readonly folder: readonly string[];
}

/** A folder that was removed, with what it takes to have it back. */
export interface RemovedFolder {
  readonly folder: Folder;
  /** The folders that were inside it, with their titles there and one level up. */
  readonly folders: readonly {
    readonly id: FolderId;
    readonly title: string;
    readonly liftedTitle: string;
  }[];
  readonly feedIds: readonly FeedId[];
}

/**
 * Everything that changes the library. The worker is the one writer of IndexedDB; the window calls this through Comlink.
 * Every call resolves only when the change is on disk (`durability: 'strict'` for what a person did).
 */
export interface LibraryApi {
  /** Opens (and migrates) the database. Everything else waits for it. */
  open(): Promise<Result<null>>;
  /** Opens (and migrates) the database and starts listening to main on the port. May be called again with a new port. */
  connect(port: MessagePort): Promise<void>;

  subscribe(subscription: NewSubscription): Promise<Result<FeedId>>;
  /** Skips those already subscribed; returns the ids of the new ones, in order. */
  subscribeBare(subscriptions: readonly BareSubscription[]): Promise<Result<readonly FeedId[]>>;
  /** Saved and tagged articles stay. Undone with `resubscribe` until the app is closed. */
  unsubscribe(feedId: FeedId): Promise<Result<null>>;
  /** All of them in one transaction. */
  unsubscribeMany(feedIds: readonly FeedId[]): Promise<Result<null>>;
  resubscribe(feedId: FeedId): Promise<Result<null>>;
  /** Keeps its articles; polled there soon. Refused when another feed has the address. */
  changeAddress(feedId: FeedId, address: string): Promise<Result<null>>;
  renameFeed(feedId: FeedId, ownTitle: string | null): Promise<Result<null>>;
  moveFeed(feedId: FeedId, folderId: FolderId | null): Promise<Result<null>>;
  /** How often they are polled; null to follow folder and feed. Main hears of the new plan at once. */
  setFeedInterval(feedIds: readonly FeedId[], interval: OwnInterval | null): Promise<Result<null>>;

  /** Whether every article of the feed is brought whole, from its page; the unread ones there are at once. */
  setFeedFullText(feedId: FeedId, fullText: boolean): Promise<Result<null>>;
  /** Brings the whole text of an article from its page; `readFullText` tells how it stands. */
  requestFullText(articleId: ArticleId): Promise<Result<null>>;
  /** Asks for everything these articles lack to be whole without a network. */
  takeOffline(articleIds: readonly ArticleId[]): Promise<Result<null>>;
  /** Asks again for those of these pictures that are not on this computer. */
  retryImages(keys: readonly ImageKey[]): Promise<Result<null>>;

  /**
   * Brings a recording of an article to this computer, at once where it is `urgent`, and returns the name it plays under. `again`:
   * also when it is said to be here.
   */
  requestAudio(
    articleId: ArticleId,
    url: string,
    how: { readonly urgent: boolean; readonly again: boolean },
  ): Promise<Result<AudioKey>>;
  /** Brings every recording of these articles. */
  requestAllAudio(articleIds: readonly ArticleId[]): Promise<Result<null>>;
  /** Removes a recording of an article from this computer, also one on its way. */
  removeAudio(articleId: ArticleId, url: string): Promise<Result<null>>;
  /** How many of its newest episodes a feed keeps by itself; none is 0. */
  setKeptEpisodes(feedId: FeedId, keptEpisodes: number): Promise<Result<null>>;

  /** In another folder, or at the top. One of that name that is there already is the folder. */
  createFolder(title: string, parentId?: FolderId | null): Promise<Result<FolderId>>;
  renameFolder(folderId: FolderId, title: string): Promise<Result<null>>;
  /** With all that is inside it. Refused where it would stand inside itself, or where its name is taken. */
  moveFolder(folderId: FolderId, parentId: FolderId | null): Promise<Result<null>>;
  /** How often those of its feeds are polled that have no interval of their own. */
  setFolderInterval(folderId: FolderId, interval: OwnInterval | null): Promise<Result<null>>;
  /** What is inside it moves one level up; nothing is lost. Undone with `restoreFolder`. */
  removeFolder(folderId: FolderId): Promise<Result<RemovedFolder>>;
  restoreFolder(removed: RemovedFolder): Promise<Result<null>>;

  setRead(articleIds: readonly ArticleId[], read: boolean): Promise<Result<null>>;
  /** Marks everything in the view read, in chunks. Returns what was unread before, for undo. */
  markAllRead(view: View): Promise<Result<readonly ArticleId[]>>;
  setSaved(articleId: ArticleId, saved: boolean): Promise<Result<null>>;
  /** Creates the tag when it is new. */
  addTag(articleId: ArticleId, name: string): Promise<Result<Tag>>;
  removeTag(articleId: ArticleId, tagId: TagId): Promise<Result<null>>;
  renameTag(tagId: TagId, name: string): Promise<Result<null>>;
  /** Takes the tag off every article. Returns those that had it, for undo with `restoreTag`. */
  deleteTag(tagId: TagId): Promise<Result<readonly ArticleId[]>>;
  restoreTag(name: string, articleIds: readonly ArticleId[]): Promise<Result<Tag>>;

  /** Newest first; case- and accent-insensitive words of the title, all of which must occur. At most `limit`. */
  searchTitles(text: string, limit: number): Promise<Result<readonly ArticleId[]>>;

  /**
   * Removes what retention lets go, in small steps. Saved, tagged and unread articles, and those still in their feed, stay.
   * Finishes also what unsubscribing began in an earlier run of the app. Runs by itself some time after the start.
   */
  applyRetention(): Promise<Result<{ readonly removed: number }>>;
  /** These pictures are on the screen: they go last when room has to be made. Written down later, with others. */
  noteShown(keys: readonly ImageKey[]): Promise<Result<null>>;
  /** What pictures take. Walks over all of them. */
  readStorage(): Promise<Result<StorageFigures>>;
  /** Room is made soon where there are more already. */
  setImageBudget(budget: ImageBudget): Promise<Result<null>>;
  /** Retention and the pictures' limit, applied now. Returns what went. */
  freeSpace(): Promise<
    Result<{ readonly articles: number; readonly pictures: number; readonly bytes: number }>
  >;
  /** Recounts every stored counter and mends those that drifted. Returns how many were wrong. */
  repairCounters(): Promise<Result<{ readonly repaired: number }>>;
}
