import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { processFeed } from '../../src/main/engine/process-feed';
import { lookLimits } from '../../src/main/feeds/discover/look';
import { createFetcher, type Fetcher } from '../../src/main/feeds/fetcher';
import { type FindOptions, findFeed } from '../../src/main/feeds/find-feed';
import type { OriginLogin } from '../../src/main/feeds/login';
import type { PollFeedDeps } from '../../src/main/feeds/poll-feed';
import { feedHandlers } from '../../src/main/ipc/feeds';
import type { FoundFeed } from '../../src/shared/contract/channels';
import type { FeedId } from '../../src/shared/model/ids';
import { type Problem, toProblem } from '../../src/shared/model/problem';
import { failed, ok } from '../../src/shared/result';
import { basic, feedBehindLogin } from '../helpers/basic-auth';
import { type FeedServer, startFeedServer } from '../helpers/feed-server';
import { createTestWeb, type TestWeb } from '../helpers/test-web';

let server: FeedServer;
let web: TestWeb;
let deps: PollFeedDeps;

beforeEach(async () => {
  server = await startFeedServer();
  web = createTestWeb(server);
  deps = {
    fetcher: createFetcher({ transport: web.transport, userAgent: 'Broadsheet/test' }),
    process: async (document) => {
      try {
        return ok(await processFeed(document));
      } catch (error) {
        return failed(toProblem(error));
      }
    },
    now: () => Date.UTC(2026, 0, 15, 12),
    random: () => 0.5,
    isOnline: () => true,
  };
});

afterEach(() => server.close());

async function find(pasted: string, options: Partial<FindOptions> = {}): Promise<FoundFeed> {
  const { signal } = new AbortController();
  return (await findFeed(pasted, deps, { signal, ...options })).reply;
}

/** The one feed an address leads to, by its address and title. */
async function one(pasted: string): Promise<readonly [string, string]> {
  const found = await find(pasted);
  if (found.kind !== 'feed') throw new Error(`choices: ${JSON.stringify(found.feeds)}`);
  return [found.feedUrl, found.feed.title];
}

async function choices(pasted: string) {
  const found = await find(pasted);
  if (found.kind !== 'choices') throw new Error(`one feed: ${found.feedUrl}`);
  return found.feeds;
}

async function problemOf(found: Promise<unknown>): Promise<Problem> {
  return await found.then(
    () => {
      throw new Error('something was found');
    },
    (error: unknown) => toProblem(error),
  );
}

const channelFeed = 'https://www.youtube.com/feeds/videos.xml?channel_id=UCtidewatchkiteharbour01';
const channel = [channelFeed, 'Kite Harbour Workshop'] as const;

describe('YouTube', () => {
  beforeEach(() => web.serveFixture(channelFeed, 'youtube-channel.xml'));

  it('a channel', async () => {
    expect(await one('https://www.youtube.com/channel/UCtidewatchkiteharbour01/videos')).toEqual(channel);
    expect(web.asked).toEqual([channelFeed]);
  });

  it.each(['/@kiteharbour', '/c/kiteharbour', '/@kiteharbour/videos'])(
    'a page that tells its channel: %s',
    async (path) => {
      web.serveFixture(`https://www.youtube.com${path}`, 'youtube-handle.html');
      expect(await one(`youtube.com${path}`.replace('youtube', 'www.youtube'))).toEqual(channel);
    },
  );

  it('a name of the old kind, by its feed, or else by its page', async () => {
    web.serveFixture('https://www.youtube.com/user/kiteharbour', 'youtube-handle.html');
    expect(await one('https://www.youtube.com/user/kiteharbour')).toEqual(channel);
    const byName = 'https://www.youtube.com/feeds/videos.xml?user=kiteharbour';
    web.serveFixture(byName, 'youtube-channel.xml');
    expect(await one('https://www.youtube.com/user/kiteharbour')).toEqual([byName, channel[1]]);
  });

  it('a video, also by its short address, leads to its channel', async () => {
    web.serveFixture('https://www.youtube.com/watch?v=tideWheel01', 'youtube-video.html');
    web.redirect('https://youtu.be/tideWheel01', 'https://www.youtube.com/watch?v=tideWheel01');
    expect(await one('https://www.youtube.com/watch?v=tideWheel01')).toEqual(channel);
    expect(await one('https://youtu.be/tideWheel01')).toEqual(channel);
  });

  it('a playlist', async () => {
    const feed = 'https://www.youtube.com/feeds/videos.xml?playlist_id=PLharbour';
    web.serveFixture(feed, 'youtube-playlist.xml');
    expect(await one('https://www.youtube.com/playlist?list=PLharbour')).toEqual([
      feed,
      'Boat repairs, all parts',
    ]);
  });

  it('a page without a channel names no feed, and no place of YouTube’s own is tried for one', async () => {
    web.serveFixture('https://www.youtube.com/about/', 'silent.html');
    expect(await problemOf(find('https://www.youtube.com/about/'))).toMatchObject({ code: 'no-feed-found' });
    expect(web.asked).toHaveLength(1);
  });
});

