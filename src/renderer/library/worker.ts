import * as Comlink from 'comlink';
import type { Result } from '../../shared/result';
import { asResult } from './as-result';
import { removeAudio, requestAllAudio, requestAudio, setKeptEpisodes } from './audio';
import { changeAddress } from './change-address';
import { repairCounters } from './counters';
import { createFolder, feedsWithin, moveFolder, removeFolder, renameFolder, restoreFolder } from './folders';
import { requestFullText, setFeedFullText, takeOffline } from './full-texts';
import { createImageKeeper } from './image-budget';
import { grantWishes } from './image-wishes';
import { retryImages } from './images';
import { replan, setFeedInterval, setFolderInterval } from './intervals';
import type { LibraryApi } from './library-api';
import type { LibraryContext } from './library-context';
import { createMainLink } from './main-link';
import { scheduleMaintenance } from './maintenance';
import { tidyUp } from './retention';
import { LibraryDatabase } from './schema';
import { createTitleSearch } from './search-titles';
import { markAllRead, setRead, setSaved } from './status';
import { readStorage } from './storage';
import {
  moveFeed,
  renameFeed,
  resubscribe,
  subscribe,
  subscribeBare,
  unsubscribe,
  unsubscribeMany,
} from './subscriptions';
import { addTag, deleteTag, removeTag, renameTag, restoreTag } from './tags';

/** The library worker: the one writer of the database. Everything is composed here. */

const database = new LibraryDatabase();
const startedAt = Date.now();
const base = { database, now: Date.now, newId };
const mainLink = createMainLink(base, (bytes) => imageKeeper.noteStored(bytes));
const context: LibraryContext = { ...base, tell: mainLink.tell };
const imageKeeper = createImageKeeper(context);
const searchTitles = createTitleSearch(database);

/** 64 random bits: short keys keep the indexes small. */
function newId(): string {
  const parts = crypto.getRandomValues(new Uint32Array(2));
  return Array.from(parts, (part) => part.toString(16).padStart(8, '0')).join('');
}

let opening: Promise<Result<null>> | null = null;

async function open(): Promise<Result<null>> {
  opening ??= asResult(async () => {
    await database.open();
    scheduleMaintenance(context, startedAt);
    imageKeeper.start();
    return null;
  });
  const opened = await opening;
  // A disk that was full may have room at the next try.
  if (!opened.ok) opening = null;
  return opened;
}

/** Runs an action of the reader's once the database is open. */
async function run<T>(action: (context: LibraryContext) => Promise<T>): Promise<Result<T>> {
  const opened = await open();
  return opened.ok ? asResult(() => action(context)) : opened;
}

const api: LibraryApi = {
  open,
  async connect(port) {
    const opened = await open();
    // Main waits for a plan in vain, and polls nothing: nothing it brought could be stored.
    if (opened.ok) await mainLink.attach(port);
    else port.close();
  },
  subscribe: (subscription) => run((library) => subscribe(library, subscription)),
  subscribeBare: (subscriptions) => run((library) => subscribeBare(library, subscriptions)),
  unsubscribe: (feedId) => run((library) => unsubscribe(library, feedId)),
  unsubscribeMany: (feedIds) => run((library) => unsubscribeMany(library, feedIds)),
  resubscribe: (feedId) => run((library) => resubscribe(library, feedId)),
  changeAddress: (feedId, address) => run((library) => changeAddress(library, feedId, address)),
  renameFeed: (feedId, ownTitle) => run((library) => renameFeed(library, feedId, ownTitle)),
  moveFeed: (feedId, folderId) => run((library) => moveFeed(library, feedId, folderId)),
  setFeedFullText: (feedId, fullText) => run((library) => setFeedFullText(library, feedId, fullText)),
  requestFullText: (articleId) => run((library) => requestFullText(library, articleId)),
  takeOffline: (articleIds) =>
    run(async (library) => {
      await grantWishes(library);
      return takeOffline(library, articleIds);
    }),
  retryImages: (keys) =>
    run(async (library) => {
      await grantWishes(library);
      return retryImages(library, keys);
    }),
  requestAudio: (articleId, url, how) => run((library) => requestAudio(library, articleId, url, how)),
  requestAllAudio: (articleIds) => run((library) => requestAllAudio(library, articleIds)),
  removeAudio: (articleId, url) => run((library) => removeAudio(library, articleId, url)),
  setKeptEpisodes: (feedId, keptEpisodes) => run((library) => setKeptEpisodes(library, feedId, keptEpisodes)),
  setFeedInterval: (feedIds, interval) => run((library) => setFeedInterval(library, feedIds, interval)),
  setFolderInterval: (folderId, interval) => run((library) => setFolderInterval(library, folderId, interval)),
  createFolder: (title, parentId = null) => run((library) => createFolder(library, title, parentId)),
  renameFolder: (folderId, title) => run((library) => renameFolder(library, folderId, title)),
  // The folder may have an interval, and so may the one it comes to stand in.
  moveFolder: (folderId, parentId) =>
    run(async (library) => {
      await moveFolder(library, folderId, parentId);
      await replan(library, await feedsWithin(database, folderId));
      return null;
    }),
  removeFolder: (folderId) =>
    run(async (library) => {
      const inside = await feedsWithin(database, folderId);
      const removed = await removeFolder(library, folderId);
      if (removed.folder.ownInterval !== null) await replan(library, inside);
      return removed;
    }),
  restoreFolder: (removed) =>
    run(async (library) => {
      await restoreFolder(library, removed);
      const { id, ownInterval } = removed.folder;
      if (ownInterval !== null) await replan(library, await feedsWithin(database, id));
      return null;
    }),
  setRead: (articleIds, read) => run((library) => setRead(library, articleIds, read)),
  markAllRead: (view) => run((library) => markAllRead(library, view)),
  setSaved: (articleId, saved) => run((library) => setSaved(library, articleId, saved)),
  addTag: (articleId, name) => run((library) => addTag(library, articleId, name)),
  removeTag: (articleId, tagId) => run((library) => removeTag(library, articleId, tagId)),
  renameTag: (tagId, name) => run((library) => renameTag(library, tagId, name)),
  deleteTag: (tagId) => run((library) => deleteTag(library, tagId)),
  restoreTag: (name, articleIds) => run((library) => restoreTag(library, name, articleIds)),
  searchTitles: (text, limit) => run(() => searchTitles(text, limit)),
  noteShown: (keys) => run(async () => imageKeeper.noteShown(keys)),
  readStorage: () => run(readStorage),
  setImageBudget: (budget) => run(() => imageKeeper.setBudget(budget)),
  freeSpace: () =>
    run(async (library) => {
      const { removed } = await tidyUp(library, startedAt);
      return { articles: removed, ...(await imageKeeper.makeRoom()) };
    }),
  applyRetention: () => run((library) => tidyUp(library, startedAt)),
  repairCounters: () => run(async () => ({ repaired: await repairCounters(database) })),
};

Comlink.expose(api);
