/** The way of a feed document: decode, repair, parse, normalize. */
import { ProblemError } from '../../../shared/model/problem';
import { decodeFeed } from './decode';
import { looksLikeJson, parseJsonFeed } from './json-feed';
import type { ParsedFeed } from './parsed-feed';
import { repairFeed } from './repair';
import type { Flaws } from './scan';
import { parseXmlFeed } from './xml-feed';

export interface FeedSource {
  /** The Content-Type header as it came. */
  readonly contentType: string | null;
  /** Where the document was found: the last base for its relative addresses. */
  readonly url: string;
}

/**
 * Reads a feed in any format, encoding and state of repair. Pure; runs in plain Node.
 *
 * @throws ProblemError `empty-body`, `html-not-feed`, `not-a-feed` or `broken-feed`
 */
export async function parseFeed(bytes: Uint8Array, source: FeedSource): Promise<ParsedFeed> {
  const flaws: Flaws = new Set();
  const text = decodeFeed(bytes, source.contentType, flaws);
  if (text.trim() === '') throw new ProblemError({ code: 'empty-body' });
  const documentUrl = source.url === '' ? null : source.url;
  if (looksLikeJson(text)) return parseJsonFeed(text, documentUrl, flaws);

  const repaired = repairFeed(text, documentUrl, flaws);
  let feed: ParsedFeed;
  try {
    feed = await parseXmlFeed(repaired, documentUrl);
  } catch (error) {
    const detail = error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : String(error);
    throw new ProblemError({ code: 'broken-feed', detail: `its XML is damaged (${detail}).` });
  }
  if (feed.truncated && feed.items.length === 0) {
    throw new ProblemError({
      code: 'broken-feed',
      detail: 'it breaks off before its first article is complete.',
    });
  }
  return feed;
}
