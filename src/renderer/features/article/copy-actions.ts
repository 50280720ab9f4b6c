import { say } from '../../ui/toaster';
import { copyText } from '../clipboard/copy-text';
import { frameDocument } from './frame-document';
import { readOpenArticle } from './open-article';

export async function copyLink(): Promise<void> {
  const open = await readOpenArticle();
  if (!open) return;
  if (open.article.url) await copyText(open.article.url, 'Link copied');
  else say('The publisher gave this article no address');
}

/** The selected words with their source; without a selection, the article's opening. */
export async function copyQuotation(): Promise<void> {
  const open = await readOpenArticle();
  if (!open) return;
  const { articleQuotation } = await import('./article-markdown');
  const words = selection()?.toString().trim() || open.article.excerpt;
  await copyText(articleQuotation(open, words), 'Quotation copied');
}

/** The selected part, or the whole article. */
export async function copyMarkdown(): Promise<void> {
  const open = await readOpenArticle();
  if (!open) return;
  const { articleMarkdown } = await import('./article-markdown');
  const selected = selection();
  const text = articleMarkdown(open, selected ? htmlOf(selected) : open.body.html);
  await copyText(text, selected ? 'Selection copied as Markdown' : 'Article copied as Markdown');
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
