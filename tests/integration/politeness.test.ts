import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openAudioStore } from '../../src/main/articles/audio-store';
import { openImageStore } from '../../src/main/articles/image-store';
import { cleanPage } from '../../src/main/engine/clean-page';
import { processFeed } from '../../src/main/engine/process-feed';
import { createFetcher } from '../../src/main/feeds/fetcher';
import { createPolling, type Polling } from '../../src/main/polling';
import type { FeedId } from '../../src/shared/model/ids';
import type { PlannedFeed, PollOutcome } from '../../src/shared/model/poll';
import { toProblem } from '../../src/shared/model/problem';
import { failed, ok } from '../../src/shared/result';
import { type FeedServer, makeFeed, startFeedServer } from '../helpers/feed-server';
import { createLibraryEnd, plannedFeed } from '../helpers/library-end';
import { nodeTransport } from '../helpers/node-transport';

let server: FeedServer;
let folder: string;
let polling: Polling;
let online: boolean;

beforeEach(async () => {
  server = await startFeedServer();
  folder = mkdtempSync(join(tmpdir(), 'broadsheet-polite-'));
  online = true;
  polling = makePolling();
});

function makePolling(): Polling {
  return createPolling({
    fetcher: createFetcher({ transport: nodeTransport, userAgent: 'Broadsheet/test' }),
    engine: {
      process: async (document) => {
        try {
          return ok(await processFeed(document));
        } catch (error) {
          return failed(toProblem(error));
        }
      },
      cleanPage: async (page) => cleanPage(page),
      close: async () => {},
    },
    imageStore: openImageStore(folder),
    audioStore: openAudioStore(join(folder, 'audio')),
    onAudioProgress: () => {},
    extract: async () => ({ html: null, next: null }),
    isOnline: () => online,
    onProgress: () => {},
  });
}

