import type { Folder } from './folder';
import type { FolderId } from './ids';
import type { OwnInterval } from './interval';

/**
 * How folders stand in each other. The library lets no folder stand inside itself; should a damaged one hold such a circle, or a
 * folder whose parent is gone, those folders stand at the top: nothing in them may be out of reach.
 */

export type FoldersById = ReadonlyMap<FolderId, Folder>;

export function foldersById(folders: readonly Folder[]): FoldersById {
  return new Map(folders.map((folder) => [folder.id, folder]));
}

/** A folder and those around it, from the inside out; none for the top. */
function foldersAround(folderId: FolderId | null, byId: FoldersById): readonly Folder[] {
  const around = new Set<Folder>();
  let folder = folderId === null ? undefined : byId.get(folderId);
  while (folder && !around.has(folder)) {
    around.add(folder);
    folder = folder.parentId === null ? undefined : byId.get(folder.parentId);
  }
  return [...around];
}

/** The titles of a folder and those around it, from the outside in. */
export function folderPath(folderId: FolderId | null, byId: FoldersById): readonly string[] {
  return foldersAround(folderId, byId)
    .map(({ title }) => title)
    .reverse();
}

/** The interval that holds in a folder: its own, else that of the nearest folder around it that has one. */
export function intervalWithin(folderId: FolderId | null, byId: FoldersById): OwnInterval | null {
  const chosen = foldersAround(folderId, byId).find(({ ownInterval }) => ownInterval !== null);
  return chosen?.ownInterval ?? null;
}

/** The folders directly inside each folder, and at the top (null), in the order given. */
export function foldersInside(folders: readonly Folder[]): ReadonlyMap<FolderId | null, readonly Folder[]> {
  const byId = foldersById(folders);
  const inside = new Map<FolderId | null, Folder[]>();
  for (const folder of folders) {
    const { parentId } = folder;
    const reachable = parentId !== null && byId.has(parentId) && !isInside(parentId, folder.id, byId);
    const place = reachable ? parentId : null;
    const siblings = inside.get(place);
    if (siblings) siblings.push(folder);
    else inside.set(place, [folder]);
  }
  return inside;
}

/** Whether a folder is another one or stands somewhere inside it. */
export function isInside(folderId: FolderId | null, otherId: FolderId, byId: FoldersById): boolean {
  return foldersAround(folderId, byId).some(({ id }) => id === otherId);
}

/** A folder and all that stand inside it, at any depth. */
export function foldersWithin(folderId: FolderId, folders: readonly Folder[]): ReadonlySet<FolderId> {
  const inside = foldersInside(folders);
  const within = new Set<FolderId>();
  const waiting = [folderId];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (within.has(next)) continue;
    within.add(next);
    for (const { id } of inside.get(next) ?? []) waiting.push(id);
  }
  return within;
}

/** A folder with its depth, from 1 at the top. */
export interface FolderLine {
  readonly folder: Folder;
  readonly level: number;
}

/** All folders as the lines of a tree, each followed by those inside it; siblings in the order given. */
export function folderLines(folders: readonly Folder[]): readonly FolderLine[] {
  const inside = foldersInside(folders);
  const lines: FolderLine[] = [];
  const walk = (parentId: FolderId | null, level: number) => {
    for (const folder of inside.get(parentId) ?? []) {
      lines.push({ folder, level });
      walk(folder.id, level + 1);
    }
  };
  walk(null, 1);
  return lines;
}