describe('Reddit', () => {
  const subreddit = ['https://www.reddit.com/r/lighthouses/.rss', 'Lighthouses, near and far'] as const;
  beforeEach(() => web.serveFixture(subreddit[0], 'reddit.atom'));

  it.each(['https://www.reddit.com/r/lighthouses/', 'old.reddit.com/r/lighthouses', 'r/lighthouses'])(
    'a subreddit: %s',
    async (pasted) => expect(await one(pasted)).toEqual(subreddit),
  );

  it.each(['https://www.reddit.com/user/keeper_nine', 'reddit.com/u/keeper_nine', 'u/keeper_nine'])(
    'a person: %s',
    async (pasted) => {
      const feed = 'https://www.reddit.com/user/keeper_nine/.rss';
      web.serveFixture(feed, 'reddit-user.atom');
      expect(await one(pasted)).toEqual([feed, 'overview for keeper_nine']);
    },
  );

  it('a post: its subreddit, and after it what is said of it', async () => {
    const post = 'https://www.reddit.com/r/lighthouses/comments/aa1';
    web.serveFixture(`${post}/.rss`, 'reddit-comments.atom');
    expect((await choices(`${post}/lamp/`)).map(({ url, comments }) => [url, comments])).toEqual([
      [subreddit[0], false],
      [`${post}/.rss`, true],
    ]);
  });

  it('that asks us to slow down: this is told, not that its page names no feed', async () => {
    web.misbehave(subreddit[0], '429');
    web.serveFixture('https://www.reddit.com/r/lighthouses', 'silent.html');
    expect(await problemOf(find('https://www.reddit.com/r/lighthouses'))).toMatchObject({
      code: 'http-status',
      status: 429,
    });
  });
});

