import { articleTitle } from '../../../shared/model/article';
import { queries } from '../../library/connect';
import { typographyOf, useAppearance } from '../../state/appearance';
import { say, valueOrSay } from '../../ui/toaster';
import { appearanceAttributes } from '../appearance/apply-appearance';
import { articleDocument } from './article-document';
import { articleStylesheet } from './article-stylesheet';
import { readOpenArticle } from './open-article';

/** Hands the open article to the system's print dialog. */
export async function printArticle(): Promise<void> {
  const page = await printablePage();
  if (page) valueOrSay(await window.broadsheet.invoke('print.paper', { html: page.html }));
}

/** Saves the open article as a PDF file. */
export async function savePdf(): Promise<void> {
  const page = await printablePage();
  if (!page) return;
  const saved = valueOrSay(await window.broadsheet.invoke('print.pdf', page));
  if (saved?.saved) say('Saved as PDF');
}

/** The open article as it is read now, in black on white. */
async function printablePage(): Promise<{ readonly html: string; readonly title: string } | null> {
  const open = await readOpenArticle();
  if (!open) return null;
  const tags = await queries.readArticleTags(open.article.id);
  const html = articleDocument({
    ...open,
    tags: tags.map(({ name }) => name),
    attributes: appearanceAttributes('white', typographyOf(useAppearance.getState(), open.article.feedId)),
    origin: window.location.origin,
    stylesheet: articleStylesheet,
  });
  return { html, title: articleTitle(open.article) };
}
