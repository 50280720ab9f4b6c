import { describe, expect, it } from 'vitest';
import { feedsByAddress, isSharedHost } from '../../../src/main/feeds/discover/address-rules';
import { isCommentsFeed } from '../../../src/main/feeds/discover/guess';
import { expandPasted } from '../../../src/main/feeds/discover/pasted';
import { siteGuesses } from '../../../src/main/feeds/discover/site-guesses';

const feedsOf = (address: string) => feedsByAddress(address).flatMap(({ urls }) => urls);

describe('the feeds that follow from an address', () => {
  it.each([
    // YouTube
    ['https://www.youtube.com/channel/UCa', 'https://www.youtube.com/feeds/videos.xml?channel_id=UCa'],
    ['https://m.youtube.com/channel/UCa/videos', 'https://www.youtube.com/feeds/videos.xml?channel_id=UCa'],
    ['https://youtube.com/user/kite', 'https://www.youtube.com/feeds/videos.xml?user=kite'],
    [
      'https://music.youtube.com/playlist?list=PL1',
      'https://www.youtube.com/feeds/videos.xml?playlist_id=PL1',
    ],
    // Reddit
    ['https://www.reddit.com/', 'https://www.reddit.com/.rss'],
    ['https://old.reddit.com/r/maps', 'https://www.reddit.com/r/maps/.rss'],
    ['https://reddit.com/r/maps/top/?t=week', 'https://www.reddit.com/r/maps/top/.rss'],
    ['https://reddit.com/r/maps/wiki/index', 'https://www.reddit.com/r/maps/.rss'],
    ['https://www.reddit.com/u/ines', 'https://www.reddit.com/user/ines/.rss'],
    ['https://www.reddit.com/user/ines/submitted', 'https://www.reddit.com/user/ines/.rss'],
    // GitHub
    ['https://github.com/harbour', 'https://github.com/harbour.atom'],
    ['https://github.com/harbour/tide/releases/tag/v1', 'https://github.com/harbour/tide/releases.atom'],
    ['https://github.com/harbour/tide/tags', 'https://github.com/harbour/tide/tags.atom'],
    ['https://github.com/harbour/tide/wiki/Start', 'https://github.com/harbour/tide/wiki.atom'],
    [
      'https://github.com/harbour/tide/commits/main/src',
      'https://github.com/harbour/tide/commits/main/src.atom',
    ],
    // Bluesky and the fediverse
    ['https://bsky.app/profile/did:plc:abc/post/1', 'https://bsky.app/profile/did:plc:abc/rss'],
    ['https://social.example/@ines', 'https://social.example/@ines.rss'],
    ['http://127.0.0.1:8080/@ines/12', 'http://127.0.0.1:8080/@ines.rss'],
    ['https://social.example/@ines@other.example', 'https://other.example/@ines.rss'],
    // Blogs
    ['https://medium.com/@oda', 'https://medium.com/feed/@oda'],
    ['https://medium.com/slow-transport/tram-1', 'https://medium.com/feed/slow-transport'],
    ['https://medium.com/tag/ferries', 'https://medium.com/feed/tag/ferries'],
    ['https://oda.medium.com/', 'https://oda.medium.com/feed'],
    ['https://tide.substack.com/archive', 'https://tide.substack.com/feed'],
    ['https://night.ghost.io/', 'https://night.ghost.io/rss/'],
    ['https://box.blogspot.com/', 'https://box.blogspot.com/feeds/posts/default'],
    ['https://box.blogspot.co.uk/2020/01/a.html', 'https://box.blogspot.co.uk/feeds/posts/default'],
    ['https://boats.tumblr.com/archive', 'https://boats.tumblr.com/rss'],
    ['https://www.tumblr.com/boats', 'https://boats.tumblr.com/rss'],
    ['https://www.tumblr.com/blog/view/Boats', 'https://boats.tumblr.com/rss'],
  ])('%s → %s', (address, feed) => {
    expect(feedsOf(address)).toEqual([feed]);
  });

  it('a repository has three, a post its subreddit and its comments, WordPress one at two addresses', () => {
    const repository = 'https://github.com/harbour/tide';
    for (const address of [repository, `${repository}.git`, `${repository}/issues/4`]) {
      expect(feedsOf(address)).toEqual(
        ['releases', 'commits', 'tags'].map((what) => `${repository}/${what}.atom`),
      );
    }
    expect(feedsByAddress('https://reddit.com/r/maps/comments/a1/title/')).toMatchObject([
      { urls: ['https://www.reddit.com/r/maps/.rss'], comments: false },
      { urls: ['https://www.reddit.com/r/maps/comments/a1/.rss'], comments: true },
    ]);
    expect(feedsByAddress('https://kitchen.wordpress.com/about/')).toMatchObject([
      { urls: ['https://kitchen.wordpress.com/feed/', 'https://kitchen.wordpress.com/?feed=rss2'] },
    ]);
  });

  it.each([
    'https://news.example/',
    'https://news.example/@',
    'https://www.youtube.com/@kite',
    'https://www.youtube.com/watch?v=1',
    'https://youtu.be/1',
    'https://www.youtube.com/feeds/videos.xml?channel_id=UCa',
    'https://www.reddit.com/r/maps/.rss',
    'https://www.reddit.com/settings',
    'https://github.com/topics/maps',
    'https://github.com/harbour/tide/releases.atom',
    'https://medium.com/',
    'https://medium.com/feed/@oda',
    'https://bsky.app/',
    'https://www.tumblr.com/tagged/boats',
    'https://www.tumblr.com/evil.example%2f',
    'https://en.wordpress.com/',
    'https://notreddit.com/r/maps',
    'https://github.com.evil.example/harbour/tide',
  ])('%s stands for none', (address) => {
    expect(feedsOf(address)).toEqual([]);
  });

  it('hosts that everybody shares say nothing of one person by their front page', () => {
    expect(
      ['https://www.youtube.com/x', 'https://github.com/a', 'https://medium.com/b'].map(isSharedHost),
    ).toEqual([true, true, true]);
    expect(
      ['https://a.medium.com/', 'https://a.tumblr.com/', 'https://news.example/'].map(isSharedHost),
    ).toEqual([false, false, false]);
  });
});

