import { describe, expect, it } from 'vitest';
import { emptyItem, parseItem, parseText } from './parse-text';

const atom = (entry: string): string =>
  `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/"><entry>${entry}</entry></feed>`;

describe('titles', () => {
  it.each([
    ['Tom &amp; Ann', 'Tom & Ann'],
    ['Tom &amp;amp; Ann', 'Tom & Ann'],
    ['<![CDATA[Tom &amp; <i>Ann</i>]]>', 'Tom & Ann'],
    ['List&lt;String&gt; in Java', 'List<String> in Java'],
    ['1 &lt; 2 &amp;&amp; 3 &gt; 2', '1 < 2 && 3 > 2'],
    ['One&lt;br/&gt;two\n  three', 'One two three'],
    ['&lt;img alt="a&gt;b" src="x"&gt;Picture', 'Picture'],
    ['&lt;!-- hidden --&gt;Seen', 'Seen'],
  ])('%s', async (written, title) => {
    expect((await parseItem(`<title>${written}</title>`)).title).toBe(title);
  });

  it('are null when nothing is left of them', async () => {
    const item = await parseItem('<title> &lt;br&gt; &amp;nbsp;</title><guid>1</guid>');
    expect(item).toEqual({ ...emptyItem, guid: '1' });
  });
});

describe('fields that stand several times', () => {
  it('keep their order, with attributes or without, empty or not', async () => {
    const item = await parseItem(
      `<category>a</category><category domain="d">b</category><category>c</category>
       <author/><author><name>Ann</name></author><author>Bo</author><author x="y">Cy</author>
       <link>https://n.example/1</link><link xml:base="https://n.example/2/">3</link>`,
    );
    expect(item).toMatchObject({
      categories: ['a', 'b', 'c'],
      authors: ['Ann', 'Bo', 'Cy'],
      url: 'https://n.example/2/3',
    });
  });
});

describe('addresses', () => {
  it('come from the guid unless it says it is none', async () => {
    expect((await parseItem('<guid>https://n.example/a</guid>')).url).toBe('https://n.example/a');
    expect((await parseItem('<guid isPermaLink="false">https://n.example/a</guid>')).url).toBeNull();
  });

  it('are relative to xml:base, else to the document', async () => {
    const feed = await parseText(
      `<rss version="2.0"><channel><link>https://site.example/blog/</link>
       <item xml:base="https://base.example/x/"><link>a</link></item><item><link>b</link></item></channel></rss>`,
      'https://feeds.example/f.xml',
    );
    expect(feed.items.map(({ url }) => url)).toEqual(['https://base.example/x/a', 'https://feeds.example/b']);
  });

  it('in the text are relative to the article, not to a feed service that only leads there', async () => {
    const feed = await parseText(
      `<rss version="2.0"><channel><link>https://site.example/</link>
       <item><link>https://site.example/2020/post</link><description>&lt;a href="#n"&gt;1&lt;/a&gt;&lt;img srcset="s.png 1x, /l.png 2x"&gt;</description></item>
       <item><link>https://proxy.example/~3/abc</link><description>&lt;img src=/p.png&gt;</description></item></channel></rss>`,
      'https://proxy.example/site',
    );
    expect(feed.items.map(({ contentHtml }) => contentHtml)).toEqual([
      '<a href="https://site.example/2020/post#n">1</a>' +
        '<img srcset="https://site.example/2020/s.png 1x, https://site.example/l.png 2x">',
      '<img src="https://site.example/p.png">',
    ]);
  });
});

describe('people', () => {
  it.each([
    ['<author>ann@n.example (Ann Ink)</author>', ['Ann Ink']],
    ['<author>Ann Ink &lt;ann@n.example&gt;</author>', ['Ann Ink']],
    ['<author>ann@n.example</author>', ['ann@n.example']],
    ['<author>By Ann Ink</author>', ['Ann Ink']],
    ['<author><name>Ann Ink</name><email>a@n.example</email></author>', ['Ann Ink']],
    ['<dc:creator>Ann</dc:creator><dc:creator>Ben</dc:creator><dc:creator>ann</dc:creator>', ['Ann', 'Ben']],
    ['<itunes:author>Radio &amp;amp; Co</itunes:author>', ['Radio & Co']],
    ['<author> </author>', []],
  ])('%s', async (markup, authors) => {
    expect((await parseItem(`<title>t</title>${markup}`)).authors).toEqual(authors);
  });

  it('of an Atom entry copied from elsewhere are those of its source', async () => {
    const feed = await parseText(
      atom('<title>t</title><source><title>S</title><author><name>Origin</name></author></source>').replace(
        '<entry>',
        '<author><name>Planet</name></author><entry>',
      ),
    );
    expect(feed.items).toEqual([{ ...emptyItem, title: 't', authors: ['Origin'] }]);
  });
});

