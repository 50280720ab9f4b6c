import { articleTitle } from '../../shared/model/article';
import { looksLikeExcerpt } from '../../shared/model/full-text';
import type { ArticleId } from '../../shared/model/ids';
import type { PackedArticle } from '../../shared/model/trip-pack';
import { readBodies } from './body-packs';
import type { LibraryView } from './schema';

/** What of these articles is on this computer, in the order asked; those that are gone are left out. */
export async function readPacked(
  library: LibraryView,
  ids: readonly ArticleId[],
): Promise<readonly PackedArticle[]> {
  const articles = await library.articles.bulkGet([...ids]);
  const [bodies, texts] = await Promise.all([
    readBodies(library, articles),
    library.fullTexts.bulkGet([...ids]),
  ]);
  const keys = [...new Set([...bodies, ...texts].flatMap((row) => row?.imageKeys ?? []))];
  const rows = await library.images.bulkGet(keys);
  const images = new Map(keys.map((key, place) => [key, rows[place]]));
  return ids.flatMap((id, place): PackedArticle[] => {
    const [article, body, text] = [articles[place], bodies[place], texts[place]];
    if (!article || !body) return [];
    const own = [...new Set([...body.imageKeys, ...(text?.imageKeys ?? [])])].map((key) => images.get(key));
    const html = body.html.length + (text?.text?.html.length ?? 0);
    return [
      {
        id,
        title: articleTitle(article),
        minutes: text?.text?.minutes ?? article.minutes,
        needs: {
          pictures: own.map((row) => ({ state: row?.state ?? 'pending', problem: row?.problem ?? null })),
          attachments: body.enclosures.length,
          text: text?.text ? 'whole' : looksLikeExcerpt(article) ? 'excerpt' : 'feed',
          textPending: text?.state === 'pending' && text.problem === null,
          textProblem: text?.text ? null : (text?.problem ?? null),
        },
        storedImages: own.flatMap((row) => (row?.state === 'stored' ? [row.key] : [])),
        bytes: html + own.reduce((sum, row) => sum + (row?.bytes ?? 0), 0),
      },
    ];
  });
}
