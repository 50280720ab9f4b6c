import { describe, expect, it } from 'vitest';
import { parseItem, parseText } from './parse-text';

const namespaces = `xmlns:podcast="https://podcastindex.org/namespace/1.0" xmlns:psc="http://podlove.org/simple-chapters"
  xmlns:georss="http://www.georss.org/georss" xmlns:gml="http://www.opengis.net/gml" xmlns:atom="http://www.w3.org/2005/Atom"
  xmlns:geo="http://www.w3.org/2003/01/geo/wgs84_pos#" xmlns:dc="http://purl.org/dc/elements/1.1/"`;

async function extrasOf(markup: string) {
  const feed = await parseText(
    `<rss version="2.0" ${namespaces}><channel><title>T</title><item><title>x</title>${markup}</item></channel></rss>`,
  );
  return feed.items[0]?.extras;
}

async function entryExtras(markup: string, attributes = '') {
  const feed = await parseText(
    `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:gd="http://schemas.google.com/g/2005" ${attributes}><entry>${markup}</entry></feed>`,
  );
  return feed.items[0]?.extras;
}

describe('what few articles have is kept', () => {
  it('chapters told in the feed, in the order of time, without those that say no time', async () => {
    const markup = `<psc:chapters version="1.2">
      <psc:chapter start="00:03:07.500" title="The &amp; quay" href="/quay" image="quay.jpg"/>
      <psc:chapter start="0" title="Hello"/>
      <psc:chapter start="soon" title="Never"/>
      <psc:chapter start="1:02:03" title="Late" href="javascript:alert(1)"/>
    </psc:chapters>`;
    expect(await extrasOf(markup)).toEqual({
      chapters: [
        { start: 0, title: 'Hello', url: null, imageUrl: null },
        {
          start: 187.5,
          title: 'The & quay',
          url: 'https://news.example/quay',
          imageUrl: 'https://news.example/quay.jpg',
        },
        { start: 3723, title: 'Late', url: null, imageUrl: null },
      ],
    });
  });

  it('a file of chapters and the transcripts of a recording', async () => {
    const markup = `<podcast:chapters url="chapters.json" type="application/json+chapters; charset=utf-8"/>
      <podcast:transcript url="/words.vtt" type="text/vtt" language="en"/>
      <podcast:transcript url="https://news.example/words.srt" type="application/srt"/>
      <podcast:transcript url="file:///etc/passwd" type="text/plain"/>`;
    expect(await extrasOf(markup)).toEqual({
      chaptersFile: { url: 'https://news.example/chapters.json', type: 'application/json+chapters' },
      transcripts: [
        { url: 'https://news.example/words.vtt', type: 'text/vtt', language: 'en' },
        { url: 'https://news.example/words.srt', type: 'application/srt', language: null },
      ],
    });
  });

  it('the e-mail address of an author who also has a name, from whichever element tells it', async () => {
    const person = { name: 'Ann Lee', email: 'ann@n.example', url: null, imageUrl: null, role: null };
    for (const markup of [
      '<author>ann@n.example (Ann Lee)</author>',
      '<author>Ann Lee &lt;ann@n.example&gt;</author>',
      '<dc:creator>Ann Lee</dc:creator><author>mailto:ann@n.example (Ann Lee)</author>',
      '<atom:author><atom:name>Ann Lee</atom:name><atom:email>ann@n.example</atom:email></atom:author>',
    ]) {
      expect(await extrasOf(markup), markup).toEqual({ people: [person] });
    }
    expect(await extrasOf('<author>Ann Lee</author>')).toEqual({});
    expect(await extrasOf('<author>ann@n.example</author>')).toEqual({});
  });

  it('page and picture of an author, contributors, and who speaks in a podcast', async () => {
    const atom = `<author><name>Ann</name><uri>/ann</uri><gd:image src="ann.png"/></author>
      <author><name>Bo</name><link rel="avatar" href="https://n.example/bo.png"/></author>
      <contributor><name>Cy</name></contributor>`;
    expect(await entryExtras(atom)).toEqual({
      people: [
        {
          name: 'Ann',
          email: null,
          url: 'https://news.example/ann',
          imageUrl: 'https://news.example/ann.png',
          role: null,
        },
        { name: 'Bo', email: null, url: null, imageUrl: 'https://n.example/bo.png', role: null },
        { name: 'Cy', email: null, url: null, imageUrl: null, role: 'contributor' },
      ],
    });
    const podcast = `<podcast:person role="Guest" href="https://n.example/di" img="https://n.example/di.jpg">Di</podcast:person>
      <podcast:person>Ed</podcast:person>`;
    expect(await extrasOf(podcast)).toEqual({
      people: [
        {
          name: 'Di',
          email: null,
          url: 'https://n.example/di',
          imageUrl: 'https://n.example/di.jpg',
          role: 'guest',
        },
        { name: 'Ed', email: null, url: null, imageUrl: null, role: 'host' },
      ],
    });
  });

  it('scheme and label of categories', async () => {
    const item = await parseItem(
      '<title>x</title><category domain="https://n.example/t">Boats</category><category>Tea</category>',
    );
    expect([item.categories, item.extras]).toEqual([
      ['Boats', 'Tea'],
      { categories: [{ term: 'Boats', scheme: 'https://n.example/t', label: null }] },
    ]);
    expect(
      await entryExtras(
        '<id>1</id><category term="boats" scheme="https://n.example/t" label="Boats"/><category term="x"/>',
      ),
    ).toEqual({ categories: [{ term: 'boats', scheme: 'https://n.example/t', label: 'Boats' }] });
  });

  it('further links, but not those for machines, nor the article itself', async () => {
    const atom = `<link href="/a"/><link rel="alternate" hreflang="de" href="/a.de" title="Deutsch"/>
      <link rel="related" type="Text/HTML; charset=x" href="/b"/><link rel="self" href="/a.atom"/>
      <link rel="edit" href="/edit"/><link rel="enclosure" href="/c.mp3"/><link rel="replies" href="/d"/>
      <link rel="via" href="mailto:a@n.example"/>`;
    expect(await entryExtras(atom)).toEqual({
      links: [
        { rel: 'alternate', url: 'https://news.example/a.de', type: null, title: 'Deutsch', language: 'de' },
        { rel: 'related', url: 'https://news.example/b', type: 'text/html', title: null, language: null },
      ],
    });
    expect(await extrasOf('<source url="https://o.example/feed">Other <b>desk</b></source>')).toEqual({
      links: [
        { rel: 'via', url: 'https://o.example/feed', type: null, title: 'Other <b>desk</b>', language: null },
      ],
    });
  });

  it('that a guid is an address, unless it says it is none', async () => {
    expect(await extrasOf('<guid>https://n.example/1</guid>')).toEqual({ guidIsPermalink: true });
    expect(await extrasOf('<guid isPermaLink="true">https://n.example/1</guid>')).toEqual({
      guidIsPermalink: true,
    });
    expect(await extrasOf('<guid isPermaLink="false">https://n.example/1</guid>')).toEqual({});
    expect(await extrasOf('<guid>n-1</guid>')).toEqual({});
  });

  it('the direction of a text, from the text, its entry or its feed', async () => {
    expect(await entryExtras('<content dir="rtl">x</content>', 'dir="ltr"')).toEqual({ direction: 'rtl' });
    expect(await entryExtras('<content>x</content>', 'dir="RTL"')).toEqual({ direction: 'rtl' });
    expect(await entryExtras('<content dir="sideways">x</content>')).toEqual({});
  });

  it.each([
    ['<georss:point>45.5 -71.25</georss:point>', 45.5, -71.25],
    ['<georss:point>45.5,-71.25</georss:point>', 45.5, -71.25],
    ['<georss:box>10 20 30 40</georss:box>', 20, 30],
    ['<georss:line>0 0 10 20</georss:line>', 5, 10],
    ['<georss:polygon>0 0 4 0 4 8 0 0</georss:polygon>', 2, 4],
    ['<georss:where><gml:Point><gml:pos>45.5 -71.25</gml:pos></gml:Point></georss:where>', 45.5, -71.25],
    [
      '<georss:where><gml:Polygon><gml:exterior><gml:LinearRing><gml:posList>0 0 4 0 4 8 0 0</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon></georss:where>',
      2,
      4,
    ],
    [
      '<georss:where><gml:Envelope><gml:lowerCorner>10 20</gml:lowerCorner><gml:upperCorner>30 40</gml:upperCorner></gml:Envelope></georss:where>',
      20,
      30,
    ],
    ['<geo:lat>45.5</geo:lat><geo:long>-71.25</geo:long>', 45.5, -71.25],
    ['<geo:Point><geo:lat>45.5</geo:lat><geo:long>-71.25</geo:long></geo:Point>', 45.5, -71.25],
    ['<podcast:location geo="geo:45.5,-71.25;u=300"/>', 45.5, -71.25],
  ])('the place in %s', async (markup, latitude, longitude) => {
    expect(await extrasOf(markup)).toEqual({ place: { latitude, longitude, name: null } });
  });

  it('the name of a place, and no place that is nowhere', async () => {
    expect(
      await extrasOf('<georss:featurename>The quay</georss:featurename><georss:point>1 2</georss:point>'),
    ).toEqual({ place: { latitude: 1, longitude: 2, name: 'The quay' } });
    for (const nowhere of ['0 0', '91 0', '10 181', '10', 'north', '']) {
      expect(await extrasOf(`<georss:point>${nowhere}</georss:point>`), nowhere).toEqual({});
    }
  });

  it('that its date cannot be read, which is another thing than none', async () => {
    expect((await parseItem('<title>x</title><pubDate>next week</pubDate>')).dateUnreadable).toBe(true);
    expect((await parseItem('<title>x</title>')).dateUnreadable).toBeUndefined();
    expect(
      (await parseItem('<pubDate>Mon, 06 Sep 2021 12:00:00 GMT</pubDate>')).dateUnreadable,
    ).toBeUndefined();
  });

  it('a date that can be true, where another cannot', async () => {
    const item = await parseItem(
      '<pubDate>Thu, 01 Jan 1970 00:00:00 GMT</pubDate><dc:date>2021-09-06T12:00:00Z</dc:date>',
    );
    expect(item.publishedAt).toBe(Date.UTC(2021, 8, 6, 12));
    expect((await parseItem('<pubDate>Thu, 01 Jan 1970 00:00:00 GMT</pubDate>')).publishedAt).toBe(0);
  });
});

