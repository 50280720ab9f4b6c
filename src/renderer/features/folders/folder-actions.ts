import { type Feed, feedTitle } from '../../../shared/model/feed';
import type { Folder } from '../../../shared/model/folder';
import type { FolderId } from '../../../shared/model/ids';
import { viewKey } from '../../../shared/model/view';
import { failed, type Result } from '../../../shared/result';
import { library, queries } from '../../library/connect';
import { setExpanded } from '../../state/collapsed';
import { showView, useReading } from '../../state/reading';
import { sayProblem, sayUndoable, valueOrSay } from '../../ui/toaster';

/** Removes a folder; what is inside moves one level up. */
export async function removeFolder(folder: Folder): Promise<void> {
  const removed = await library.removeFolder(folder.id);
  if (!removed.ok) {
    sayProblem(removed.problem);
    return;
  }
  const { view } = useReading.getState();
  if (view.kind === 'folder' && view.folderId === folder.id) showView({ kind: 'unread' });
  sayUndoable({
    done: `Removed the folder ${folder.title}`,
    undo: async () => valueOrSay(await library.restoreFolder(removed.value)),
  });
}

/** Makes a folder, and moves a feed into it if one is given. Returns what went wrong, for the dialog that asked for the name. */
export async function createFolder(
  title: string,
  inside: Folder | null,
  feed: Feed | null,
): Promise<Result<unknown>> {
  const before = new Set((await queries.readSidebar(Date.now())).folders.map(({ id }) => id));
  const made = await library.createFolder(title, inside?.id ?? null);
  if (!made.ok) return made;
  if (feed) {
    const moved = await library.moveFeed(feed.id, made.value);
    if (!moved.ok) return moved;
  }
  const isNew = !before.has(made.value);
  if (!feed && !isNew) return failed({ code: 'name-taken', name: title });
  if (inside) showInside(inside.id);
  sayUndoable({
    done: feed ? `Moved ${feedTitle(feed)} into ${title}` : `Made the folder ${title}`,
    undo: async () => {
      if (feed) valueOrSay(await library.moveFeed(feed.id, feed.folderId));
      if (isNew) valueOrSay(await library.removeFolder(made.value));
    },
  });
  return made;
}

export async function renameFolder(folder: Folder, title: string): Promise<Result<unknown>> {
  const renamed = await library.renameFolder(folder.id, title);
  if (!renamed.ok || title === folder.title) return renamed;
  sayUndoable({
    done: `Renamed ${folder.title} to ${title}`,
    undo: async () => valueOrSay(await library.renameFolder(folder.id, folder.title)),
  });
  return renamed;
}

/** Moves a folder with all that is inside it into another one, or to the top. */
export async function moveFolder(folder: Folder, target: Folder | null): Promise<void> {
  if (folder.parentId === (target?.id ?? null)) return;
  const moved = await library.moveFolder(folder.id, target?.id ?? null);
  if (!moved.ok) {
    sayProblem(moved.problem);
    return;
  }
  if (target) showInside(target.id);
  sayUndoable({
    done: `Moved ${folder.title} ${target ? `into ${target.title}` : 'to the top'}`,
    undo: async () => valueOrSay(await library.moveFolder(folder.id, folder.parentId)),
  });
}

/** Moves a feed into a folder, or to the top. */
export async function moveFeed(feed: Feed, target: Folder | null): Promise<void> {
  if (feed.folderId === (target?.id ?? null)) return;
  const moved = await library.moveFeed(feed.id, target?.id ?? null);
  if (!moved.ok) {
    sayProblem(moved.problem);
    return;
  }
  if (target) showInside(target.id);
  sayUndoable({
    done: `Moved ${feedTitle(feed)} ${target ? `into ${target.title}` : 'to the top'}`,
    undo: async () => valueOrSay(await library.moveFeed(feed.id, feed.folderId)),
  });
}

/** What went into a closed folder would seem lost. */
function showInside(folderId: FolderId): void {
  setExpanded(viewKey({ kind: 'folder', folderId }), true);
}