afterEach(async () => {
  vi.useRealTimers();
  polling.poller.stop();
  polling.images.cancel();
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const body = makeFeed({ title: 'Harbour', items: 2 });

/** Polls feeds a number of times through the whole of main, and tells each outcome. */
async function pollTimes(times: number, ...feeds: readonly PlannedFeed[]): Promise<readonly PollOutcome[]> {
  const library = createLibraryEnd(feeds);
  polling.link.attach(library.port);
  for (let round = 0; round < times; round += 1) {
    polling.poller.refresh(feeds.map(({ feedId }) => feedId));
    await polling.poller.idle();
  }
  return library.stored;
}

const movedTo = ({ result }: PollOutcome) =>
  result.kind === 'failed' ? result.problem.code : result.movedTo;
const minutesOf = ({ nextPollAt, finishedAt }: PollOutcome) => (nextPollAt - finishedAt) / 60_000;

describe('a permanent redirect', () => {
  it.each([301, 308] as const)('with status %i is believed once it held for three polls', async (status) => {
    const target = server.serve('/new', { body, validators: 'none' });
    const outcomes = await pollTimes(3, plannedFeed('f', server.redirect('/old', target, status)));
    expect(outcomes.map(movedTo)).toEqual([null, null, target]);
    expect(outcomes.map(({ memory }) => memory.redirect)).toEqual([
      { url: target, polls: 1 },
      { url: target, polls: 2 },
      null,
    ]);
  });

  it('is believed as well while the feed does not change', async () => {
    const target = server.serve('/new', { body });
    const outcomes = await pollTimes(3, plannedFeed('f', server.redirect('/old', target, 301)));
    expect(outcomes.map(({ status }) => status)).toEqual([200, 304, 304]);
    expect(outcomes.map(movedTo)).toEqual([null, null, target]);
  });

  it('to the page of a captive portal changes nothing', async () => {
    const portal = server.serve('/sign-in', {
      body: '<html><body>Sign in to use the network</body></html>',
      headers: { 'content-type': 'text/html' },
    });
    const outcomes = await pollTimes(5, plannedFeed('f', server.redirect('/old', portal, 301)));
    expect(outcomes.map(movedTo)).toEqual(Array(5).fill('html-not-feed'));
    expect(outcomes.at(-1)?.memory.redirect).toBeNull();
  });

  it('that leads elsewhere each time is never believed', async () => {
    const targets = ['/a', '/b'].map((path) => server.serve(path, { body, validators: 'none' }));
    let asked = 0;
    const url = server.serve('/old', (_request, response) => {
      response.writeHead(301, { location: targets[asked % 2] });
      response.end();
      asked += 1;
    });
    expect((await pollTimes(6, plannedFeed('f', url))).map(movedTo)).toEqual(Array(6).fill(null));
  });
});

it.each([302, 303, 307] as const)(
  'A temporary redirect (%i) is followed and never remembered',
  async (status) => {
    const target = server.serve('/now', { body, validators: 'none' });
    const outcomes = await pollTimes(4, plannedFeed('f', server.redirect('/feed', target, status)));
    expect(outcomes.map(({ result }) => result.kind)).toEqual(Array(4).fill('content'));
    expect(outcomes.map(movedTo)).toEqual(Array(4).fill(null));
    expect(outcomes.at(-1)?.memory.redirect).toBeNull();
  },
);

describe('a server that wants rest', () => {
  it.each([
    ['429', 2],
    ['503', 60],
  ] as const)('with %s and Retry-After rests with all its feeds', async (how, minutes) => {
    const feeds = [
      plannedFeed('tired', server.misbehave('/tired', how)),
      ...['one', 'two', 'three'].map((name) => plannedFeed(name, server.serve(`/${name}`, { body }))),
    ].map((feed, at) => ({ ...feed, nextPollAt: at === 0 ? 0 : feed.nextPollAt }));
    const library = createLibraryEnd(feeds);
    polling.link.attach(library.port);
    await expect.poll(() => library.stored.length).toBe(1);
    await polling.poller.idle();
    const [outcome] = library.stored;
    expect(outcome?.nextPollReason).toEqual({ code: 'retry-after', minutes });
    expect(outcome && minutesOf(outcome)).toBeGreaterThanOrEqual(minutes);

    // All are due, and the host is not asked.
    library.send({
      type: 'plan-changed',
      upsert: feeds.map((feed) => ({ ...feed, nextPollAt: 0 })),
      remove: [],
    });
    polling.poller.refresh(null);
    await polling.poller.idle();
    expect(server.requests.length).toBe(1);
    const resting = { code: 'resting', host: new URL(server.origin).host, until: outcome?.nextPollAt };
    const skips = library.skipped.map(({ feedId, reason }) => [feedId, reason]);
    expect(Object.fromEntries(skips)).toEqual(
      Object.fromEntries(feeds.map((feed) => [feed.feedId, resting])),
    );
    expect(skips.length).toBe(feeds.length);

    // But when the reader asks for this very feed.
    polling.poller.refresh(['one' as FeedId]);
    await polling.poller.idle();
    expect(server.requestsTo('/one').length).toBe(1);
  });

  it('until a date rests until then', async () => {
    const until = new Date(Date.now() + 3 * 3_600_000);
    const url = server.serve('/tired', { status: 503, headers: { 'retry-after': until.toUTCString() } });
    const [outcome] = await pollTimes(1, plannedFeed('tired', url));
    expect(outcome?.nextPollReason).toEqual({ code: 'retry-after', minutes: 180 });
    expect(outcome?.nextPollAt).toBeGreaterThanOrEqual(Math.floor(until.getTime() / 1000) * 1000);
  });

  it('does not keep other hosts waiting', async () => {
    const other = await startFeedServer();
    try {
      const outcomes = await pollTimes(
        1,
        plannedFeed('tired', server.misbehave('/tired', '429')),
        plannedFeed('fine', other.serve('/fine', { body })),
      );
      expect(outcomes.map(({ status }) => status).sort()).toEqual([200, 429]);
    } finally {
      await other.close();
    }
  });
});

describe('a feed that fails', () => {
  it('with 404 is asked ever more rarely, at least daily, and at once as before when it is back', async () => {
    const url = server.misbehave('/feed', '404');
    const misses = await pollTimes(10, plannedFeed('f', url));
    const waits = misses.map(minutesOf);
    // Doubled each time, which no chance of a tenth can hide, until it is a day.
    const growing = waits.slice(0, 5);
    expect([...growing].sort((a, b) => a - b)).toEqual(growing);
    expect(Math.max(...waits)).toBeLessThanOrEqual(24 * 60 * 1.1);
    expect(Math.min(...waits.slice(5))).toBeGreaterThanOrEqual(24 * 60);
    expect(misses.map(({ nextPollReason }) => nextPollReason)).toEqual(
      misses.map((_, index) => ({ code: 'failures', count: index + 1 })),
    );
    server.serve('/feed', { body });
    const [back] = await pollTimes(1, { ...plannedFeed('f', url), failures: 10 });
    expect(back?.nextPollReason.code).toBe('rhythm');
  });

  it('with 410 is gone, says so, and is not polled again by itself', async () => {
    const gone = plannedFeed('gone', server.misbehave('/gone', '410'));
    const [outcome] = await pollTimes(1, gone);
    expect(outcome?.nextPollReason).toEqual({ code: 'gone' });
    expect(outcome?.result).toMatchObject({ kind: 'failed', problem: { code: 'http-status', status: 410 } });
    const library = createLibraryEnd([{ ...gone, gone: true, nextPollAt: 0 }]);
    polling.link.attach(library.port);
    polling.poller.wake();
    await polling.poller.idle();
    expect(server.requestsTo('/gone').length).toBe(1);
  });
});

describe('the connections of a refresh', () => {
  it('are two for a host, and a host that is slow keeps no other waiting', async () => {
    const other = await startFeedServer();
    try {
      const open = Array.from({ length: 10 }, (_, at) => {
        server.serve(`/slow-${at}`, { body });
        return server.gate(`/slow-${at}`);
      });
      const feeds = [
        ...open.map((_, at) => plannedFeed(`slow-${at}`, `${server.origin}/slow-${at}`)),
        ...[0, 1, 2].map((at) => plannedFeed(`quick-${at}`, other.serve(`/quick-${at}`, { body }))),
      ];
      const library = createLibraryEnd(feeds);
      polling.link.attach(library.port);
      polling.poller.refresh(null);
      // The quick ones stand behind ten of the slow host, and are through before it has answered once.
      await expect.poll(() => library.stored.length).toBe(3);
      expect(library.stored.every(({ feedId }) => feedId.startsWith('quick'))).toBe(true);
      expect(server.requests.length).toBe(2);
      for (const letGo of open) letGo();
      await polling.poller.idle();
      expect([library.stored.length, server.peakInFlight]).toEqual([13, 2]);
    } finally {
      await other.close();
    }
  });
});

it('After a sleep, feeds that fell due meanwhile are asked once the computer wakes', async () => {
  // The clock goes on in a sleep, and timers do not.
  vi.useFakeTimers({ toFake: ['Date'] });
  polling = makePolling();
  const hour = 3_600_000;
  const due = { ...plannedFeed('due', server.serve('/due', { body })), nextPollAt: Date.now() + hour };
  const later = {
    ...plannedFeed('later', server.serve('/later', { body })),
    nextPollAt: Date.now() + 9 * hour,
  };
  const library = createLibraryEnd([due, later]);
  polling.link.attach(library.port);
  vi.setSystemTime(Date.now() + 2 * hour);
  polling.poller.wake();
  await expect.poll(() => library.stored.length).toBe(1);
  await polling.poller.idle();
  expect(server.requests.map(({ path }) => path)).toEqual(['/due']);
});

it('A feed that did not change is asked with both validators, and a 304 keeps them', async () => {
  const outcomes = await pollTimes(3, plannedFeed('f', server.serve('/feed', { body })));
  expect(outcomes.map(({ status, bytes }) => [status, bytes > 0])).toEqual([
    [200, true],
    [304, false],
    [304, false],
  ]);
  const [first, ...others] = server
    .requestsTo('/feed')
    .map(({ headers }) => [typeof headers['if-none-match'], typeof headers['if-modified-since']]);
  expect(first).toEqual(['undefined', 'undefined']);
  expect(others).toEqual(Array(2).fill(['string', 'string']));
});

describe('how often a feed is asked', () => {
  const next = async (headers: Readonly<Record<string, string>>, head = '') => {
    const items = [0, 1, 2].map((n) => {
      const date = new Date(Date.now() - n * 3_600_000).toUTCString();
      return `<item><title>${n}</title><link>https://a.example/${n}</link><pubDate>${date}</pubDate></item>`;
    });
    const lively = `<rss version="2.0"><channel><title>Lively</title>${head}${items.join('')}</channel></rss>`;
    const url = server.serve('/feed', { body: lively, headers });
    const [outcome] = await pollTimes(1, plannedFeed('f', url));
    return outcome?.nextPollReason;
  };

  it('follows its own rhythm', async () => {
    expect(await next({})).toEqual({ code: 'rhythm', minutes: 10 });
  });

  it('follows the ttl of the document', async () => {
    expect(await next({}, '<ttl>180</ttl>')).toEqual({ code: 'hint', minutes: 180 });
  });

  it('follows skipHours and skipDays of the document', async () => {
    const hour = (new Date().getUTCHours() + 23) % 24;
    const all = Array.from({ length: 24 }, (_, n) => n).filter((n) => n !== hour);
    const skipHours = `<skipHours>${all.map((n) => `<hour>${n}</hour>`).join('')}</skipHours>`;
    expect(await next({}, skipHours)).toEqual({ code: 'skip', what: 'hours' });
    const today = new Intl.DateTimeFormat('en', { weekday: 'long', timeZone: 'UTC' });
    const days = [0, 1].map((n) => `<day>${today.format(Date.now() + n * 86_400_000)}</day>`);
    expect(await next({}, `<skipDays>${days.join('')}</skipDays>`)).toEqual({ code: 'skip', what: 'days' });
  });

  it('follows Cache-Control', async () => {
    expect(await next({ 'cache-control': 'max-age=86400' })).toEqual({
      code: 'cache',
      header: 'Cache-Control',
      minutes: 1440,
    });
  });

  it('follows Expires', async () => {
    const expires = new Date(Date.now() + 86_400_000).toUTCString();
    expect(await next({ expires })).toMatchObject({ code: 'cache', header: 'Expires' });
  });

  it('follows the reader before anything else', async () => {
    const url = server.serve('/feed', { body, headers: { 'cache-control': 'max-age=86400' } });
    const [outcome] = await pollTimes(1, { ...plannedFeed('f', url), ownInterval: 45 });
    expect(outcome?.nextPollReason).toEqual({ code: 'reader', minutes: 45 });
  });
});

describe('without a network', () => {
  it('a feed that does not answer is not to blame, and nothing is polled until the network is back', async () => {
    const closed = await startFeedServer();
    const url = closed.serve('/feed', { body });
    await closed.close();
    online = false;
    const [outcome] = await pollTimes(1, plannedFeed('away', url));
    expect(outcome?.result).toEqual({ kind: 'failed', problem: { code: 'offline' } });
    expect(outcome?.nextPollReason).toEqual({ code: 'offline' });

    const due = { ...plannedFeed('due', server.serve('/due', { body })), nextPollAt: 0 };
    const library = createLibraryEnd([due]);
    polling.link.attach(library.port);
    polling.poller.wake();
    await polling.poller.idle();
    expect(server.requests).toEqual([]);
    // However often it is found due, its log gets one line.
    for (let time = 0; time < 10; time += 1) polling.poller.wake();
    expect(library.skipped).toEqual([{ feedId: 'due', at: expect.any(Number), reason: { code: 'offline' } }]);
    online = true;
    polling.poller.wake();
    await expect.poll(() => library.stored.length).toBe(1);
    expect(server.requestsTo('/due').length).toBe(1);
    await polling.poller.idle();
    online = false;
    library.send({ type: 'plan-changed', upsert: [due], remove: [] });
    polling.poller.wake();
    expect(library.skipped.length).toBe(2);
  });

  it('while there is one, a feed that does not answer is told as it is', async () => {
    const closed = await startFeedServer();
    const url = closed.serve('/feed', { body });
    await closed.close();
    const [outcome] = await pollTimes(1, plannedFeed('away', url));
    expect(outcome?.result).toMatchObject({ kind: 'failed', problem: { code: 'no-answer' } });
  });
});
