import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readOpml } from '../../../src/main/opml/read-opml';
import { scanOutlines } from '../../../src/main/opml/scan-outlines';
import { writeOpml } from '../../../src/main/opml/write-opml';
import type { OpmlSubscription } from '../../../src/shared/model/opml';

const read = (body: string) => readOpml(new TextEncoder().encode(body), 'list.opml');
const opml = (outlines: string) =>
  `<?xml version="1.0"?><opml version="1.1"><head/><body>${outlines}</body></opml>`;

describe('a list of subscriptions', () => {
  it('gives each feed with its titles, site and folder', () => {
    const { subscriptions, skipped } = read(
      opml(`<outline text="World"><outline text="Europe" title="Europe">
        <outline text="Bay" title="The Bay News" type="rss" xmlUrl="https://bay.example/feed" htmlUrl="https://bay.example/"/>
      </outline></outline>
      <outline text="Tides" type="rss" xmlUrl="https://tides.example/rss"/>`),
    );
    expect(subscriptions).toEqual([
      {
        feedUrl: 'https://bay.example/feed',
        title: 'The Bay News',
        ownTitle: 'Bay',
        siteUrl: 'https://bay.example/',
        description: null,
        folder: ['World', 'Europe'],
      },
      {
        feedUrl: 'https://tides.example/rss',
        title: 'Tides',
        ownTitle: null,
        siteUrl: null,
        description: null,
        folder: [],
      },
    ]);
    expect(skipped).toEqual([]);
  });

  it('is read as old programs wrote it', () => {
    const { subscriptions } = read(
      opml(`<OUTLINE TEXT="A &amp;amp; B &amp;lt;b&amp;gt;bold&amp;lt;/b&amp;gt;" XMLURL="feed://a.example/rss?x=1&y=2"/>
        <outline title="Café &eacute;t&eacute;" xmlurl="b.example/feed" category="/World/Europe,/Daily"/>
        <outline type="rss" url="http://c.example/"/>`),
    );
    expect(subscriptions.map(({ feedUrl, title, folder }) => [feedUrl, title, folder])).toEqual([
      ['http://a.example/rss?x=1&y=2', 'A & B bold', []],
      ['https://b.example/feed', 'Café été', ['World', 'Europe']],
      ['http://c.example/', null, []],
    ]);
  });

  it('is read whole as far as it goes when it breaks off, and in its own encoding', () => {
    const cut = opml('<outline text="A" xmlUrl="https://a.example/"/><outline text="B" xmlU').replace(
      /<\/body>.*/,
      '',
    );
    expect(read(cut).subscriptions.map(({ title }) => title)).toEqual(['A']);
    const text =
      '<?xml version="1.0" encoding="windows-1252"?><opml><body><outline text="Caf\u00e9" xmlUrl="https://a.example/"/></body></opml>';
    const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
    expect(readOpml(bytes, 'old.opml').subscriptions[0]?.title).toBe('Café');
  });

  it('merges what is named twice and tells what it leaves out, and why', () => {
    const file = read(
      opml(`<outline text="A" xmlUrl="https://a.example/feed"/><outline text="A again" xmlUrl="HTTPS://A.example/feed#x"/>
        <outline text="Local" xmlUrl="file:///etc/hostname"/><outline text="Nothing" xmlUrl="  "/>
        <outline text="A page" type="link" url="https://page.example/"/>`),
    );
    expect(file.subscriptions.length).toBe(1);
    expect(file.duplicates).toBe(1);
    expect(file.skipped.map(({ title }) => title)).toEqual(['Local', 'Nothing', 'A page']);
    expect(file.skipped[0]?.reason).toMatch(/file:/);
  });

  it('goes by category where it has no folders, and says of how many feeds', () => {
    const file = read(
      opml(`<outline text="A" xmlUrl="https://a.example/" category="/World/Europe,/Daily"/>
        <outline text="B" xmlUrl="https://b.example/" category="Daily"/>
        <outline text="Here"><outline text="C" xmlUrl="https://c.example/" category="/There"/></outline>
        <outline text="D" xmlUrl="https://d.example/" category=" , "/>`),
    );
    expect(file.subscriptions.map(({ title, folder }) => [title, folder])).toEqual([
      ['A', ['World', 'Europe']],
      ['B', ['Daily']],
      ['C', ['Here']],
      ['D', []],
    ]);
    expect(file.filedByCategory).toBe(2);
  });

  it('that names a feed twice gives it once, with what either says', () => {
    const file = read(
      opml(`<outline text="" xmlUrl="https://a.example/feed"/>
        <outline text="News"><outline text="A" xmlUrl="https://A.example/feed" htmlUrl="https://a.example/"/></outline>
        <outline text="Later"><outline text="Other" xmlUrl="https://a.example/feed"/></outline>`),
    );
    expect(file).toMatchObject({
      duplicates: 2,
      subscriptions: [{ title: 'A', siteUrl: 'https://a.example/', folder: ['News'] }],
    });
  });

  it('loses a wrapper around everything, but no folder of the reader’s own', () => {
    const feed = '<outline text="A" xmlUrl="https://a.example/"/>';
    const wrapped = `<outline text="My subscriptions"><outline text="World">${feed}</outline></outline>`;
    expect(read(opml(wrapped)).subscriptions[0]?.folder).toEqual(['World']);
    const [one] = read(opml(wrapped)).subscriptions;
    const own = one && writeOpml([{ ...one, folder: ['My subscriptions', 'World'] }], 0);
    expect(read(own ?? '').subscriptions[0]?.folder).toEqual(['My subscriptions', 'World']);
  });

  it('is refused when it is something else, and never expands entities', () => {
    expect(() => read('<html><body>Hello</body></html>')).toThrow(/not a list of subscriptions/);
    const bomb = `<!DOCTYPE opml [<!ENTITY a "${'x'.repeat(1000)}"><!ENTITY b "${'&a;'.repeat(1000)}">]>${opml('<outline text="&b;" xmlUrl="https://a.example/"/>')}`;
    expect(read(bomb).subscriptions[0]?.title?.length).toBeLessThan(10);
  });

  it('costs no more when its outlines never close than when each does', () => {
    const count = 100_000;
    const time = (text: string) => {
      const started = performance.now();
      let deepest = 0;
      let depth = 0;
      scanOutlines(text, {
        open: () => {
          depth += 1;
          deepest = Math.max(deepest, depth);
          return true;
        },
        close: () => {
          depth -= 1;
        },
      });
      return { deepest, milliseconds: performance.now() - started };
    };
    const flat = time('<outline text="f"/>'.repeat(count));
    const deep = time('<outline text="f">'.repeat(count));
    expect([flat.deepest, deep.deepest]).toEqual([1, count]);
    // The cost of a parser that moves its whole stack at each element was some thousand times that of the flat file.
    expect(deep.milliseconds).toBeLessThan(20 * flat.milliseconds);
  });

  it('of any size is bounded', () => {
    const titled = `<outline xmlUrl="https://a.example/" text="${'&lt;b>'.repeat(100_000)}x"/>`;
    expect(read(opml(titled)).subscriptions.length).toBe(1);
    const skipped = '<outline text="s" xmlUrl="file:///x"/>'.repeat(5000);
    expect(read(opml(skipped))).toMatchObject({ skippedCount: 5000, skipped: { length: 200 } });
    const long = `<outline text="${'f'.repeat(900)}">`.repeat(40);
    const inside = read(opml(`${long}<outline text="in" xmlUrl="https://a.example/"/>`)).subscriptions[0];
    expect(inside?.folder.join('').length).toBeLessThanOrEqual(4000);
    const address = `https://a.example/${'a'.repeat(10_000)}`;
    expect(read(opml(`<outline text="A" xmlUrl="${address}"/>`)).skipped).toEqual([
      { title: 'A', reason: 'Its address is too long.' },
    ]);
  });

  it('of more entries than anyone reads is cut, and said so', () => {
    const many = Array.from(
      { length: 20_050 },
      (_, n) => `<outline text="${n}" xmlUrl="https://h.example/${n}"/>`,
    );
    const file = read(opml(many.join('')));
    expect(file.subscriptions.length).toBe(20_000);
    expect(file.skipped.length).toBe(1);
    const deep = `${'<outline text="f">'.repeat(5000)}<outline text="in" xmlUrl="https://a.example/"/>`;
    expect(read(opml(deep)).subscriptions[0]?.folder.length).toBe(50);
  });
});

