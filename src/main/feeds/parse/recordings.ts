/** What belongs to a recording beside itself: chapters and words. Podcasting 2.0 and Podlove Simple Chapters. */
import type { Chapter, Chapters, Transcript } from '../../../shared/model/article';
import { mediaType } from './atom-links';
import { resolveWebUrl } from './links';
import { plainText } from './text';
import { all, attributeOf, type XmlFields } from './xml-nodes';

const MAX_CHAPTERS = 1_000;
const MAX_TRANSCRIPTS = 20;

/** Podlove's `psc:chapters`, in the order of time. */
export function inlineChapters(fields: XmlFields, base: string | null): readonly Chapter[] {
  const nodes = all(fields, 'psc:chapters').flatMap((list) => all(list, 'psc:chapter'));
  return nodes
    .slice(0, MAX_CHAPTERS)
    .flatMap((node): Chapter[] => {
      const start = normalPlayTime(attributeOf(node, 'start'));
      if (start === null) return [];
      const own = attributeOf(node, 'base') ?? base;
      return [
        {
          start,
          title: plainText(attributeOf(node, 'title') ?? '') ?? '',
          url: resolveWebUrl(attributeOf(node, 'href'), own),
          imageUrl: resolveWebUrl(attributeOf(node, 'image'), own),
        },
      ];
    })
    .sort((a, b) => a.start - b.start);
}

/** Seconds from `754.5`, `12:34` or `01:02:03.500` (Normal Play Time, RFC 2326, 3.6); null for anything else. */
function normalPlayTime(text: string | null): number | null {
  const parts = /^(?:(?:(\d{1,3}):)?(\d{1,4}):)?(\d{1,7}(?:\.\d{1,6})?)$/.exec(text?.trim() ?? '');
  return parts ? Number(parts[1] ?? 0) * 3600 + Number(parts[2] ?? 0) * 60 + Number(parts[3]) : null;
}

/** The first usable podcast:chapters. */
export function chaptersFile(fields: XmlFields, base: string | null): Chapters | null {
  for (const node of all(fields, 'podcast:chapters')) {
    const url = resolveWebUrl(attributeOf(node, 'url'), attributeOf(node, 'base') ?? base);
    if (url !== null) return { url, type: mediaType(attributeOf(node, 'type')) || null };
  }
  return null;
}

export function itemTranscripts(fields: XmlFields, base: string | null): readonly Transcript[] {
  return all(fields, 'podcast:transcript')
    .slice(0, MAX_TRANSCRIPTS)
    .flatMap((node) => {
      const url = resolveWebUrl(attributeOf(node, 'url'), attributeOf(node, 'base') ?? base);
      if (url === null) return [];
      const language = attributeOf(node, 'language')?.trim() || null;
      return [{ url, type: mediaType(attributeOf(node, 'type')) || null, language }];
    });
}