describe('people and projects', () => {
  it.each([
    ['@ines@social.example', 'https://social.example/@ines.rss'],
    ['https://social.example/@ines', 'https://social.example/@ines.rss'],
    ['social.example/@ines/1001', 'https://social.example/@ines.rss'],
    ['https://elsewhere.example/@ines@social.example', 'https://social.example/@ines.rss'],
  ])('Mastodon: %s', async (pasted, feed) => {
    web.serveFixture(feed, 'mastodon.rss');
    expect(await one(pasted)).toEqual([feed, 'Ines Tamsin']);
  });

  it.each(['https://bsky.app/profile/orchard.bsky.social', '@orchard.bsky.social'])(
    'Bluesky: %s',
    async (pasted) => {
      const feed = 'https://bsky.app/profile/orchard.bsky.social/rss';
      web.serveFixture(feed, 'bluesky.rss');
      expect(await one(pasted)).toEqual([feed, '@orchard.bsky.social - Orchard Diary']);
    },
  );

  it('a repository at GitHub: releases, commits and tags to choose from', async () => {
    const repository = 'https://github.com/harbour/tidetable';
    for (const what of ['releases', 'commits', 'tags']) {
      web.serveFixture(`${repository}/${what}.atom`, `github-${what}.atom`);
    }
    const feeds = await choices(`${repository}/blob/main/README.md`);
    expect(feeds).toMatchObject([
      {
        url: `${repository}/releases.atom`,
        title: 'Release notes from tidetable',
        latestAt: Date.UTC(2026, 0, 12, 10),
        articles: [{ title: 'Tide tables 2.1: neap tides' }, { title: 'Tide tables 2.0' }],
        comments: false,
        problem: null,
      },
      { url: `${repository}/commits.atom`, title: 'Recent Commits to tidetable:main' },
      { url: `${repository}/tags.atom`, title: 'Tags from tidetable' },
    ]);
    expect(await one(`${repository}/releases`)).toEqual([
      `${repository}/releases.atom`,
      'Release notes from tidetable',
    ]);
  });

  it('a person at GitHub', async () => {
    web.serveFixture('https://github.com/harbour.atom', 'github-user.atom');
    expect(await one('github.com/harbour')).toEqual([
      'https://github.com/harbour.atom',
      'harbour’s Activity',
    ]);
  });
});

describe('blogs, by the address of a place that hosts them', () => {
  it.each([
    ['https://medium.com/@oda-brandt/ferry-1', 'https://medium.com/feed/@oda-brandt', 'medium-person.rss'],
    ['medium.com/slow-transport', 'https://medium.com/feed/slow-transport', 'medium-publication.rss'],
    ['https://oda.medium.com/ferry-1', 'https://oda.medium.com/feed', 'medium-person.rss'],
    ['https://tideletter.substack.com/p/41', 'https://tideletter.substack.com/feed', 'substack.rss'],
    ['kitchen.wordpress.com', 'https://kitchen.wordpress.com/feed/', 'wordpress.rss'],
    ['kitchen.wordpress.com', 'https://kitchen.wordpress.com/?feed=rss2', 'wordpress.rss'],
    ['https://nightshelf.ghost.io/river/', 'https://nightshelf.ghost.io/rss/', 'ghost.rss'],
    [
      'https://signalbox.blogspot.com/2026/01/lever.html',
      'https://signalbox.blogspot.com/feeds/posts/default',
      'blogger.atom',
    ],
    ['https://paperboats.tumblr.com/post/22', 'https://paperboats.tumblr.com/rss', 'tumblr.rss'],
    ['https://www.tumblr.com/paperboats/22/ticket', 'https://paperboats.tumblr.com/rss', 'tumblr.rss'],
  ])('%s → %s', async (pasted, feed, name) => {
    web.serveFixture(feed, name);
    expect((await one(pasted))[0]).toBe(feed);
  });
});

describe('blogs under a name of their own that name no feed, by what they are made with', () => {
  it.each([
    ['medium-custom.html', '/feed', 'medium-publication.rss'],
    ['substack-custom.html', '/feed', 'substack.rss'],
    ['wordpress-silent.html', '/feed/', 'wordpress.rss'],
    ['wordpress-silent.html', '/?feed=rss2', 'wordpress.rss'],
    ['ghost-home.html', '/rss/', 'ghost.rss'],
  ])('%s → %s', async (page, path, name) => {
    web.serveFixture('https://own.example/', page);
    web.serveFixture(`https://own.example${path}`, name);
    expect((await one('own.example'))[0]).toBe(`https://own.example${path}`);
    // The page, and one pair of guesses at the most.
    expect(web.asked.length).toBeLessThanOrEqual(3);
  });
});

