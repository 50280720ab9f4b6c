import { describe, expect, it } from 'vitest';
import { readPage } from '../../../src/main/feeds/discover/page';

const page = 'https://news.example/section/page.html';
const feedsOf = (html: string, url = page) =>
  readPage(html, url).feeds.map(({ urls, title, declared }) => ({ url: urls[0], title, declared }));

describe('a page names its feeds', () => {
  it('in link elements of every feed type, each address once and in order', () => {
    const html = `<!doctype html><head>
      <link rel="stylesheet" href="style.css" type="text/css">
      <link rel="alternate" hreflang="de" href="/de/">
      <link rel=alternate type=application/rss+xml title="News &amp; views" href=/rss>
      <LINK REL="alternate home" TYPE="Application/Atom+XML; charset=utf-8" HREF="atom.xml">
      <link rel="alternate" type="application/feed+json" title=" Big \n feed " href="//cdn.example/feed.json">
      <link rel="alternate" type="application/json" href="https://news.example/wp-json/wp/v2/posts/1">
      <link rel="alternate" type="application/json" href="https://news.example/items.json">
      <link rel="alternate" type="application/rss+xml" href="https://news.example/rss#again">
      <link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">
      <link rel="alternate" type="application/rss+xml" href="">
      </head><a href="/other.rss">not asked</a>`;
    expect(feedsOf(html, page)).toEqual([
      { url: 'https://news.example/rss', title: 'News & views', declared: true },
      { url: 'https://news.example/section/atom.xml', title: null, declared: true },
      { url: 'https://cdn.example/feed.json', title: 'Big feed', declared: true },
      { url: 'https://news.example/items.json', title: null, declared: true },
    ]);
  });

  it('relative to its base, wherever that stands', () => {
    const html =
      '<link rel="alternate" type="application/rss+xml" href="rss"><base href="/root/"><base href="/no/">';
    expect(feedsOf(html, page).map(({ url }) => url)).toEqual(['https://news.example/root/rss']);
  });

  it('by links in its text only when there are no better ones', () => {
    const html = `<p><a href="/about">About</a> <a href="/feed/">Our <b>feed</b></a> <a href="feed:https://news.example/x.rss">RSS</a>
      <a href="/feed/">again</a> <a href="/?feed=rss2" title="All">x</a> <a href="/atom.xml">Atom</a> <a href="/feedback">no</a>
      <a href="/sitemap.xml">no</a> <a href="mailto:rss@news.example">no</a> <a href="/podcast.mp3">no</a>`;
    expect(feedsOf(html, page)).toEqual([
      { url: 'https://news.example/feed/', title: 'Our feed', declared: false },
      { url: 'https://news.example/x.rss', title: 'RSS', declared: false },
      { url: 'https://news.example/?feed=rss2', title: 'All', declared: false },
      { url: 'https://news.example/atom.xml', title: 'Atom', declared: false },
    ]);
  });

  it('or none', () => {
    expect(feedsOf('<h1>Hello</h1>', page)).toEqual([]);
    expect(feedsOf('', page)).toEqual([]);
  });

  it('those of comments last', () => {
    const html = `<link rel="alternate" type="application/rss+xml" title="One » Comments Feed" href="/one/feed/">
      <link rel="alternate" type="application/rss+xml" title="All" href="/feed/">`;
    expect(readPage(html, page).feeds.map(({ title, comments }) => [title, comments])).toEqual([
      ['All', false],
      ['One » Comments Feed', true],
    ]);
  });
});

describe('a page tells what it is made with', () => {
  it.each([
    ['<meta name="generator" content="WordPress 6.8">', 'WordPress 6.8'],
    [
      '<script src="//cdn-client.medium.com/x.js"></script><meta name="Generator" content="Ghost 5">',
      'Ghost 5',
    ],
    ['<link rel="icon" href="https://substackcdn.com/a.png">', 'Substack'],
    ['<script src="https://cdn-client.medium.com/lite/main.js"></script>', 'Medium'],
    ['<img src="https://not-substackcdn.com.example/a.png">', ''],
  ])('%s', (html, platform) => {
    expect(readPage(html, page).platform).toBe(platform);
  });
});

describe('a page of YouTube', () => {
  const own = 'UCtidewatchkiteharbour01';
  const other = 'UCsomebodyelsealtogether';
  const feed = `https://www.youtube.com/feeds/videos.xml?channel_id=${own}`;
  it.each([
    [
      'its canonical address',
      `<link rel="canonical" href="https://www.youtube.com/channel/${own}">"channelId":"${other}"`,
    ],
    ['its microdata', `<meta itemprop="identifier" content="${own}"><script>"channelId":"${other}"</script>`],
    ['its script', `<script>{"channelId":"${other}","externalId":"${own}"}</script>`],
    ['the video on it', `<script>{"videoDetails":{"channelId":"${own}"}}</script>`],
    [
      'the feed it names',
      `<link rel="alternate" type="application/rss+xml" href="${feed}"><script>"channelId":"${other}"</script>`,
    ],
  ])('tells its channel by %s', (_how, html) => {
    expect(feedsOf(html, 'https://www.youtube.com/@kite')).toMatchObject([{ url: feed, declared: true }]);
  });

  it('is at YouTube alone', () => {
    expect(feedsOf(`"channelId":"${own}"`, 'https://youtube.com.example/@kite')).toEqual([]);
  });
});
