import type { Feed } from '../../../shared/model/feed';
import type { Folder } from '../../../shared/model/folder';
import { library } from '../../library/connect';
import { showView, useReading } from '../../state/reading';
import { sayProblem, sayUndoable } from '../../ui/toaster';

/** Removes a folder; its feeds move out of it. Undo makes a folder of the same name and moves them back. */
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
    undo: async () => {
      const made = await library.createFolder(folder.title);
      if (!made.ok) sayProblem(made.problem);
      else {
        await library.setFolderInterval(made.value, folder.ownInterval);
        for (const feedId of removed.value) await library.moveFeed(feedId, made.value);
      }
    },
  });
}

/** Makes a folder and moves a feed into it. Returns what went wrong, for the dialog that asked for the name. */
export async function moveToNewFolder(feed: Feed, title: string) {
  const made = await library.createFolder(title);
  return made.ok ? library.moveFeed(feed.id, made.value) : made;
}