describe('dates', () => {
  it('in the future stay as published', async () => {
    expect((await parseItem('<pubDate>Fri, 01 Jan 2100 00:00:00 GMT</pubDate>')).publishedAt).toBe(
      Date.UTC(2100, 0, 1),
    );
  });

  it('that cannot be read give way to those that can', async () => {
    const item = await parseItem(
      '<title>t</title><pubDate>soon</pubDate><dc:date>2020-02-30</dc:date><dcterms:created>2020-02-03</dcterms:created>',
    );
    expect(item).toEqual({ ...emptyItem, title: 't', publishedAt: Date.UTC(2020, 1, 3) });
  });
});

describe('bodies', () => {
  it('prefer the whole text to the summary, and are not given twice', async () => {
    const both = await parseItem('<description>short</description><content:encoded>long</content:encoded>');
    expect([both.contentHtml, both.summaryHtml]).toEqual(['long', 'short']);
    const same = await parseItem('<description>same</description><content:encoded>same</content:encoded>');
    expect([same.contentHtml, same.summaryHtml]).toEqual(['same', null]);
    const empty = await parseItem('<description>short</description><content:encoded> </content:encoded>');
    expect([empty.contentHtml, empty.summaryHtml]).toEqual(['short', null]);
  });

  it('of Atom that forgot to name their type are HTML when they can be nothing else', async () => {
    const feed = await parseText(
      atom('<content>&lt;p&gt;Hello&lt;/p&gt;</content><summary>2 &lt; 3</summary>'),
    );
    expect(feed.items[0]).toMatchObject({ contentHtml: '<p>Hello</p>', summaryHtml: '2 &lt; 3' });
  });

  it('keep what stands inside Atom XHTML, prefixes, character data and nested entries of other XML', async () => {
    const xhtml = await parseText(
      atom(
        '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">a <![CDATA[<b>]]><div/></div></content>',
      ),
    );
    expect(xhtml.items[0]?.contentHtml).toBe('a &lt;b><div></div>');
    const nested = await parseText(
      atom('<id>1</id><content type="application/xml"><entry>inner</entry></content>'),
    );
    expect(nested.items.map(({ guid, contentHtml }) => [guid, contentHtml])).toEqual([
      ['1', '<entry>inner</entry>'],
    ]);
  });

  it('of a film are what its publisher wrote about it', async () => {
    const feed = await parseText(
      atom(`<title>Film</title><media:group><media:title>Film</media:title>
        <media:content url="https://v.example/f.mp4" type="video/mp4" duration="90"/>
        <media:thumbnail url="https://v.example/f.jpg" width="480"/>
        <media:description>Line one\n\nLine &amp; two</media:description></media:group>`),
    );
    expect(feed.items).toEqual([
      {
        ...emptyItem,
        title: 'Film',
        contentHtml: '<p>Line one</p><p>Line &amp; two</p>',
        leadImage: { url: 'https://v.example/f.jpg', caption: null },
        enclosures: [
          { url: 'https://v.example/f.mp4', type: 'video/mp4', length: null, duration: 90, title: null },
        ],
      },
    ]);
  });
});

describe('the lead picture', () => {
  it.each([
    [
      'the default one',
      '<media:content url="/a.jpg" medium="image" width="9"/><media:content url="/b.jpg" medium="image" isDefault="true"/>',
      { url: '/b.jpg', caption: null },
    ],
    [
      'the widest of a group',
      '<media:group><media:content url="/a.jpg" type="image/jpeg" width="9"/><media:content url="/b.jpg" type="image/jpeg" width="90"/><media:title>Sea</media:title></media:group>',
      { url: '/b.jpg', caption: 'Sea' },
    ],
    [
      'a thumbnail with the caption beside it',
      '<media:thumbnail url="/t.jpg"/><media:description>Calm &lt;b&gt;sea&lt;/b&gt;</media:description>',
      { url: '/t.jpg', caption: 'Calm sea' },
    ],
    [
      'an enclosed picture',
      '<enclosure url="/e.jpg" type="image/jpeg" length="1"/>',
      { url: '/e.jpg', caption: null },
    ],
    ['the cover of an episode', '<itunes:image href="/c.png"/>', { url: '/c.png', caption: null }],
    ['an image element', '<image><url>/i.png</url></image>', { url: '/i.png', caption: null }],
    [
      'never a caption that repeats the title',
      '<media:content url="/a.jpg" medium="image"><media:title>T1</media:title></media:content>',
      { url: '/a.jpg', caption: null },
    ],
  ])('is %s', async (_, markup, { url, caption }) => {
    const item = await parseItem(`<title>T1</title>${markup}`);
    expect(item.leadImage).toEqual({ url: `https://news.example${url}`, caption });
  });
});
