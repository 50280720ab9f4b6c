import { articleTitle } from '../../../shared/model/article';
import { feedTitle } from '../../../shared/model/feed';
import { queries } from '../../library/connect';
import { typographyOf, useAppearance } from '../../state/appearance';
import { useFullText } from '../../state/full-text';
import { useReading } from '../../state/reading';
import { say, valueOrSay } from '../../ui/toaster';
import { appearanceAttributes } from '../appearance/apply-appearance';
import { articleDocument } from './article-document';
import { articleStylesheet } from './article-stylesheet';

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
  const { openId } = useReading.getState();
  const [article] = openId ? await queries.readArticles([openId]) : [];
  const body = article && (await queries.readBody(article.id));
  if (!article || !body) {
    say('No article is open');
    return null;
  }
  const [feed, tags, fullText] = await Promise.all([
    queries.readFeed(article.feedId),
    queries.readArticleTags(article.id),
    queries.readFullText(article.id),
  ]);
  const whole = useFullText.getState().chosen.get(article.id) ?? feed?.fullText ?? false;
  const text = whole ? fullText?.text : null;
  const html = articleDocument({
    article,
    body: text ? { ...body, html: text.html, images: text.images } : body,
    feedTitle: feed ? feedTitle(feed) : '',
    tags: tags.map(({ name }) => name),
    attributes: appearanceAttributes('white', typographyOf(useAppearance.getState(), article.feedId)),
    origin: window.location.origin,
    stylesheet: articleStylesheet,
  });
  return { html, title: articleTitle(article) };
}
