import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseFeed } from '../../../src/main/feeds/parse';
import type { ParsedFeed, ParsedItem } from '../../../src/main/feeds/parse/parsed-feed';
import type { Problem } from '../../../src/shared/model/problem';
import { ProblemError } from '../../../src/shared/model/problem';

const fixtures = join(import.meta.dirname, '..', '..', 'fixtures', 'parse');

export function parseBytes(
  bytes: Uint8Array,
  contentType: string | null = null,
  url = 'https://news.example/feed.xml',
): Promise<ParsedFeed> {
  return parseFeed(bytes, { contentType, url });
}

export function parseText(text: string, url?: string): Promise<ParsedFeed> {
  return parseBytes(new TextEncoder().encode(text), null, url);
}

export function parseFixture(name: string, url: string): Promise<ParsedFeed> {
  return parseBytes(readFileSync(join(fixtures, name)), null, url);
}

/** The one item of an RSS feed whose item holds this markup. */
export async function parseItem(markup: string, url?: string): Promise<ParsedItem> {
  const feed = await parseText(
    `<rss version="2.0"><channel><title>T</title><item>${markup}</item></channel></rss>`,
    url,
  );
  const [item, second] = feed.items;
  if (!item || second) throw new Error(`expected one item, got ${feed.items.length}`);
  return item;
}

/** Why a document is refused. */
export async function problemOf(feed: Promise<ParsedFeed>): Promise<Problem> {
  try {
    const parsed = await feed;
    throw new Error(`was read as a feed with ${parsed.items.length} items`);
  } catch (error) {
    if (error instanceof ProblemError) return error.problem;
    throw error;
  }
}

/** An item that says nothing, to spread the expected fields over. */
export const emptyItem: ParsedItem = {
  guid: null,
  title: null,
  url: null,
  publishedAt: null,
  updatedAt: null,
  authors: [],
  categories: [],
  contentHtml: null,
  summaryHtml: null,
  language: null,
  comments: { count: null, url: null, feedUrl: null },
  leadImage: null,
  enclosures: [],
  extras: {},
};
