import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createFetcher, type FetchOptions, feedAccept, feedLimits } from '../../src/main/feeds/fetcher';
import { type Problem, ProblemError } from '../../src/shared/model/problem';
import { type FeedServer, makeFeed, startFeedServer } from '../helpers/feed-server';
import { nodeTransport } from '../helpers/node-transport';

const fetcher = createFetcher({
  transport: nodeTransport,
  userAgent: 'Broadsheet/test (desktop news reader)',
});
const ordinary: FetchOptions = { ...feedLimits, allowPrivate: true, accept: feedAccept };
const feed = makeFeed({ title: 'The Kettle', items: 3 });

let server: FeedServer;
beforeAll(async () => {
  server = await startFeedServer();
});
afterAll(() => server.close());

async function problemOf(url: string, options: Partial<FetchOptions> = {}): Promise<Problem> {
  try {
    const fetched = await fetcher.fetch(url, { ...ordinary, ...options });
    throw new Error(`expected a problem, got status ${fetched.status}`);
  } catch (error) {
    if (error instanceof ProblemError) return error.problem;
    throw error;
  }
}

describe('fetching a feed', () => {
  it('brings its bytes and validators, and says honestly who asks', async () => {
    const url = server.serve('/plain', { body: feed });
    const fetched = await fetcher.fetch(url, ordinary);
    expect({
      ...fetched,
      bytes: new TextDecoder().decode(fetched.bytes),
      headers: Object.keys(fetched.headers),
    }).toEqual({
      url,
      status: 200,
      movedTo: null,
      bytes: feed.replaceAll('{{origin}}', server.origin),
      headers: expect.arrayContaining(['etag', 'last-modified', 'content-type']),
    });
    const [request] = server.requestsTo('/plain');
    expect(request?.headers['user-agent']).toBe('Broadsheet/test (desktop news reader)');
    expect(request?.headers).not.toHaveProperty('cookie');
    expect(request?.headers).not.toHaveProperty('referer');
  });

  it.each(['gzip', 'br'] as const)('understands %s', async (encoding) => {
    const url = server.serve(`/${encoding}`, { body: feed, encoding });
    expect(new TextDecoder().decode((await fetcher.fetch(url, ordinary)).bytes)).toBe(
      feed.replaceAll('{{origin}}', server.origin),
    );
  });

  it('asks whether it changed, and a 304 costs no body', async () => {
    const url = server.serve('/conditional', { body: feed });
    const etag = (await fetcher.fetch(url, ordinary)).headers.etag ?? '';
    const again = await fetcher.fetch(url, { ...ordinary, headers: { 'if-none-match': etag } });
    expect([again.status, again.bytes.byteLength]).toEqual([304, 0]);
  });

  it('knows a feed that moved for good from one that is only away', async () => {
    const target = server.serve('/target', { body: feed });
    const moved = server.redirect('/moved', server.redirect('/moved-too', target, 308), 301);
    const away = server.redirect('/away', server.redirect('/moved-three', target, 301), 302);
    expect((await fetcher.fetch(moved, ordinary)).movedTo).toBe(target);
    expect(await fetcher.fetch(away, ordinary)).toMatchObject({ url: target, movedTo: null });
  });

  it('returns the status of a refusal, for the poller to judge', async () => {
    expect((await fetcher.fetch(server.misbehave('/gone', '410'), ordinary)).status).toBe(410);
  });
});

describe('what a hostile or broken server does ends in a named problem', () => {
  afterEach(() => expect(process.memoryUsage().rss).toBeLessThan(1.5e9));

  it.each([
    ['endless body', { code: 'too-large', limitBytes: 10_000_000 }],
    ['11 MB body', { code: 'too-large', limitBytes: 10_000_000 }],
    ['gzip bomb', { code: 'too-large', limitBytes: 10_000_000 }],
    ['redirect loop', { code: 'redirect-loop' }],
    ['endless redirects', { code: 'too-many-redirects', limit: 5 }],
    ['redirect to file', { code: 'unsupported-scheme', scheme: 'file:' }],
    ['reset at once', { code: 'connection' }],
    ['cut off in the body', { code: 'connection' }],
    ['broken gzip', { code: 'bad-response' }],
  ] as const)('%s', async (how, problem) => {
    const url = server.misbehave(`/${how.replaceAll(' ', '-')}`, how);
    expect(await problemOf(url)).toMatchObject(problem);
  });

  it.each(['never answers', 'headers only'] as const)('%s: given up after the time limit', async (how) => {
    const url = server.misbehave(`/${how.replaceAll(' ', '-')}`, how);
    expect(await problemOf(url, { timeoutMs: 200 })).toMatchObject({ code: 'timeout' });
  });

  it('a server that is not there', async () => {
    const closed = await startFeedServer();
    await closed.close();
    expect(await problemOf(`${closed.origin}/feed`)).toEqual({
      code: 'no-answer',
      host: new URL(closed.origin).host,
    });
  });

  it('a public feed may not send us into the reader’s own network', async () => {
    expect(await problemOf(server.origin, { allowPrivate: false })).toEqual({
      code: 'blocked-address',
      host: '127.0.0.1',
    });
  });

  it('a reader who cancels is obeyed while the body is on its way', async () => {
    const url = server.misbehave('/slow', 'headers only');
    const cancel = new AbortController();
    const waiting = problemOf(url, { signal: cancel.signal });
    await server.whenRequested('/slow');
    cancel.abort();
    expect(await waiting).toEqual({ code: 'cancelled' });
  });
});

describe('opening what is too large for memory', () => {
  const large = { allowPrivate: true, accept: '*/*', stallMs: 300 };
  const read = async (url: string, options: Partial<Parameters<typeof fetcher.open>[1]> = {}) => {
    const opened = await fetcher.open(url, { ...large, ...options });
    let bytes = 0;
    for await (const piece of opened.body) bytes += piece.byteLength;
    return bytes;
  };

  it('brings it piece by piece, however long the whole takes', async () => {
    const url = server.serve('/slow', (_request, response) => {
      let sent = 0;
      const timer = setInterval(() => {
        sent += 1;
        if (sent < 6) response.write('0123456789');
        else {
          clearInterval(timer);
          response.end();
        }
      }, 400);
    });
    expect(await read(url, { stallMs: 1_500 })).toBe(50);
  });

  it.each(['never answers', 'headers only'] as const)('gives up a server that %s', async (how) => {
    const url = server.misbehave(`/stalls ${how}`.replaceAll(' ', '-'), how);
    await expect(read(url)).rejects.toMatchObject({
      problem: { code: 'timeout', host: new URL(server.origin).host },
    });
  });

  it('is patient with whoever takes the pieces', async () => {
    const url = server.serve('/calm', { body: Buffer.alloc(2_000_000), headers: {} });
    const opened = await fetcher.open(url, large);
    let bytes = 0;
    for await (const piece of opened.body) {
      if (bytes === 0) await new Promise((resolve) => setTimeout(resolve, 500));
      bytes += piece.byteLength;
    }
    expect(bytes).toBe(2_000_000);
  });

  it('ends at once when it is cancelled', async () => {
    const url = server.misbehave('/endless', 'endless body');
    const abort = new AbortController();
    const opened = await fetcher.open(url, { ...large, signal: abort.signal });
    const reading = (async () => {
      for await (const piece of opened.body) if (piece.byteLength > 0) abort.abort();
    })();
    await expect(reading).rejects.toMatchObject({ problem: { code: 'cancelled' } });
  });
});
