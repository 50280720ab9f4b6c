import type { Article, ArticleBody } from '../../../shared/model/article';
import { feedTitle } from '../../../shared/model/feed';
import { queries } from '../../library/connect';
import { useReading } from '../../state/reading';
import { say } from '../../ui/toaster';
import { wantsFullText, withFullText } from './full-text';

/** The open article as it is read now: with the whole text where that is shown. */
export interface OpenArticle {
  readonly article: Article;
  readonly body: ArticleBody;
  /** Empty for one whose feed is gone. */
  readonly feedTitle: string;
}

/** Null, and a word to the reader, when no article is open. */
export async function readOpenArticle(): Promise<OpenArticle | null> {
  const { openId } = useReading.getState();
  const [article] = openId ? await queries.readArticles([openId]) : [];
  const body = article && (await queries.readBody(article.id));
  if (!article || !body) {
    say('No article is open');
    return null;
  }
  const feed = await queries.readFeed(article.feedId);
  const text = wantsFullText(article.id, feed) ? (await queries.readFullText(article.id))?.text : null;
  return {
    article,
    body: text ? withFullText(body, text) : body,
    feedTitle: feed ? feedTitle(feed) : '',
  };
}
