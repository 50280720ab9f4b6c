import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { processFeed } from '../../src/main/engine/process-feed';
import { isInsideAddress } from '../../src/main/feeds/address';
import { createFetcher, type Fetcher, feedAccept, feedLimits } from '../../src/main/feeds/fetcher';
import { type PollFeedDeps, pollFeed } from '../../src/main/feeds/poll-feed';
import type { PlannedFeed, PollOutcome } from '../../src/shared/model/poll';
import { describeProblem, toProblem } from '../../src/shared/model/problem';
import { failed, ok } from '../../src/shared/result';
import { type FeedServer, makeFeed, startFeedServer } from '../helpers/feed-server';
import { type HostileWeb, hostileCases, startHostileWeb } from '../helpers/hostile-web';
import { plannedFeed } from '../helpers/library-end';
import { examplesOnLoopback, nodeTransport } from '../helpers/node-transport';

let web: HostileWeb;
let server: FeedServer;
beforeAll(async () => {
  [web, server] = await Promise.all([startHostileWeb(), startFeedServer()]);
});
afterAll(() => Promise.all([web.close(), server.close()]));

/** As the app fetches, but for its patience. */
function impatient(fetcher: Fetcher): Fetcher {
  return { ...fetcher, fetch: (url, options) => fetcher.fetch(url, { ...options, timeoutMs: 1500 }) };
}

const depsWith = (transport: typeof nodeTransport): PollFeedDeps => ({
  fetcher: impatient(createFetcher({ transport, userAgent: 'Broadsheet/test' })),
  process: async (document) => {
    try {
      return ok(await processFeed(document));
    } catch (error) {
      return failed(toProblem(error));
    }
  },
  now: Date.now,
  random: () => 0,
  isOnline: () => true,
});

function poll(feed: PlannedFeed, transport = examplesOnLoopback): Promise<PollOutcome> {
  return pollFeed(feed, new AbortController().signal, depsWith(transport));
}

describe('the hostile web', () => {
  it.each(hostileCases)('$name', async (one) => {
    const { result } = await poll(plannedFeed('hostile', web.urlOf(one)));
    if (one.code === null) {
      expect(result.kind).toBe('content');
      return;
    }
    const problem = result.kind === 'failed' ? result.problem : null;
    expect(problem?.code).toBe(one.inNode ?? one.code);
    if (!one.inNode) expect(problem && describeProblem(problem).sentence).toContain(one.sentence);
  });

  it('never got a request inside the reader’s own network, a cookie back, or a body kept in memory', () => {
    expect(web.requests.filter(({ path }) => path === '/inside')).toEqual([]);
    expect(web.requests.filter(({ headers }) => /^(cookie|referer):/im.test(headers))).toEqual([]);
    // Far above what a test runner needs, and far below what the bombs would take.
    expect(process.memoryUsage().rss).toBeLessThan(1.2e9);
  });
});

describe('a public name that leads inside', () => {
  const inside = new Set(['wiki.corp.example', 'files.corp.example', 'trap.example']);
  const fetcher = impatient(
    createFetcher({
      transport: examplesOnLoopback,
      userAgent: 'Broadsheet/test',
      leadsInside: async (url) => inside.has(url.hostname),
    }),
  );
  const options = { ...feedLimits, allowPrivate: false, accept: feedAccept };
  const at = (host: string, path: string) => `http://${host}:${server.port}${path}`;

  it.each([
    ['news.example', 'trap.example', false],
    ['news.example', 'www.news.example', true],
    ['wiki.corp.example', 'files.corp.example', true],
  ])('from %s on to %s: %s', async (from, to, allowed) => {
    const path = `/to-${to}`;
    server.serve(path, { body: makeFeed({ title: 'There', items: 1 }) });
    const fetched = fetcher.fetch(at(from, new URL(server.redirect('/on', at(to, path))).pathname), options);
    if (allowed) expect((await fetched).status).toBe(200);
    else await expect(fetched).rejects.toMatchObject({ problem: { code: 'blocked-address', host: to } });
    expect(server.requestsTo(path).length).toBe(allowed ? 1 : 0);
  });

  it('is not asked for the pictures of public feeds, but for those of feeds inside', async () => {
    server.serve('/picture', { body: 'picture' });
    const picture = (from: string) => fetcher.fetch(at('trap.example', '/picture'), { ...options, from });
    await expect(picture('http://news.example/feed')).rejects.toMatchObject({
      problem: { code: 'blocked-address', host: 'trap.example' },
    });
    expect((await picture('http://wiki.corp.example/feed')).status).toBe(200);
  });

  it.each([
    ['127.0.0.1', true],
    ['10.1.2.3', true],
    ['fd12::1', true],
    ['::1', true],
    ['64:ff9b::10.0.0.1', true],
    ['64:ff9b::93.184.215.14', false],
    ['93.184.215.14', false],
    ['2606:2800:21f::1', false],
  ])('is one that resolves to %s: %s', (address, expected) => {
    expect(isInsideAddress(address)).toBe(expected);
  });
});

it('A feed in the reader’s own network may be redirected within it', async () => {
  const target = server.serve('/target', { body: makeFeed({ title: 'At home', items: 1 }) });
  const { result } = await poll(plannedFeed('home', server.redirect('/moved', target)), nodeTransport);
  expect(result.kind).toBe('content');
});

it('A server that goes on saying “unchanged” after an edit costs nothing, and is read once it answers', async () => {
  const validators = { etag: '"old"', lastModified: null };
  const feed = plannedFeed('stuck', '');
  const url = server.serve('/stuck', (_request, response) => {
    response.writeHead(304, { etag: '"new"', 'content-length': '700' });
    response.end();
  });
  const stuck = await poll({ ...feed, feedUrl: url, validators }, nodeTransport);
  expect(stuck.result).toEqual({ kind: 'unchanged', movedTo: null });
  server.serve('/stuck', { body: makeFeed({ title: 'Mended', items: 1 }) });
  const mended = await poll({ ...feed, feedUrl: url, validators }, nodeTransport);
  expect(mended.result.kind).toBe('content');
});
