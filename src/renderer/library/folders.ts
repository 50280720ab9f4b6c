import { foldersById, foldersWithin, isInside } from '../../shared/model/folder-tree';
import type { FeedId, FolderId } from '../../shared/model/ids';
import { refuse } from './as-result';
import type { RemovedFolder } from './library-api';
import type { LibraryContext } from './library-context';
import type { FolderRow, LibraryDatabase } from './schema';

/** A folder of that name that is already there is the folder: two siblings of one name could not be told apart. */
export async function createFolder(
  context: LibraryContext,
  title: string,
  parentId: FolderId | null,
): Promise<FolderId> {
  const { database } = context;
  return database.transaction('rw', ['folders'], async () => {
    if (parentId !== null) await requireFolder(database, parentId);
    const [folderId] = await findOrCreateFolders(context, [[title]], parentId);
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
    refuseNamesake(await database.folders.toArray(), { ...folder, title: name });
    await database.folders.put({ ...folder, title: name });
    return null;
  });
}

/** Moves a folder with all that is inside it into another one, or to the top. Refused where it would stand inside itself. */
export async function moveFolder(
  { database }: LibraryContext,
  folderId: FolderId,
  parentId: FolderId | null,
): Promise<null> {
  return database.transaction('rw', ['folders'], async () => {
    const folder = await requireFolder(database, folderId);
    if (parentId !== null) await requireFolder(database, parentId);
    const folders = await database.folders.toArray();
    if (isInside(parentId, folderId, foldersById(folders)))
      refuse({ code: 'invalid-request', detail: 'a folder cannot stand inside itself' });
    refuseNamesake(folders, { ...folder, parentId });
    await database.folders.put({ ...folder, parentId });
    return null;
  });
}

/** What is inside it moves one level up; a folder whose name is taken there gets a number. */
export async function removeFolder({ database }: LibraryContext, folderId: FolderId): Promise<RemovedFolder> {
  return database.transaction('rw', ['folders', 'feeds'], async () => {
    const folder = await requireFolder(database, folderId);
    const { parentId } = folder;
    const feeds = await database.feeds.where('folderId').equals(folderId).toArray();
    await database.feeds.bulkPut(feeds.map((feed) => ({ ...feed, folderId: parentId })));
    const others = (await database.folders.toArray()).filter(({ id }) => id !== folderId);
    const lifted: RemovedFolder['folders'][number][] = [];
    const siblings = others.filter((other) => other.parentId === parentId);
    for (const inner of others.filter((other) => other.parentId === folderId)) {
      const after = { ...inner, parentId, title: freeTitle(inner.title, siblings) };
      siblings.push(after);
      lifted.push({ id: inner.id, title: inner.title, liftedTitle: after.title });
      await database.folders.put(after);
    }
    await database.folders.delete(folderId);
    return { folder, folders: lifted, feedIds: feeds.map(({ id }) => id) };
  });
}

/** Takes back `removeFolder`. What the reader moved elsewhere meanwhile stays there. */
export async function restoreFolder(
  { database }: LibraryContext,
  { folder, folders, feedIds }: RemovedFolder,
): Promise<null> {
  return database.transaction('rw', ['folders', 'feeds'], async () => {
    const there = await database.folders.toArray();
    const parentId = there.some(({ id }) => id === folder.parentId) ? folder.parentId : null;
    const siblings = there.filter(
      (other) => other.parentId === parentId && !folders.some(({ id }) => id === other.id),
    );
    await database.folders.put({ ...folder, parentId, title: freeTitle(folder.title, siblings) });
    for (const { id, title, liftedTitle } of folders) {
      const inner = there.find((other) => other.id === id);
      if (inner?.parentId !== folder.parentId) continue;
      const renamed = inner.title !== liftedTitle;
      await database.folders.put({ ...inner, parentId: folder.id, title: renamed ? inner.title : title });
    }
    const feeds = await database.feeds.bulkGet([...feedIds]);
    await database.feeds.bulkPut(
      feeds.flatMap((feed) => (feed?.folderId === folder.parentId ? [{ ...feed, folderId: folder.id }] : [])),
    );
    return null;
  });
}

/** The feeds in a folder and in those inside it, at any depth. */
export async function feedsWithin(database: LibraryDatabase, folderId: FolderId): Promise<readonly FeedId[]> {
  const within = foldersWithin(folderId, await database.folders.toArray());
  return database.feeds
    .where('folderId')
    .anyOf([...within])
    .primaryKeys();
}

/**
 * The folder at the end of each path of titles, null for an empty path. Titles that are empty are passed over. Inside a transaction
 * over `folders`.
 *
 * @param startId where the paths begin; null for the top
 */
export async function findOrCreateFolders(
  { database, newId }: LibraryContext,
  paths: readonly (readonly string[])[],
  startId: FolderId | null = null,
): Promise<readonly (FolderId | null)[]> {
  const known = new Map(
    (await database.folders.toArray()).map(({ id, title, parentId }) => [placeKey(parentId, title), id]),
  );
  const created: FolderRow[] = [];
  const ids = paths.map((path) => {
    let place = startId;
    for (const title of path) {
      const name = tidyTitle(title);
      if (!name) continue;
      const key = placeKey(place, name);
      const there = known.get(key);
      if (!there) created.push({ id: newId() as FolderId, title: name, parentId: place, ownInterval: null });
      place = there ?? created.at(-1)?.id ?? null;
      if (!there && place) known.set(key, place);
    }
    return place === startId ? null : place;
  });
  await database.folders.bulkAdd(created);
  return ids;
}

export async function requireFolder(database: LibraryDatabase, folderId: FolderId): Promise<FolderRow> {
  const folder = await database.folders.get(folderId);
  return folder ?? refuse({ code: 'invalid-request', detail: 'the folder is no longer there' });
}

function refuseNamesake(folders: readonly FolderRow[], folder: FolderRow): void {
  const key = placeKey(folder.parentId, folder.title);
  const namesake = folders.find(
    (other) => other.id !== folder.id && placeKey(other.parentId, other.title) === key,
  );
  if (namesake) refuse({ code: 'name-taken', name: namesake.title });
}

/** The title itself, or with the first number under which none of these folders has it. */
function freeTitle(title: string, siblings: readonly FolderRow[]): string {
  const taken = new Set(siblings.map((sibling) => titleKey(sibling.title)));
  let free = title;
  for (let number = 2; taken.has(titleKey(free)); number += 1) free = `${title} ${number}`;
  return free;
}

function tidyTitle(title: string): string {
  return title.trim().replace(/\s+/g, ' ');
}

/** The form in which two titles are the same. */
function titleKey(title: string): string {
  return title.normalize('NFKC').toLowerCase();
}

/** The same for two folders of one title in one place. */
function placeKey(parentId: FolderId | null, title: string): string {
  return `${parentId ?? ''}\n${titleKey(title)}`;
}