describe('what people paste', () => {
  it.each([
    ['@ines@social.example', 'https://social.example/@ines'],
    ['@orchard.bsky.social', 'https://bsky.app/profile/orchard.bsky.social'],
    ['r/maps', 'https://www.reddit.com/r/maps'],
    [' /U/Ines/ ', 'https://www.reddit.com/u/Ines'],
    ['<https://news.example/a>', 'https://news.example/a'],
    ['“news.example”', 'news.example'],
    ['(https://news.example/a_(b))', 'https://news.example/a_(b)'],
    ['https://news.example/a_(b)', 'https://news.example/a_(b)'],
    ['Have you seen https://news.example/a?b=c, by any chance?', 'https://news.example/a?b=c'],
    ['https://news.example/a The headline', 'https://news.example/a'],
    ['example.com/feed', 'example.com/feed'],
    ['the morning news', 'the morning news'],
    ['https://exa mple', 'https://exa mple'],
    ['', ''],
    ['"', '"'],
  ])('%j is taken for %j', (pasted, address) => {
    expect(expandPasted(pasted)).toBe(address);
  });
});

describe('where a site that names no feed may have one', () => {
  const usual = ['/feed', '/rss', '/atom.xml', '/feed.xml', '/index.xml', '/rss.xml', '/feed.json'];
  const on = (paths: readonly string[]) => paths.map((path) => `https://news.example${path}`);

  it('at the usual places, and in the folder of the page', () => {
    expect(siteGuesses('https://news.example/', '')).toEqual(on(usual));
    expect(siteGuesses('https://news.example/blog/one', '')).toEqual(
      on([...usual, '/blog/feed', '/blog/rss.xml', '/blog/atom.xml']),
    );
  });

  it.each([
    ['WordPress 6.8', ['/feed/', '/?feed=rss2']],
    ['Ghost 5.90', ['/rss/']],
    ['Blogger', ['/feeds/posts/default']],
    ['Hugo 0.120', ['/index.xml']],
    ['Jekyll v4.3', ['/feed.xml']],
    ['Drupal 10', ['/rss.xml']],
  ])('first where %s keeps it', (platform, paths) => {
    expect(siteGuesses('https://news.example/', platform).slice(0, paths.length)).toEqual(on(paths));
  });
});

describe('feeds of comments', () => {
  it.each([
    ['https://a.example/comments/feed/', null],
    ['https://a.example/feeds/comments/default', null],
    ['https://a.example/feeds/123/comments/default', null],
    ['https://a.example/x', 'A post » Comments Feed'],
    ['https://a.example/x', 'Kommentare zu: Ein Beitrag'],
  ])('%s called %s', (url, title) => expect(isCommentsFeed(url, title)).toBe(true));

  it.each([
    ['https://a.example/commentary/feed', null],
    ['https://a.example/feed', 'Commentary'],
  ])('%s called %s is none', (url, title) => expect(isCommentsFeed(url, title)).toBe(false));
});