describe('what few feeds tell of themselves is kept', () => {
  it('hub, own address and next page, in Atom and in RSS', async () => {
    const links = `<atom:link rel="hub" href="https://hub.example/"/><atom:link rel="self" href="https://n.example/feed"/>
      <atom:link rel="next" href="?page=2"/>`;
    const expected = {
      hubUrl: 'https://hub.example/',
      selfUrl: 'https://n.example/feed',
      nextPageUrl: 'https://news.example/feed.xml?page=2',
    };
    expect((await parseText(`<rss ${namespaces}><channel>${links}</channel></rss>`)).extras).toEqual(
      expected,
    );
    expect((await parseText(`<atom:feed ${namespaces}>${links}</atom:feed>`)).extras).toEqual(expected);
  });

  it('an archive as the next page', async () => {
    const feed = await parseText(
      '<feed xmlns="http://www.w3.org/2005/Atom"><link rel="prev-archive" href="/2020/"/></feed>',
    );
    expect(feed.extras).toEqual({ nextPageUrl: 'https://news.example/2020/' });
  });

  it('the same in JSON Feed, with pages and pictures of its authors', async () => {
    const feed = await parseText(
      JSON.stringify({
        version: 'https://jsonfeed.org/version/1.1',
        favicon: 'https://n.example/icon.png',
        feed_url: 'https://n.example/feed.json',
        next_url: 'https://n.example/feed.json?page=2',
        hubs: [
          { type: 'rssCloud', url: 'https://cloud.example/' },
          { type: 'WebSub', url: 'https://hub.example/' },
        ],
        items: [
          {
            id: '1',
            url: 'https://n.example/1',
            external_url: 'https://o.example/story',
            date_published: 'some day',
            authors: [{ name: 'Ann', url: 'https://n.example/ann', avatar: 'https://n.example/ann.png' }],
          },
        ],
      }),
    );
    expect(feed.extras).toEqual({
      imageUrl: 'https://n.example/icon.png',
      selfUrl: 'https://n.example/feed.json',
      hubUrl: 'https://hub.example/',
      nextPageUrl: 'https://n.example/feed.json?page=2',
    });
    expect(feed.items[0]).toMatchObject({
      authors: ['Ann'],
      dateUnreadable: true,
      extras: {
        people: [
          {
            name: 'Ann',
            email: null,
            url: 'https://n.example/ann',
            imageUrl: 'https://n.example/ann.png',
            role: null,
          },
        ],
        links: [{ rel: 'related', url: 'https://o.example/story', type: null, title: null, language: null }],
      },
    });
  });
});
