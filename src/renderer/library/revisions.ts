import type { ArticleId } from '../../shared/model/ids';
import { editBetween } from '../../shared/model/revision';
import { isKept } from './article-rows';
import type { ArticleDraft, PollWrites } from './merge-poll';
import type { ArticleRow, BodyRow, LibraryDatabase, RevisionRow } from './schema';

/** Versions kept of an article; of a saved or tagged one, so many more that none is lost in practice. */
const versionsKept = 10;
const versionsKeptForGood = 200;

export interface NotedPoll {
  /** The poll's writes, with what changed noted in the rows of changed articles. */
  readonly writes: PollWrites;
  /** The articles as they were before. */
  readonly revisions: readonly RevisionRow[];
}

/**
 * Notes what a poll's changes touched. A change that readers would not see (a picture's address, a link) leaves no version.
 *
 * @param stored the rows before the poll
 * @param bodies the bodies before the poll, of the changed articles
 */
export function noteRevisions(
  writes: PollWrites,
  stored: ReadonlyMap<ArticleId, ArticleRow>,
  bodies: ReadonlyMap<ArticleId, BodyRow>,
): NotedPoll {
  if (writes.changedIds.length === 0) return { writes, revisions: [] };
  const changed = new Set(writes.changedIds);
  const revisions: RevisionRow[] = [];
  const articles = writes.articles.map((row, place): ArticleDraft => {
    const before = changed.has(row.id) ? stored.get(row.id) : undefined;
    const html = bodies.get(row.id)?.html;
    if (!before || html === undefined) return row;
    const old = { title: before.title, html };
    const edited = editBetween(old, { title: row.title, html: writes.bodies[place]?.html ?? '' });
    if (edited === null) return row;
    revisions.push({ articleId: row.id, number: before.revision, ...old, replacedAt: writes.log.at });
    return { ...row, edited };
  });
  return { writes: { ...writes, articles }, revisions };
}

/** Writes versions, and lets the oldest go where there are too many. Inside a transaction over `revisions`. */
export async function writeRevisions(
  database: LibraryDatabase,
  revisions: readonly RevisionRow[],
  stored: ReadonlyMap<ArticleId, ArticleRow>,
): Promise<void> {
  if (revisions.length === 0) return;
  await database.revisions.bulkAdd(revisions);
  for (const { articleId } of revisions) {
    const row = stored.get(articleId);
    const limit = row && isKept(row) ? versionsKeptForGood : versionsKept;
    const keys = await database.revisions.where('articleId').equals(articleId).primaryKeys();
    if (keys.length > limit) await database.revisions.bulkDelete(keys.slice(0, -limit));
  }
}
