import { describe, expect, it } from 'vitest';
import { emptyItem, parseBytes, parseItem, parseText, problemOf } from './parse-text';

const one = '<item><title>One</title><link>https://n.example/1</link></item>';
const readOne = { ...emptyItem, title: 'One', url: 'https://n.example/1' };

describe('a broken feed is read as far as it goes', () => {
  it.each([
    [
      'blank lines and a warning before the root',
      `\n\n<br/>Warning: line 3\n<?xml version="1.0"?><rss version="2.0"><channel>${one}</channel></rss>`,
    ],
    [
      'a comment that mentions another feed',
      `<!-- <feed> --><rss version="2.0"><channel>${one}</channel></rss>`,
    ],
    ['rubbish after the end', `<rss version="2.0"><channel>${one}</channel></rss><script>x</script>`],
    [
      'control characters',
      `<rss version="2.0"><channel>${one.replace('One', 'O\x00n\x0b\x08e')}</channel></rss>`,
    ],
    ['an end tag for nothing', `<rss version="2.0"><channel></em>${one}</b></channel></rss>`],
    ['an item in an item', `<rss version="2.0"><channel><item>${one}</item></channel></rss>`],
    [
      'a stray empty item',
      `<rss version="2.0"><channel>${one.replace('<link>', '<item/><link>')}</channel></rss>`,
    ],
    ['items in a wrapper', `<rss version="2.0"><channel><articles>${one}</articles></channel></rss>`],
    ['no end of the item', `<rss version="2.0"><channel>${one.replace('</item>', '')}</channel></rss>`],
    ['no channel', `<rss version="2.0">${one}</rss>`],
    [
      'a prefix before everything',
      `<r:rss version="2.0"><r:channel>${one.replace(/<(\/?)/g, '<$1r:')}</r:channel></r:rss>`,
    ],
    [
      'a namespace of another format',
      `<rss version="2.0" xmlns="http://www.w3.org/2005/Atom"><channel>${one}</channel></rss>`,
    ],
    [
      'a field that is never closed',
      `<rss version="2.0"><channel>${one.replace('</title>', '')}</channel></rss>`,
    ],
    [
      'a field closed by another name',
      `<rss version="2.0"><channel>${one.replace('</title>', '</titel>')}</channel></rss>`,
    ],
    ['no root', one],
    ['no root, but a declaration', `<?xml version="1.0"?>\n<!-- x -->\n${one}`],
    [
      'a page around it',
      `<html><head><title>x</title></head><body><rss><channel>${one}</channel></rss></body></html>`,
    ],
    ['an unclosed comment', `<rss version="2.0"><channel><!-- oops ><title>x</title>${one}</channel></rss>`],
  ])('with %s', async (_, text) => {
    const feed = await parseText(text);
    expect({ items: feed.items, truncated: feed.truncated }).toEqual({ items: [readOne], truncated: false });
  });

  it('with bare ampersands, HTML entities and words that only look like either', async () => {
    const item = await parseItem(
      '<title>R&D & &eacute;t&eacute; &copy=1 &nosuch; a < b &#8217;&#x2019; &#150;</title><link>https://n.example/?a=1&b=2&amp;c=3</link>',
    );
    expect(item).toEqual({
      ...emptyItem,
      title: 'R&D & été ©=1 &nosuch; a < b ’’ –',
      url: 'https://n.example/?a=1&b=2&c=3',
    });
  });

  it('with a body that is never closed, though its markup has names of fields', async () => {
    const item = await parseItem(
      '<description><b>One</b> <a href="https://n.example/">two</a><link>three</link><guid>1</guid><title>T</title>',
    );
    expect(item).toMatchObject({
      contentHtml: '<b>One</b> <a href="https://n.example/">two</a><link>three',
      guid: '1',
      title: 'T',
    });
  });

  it('with words in angle brackets that are also names of fields', async () => {
    const item = await parseItem(
      '<description>Write <name> and <date>, then <image src="/a.png"/> go.</description>',
    );
    expect(item.contentHtml).toContain('then');
    expect(item.contentHtml).toContain('go.');
  });

  it('that is one Atom entry, without a feed around it', async () => {
    const feed = await parseText(
      '<?xml version="1.0"?><entry xmlns="http://www.w3.org/2005/Atom"><id>1</id><title>One</title></entry>',
    );
    expect(feed).toMatchObject({ format: 'atom', truncated: false });
    expect(feed.items).toEqual([{ ...emptyItem, guid: '1', title: 'One' }]);
  });

  it('with markup around a name, which is the name of nobody', async () => {
    expect((await parseItem('<author><p><b>Ann</b> Lee</p></author>')).authors).toEqual(['Ann Lee']);
  });

  it('with HTML that was escaped and then put into a div as if it were XHTML', async () => {
    const feed = await parseText(
      '<feed xmlns="http://www.w3.org/2005/Atom"><entry><content type="html"><div>One &lt;b&gt;two&lt;/b&gt;</div></content></entry></feed>',
    );
    expect(feed.items[0]?.contentHtml).toBe('One <b>two</b>');
  });

  it('with a media type of its own for plain text, and with text in base64', async () => {
    const content = (type: string, text: string) =>
      `<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>1</id><content type="${type}">${text}</content></entry></feed>`;
    const read = async (type: string, text: string) =>
      (await parseText(content(type, text))).items[0]?.contentHtml;
    expect(await read('application/x-note', 'note')).toBe('note');
    expect(await read('application/x-note', 'aGVsbG8=')).toBe('hello');
    expect(await read('image/png', 'iVBORw0KGgo=')).toBeNull();
  });

  it('with a relative id, which xml:base makes whole', async () => {
    const entry = (base: string) =>
      `<feed xmlns="http://www.w3.org/2005/Atom" ${base}><entry><id>posts/1</id><title>x</title></entry></feed>`;
    expect((await parseText(entry('xml:base="https://n.example/"'))).items[0]?.guid).toBe(
      'https://n.example/posts/1',
    );
    expect((await parseText(entry(''))).items[0]?.guid).toBe('posts/1');
  });

  it('with spaces in the addresses of its text', async () => {
    const item = await parseItem(
      '<description><![CDATA[<a href="https://n.example/a b.pdf">x</a>]]></description>',
    );
    expect(item.contentHtml).toBe('<a href="https://n.example/a%20b.pdf">x</a>');
  });

  it('with markup that was not escaped', async () => {
    const item = await parseItem(
      '<description><P>One &amp; <b>two</b><br/><img src="/a.png"></P> three</description>',
    );
    expect(item.contentHtml).toBe(
      '<p>One &amp; <b>two</b><br><img src="https://news.example/a.png"></p> three',
    );
  });

  it('with prefixes of the publisher’s own choice, on attributes too', async () => {
    const feed = await parseText(
      `<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:x="urn:x">
       <channel><title>T</title><atom10:link rel="hub" href="https://hub.example/"/></channel>
       <item r:about="https://n.example/1"><title>One</title></item>
       <item x:about="https://n.example/2"><title>Two</title></item></r:RDF>`,
    );
    expect(feed.items.map(({ guid }) => guid)).toEqual(['https://n.example/1', null]);
    expect(feed.extras.hubUrl).toBe('https://hub.example/');
  });

  it('with prefixes that are not declared, or declared as something else', async () => {
    const feed = await parseText(
      `<rss version="2.0" xmlns:c="http://purl.org/rss/1.0/modules/content/"><channel><item><dc:creator>Ann</dc:creator>
       <c:encoded>full</c:encoded><other:title>no title</other:title><itunes:duration>1:01:05</itunes:duration>
       <enclosure url="https://n.example/a.mp3" type="audio/mpeg"/></item></channel></rss>`,
    );
    expect(feed.items).toEqual([
      {
        ...emptyItem,
        authors: ['Ann'],
        contentHtml: 'full',
        enclosures: [
          { url: 'https://n.example/a.mp3', type: 'audio/mpeg', length: null, duration: 3665, title: null },
        ],
      },
    ]);
  });

  it.each([
    'desc',
    '</descripti',
    '<link>https://n.example/2</link>',
    '<guid',
    '<description><![CDATA[ and so',
    '<enclosure url="http',
  ])('with its end missing after “%s”: the whole items stay', async (rest) => {
    const feed = await parseText(
      `<rss version="2.0"><channel><title>T</title>${one}<item><title>Two</title>${rest}`,
    );
    expect(feed).toMatchObject({ title: 'T', items: [readOne], truncated: true });
  });

  it('with bytes cut in the middle of a character', async () => {
    const bytes = new TextEncoder().encode(`<rss version="2.0"><channel>${one}<item><title>é`);
    expect(await parseBytes(bytes.subarray(0, -1))).toMatchObject({ items: [readOne], truncated: true });
  });

  it('with an empty channel, which is no fault', async () => {
    expect(await parseText('<feed xmlns="http://www.w3.org/2005/Atom"></feed>')).toMatchObject({
      items: [],
      truncated: false,
    });
    expect(await parseText('<rss version="2.0"><channel/></rss>')).toMatchObject({
      items: [],
      truncated: false,
    });
  });

  it.each(['', ',', ',{', ',{"id":"2","authors":[{"name":"A"}', ',{"id":"2","title":"]}'])(
    'in JSON with its end missing after “%s”: the whole items stay',
    async (rest) => {
      const feed = await parseText(
        `{"version":"https://jsonfeed.org/version/1","title":"T","items":[{"id":"1","tags":["]"]}${rest}`,
      );
      expect(feed).toMatchObject({ title: 'T', truncated: true });
      expect(feed.items).toEqual([{ ...emptyItem, guid: '1', categories: [']'] }]);
    },
  );

  it('in JSON with raw line breaks inside its strings', async () => {
    const feed = await parseText(
      '{"version":"https://jsonfeed.org/version/1","items":[{"id":"1","title":"a\nb"}]}',
    );
    expect(feed.items).toEqual([{ ...emptyItem, guid: '1', title: 'a b' }]);
  });
});

