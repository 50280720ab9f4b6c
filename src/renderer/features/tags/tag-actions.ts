import type { ArticleId } from '../../../shared/model/ids';
import type { Tag } from '../../../shared/model/tag';
import { library } from '../../library/connect';
import { showView, useReading } from '../../state/reading';
import { sayProblem, sayUndoable, valueOrSay } from '../../ui/toaster';

export async function addTag(articleId: ArticleId, name: string): Promise<void> {
  valueOrSay(await library.addTag(articleId, name));
}

export async function removeTag(articleId: ArticleId, tag: Tag): Promise<void> {
  valueOrSay(await library.removeTag(articleId, tag.id));
}

/** Takes a tag off every article, and offers to put it back. */
export async function deleteTag(tag: Tag): Promise<void> {
  const deleted = await library.deleteTag(tag.id);
  if (!deleted.ok) {
    sayProblem(deleted.problem);
    return;
  }
  const { view } = useReading.getState();
  if (view.kind === 'tag' && view.tagId === tag.id) showView({ kind: 'unread' });
  sayUndoable({
    done: `Deleted the tag ${tag.name}`,
    undo: async () => valueOrSay(await library.restoreTag(tag.name, deleted.value)),
  });
}
