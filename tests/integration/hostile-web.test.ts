import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { processFeed } from '../../src/main/engine/process-feed';
import { createFetcher, type Fetcher } from '../../src/main/feeds/fetcher';
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
  return { fetch: (url, options) => fetcher.fetch(url, { ...options, timeoutMs: 1500 }) };
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