describe('what is no feed is refused with its reason', () => {
  it.each([
    ['', { code: 'empty-body' }],
    [' \r\n\t ', { code: 'empty-body' }],
    [
      '<!doctype html><html><head><title>Shop</title></head><body><rss>no</rss></body></html>',
      { code: 'html-not-feed' },
    ],
    ['\n<HTML lang="en"><body>Moved</body></HTML>', { code: 'html-not-feed' }],
    ['<?xml version="1.0"?><opml version="2.0"><head></head><body></body></opml>', { code: 'not-a-feed' }],
    ['<?xml version="1.0"?><urlset><url>https://n.example/</url></urlset>', { code: 'not-a-feed' }],
    [
      '<html><body><p>How to write a feed:</p><rss><channel><item><title>x</title></item></channel></rss></body></html>',
      { code: 'html-not-feed' },
    ],
    ['<?xml version="1.0"?><menu><item price="3"/><item>Tea</item></menu>', { code: 'not-a-feed' }],
    ['Service unavailable', { code: 'not-a-feed' }],
    ['{"error":"not found"}', { code: 'not-a-feed' }],
    [
      '{"version":"https://jsonfeed.org/version/1","items":[{"id":',
      { code: 'broken-feed', detail: 'its JSON is damaged or incomplete.' },
    ],
    [
      '<rss version="2.0"><channel><title>Half',
      { code: 'broken-feed', detail: 'it breaks off before its first article is complete.' },
    ],
  ])('%s', async (text, problem) => {
    expect(await problemOf(parseText(text))).toEqual(problem);
  });
});
