import { type Feed, feedTitle } from '../../../shared/model/feed';
import type { Folder } from '../../../shared/model/folder';
import { describeInterval, type OwnInterval } from '../../../shared/model/interval';
import { library } from '../../library/connect';
import { sayProblem, sayUndoable, valueOrSay } from '../../ui/toaster';

/** How often these feeds are polled; null to leave it to folder and feed. Undone as one. */
export async function setFeedIntervals(feeds: readonly Feed[], interval: OwnInterval | null): Promise<void> {
  const set = await library.setFeedInterval(
    feeds.map(({ id }) => id),
    interval,
  );
  if (!set.ok) {
    sayProblem(set.problem);
    return;
  }
  const [only] = feeds;
  const name = feeds.length === 1 && only ? feedTitle(only) : `${feeds.length.toLocaleString()} feeds`;
  sayUndoable({
    done: `${name}: ${said(interval)}`,
    undo: async () => {
      for (const { id, ownInterval } of feeds) valueOrSay(await library.setFeedInterval([id], ownInterval));
    },
  });
}

export async function setFolderInterval(folder: Folder, interval: OwnInterval | null): Promise<void> {
  const set = await library.setFolderInterval(folder.id, interval);
  if (!set.ok) {
    sayProblem(set.problem);
    return;
  }
  sayUndoable({
    done: `${folder.title}: ${said(interval)}`,
    undo: async () => valueOrSay(await library.setFolderInterval(folder.id, folder.ownInterval)),
  });
}

function said(interval: OwnInterval | null): string {
  return interval === null ? 'checked automatically' : `checked ${describeInterval(interval)}`;
}
