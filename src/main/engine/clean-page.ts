import type { FullText } from '../../shared/model/full-text';
import { sanitizeArticle } from '../articles/sanitize';
import { readingTime } from '../articles/text';

export interface PageText {
  readonly html: string;
  /** The page it was found in; relative addresses are resolved against it. */
  readonly url: string;
}

/** What was found in a page, as the library stores it: sanitized and measured. Pure; runs in a worker thread. */
export function cleanPage({ html, url }: PageText): Omit<FullText, 'pages'> {
  const { html: safe, images, removed } = sanitizeArticle(html, { baseUrl: url });
  return { html: safe, images, ...readingTime(safe), ...(removed && { removed }) };
}
