import { describe, expect, it } from 'vitest';
import { discoverFeeds } from '../../../src/main/feeds/discover';

const page = 'https://news.example/section/page.html';

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
    expect(discoverFeeds(html, page)).toEqual([
      { url: 'https://news.example/rss', title: 'News & views', type: 'application/rss+xml' },
      { url: 'https://news.example/section/atom.xml', title: null, type: 'application/atom+xml' },
      { url: 'https://cdn.example/feed.json', title: 'Big feed', type: 'application/feed+json' },
      { url: 'https://news.example/items.json', title: null, type: 'application/json' },
    ]);
  });

  it('relative to its base, wherever that stands', () => {
    const html =
      '<link rel="alternate" type="application/rss+xml" href="rss"><base href="/root/"><base href="/no/">';
    expect(discoverFeeds(html, page).map(({ url }) => url)).toEqual(['https://news.example/root/rss']);
  });

  it('by links in its text only when there are no better ones', () => {
    const html = `<p><a href="/about">About</a> <a href="/feed/">Our <b>feed</b></a> <a href="feed:https://news.example/x.rss">RSS</a>
      <a href="/feed/">again</a> <a href="/?feed=rss2" title="All">x</a> <a href="/atom.xml">Atom</a> <a href="/feedback">no</a>
      <a href="/sitemap.xml">no</a> <a href="mailto:rss@news.example">no</a> <a href="/podcast.mp3">no</a>`;
    expect(discoverFeeds(html, page)).toEqual([
      { url: 'https://news.example/feed/', title: 'Our feed', type: null },
      { url: 'https://news.example/x.rss', title: 'RSS', type: null },
      { url: 'https://news.example/?feed=rss2', title: 'All', type: null },
      { url: 'https://news.example/atom.xml', title: 'Atom', type: null },
    ]);
  });

  it('or none', () => {
    expect(discoverFeeds('<h1>Hello</h1>', page)).toEqual([]);
    expect(discoverFeeds('', page)).toEqual([]);
  });
});
