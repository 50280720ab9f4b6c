import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readOpml } from '../../../src/main/opml/read-opml';

/** Lists in the manner of the programs that wrote them. */
function readFixture(name: string) {
  const bytes = readFileSync(join(import.meta.dirname, '../../fixtures/opml', name));
  const file = readOpml(bytes, name);
  return {
    ...file,
    feeds: file.subscriptions.map(({ title, folder, feedUrl }) => [folder.join(' / '), title, feedUrl]),
    reasons: file.skipped.map(({ title, reason }) => `${title}: ${reason}`),
  };
}

describe('a list that another program wrote', () => {
  it('names a feed of several Google Reader folders once', () => {
    const { feeds, reasons, duplicates } = readFixture('google-reader.xml');
    expect(feeds).toEqual([
      ['', 'The Quarry Blog', 'http://quarry.example/feeds/posts/default'],
      ['Rivers', 'Weir & Lock', 'http://weir.example/rss.php?section=all&n=20'],
      ['Rivers', 'Barge Diary', 'http://barge.example/atom.xml'],
    ]);
    expect(reasons).toEqual([]);
    expect(duplicates).toBe(1);
  });

  it('loses the folder around everything that Bloglines wrote, and says which entry has no feed', () => {
    const { feeds, reasons } = readFixture('bloglines.opml');
    expect(feeds).toEqual([
      ['Kitchens', 'Copper Pan', 'http://copper.example/index.rdf'],
      ['Town', 'Council "Minutes"', 'http://council.example/rss2'],
      ['', 'Tram Spotter', 'http://tram.example/feed.xml'],
    ]);
    expect(reasons).toEqual(['Old notice board: It names no feed address.']);
  });

  it('keeps the own titles, descriptions and nested groups of NetNewsWire', () => {
    const { subscriptions } = readFixture('netnewswire.opml');
    expect(subscriptions).toEqual([
      {
        feedUrl: 'http://ridge.example/xml/rss.xml',
        title: 'The Ridge Walker',
        ownTitle: 'Ridge',
        siteUrl: 'http://ridge.example/',
        description: 'Long walks, short notes',
        folder: ['Hills', 'Walks'],
      },
      {
        feedUrl: 'http://cairn.example/atom',
        title: 'Cairn',
        ownTitle: null,
        siteUrl: null,
        description: null,
        folder: [],
      },
    ]);
  });

  it('may have an empty Feedly category, which is told', () => {
    const { feeds, reasons } = readFixture('feedly.opml');
    expect(feeds).toEqual([['Tools', 'Bench Plane', 'https://plane.example/feed/']]);
    expect(reasons).toEqual(['Global.Empty: It names no feed address.']);
  });

  it('may call the address “url”, as in 2002, and name things that are no feeds', () => {
    const { feeds, reasons } = readFixture('radio-userland.opml');
    expect(feeds.map(([, title]) => title)).toEqual(['Harbour Log', 'Weather']);
    expect(reasons).toEqual([
      'Reading list: It points to another list, which is not loaded.',
      'A page I like: It is a link to a page, not a feed.',
    ]);
  });

  it('may be encoded in any way, and say something else', () => {
    const text = '<outline text="Журнал" xmlUrl="https://a.example/"/>';
    const file = (encoding: string) =>
      `<?xml version="1.0" encoding="${encoding}"?><opml version="2.0"><body>${text}</body></opml>`;
    const cyrillic = Uint8Array.from(file('windows-1251'), (letter) => {
      const code = letter.codePointAt(0) ?? 0;
      return code < 0x80 ? code : code - 0x410 + 0xc0;
    });
    const utf16 = Buffer.from(`\ufeff${file('utf-16')}`, 'utf16le');
    const utf16be = Buffer.from(utf16).swap16();
    const lying = Buffer.from(file('windows-1251'), 'utf8');
    for (const bytes of [cyrillic, utf16, utf16be, lying]) {
      expect(readOpml(bytes, 'list.opml').subscriptions[0]?.title).toBe('Журнал');
    }
  });
});