describe('an exported list', () => {
  const line = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
    // What titles are: one line, and not markup once more.
    .map((text) => text.replace(/[\s<&]+/g, ' ').trim())
    .filter((text) => text !== '');
  const subscription: fc.Arbitrary<OpmlSubscription> = fc
    .record({
      feedUrl: fc.webUrl({ withQueryParameters: true }).map((url) => new URL(url).href),
      title: line,
      own: fc.option(line, { nil: null }),
      siteUrl: fc.option(
        fc.webUrl().map((url) => new URL(url).href),
        { nil: null },
      ),
      description: fc.option(line, { nil: null }),
      // Few titles, so that folders have much in common.
      folder: fc.array(fc.oneof(line, fc.constantFrom('World', 'Feeds', 'A / B', 'a,b')), { maxLength: 6 }),
    })
    .map(({ own, ...rest }) => ({ ...rest, ownTitle: own === rest.title ? null : own }));

  it('comes back whole', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(subscription, { selector: ({ feedUrl }) => feedUrl, maxLength: 30 }),
        (list) => {
          fc.pre(list.length > 0);
          const back = read(writeOpml(list, 0)).subscriptions;
          const byUrl = (a: OpmlSubscription, b: OpmlSubscription) => (a.feedUrl < b.feedUrl ? -1 : 1);
          expect([...back].sort(byUrl)).toEqual([...list].sort(byUrl));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('names what other readers look for, and no password', () => {
    const xml = writeOpml(
      [
        {
          feedUrl: 'https://me:secret@a.example/feed',
          title: 'A "quoted" & <b>',
          ownTitle: null,
          siteUrl: 'https://a.example/',
          description: 'All of it',
          folder: ['F', 'G'],
        },
      ],
      Date.UTC(2026, 0, 15),
    );
    expect(xml).toMatch(/<outline text="F" title="F">\s*<outline text="G" title="G">\s*<outline text="A/);
    expect(xml).toContain('category="/F/G"');
    expect(xml).toContain('type="rss" xmlUrl="https://a.example/feed" htmlUrl="https://a.example/"');
    expect(xml).toContain('text="A &quot;quoted&quot; &amp; &lt;b&gt;"');
    expect(xml).not.toContain('secret');
  });
});
