import { describe, expect, it } from 'vitest';
import { processFeed } from '../../../src/main/engine/process-feed';

const url = 'https://news.example/feed.xml';
const item = (title: string, guid: string, path: string) =>
  `<item><title>${title}</title><guid isPermaLink="false">${guid}</guid><link>https://news.example/${path}</link></item>`;

async function identities(...items: readonly string[]): Promise<Record<string, string>> {
  const xml = `<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>${items.join('')}</channel></rss>`;
  const feed = await processFeed({ bytes: new TextEncoder().encode(xml), contentType: null, url });
  return Object.fromEntries(feed.articles.map(({ title, identity }) => [title, identity]));
}

describe('the identity of an article', () => {
  it('is its guid, whatever else the publisher changes', async () => {
    const before = await identities(item('A headline', 'one', 'a'));
    const after = await identities(item('Another headline', 'one', 'moved'));
    expect(Object.values(after)).toEqual(Object.values(before));
  });

  it('does not depend on the order of articles that share a guid', async () => {
    const before = await identities(item('A', 'same', 'a'), item('B', 'same', 'b'));
    const after = await identities(item('N', 'same', 'n'), item('A', 'same', 'a'), item('B', 'same', 'b'));
    expect(after).toMatchObject(before);
    expect(new Set(Object.values(after)).size).toBe(3);
  });

  it('is kept once when a document has the same article twice', async () => {
    const found = await identities(item('A', 'one', 'a'), item('A', 'one', 'a'), item('B', 'two', 'b'));
    expect(Object.keys(found)).toEqual(['A', 'B']);
  });
});

describe('an article without a guid', () => {
  const bare = (link: string, text: string) =>
    `<item><title>Tides</title>${link}<pubDate>Mon, 03 Jun 2024 12:00:00 GMT</pubDate><description>${text}</description></item>`;

  it('is known by its address, whatever tracking hangs on it', async () => {
    const before = await identities(
      bare('<link>https://news.example/tides?id=7&amp;utm_source=rss</link>', 'One'),
    );
    const after = await identities(bare('<link>http://www.news.example/tides/?id=7#more</link>', 'Two'));
    expect(after).toEqual(before);
    expect(await identities(bare('<link>https://news.example/tides?id=8</link>', 'One'))).not.toEqual(before);
  });

  it('and without an address by title and date, whatever its text becomes', async () => {
    expect(await identities(bare('', 'Two'))).toEqual(await identities(bare('', 'One')));
  });
});
