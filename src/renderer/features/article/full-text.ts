import type { ArticleBody } from '../../../shared/model/article';
import type { Feed } from '../../../shared/model/feed';
import type { FullText } from '../../../shared/model/full-text';
import type { ArticleId, FeedId } from '../../../shared/model/ids';
import type { Problem } from '../../../shared/model/problem';
import { library, queries } from '../../library/connect';
import { useSidebar } from '../../library/hooks';
import type { FullTextRow } from '../../library/schema';
import { chooseFullText, useFullText } from '../../state/full-text';
import { useReading } from '../../state/reading';
import { say, valueOrSay } from '../../ui/toaster';

/** A body with the whole text in the place of the feed's. */
export function withFullText(
  { removed: _removed, ...body }: ArticleBody,
  { html, images, removed }: FullText,
): ArticleBody {
  return { ...body, html, images, ...(removed && { removed }) };
}

/** Whether the whole text of an article is to be shown: as the reader chose for it, else for its feed. */
export function wantsFullText(articleId: ArticleId, feed: Pick<Feed, 'fullText'> | undefined): boolean {
  return useFullText.getState().chosen.get(articleId) ?? feed?.fullText ?? false;
}

/** How it stands with the whole text of the open article. */
export interface FullTextState {
  /** The reader wants the whole text, here or for the feed. */
  readonly wanted: boolean;
  readonly busy: boolean;
  /** Why there is none; null when there is one or none was asked for. */
  readonly problem: Problem | null;
  /** The body with the whole text in place of the feed's; null while the feed's own is shown. */
  readonly body: ArticleBody | null;
}

export function useWholeArticle(
  articleId: ArticleId | null,
  feedId: FeedId | undefined,
  body: ArticleBody | undefined,
  row: FullTextRow | undefined,
): FullTextState {
  const ofFeed = useSidebar()?.feeds.find((feed) => feed.id === feedId)?.fullText ?? false;
  const chosen = useFullText((state) => (articleId ? state.chosen.get(articleId) : undefined));
  const wanted = chosen ?? ofFeed;
  const text = wanted ? (row?.text ?? null) : null;
  return {
    wanted,
    busy: wanted && row?.state === 'pending' && row.problem === null,
    problem: wanted && !text ? (row?.problem ?? null) : null,
    body: body && text ? withFullText(body, text) : null,
  };
}

/** Shows the whole text of an article, brought from its page if it is not there, or the feed's own again. */
export async function showFullText(articleId: ArticleId, whole: boolean): Promise<void> {
  chooseFullText(articleId, whole);
  if (!whole) return;
  const row = await queries.readFullText(articleId);
  if (row?.state !== 'stored') valueOrSay(await library.requestFullText(articleId));
}

/** The same, of the open article, against what is shown now. */
export async function toggleFullText(): Promise<void> {
  const { openId } = useReading.getState();
  const [article] = openId ? await queries.readArticles([openId]) : [];
  if (!article) return;
  if (!article.url) {
    say('The publisher gave this article no address');
    return;
  }
  const feed = await queries.readFeed(article.feedId);
  await showFullText(article.id, !wantsFullText(article.id, feed));
}
