import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseFeed } from '../../src/main/feeds/parse';
import type { ParsedFeed } from '../../src/main/feeds/parse/parsed-feed';
import { ProblemError } from '../../src/shared/model/problem';
import { fixture } from '../helpers/feed-server';
import { type Check, holds } from './compare';

/** Documents of public test suites, where they lie beside the repository; they are not ours to ship. */
const folder = resolve(import.meta.dirname, '../../../shared/conformance');
const here = existsSync(join(folder, 'cases.json'));

interface Case {
  readonly file: string;
  readonly contentType: string;
  readonly url: string;
  /** `any`: empty or past saving, it only has to be answered. */
  readonly kind: 'feed' | 'any' | 'reject';
  readonly checks: readonly Check[];
}

/**
 * Percent of the documents, and of what is known about them, that come out right. A little below what was reached.
 *
 * Where we differ on purpose: an id such as `tag:` or `urn:` is no address to follow; relative addresses in the text of an RSS item
 * are its page's, not those of wherever the document was served; the div of Atom's XHTML is no part of it (RFC 4287, 3.1.1.3);
 * xml:base holds; `BST` is an hour east of Greenwich, `2:02 PM` is 14:02; a stray `<item/>` inside an item does not cut it in two;
 * entities a document defines stay unexpanded; of two `<updated>` the first counts; `&lang;` is what HTML makes of it; a channel
 * that breaks off before its first article is refused, with that reason.
 */
const floors = {
  read: 99.9,
  feedTitle: 99.3,
  count: 99,
  title: 99.3,
  url: 98.1,
  id: 99.7,
  published: 98.5,
  author: 99.1,
  content: 98.5,
};

describe('reading feeds', () => {
  it.each([
    'europe-desk.xml',
    'field-notes.atom',
    'workshop.json',
    'listings.rdf',
    'podcast.xml',
    'japanese.xml',
  ])('of our own: %s', async (name) => {
    const feed = await parseFeed(fixture(name), { contentType: null, url: `https://news.example/${name}` });
    expect(feed.title).toBeTruthy();
    expect(feed.items.length).toBeGreaterThan(1);
    expect(feed.items.every((item) => item.title && item.guid)).toBe(true);
  });

  const suffix = here ? '' : ' (skipped: ../shared/conformance is not beside the repository)';
  it.skipIf(!here)(
    `of others: nearly every document is read, nearly every field is right, none takes long${suffix}`,
    async () => {
      const cases = JSON.parse(readFileSync(join(folder, 'cases.json'), 'utf8')) as Case[];
      const tally = new Map<string, { right: number; all: number }>();
      const count = (name: string, right: boolean): void => {
        const entry = tally.get(name) ?? { right: 0, all: 0 };
        tally.set(name, { right: entry.right + (right ? 1 : 0), all: entry.all + 1 });
      };
      const slow: string[] = [];
      const wronglyRead: string[] = [];
      const unexplained: string[] = [];

      for (const { file, contentType, url, kind, checks } of cases) {
        const bytes = readFileSync(join(folder, 'documents', file));
        const start = performance.now();
        let feed: ParsedFeed | null = null;
        try {
          feed = await parseFeed(bytes, { contentType: contentType || null, url });
        } catch (error) {
          if (!(error instanceof ProblemError)) unexplained.push(`${file}: ${error}`);
        }
        if (performance.now() - start > 3_000) slow.push(file);
        if (kind === 'reject' && feed !== null && feed.items.length > 0) wronglyRead.push(file);
        if (kind !== 'feed') continue;
        count('read', feed !== null);
        for (const check of checks) {
          if (!check.contested) count(check.f, feed !== null && holds(feed, check, url));
        }
      }

      expect({ slow, wronglyRead, unexplained }).toEqual({ slow: [], wronglyRead: [], unexplained: [] });
      const percent = Object.fromEntries(
        [...tally].map(([name, { right, all }]) => [name, (100 * right) / all]),
      );
      for (const [name, floor] of Object.entries(floors)) {
        expect(percent[name], `percent of ${name}`).toBeGreaterThanOrEqual(floor);
      }
    },
    300_000,
  );
});