describe('any other site', () => {
  it('names several feeds: each with what it publishes, comments last', async () => {
    web.serveFixture('https://observer.example/', 'several.html');
    web.serveFixture('https://observer.example/paper/town.xml', 'town.xml');
    web.serveFixture('https://observer.example/river.atom', 'river.atom');
    web.serveFixture('https://observer.example/paper/talk/comments/feed', 'talk.xml');
    expect(await choices('observer.example')).toEqual([
      {
        url: 'https://observer.example/paper/town.xml',
        title: 'Ostermouth Observer: Town',
        comments: false,
        latestAt: Date.UTC(2026, 0, 15, 8),
        articles: [
          { title: 'The library keeps its clock', publishedAt: Date.UTC(2026, 0, 15, 8) },
          { title: 'A bench for the tram stop', publishedAt: Date.UTC(2026, 0, 14, 8) },
          { title: 'Quill Street swept twice', publishedAt: Date.UTC(2026, 0, 13, 8) },
        ],
        problem: null,
      },
      {
        url: 'https://observer.example/river.atom',
        title: 'Ostermouth Observer: River',
        comments: false,
        latestAt: Date.UTC(2026, 0, 11, 6),
        articles: [{ title: 'High water at the footbridge', publishedAt: Date.UTC(2026, 0, 11, 6) }],
        problem: null,
      },
      {
        url: 'https://observer.example/paper/talk/comments/feed',
        title: 'Ostermouth Observer: Talk',
        comments: true,
        latestAt: Date.UTC(2026, 0, 15, 9),
        articles: [{ title: 'Re: The library keeps its clock', publishedAt: Date.UTC(2026, 0, 15, 9) }],
        problem: null,
      },
    ]);
  });

  it('names one of comments that only its own title tells: it stands last all the same', async () => {
    const link = (href: string) => `<link rel="alternate" type="application/rss+xml" href="${href}">`;
    web.serve('https://observer.example/', link('a.xml') + link('b.xml'), 'text/html');
    web.serveFixture('https://observer.example/a.xml', 'wordpress-comments.rss');
    web.serveFixture('https://observer.example/b.xml', 'town.xml');
    expect((await choices('observer.example')).map(({ title, comments }) => [title, comments])).toEqual([
      ['Ostermouth Observer: Town', false],
      ['Comments for Kitchen Almanac', true],
    ]);
  });

  it('has one that fails today: it is offered with the reason; one that is not there is not', async () => {
    web.serveFixture('https://observer.example/', 'several.html');
    web.serveFixture('https://observer.example/paper/town.xml', 'town.xml');
    web.misbehave('https://observer.example/river.atom', '503');
    expect(
      (await choices('observer.example')).map(({ url, title, problem }) => [url, title, problem?.code]),
    ).toEqual([
      ['https://observer.example/paper/town.xml', 'Ostermouth Observer: Town', undefined],
      ['https://observer.example/river.atom', 'River', 'http-status'],
    ]);
  });

  it('names feeds of which one alone works: that is it', async () => {
    web.serveFixture('https://observer.example/', 'several.html');
    web.serveFixture('https://observer.example/river.atom', 'river.atom');
    expect(await one('https://observer.example/')).toEqual([
      'https://observer.example/river.atom',
      'Ostermouth Observer: River',
    ]);
  });

  it('names only feeds that fail: the reason is told, and nothing is guessed', async () => {
    web.serveFixture('https://observer.example/', 'several.html');
    web.misbehave('https://observer.example/paper/town.xml', '500');
    expect(await problemOf(find('observer.example'))).toMatchObject({ code: 'http-status', status: 500 });
    expect(web.asked).toHaveLength(4);
  });

  it('a page deep inside that names only its comments: the feed of the front page, then the comments', async () => {
    web.serveFixture('https://kitchen.example/2026/01/leeks/', 'wordpress-post.html');
    web.serveFixture('https://kitchen.example/', 'wordpress-home.html');
    web.serveFixture('https://kitchen.example/feed/', 'wordpress.rss');
    web.serveFixture('https://kitchen.example/comments/feed/', 'wordpress-comments.rss');
    web.serveFixture('https://kitchen.example/2026/01/leeks/feed/', 'wordpress-comments.rss');
    const feeds = await choices('https://kitchen.example/2026/01/leeks/');
    expect(feeds.map(({ url, comments }) => [url, comments])).toEqual([
      ['https://kitchen.example/feed/', false],
      ['https://kitchen.example/comments/feed/', true],
      ['https://kitchen.example/2026/01/leeks/feed/', true],
    ]);
    // Feeds of one title are told apart by what the pages call them.
    expect(feeds[1]?.title).toBe('Comments for Kitchen Almanac (Kitchen Almanac » Comments Feed)');
  });

  it('a page deep inside that names nothing, on a site that names nothing: the usual places, and those of its folder', async () => {
    web.serveFixture('https://lake.example/log/today', 'silent.html');
    web.serveFixture('https://lake.example/', 'silent.html');
    expect(await problemOf(find('https://lake.example/log/today'))).toMatchObject({ code: 'no-feed-found' });
    expect(web.asked).toHaveLength(12);
    web.serveFixture('https://lake.example/log/feed', 'town.xml');
    expect((await one('https://lake.example/log/today'))[0]).toBe('https://lake.example/log/feed');
  });

  it.each(['/feed', '/rss', '/atom.xml', '/feed.xml', '/index.xml', '/rss.xml', '/feed.json'])(
    'names nothing and has a feed at %s',
    async (path) => {
      web.serveFixture('https://lake.example/', 'silent.html');
      const feed = `https://lake.example${path}`;
      if (path.endsWith('.json')) {
        const json = { version: 'https://jsonfeed.org/version/1.1', title: 'Lake', items: [] };
        web.serve(feed, JSON.stringify(json), 'application/feed+json');
      } else web.serveFixture(feed, 'town.xml');
      expect((await one('lake.example'))[0]).toBe(feed);
    },
  );

  it('that asks for rest is not guessed at any further', async () => {
    web.serveFixture('https://lake.example/', 'silent.html');
    web.misbehave('https://lake.example/feed', '429');
    expect(await problemOf(find('lake.example'))).toMatchObject({ code: 'no-feed-found' });
    expect(web.asked).toHaveLength(3);
  });

  it.each([
    'feed:https://observer.example/town.xml',
    'feed://observer.example/town.xml',
    'feed:observer.example/town.xml',
  ])('by the address of its feed, as %s', async (pasted) => {
    web.serveFixture('https://observer.example/town.xml', 'town.xml');
    expect((await one(pasted))[1]).toBe('Ostermouth Observer: Town');
  });

  it('by an address amid other words', async () => {
    web.serveFixture('https://observer.example/town.xml', 'town.xml');
    expect((await one('Read this: <https://observer.example/town.xml>.'))[0]).toBe(
      'https://observer.example/town.xml',
    );
  });

  it('moved for good: the new address is the subscription; moved for a while: the old one', async () => {
    web.serveFixture('https://observer.example/new.xml', 'town.xml');
    web.redirect('https://observer.example/old.xml', 'https://observer.example/new.xml', 301);
    web.redirect('https://observer.example/now.xml', 'https://observer.example/new.xml', 302);
    expect((await one('https://observer.example/old.xml'))[0]).toBe('https://observer.example/new.xml');
    expect((await one('https://observer.example/now.xml'))[0]).toBe('https://observer.example/now.xml');
  });
});

