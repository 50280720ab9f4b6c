import type { Article } from '../../../shared/model/article';
import { feedTitle } from '../../../shared/model/feed';
import { queries } from '../../library/connect';
import { useReading } from '../../state/reading';
import { say, valueOrSay } from '../../ui/toaster';
import { frameDocument } from './frame-document';

interface OpenArticle {
  readonly article: Article;
  readonly feedTitle: string;
}

async function openArticle(): Promise<OpenArticle | undefined> {
  const id = useReading.getState().openId;
  const [article] = id ? await queries.readArticles([id]) : [];
  if (!article) {
    say('No article is open');
    return undefined;
  }
  const feed = await queries.readFeed(article.feedId);
  return { article, feedTitle: feed ? feedTitle(feed) : '' };
}

async function copy(text: string, done: string): Promise<void> {
  const copied = await window.broadsheet.invoke('clipboard.write', { text });
  if (valueOrSay(copied) !== undefined) say(done);
}

export async function copyLink(): Promise<void> {
  const open = await openArticle();
  if (!open) return;
  if (open.article.url) await copy(open.article.url, 'Link copied');
  else say('The publisher gave this article no address');
}

/** The selected words with their source; without a selection, the article's opening. */
export async function copyQuotation(): Promise<void> {
  const open = await openArticle();
  if (!open) return;
  const { articleQuotation } = await import('./article-markdown');
  const words = selection()?.toString().trim() || open.article.excerpt;
  await copy(articleQuotation(open.article, open.feedTitle, words), 'Quotation copied');
}

/** The selected part, or the whole article. */
export async function copyMarkdown(): Promise<void> {
  const open = await openArticle();
  const body = open && (await queries.readBody(open.article.id));
  if (!open || !body) return;
  const { articleMarkdown } = await import('./article-markdown');
  const selected = selection();
  const text = articleMarkdown(open.article, body, open.feedTitle, selected ? htmlOf(selected) : body.html);
  await copy(text, selected ? 'Selection copied as Markdown' : 'Article copied as Markdown');
}

/** What is selected in the article; null when nothing is. */
function selection(): Selection | null {
  const selected = frameDocument()?.getSelection() ?? null;
  return selected && !selected.isCollapsed ? selected : null;
}

function htmlOf(selected: Selection): string {
  const holder = document.implementation.createHTMLDocument().body;
  for (let i = 0; i < selected.rangeCount; i += 1) holder.append(selected.getRangeAt(i).cloneContents());
  return holder.innerHTML;
}
