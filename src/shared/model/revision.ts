import type { ArticleId } from './ids';

/** What a publisher's edit of an article touched that readers see. A changed headline outweighs a changed text. */
export type Edit = 'headline' | 'text';

/** An article as it was before an edit. */
export interface Revision {
  readonly articleId: ArticleId;
  /** Counts from 0, the article as it arrived. */
  readonly number: number;
  readonly title: string;
  /** Sanitized; its pictures may be gone. */
  readonly html: string;
  /** When this computer saw that it had been replaced, in milliseconds since the epoch. */
  readonly replacedAt: number;
}

interface Version {
  readonly title: string;
  readonly html: string;
}

/** What readers would notice between two versions; null when only pictures, links or markup changed. Pure. */
export function editBetween(before: Version, after: Version): Edit | null {
  if (before.title !== after.title) return 'headline';
  return wordsOf(before.html) === wordsOf(after.html) ? null : 'text';
}

/** Holds for sanitized HTML, where no attribute holds `>`. What this program says on cards is not the publisher's. */
function wordsOf(html: string): string {
  return html
    .replace(/<p class="(?:embed(?: audio)?|post-link)"[^>]*>[\s\S]*?<\/p>/g, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