describe('a search has bounds', () => {
  const manyLinks = (count: number) =>
    Array.from(
      { length: count },
      (_, place) =>
        `<link rel="alternate" type="application/rss+xml" title="Part ${place}" href="/part-${place}">`,
    ).join('');

  it('at most twelve addresses, two of a host at a time; the feeds beyond are offered unread', async () => {
    web.serve('https://many.example/', manyLinks(20), 'text/html');
    for (let place = 0; place < 20; place += 1)
      web.serveFixture(`https://many.example/part-${place}`, 'town.xml');
    const feeds = await choices('many.example');
    expect(feeds).toHaveLength(20);
    expect(feeds.filter(({ articles }) => articles.length > 0)).toHaveLength(lookLimits.requests - 1);
    expect(feeds.at(-1)).toMatchObject({ title: 'Part 19', latestAt: null, articles: [], problem: null });
    expect(web.asked).toHaveLength(lookLimits.requests);
    expect(web.peakPerHost).toBe(lookLimits.perHost);
  });

  it('one time for all of it: what was read by then is offered', async () => {
    web.serve('https://slow.example/', manyLinks(2), 'text/html');
    web.serveFixture('https://slow.example/part-0', 'town.xml');
    web.misbehave('https://slow.example/part-1', 'never answers');
    const found = await find('slow.example', { limits: { ...lookLimits, timeoutMs: 1500 } });
    expect(found).toMatchObject({
      kind: 'choices',
      feeds: [
        { title: 'Ostermouth Observer: Town', problem: null },
        { problem: { code: 'timeout', host: 'slow.example' } },
      ],
    });
    web.misbehave('https://slow.example/', 'never answers');
    expect(
      await problemOf(find('slow.example', { limits: { ...lookLimits, timeoutMs: 300 } })),
    ).toMatchObject({
      code: 'timeout',
    });
  });

  it('it ends when the reader cancels, in whichever step', async () => {
    web.serve('https://slow.example/', manyLinks(2), 'text/html');
    web.misbehave('https://slow.example/part-0', 'never answers');
    web.misbehave('https://slow.example/part-1', 'never answers');
    const abort = new AbortController();
    const found = problemOf(find('slow.example', { signal: abort.signal }));
    await web.whenAsked('https://slow.example/part-1');
    abort.abort();
    expect(await found).toEqual({ code: 'cancelled' });
  });

  it('it tells whom it asks', async () => {
    web.redirect('https://youtu.be/tideWheel01', 'https://www.youtube.com/watch?v=tideWheel01');
    web.serveFixture('https://www.youtube.com/watch?v=tideWheel01', 'youtube-video.html');
    web.serveFixture(channelFeed, 'youtube-channel.xml');
    const hosts: string[] = [];
    await find('https://youtu.be/tideWheel01', { onLooking: (host) => hosts.push(host) });
    expect(hosts).toEqual(['youtu.be', 'www.youtube.com']);
  });

  it('a page of the public web cannot send us into the reader’s own network', async () => {
    const link = '<link rel="alternate" type="application/rss+xml" href="http://192.168.0.1/feed">';
    web.serve('https://trap.example/', link, 'text/html');
    expect(await problemOf(find('trap.example'))).toEqual({ code: 'blocked-address', host: '192.168.0.1' });
    expect(await problemOf(find('http://192.168.0.1/', { from: 'https://feed.example/rss' }))).toEqual({
      code: 'blocked-address',
      host: '192.168.0.1',
    });
    web.redirect('https://trap.example/hop', 'http://127.0.0.1/feed');
    expect(await problemOf(find('https://trap.example/hop'))).toMatchObject({ code: 'blocked-address' });
    expect(web.asked).toEqual(['https://trap.example/', 'https://trap.example/hop']);
  });

  it('a page of the reader’s own network may name a feed there', async () => {
    web.serve(
      'http://192.168.0.1/',
      '<link rel="alternate" type="application/rss+xml" href="/feed">',
      'text/html',
    );
    web.serveFixture('http://192.168.0.1/feed', 'town.xml');
    expect((await one('http://192.168.0.1/'))[0]).toBe('http://192.168.0.1/feed');
  });
});

