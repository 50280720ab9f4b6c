import { describe, expect, it } from 'vitest';
import { noHints } from '../../../src/shared/model/poll';
import { emptyItem, parseFixture, parseText } from './parse-text';

const feedAuthor = {
  name: 'Feed Author',
  email: 'feed@observatory.example',
  url: null,
  imageUrl: null,
  role: null,
};

describe('a feed is read whole', () => {
  it('in RSS 2.0, with everything publishers put beside the text', async () => {
    expect(await parseFixture('harbour.xml', 'https://harbour.example/feed.xml')).toEqual({
      format: 'rss',
      title: 'The Harbour & Hill Gazette',
      description: 'News from the quay, twice a week',
      siteUrl: 'https://harbour.example/',
      language: 'en-GB',
      extras: {
        imageUrl: 'https://harbour.example/logo.png',
        selfUrl: 'https://harbour.example/feed.xml',
      },
      flaws: [],
      truncated: false,
      hints: noHints,
      items: [
        {
          guid: 'gazette-1042',
          title: 'Ferry back on Monday – at last',
          url: 'https://harbour.example/news/ferry',
          publishedAt: Date.UTC(2021, 8, 6, 12, 30),
          updatedAt: null,
          authors: ['Nora Quill'],
          categories: ['Transport', 'Quay'],
          contentHtml:
            '<p>The ferry <a href="https://harbour.example/news/timetable">sails</a> again.</p>' +
            '<img src="https://harbour.example/ferry.jpg">',
          summaryHtml: 'The ferry sails again.',
          language: null,
          comments: {
            count: 17,
            url: 'https://harbour.example/news/ferry#comments',
            feedUrl: 'https://harbour.example/news/ferry/feed',
          },
          leadImage: {
            url: 'https://harbour.example/large.jpg',
            caption: 'The ferry at the quay (Ada Lens)',
          },
          enclosures: [
            {
              url: 'https://harbour.example/ferry.mp3',
              type: 'audio/mpeg',
              length: 123456,
              duration: null,
              title: null,
            },
          ],
          extras: {
            people: [
              { name: 'Nora Quill', email: 'desk@harbour.example', url: null, imageUrl: null, role: null },
            ],
            categories: [{ term: 'Quay', scheme: 'https://harbour.example/tags', label: null }],
          },
        },
        { ...emptyItem, contentHtml: 'A note without title, link, id or date.' },
      ],
    });
  });

  it('in RDF (RSS 1.0), where items stand beside the channel', async () => {
    expect(await parseFixture('orchard.rdf', 'https://orchard.example/feed')).toEqual({
      format: 'rdf',
      title: 'Orchard Notes',
      description: 'What grows where',
      siteUrl: 'https://orchard.example/',
      language: 'en',
      extras: { imageUrl: 'https://orchard.example/apple.png' },
      flaws: [],
      truncated: false,
      hints: noHints,
      items: [
        {
          ...emptyItem,
          guid: 'https://orchard.example/pears',
          title: 'Pears in May',
          url: 'https://orchard.example/pears',
          publishedAt: Date.UTC(2022, 4, 3, 6),
          authors: ['P. Gardener'],
          categories: ['Pears'],
          contentHtml: 'Blossom <em>late</em> this year.',
        },
      ],
    });
  });

  it('in Atom 1.0, with text, HTML and XHTML and an xml:base', async () => {
    expect(await parseFixture('observatory.atom', 'https://feeds.example/observatory')).toEqual({
      format: 'atom',
      title: 'Stars < 3rd magnitude',
      description: 'Seen from the roof',
      siteUrl: 'https://observatory.example/',
      language: 'en',
      extras: {
        imageUrl: 'https://observatory.example/log/logo.svg',
        selfUrl: 'https://observatory.example/log/feed.atom',
      },
      flaws: [],
      truncated: false,
      hints: noHints,
      items: [
        {
          guid: 'tag:observatory.example,2023:1',
          title: 'A bright night & a cold one',
          url: 'https://observatory.example/log/2023/bright-night',
          publishedAt: Date.UTC(2023, 0, 2, 22, 0, 0, 500),
          updatedAt: Date.UTC(2023, 0, 3, 5),
          authors: ['Feed Author'],
          categories: ['The sky'],
          contentHtml: '<p><img src="https://observatory.example/log/pictures/orion.jpg"> seen at 2.</p>',
          summaryHtml: 'Short &amp; plain',
          language: null,
          comments: {
            count: 4,
            url: 'https://observatory.example/log/2023/bright-night#replies',
            feedUrl: 'https://observatory.example/log/2023/bright-night.atom',
          },
          leadImage: null,
          enclosures: [
            {
              url: 'https://observatory.example/log/2023/night.ogg',
              type: 'audio/ogg',
              length: 99,
              duration: null,
              title: 'The sound of it',
            },
          ],
          extras: {
            people: [feedAuthor],
            categories: [{ term: 'sky', scheme: null, label: 'The sky' }],
          },
        },
        {
          ...emptyItem,
          guid: 'tag:observatory.example,2023:2',
          title: 'Two moons',
          url: 'https://observatory.example/log/2023/moons',
          publishedAt: Date.UTC(2023, 0, 4),
          updatedAt: Date.UTC(2023, 0, 4),
          authors: ['Guest', 'second@observatory.example'],
          contentHtml:
            '<p>One <em>then</em> another &amp; <a href="https://observatory.example/map">a map</a>.</p><br><i></i>',
          language: 'de',
        },
        {
          ...emptyItem,
          guid: 'tag:observatory.example,2023:3',
          title: 'Write <b> for bold',
          publishedAt: Date.UTC(2023, 0, 5),
          updatedAt: Date.UTC(2023, 0, 5),
          authors: ['Feed Author'],
          contentHtml: '<p>First line<br>second line</p><p>New &lt;paragraph&gt;</p>',
          extras: { people: [feedAuthor] },
        },
      ],
    });
  });

  it('in Atom 0.3', async () => {
    expect(await parseFixture('foundry-03.xml', 'https://foundry.example/atom.xml')).toEqual({
      format: 'atom',
      title: 'Foundry log',
      description: 'Iron and ink',
      siteUrl: 'https://foundry.example/',
      language: null,
      extras: {},
      flaws: [],
      truncated: false,
      hints: noHints,
      items: [
        {
          ...emptyItem,
          guid: 'foundry-7',
          title: 'Casting day',
          url: 'https://foundry.example/casting',
          publishedAt: Date.UTC(2004, 1, 28, 22, 27, 55),
          updatedAt: Date.UTC(2004, 1, 29),
          authors: ['Smith'],
          contentHtml: '<p>Hot work.</p>',
        },
      ],
    });
  });

  it('in JSON Feed', async () => {
    expect(await parseFixture('signals.json', 'https://signals.example/feed.json')).toEqual({
      format: 'json',
      title: 'Signals & Noise',
      description: 'Radio',
      siteUrl: 'https://signals.example/',
      language: 'en',
      extras: { imageUrl: 'https://signals.example/icon.png' },
      flaws: [],
      truncated: false,
      hints: noHints,
      items: [
        {
          ...emptyItem,
          guid: '12',
          title: 'Twelve',
          url: 'https://signals.example/twelve',
          publishedAt: Date.UTC(2024, 1, 29, 10),
          updatedAt: Date.UTC(2024, 2, 1, 10),
          authors: ['Ida', 'Max'],
          categories: ['radio'],
          contentHtml:
            '<p><a href="https://signals.example/twelve#a">jump</a> ' +
            '<img src="https://signals.example/mast.jpg"></p>',
          summaryHtml: 'Jump &amp; run',
          language: 'en-IE',
          leadImage: { url: 'https://signals.example/mast-large.jpg', caption: null },
          enclosures: [
            {
              url: 'https://signals.example/a.mp3',
              type: 'audio/mpeg',
              length: 5,
              duration: 61.5,
              title: 'Part 1',
            },
          ],
        },
        {
          ...emptyItem,
          guid: 'b',
          url: 'https://other.example/story',
          authors: ['The Crew'],
          contentHtml: '<p>Less &lt; more</p><p>End</p>',
        },
      ],
    });
  });

  it('in RSS 0.91 without a version, and in capitals nobody agreed on', async () => {
    const feed = await parseText(
      '<RSS><Channel><Title>Old</Title><Item><Title>One</Title><LINK>https://old.example/1</LINK></Item></Channel></RSS>',
    );
    expect(feed).toEqual({
      format: 'rss',
      title: 'Old',
      description: null,
      siteUrl: null,
      language: null,
      extras: {},
      flaws: [],
      truncated: false,
      hints: noHints,
      items: [{ ...emptyItem, title: 'One', url: 'https://old.example/1' }],
    });
  });
});
