import type { FeedId, FolderId } from '../../shared/model/ids';
import { refuse } from './as-result';
import type { LibraryContext } from './library-context';
import type { FolderRow, LibraryDatabase } from './schema';

/** A folder of that name that is already there is the folder: two of one name could not be told apart. */
export async function createFolder(context: LibraryContext, title: string): Promise<FolderId> {
  const { database } = context;
  return database.transaction('rw', ['folders'], async () => {
    const [folderId] = await findOrCreateFolders(context, [title]);
    return folderId ?? refuse({ code: 'invalid-request', detail: 'a folder needs a name' });
  });
}

export async function renameFolder(
  { database }: LibraryContext,
  folderId: FolderId,
  title: string,
): Promise<null> {
  const name = tidyTitle(title);
  if (!name) refuse({ code: 'invalid-request', detail: 'a folder needs a name' });
  return database.transaction('rw', ['folders'], async () => {
    const folder = await requireFolder(database, folderId);
    const namesake = (await database.folders.toArray()).find(
      (other) => titleKey(other.title) === titleKey(name),
    );
    if (namesake && namesake.id !== folderId) refuse({ code: 'name-taken', name: namesake.title });
    await database.folders.put({ ...folder, title: name });
    return null;
  });
}

export async function removeFolder(
  { database }: LibraryContext,
  folderId: FolderId,
): Promise<readonly FeedId[]> {
  return database.transaction('rw', ['folders', 'feeds'], async () => {
    const feeds = await database.feeds.where('folderId').equals(folderId).toArray();
    await database.feeds.bulkPut(feeds.map((feed) => ({ ...feed, folderId: null })));
    await database.folders.delete(folderId);
    return feeds.filter((feed) => feed.unsubscribedAt === null).map(({ id }) => id);
  });
}

/** The folder's id for each title, null for an empty one. Inside a transaction over `folders`. */
export async function findOrCreateFolders(
  { database, newId }: LibraryContext,
  titles: readonly (string | null)[],
): Promise<readonly (FolderId | null)[]> {
  const known = new Map((await database.folders.toArray()).map(({ id, title }) => [titleKey(title), id]));
  const created: FolderRow[] = [];
  const ids = titles.map((title) => {
    const name = tidyTitle(title ?? '');
    if (!name) return null;
    const there = known.get(titleKey(name));
    if (there) return there;
    const folder: FolderRow = { id: newId() as FolderId, title: name, ownInterval: null };
    created.push(folder);
    known.set(titleKey(name), folder.id);
    return folder.id;
  });
  await database.folders.bulkAdd(created);
  return ids;
}

export async function requireFolder(database: LibraryDatabase, folderId: FolderId): Promise<FolderRow> {
  const folder = await database.folders.get(folderId);
  return folder ?? refuse({ code: 'invalid-request', detail: 'the folder is no longer there' });
}

function tidyTitle(title: string): string {
  return title.trim().replace(/\s+/g, ' ');
}

/** The form in which two titles are the same. */
function titleKey(title: string): string {
  return title.normalize('NFKC').toLowerCase();
}