describe('the window’s requests', () => {
  it('a feed chosen among several is not asked for a second time, and is the whole feed', async () => {
    web.serveFixture('https://observer.example/', 'several.html');
    web.serveFixture('https://observer.example/paper/town.xml', 'town.xml');
    web.serveFixture('https://observer.example/river.atom', 'river.atom');
    const handlers = feedHandlers(deps, () => {});
    const found = await handlers['feeds.find']({ address: 'observer.example' });
    const asked = web.asked.length;
    const second = found.kind === 'choices' ? found.feeds[1] : undefined;
    const chosen = await handlers['feeds.find']({ address: second?.url ?? '' });
    expect(chosen).toMatchObject({ kind: 'feed', feed: { title: 'Ostermouth Observer: River' } });
    expect(web.asked).toHaveLength(asked);
    handlers['feeds.cancel-find'](null);
    await handlers['feeds.find']({ address: second?.url ?? '' });
    expect(web.asked).toHaveLength(asked + 1);
  });

  it('a feed that moved is found again from its site', async () => {
    web.serveFixture('https://kitchen.example/', 'wordpress-silent.html');
    web.serveFixture('https://kitchen.example/feed/', 'wordpress.rss');
    const handlers = feedHandlers(deps, () => {});
    const found = await handlers['feeds.rediscover']({
      feedId: 'kitchen' as FeedId,
      siteUrl: 'https://kitchen.example/',
      feedUrl: 'https://kitchen.example/rss.php',
    });
    expect(found).toMatchObject({ kind: 'feed', feedUrl: 'https://kitchen.example/feed/' });
  });

  it('a feed behind a login is found again with the login it has, which its own site alone is told', async () => {
    const authorization = basic('jo', 'secret');
    web.serveFixture('https://kitchen.example/', 'wordpress-silent.html');
    server.serve('/kitchen.example/feed/', feedBehindLogin('Kitchen', [authorization]));
    const told: [string, string | undefined][] = [];
    const fetcher: Fetcher = {
      ...deps.fetcher,
      fetch: (url, options) => {
        told.push([url, options.login?.headers.authorization]);
        return deps.fetcher.fetch(url, options);
      },
    };
    const login: OriginLogin = { origin: 'https://kitchen.example', headers: { authorization } };
    const loginOf = (id: FeedId) => (id === 'kitchen' ? login : null);
    const handlers = feedHandlers({ ...deps, fetcher, loginOf }, () => {});
    const request = { siteUrl: 'https://kitchen.example/', feedUrl: 'https://kitchen.example/rss.php' };
    const found = await handlers['feeds.rediscover']({ ...request, feedId: 'kitchen' as FeedId });
    expect(found).toMatchObject({ kind: 'feed', feedUrl: 'https://kitchen.example/feed/' });
    expect(told[0]).toEqual(['https://kitchen.example/', authorization]);
    const without = handlers['feeds.rediscover']({ ...request, feedId: 'other' as FeedId });
    expect(await problemOf(Promise.resolve(without))).toMatchObject({ code: 'no-feed-found' });
  });

  it('several that moved are looked for side by side, and all are called off at once', async () => {
    const sites = ['one', 'two', 'three', 'four', 'five'].map((name) => `https://${name}.example/`);
    for (const site of sites) web.misbehave(site, 'never answers');
    const handlers = feedHandlers(deps, () => {});
    const searches = sites.map((siteUrl) =>
      problemOf(
        Promise.resolve(
          handlers['feeds.rediscover']({ feedId: 'f' as FeedId, siteUrl, feedUrl: `${siteUrl}rss` }),
        ),
      ),
    );
    await Promise.all(sites.slice(0, 4).map((site) => web.whenAsked(site)));
    expect(web.asked).toHaveLength(4);
    handlers['feeds.cancel-find'](null);
    expect(await Promise.all(searches)).toEqual(Array(5).fill({ code: 'cancelled' }));
    expect(web.asked).toHaveLength(4);
  });

  it('a new search ends the one before', async () => {
    web.misbehave('https://slow.example/', 'never answers');
    web.serveFixture('https://observer.example/town.xml', 'town.xml');
    const handlers = feedHandlers(deps, () => {});
    const first = problemOf(Promise.resolve(handlers['feeds.find']({ address: 'slow.example' })));
    await web.whenAsked('https://slow.example/');
    const second = await handlers['feeds.find']({ address: 'https://observer.example/town.xml' });
    expect(second).toMatchObject({ kind: 'feed' });
    expect(await first).toEqual({ code: 'cancelled' });
  });
});
