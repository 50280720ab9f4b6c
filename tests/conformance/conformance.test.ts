import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseFeed } from '../../src/main/feeds/parse';
import { fixture } from '../helpers/feed-server';

/** Documents of public test suites, where they lie beside the repository; they are not ours to ship. */
const folder = resolve(import.meta.dirname, '../../../shared/conformance');
const here = existsSync(join(folder, 'cases.json'));

interface Case {
  readonly file: string;
  readonly contentType: string;
  readonly url: string;
  readonly kind: string;
}

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

  it.skipIf(!here)(
    'of others: at least 93 in 100 of the documents beside the repository can be read',
    async () => {
      const cases = (JSON.parse(readFileSync(join(folder, 'cases.json'), 'utf8')) as Case[]).filter(
        ({ kind }) => kind !== 'reject',
      );
      let read = 0;
      for (const { file, contentType, url } of cases) {
        const bytes = readFileSync(join(folder, 'documents', file));
        const parsed = await parseFeed(bytes, {
          contentType: contentType || null,
          url: url || 'https://news.example/feed',
        }).catch(() => null);
        if (parsed) read += 1;
      }
      expect(read / cases.length).toBeGreaterThan(0.93);
    },
    300_000,
  );
});
