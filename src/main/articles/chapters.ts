import type { Chapter } from '../../shared/model/article';

const mostChapters = 500;
const longestTitle = 500;

/**
 * Reads a file of chapters (JSON Chapters Format 1.2, which `podcast:chapters` of the podcast namespace names). Chapters that are not
 * to stand in a table of contents are left out. Null when it is none.
 */
export function readChapters(text: string): readonly Chapter[] | null {
  let file: unknown;
  try {
    file = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    return null;
  }
  const listed = (file as { chapters?: unknown } | null)?.chapters;
  if (!Array.isArray(listed)) return null;
  const chapters = listed.slice(0, mostChapters).flatMap(readChapter);
  return chapters.length > 0 ? chapters.sort((a, b) => a.start - b.start) : null;
}

function readChapter(entry: unknown): readonly Chapter[] {
  if (typeof entry !== 'object' || entry === null) return [];
  const { startTime, title, url, img, toc } = entry as Readonly<Record<string, unknown>>;
  const start = typeof startTime === 'string' && startTime.trim() ? Number(startTime) : startTime;
  if (typeof start !== 'number' || !Number.isFinite(start) || start < 0 || toc === false) return [];
  const name = typeof title === 'string' ? title.replace(/\s+/g, ' ').trim().slice(0, longestTitle) : '';
  return name ? [{ start, title: name, url: webAddress(url), imageUrl: webAddress(img) }] : [];
}

function webAddress(value: unknown): string | null {
  if (typeof value !== 'string' || value.length > 8192 || !URL.canParse(value)) return null;
  const { protocol, href } = new URL(value);
  return protocol === 'http:' || protocol === 'https:' ? href : null;
}
