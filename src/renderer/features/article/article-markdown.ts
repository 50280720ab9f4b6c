import TurndownService from 'turndown';
import { articleTitle } from '../../../shared/model/article';
import type { OpenArticle } from './open-article';

const service = new TurndownService({
  headingStyle: 'atx',
  codeBlockStyle: 'fenced',
  bulletListMarker: '-',
  emDelimiter: '*',
});

// As its author typed it, where that is known: the signs of a formula mean nothing in a row.
service.addRule('formula', {
  filter: (node) => node.nodeName.toLowerCase() === 'math',
  replacement: (content, node) => {
    const formula = node as Element;
    const tex = formula.getAttribute('alttext');
    if (!tex) return content;
    return formula.getAttribute('display') === 'block' ? `\n\n$$\n${tex}\n$$\n\n` : `$${tex}$`;
  },
});

/**
 * An article in Markdown (CommonMark): headline, author, source and text, its pictures at the publisher's addresses.
 *
 * @param html a part of the body, when not the whole is wanted
 */
export function articleMarkdown({ article, body, feedTitle }: OpenArticle, html = body.html): string {
  const urls = new Map<string, string>(body.images.map(({ key, url }) => [`media://image/${key}`, url]));
  const text = service
    .turndown(html)
    .replace(/media:\/\/image\/[0-9a-f]{64}/g, (address) => urls.get(address) ?? '');
  const title = articleTitle(article);
  const head = article.url ? `# [${title.replace(/[[\]]/g, '\\$&')}](${article.url})` : `# ${title}`;
  const authors = article.authors.length > 0 ? `${article.authors.join(', ')}, ` : '';
  const date = new Date(article.publishedAt).toISOString().slice(0, 10);
  return `${head}\n\n${authors}${feedTitle}, ${date}\n\n${text}\n`;
}

/** Words of an article as a quotation with its source, in plain text. */
export function articleQuotation({ article, feedTitle }: OpenArticle, words: string): string {
  const source = [articleTitle(article), feedTitle].filter(Boolean).join(', ');
  return `“${words.trim()}”\n— ${source}${article.url ? `\n${article.url}` : ''}\n`;
}
