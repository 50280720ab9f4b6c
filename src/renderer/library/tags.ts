import type { ArticleId, TagId } from '../../shared/model/ids';
import { type Tag, tagKey } from '../../shared/model/tag';
import { withTags } from './article-rows';
import { refuse } from './as-result';
import { articlesAtATime, changeArticles, changeManyArticles, changeStores } from './change-articles';
import type { LibraryContext } from './library-context';
import type { ArticleRow, LibraryDatabase, TagRow } from './schema';

/** Creates the tag when it is new; gives back the tag with its new count. */
export async function addTag(context: LibraryContext, articleId: ArticleId, name: string): Promise<Tag> {
  const { database } = context;
  return database.transaction('rw', [...changeStores], async () => {
    if (!(await database.articles.get(articleId))) {
      refuse({ code: 'invalid-request', detail: 'the article is no longer there' });
    }
    const { id } = await findOrCreateTag(context, name);
    await changeArticles(database, [articleId], (row) => withTag(row, id));
    return readTag(database, id);
  });
}

export async function removeTag(
  { database }: LibraryContext,
  articleId: ArticleId,
  tagId: TagId,
): Promise<null> {
  await changeManyArticles(database, [articleId], (row) => withoutTag(row, tagId));
  return null;
}

export async function renameTag({ database }: LibraryContext, tagId: TagId, name: string): Promise<null> {
  const key = requireKey(name);
  return database.transaction('rw', ['tags'], async () => {
    const tag = await readTag(database, tagId);
    const namesake = await database.tags.where('key').equals(key).first();
    if (namesake && namesake.id !== tagId) refuse({ code: 'name-taken', name: namesake.name });
    await database.tags.put({ ...tag, name: tidyName(name), key });
    return null;
  });
}

/** Takes the tag off its articles some at a time; the tag itself goes with the last of them. */
export async function deleteTag({ database }: LibraryContext, tagId: TagId): Promise<readonly ArticleId[]> {
  const untagged: ArticleId[] = [];
  for (;;) {
    const ids = await database.transaction('rw', [...changeStores], async () => {
      const tagged = await articlesOfTag(database, tagId);
      const changed = await changeArticles(database, tagged, (row) => withoutTag(row, tagId));
      if (tagged.length < articlesAtATime) await database.tags.delete(tagId);
      return changed;
    });
    untagged.push(...ids);
    if (ids.length < articlesAtATime) return untagged;
  }
}

/** The way back from `deleteTag`. Articles that are gone meanwhile are passed over. */
export async function restoreTag(
  context: LibraryContext,
  name: string,
  articleIds: readonly ArticleId[],
): Promise<Tag> {
  const { database } = context;
  const { id } = await database.transaction('rw', ['tags'], () => findOrCreateTag(context, name));
  await changeManyArticles(database, articleIds, (row) => withTag(row, id));
  return readTag(database, id);
}

async function findOrCreateTag({ database, newId }: LibraryContext, name: string): Promise<TagRow> {
  const key = requireKey(name);
  const there = await database.tags.where('key').equals(key).first();
  if (there) return there;
  const tag: TagRow = { id: newId() as TagId, name: tidyName(name), key, articleCount: 0 };
  await database.tags.add(tag);
  return tag;
}

async function readTag(database: LibraryDatabase, tagId: TagId): Promise<TagRow> {
  const tag = await database.tags.get(tagId);
  return tag ?? refuse({ code: 'invalid-request', detail: 'the tag is no longer there' });
}

async function articlesOfTag(database: LibraryDatabase, tagId: TagId): Promise<ArticleId[]> {
  const [low, high] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  return database.articles
    .where('tagOrders')
    .between([tagId, low], [tagId, high], true, true)
    .limit(articlesAtATime)
    .primaryKeys();
}

function requireKey(name: string): string {
  return tagKey(name) || refuse({ code: 'invalid-request', detail: 'a tag needs a name' });
}

/** As the reader typed it, without stray spaces. */
function tidyName(name: string): string {
  return name.normalize('NFKC').trim().replace(/\s+/g, ' ');
}

function withTag(row: ArticleRow, tagId: TagId): ArticleRow {
  return row.tagIds.includes(tagId) ? row : withTags(row, [...row.tagIds, tagId]);
}

function withoutTag(row: ArticleRow, tagId: TagId): ArticleRow {
  if (!row.tagIds.includes(tagId)) return row;
  return withTags(
    row,
    row.tagIds.filter((other) => other !== tagId),
  );
}
