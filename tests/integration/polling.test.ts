import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openAudioStore } from '../../src/main/articles/audio-store';
import { openImageStore } from '../../src/main/articles/image-store';
import { cleanPage } from '../../src/main/engine/clean-page';
import { processFeed } from '../../src/main/engine/process-feed';
import { createFetcher } from '../../src/main/feeds/fetcher';
import { createPolling, type Polling } from '../../src/main/polling';
import type { FeedId } from '../../src/shared/model/ids';
import type { RefreshProgress } from '../../src/shared/model/poll';
import { toProblem } from '../../src/shared/model/problem';
import { failed, ok } from '../../src/shared/result';
import { type FeedServer, makeFeed, startFeedServer } from '../helpers/feed-server';
import { createLibraryEnd, plannedFeed } from '../helpers/library-end';
import { nodeTransport } from '../helpers/node-transport';

let server: FeedServer;
let folder: string;
let polling: Polling;
let progress: RefreshProgress[];

beforeEach(async () => {
  server = await startFeedServer();
  folder = mkdtempSync(join(tmpdir(), 'broadsheet-polling-'));
  progress = [];
  polling = createPolling({
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
    isOnline: () => true,
    onProgress: (change) => progress.push(change),
  });
});

afterEach(async () => {
  polling.poller.stop();
  polling.images.cancel();
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

function serveFeeds(count: number) {
  return Array.from({ length: count }, (_, index) => {
    const url = server.serve(`/feed-${index}`, {
      body: makeFeed({ title: `Feed ${index}`, items: 2, seed: index + 1 }),
    });
    return plannedFeed(`feed-${index}`, url);
  });
}

describe('a refresh', () => {
  it('brings every feed to the library once, tells its progress, and asks one host twice at a time', async () => {
    const library = createLibraryEnd(serveFeeds(9));
    polling.link.attach(library.port);
    polling.poller.refresh(null);
    await polling.poller.idle();

    expect(library.stored.map((outcome) => outcome.feedId).sort()).toEqual(
      Array.from({ length: 9 }, (_, index) => `feed-${index}`),
    );
    expect(server.peakInFlight).toBeLessThanOrEqual(2);
    expect(progress[0]).toEqual({ state: 'running', done: 0, total: 9, failed: 0, newArticles: 0 });
    expect(progress.at(-1)).toEqual({ state: 'idle', done: 9, total: 9, failed: 0, newArticles: 18 });
  });

  it('asks with the validators the library acknowledged, and then learns that nothing changed', async () => {
    const library = createLibraryEnd(serveFeeds(1));
    polling.link.attach(library.port);
    for (let round = 0; round < 2; round += 1) {
      polling.poller.refresh(null);
      await polling.poller.idle();
    }
    expect(library.stored.map((outcome) => [outcome.status, outcome.result.kind])).toEqual([
      [200, 'content'],
      [304, 'unchanged'],
    ]);
    expect(
      server.requestsTo('/feed-0').map((request) => request.headers['if-none-match'] !== undefined),
    ).toEqual([false, true]);
  });

  it('asks for a document that broke off again, whole, instead of whether it changed', async () => {
    const whole = makeFeed({ title: 'Cut', items: 3 });
    const url = server.serve('/cut', { body: whole.slice(0, whole.lastIndexOf('<item>') + 40) });
    const library = createLibraryEnd([plannedFeed('cut', url)]);
    polling.link.attach(library.port);
    for (let round = 0; round < 2; round += 1) {
      polling.poller.refresh(null);
      await polling.poller.idle();
    }
    expect(
      library.stored.map(({ result }) => result.kind === 'content' && result.feed.articles.length),
    ).toEqual([2, 2]);
    expect(server.requestsTo('/cut').map((request) => request.headers['if-none-match'])).toEqual([
      undefined,
      undefined,
    ]);
  });

  it('asks with the old validators again when the window died before it had stored the poll', async () => {
    const feeds = serveFeeds(1);
    const dying = createLibraryEnd(feeds);
    dying.acknowledging = false;
    polling.link.attach(dying.port);
    polling.poller.refresh(null);
    await expect.poll(() => dying.received.length).toBe(1);
    dying.close();
    await polling.poller.idle();

    const library = createLibraryEnd(feeds);
    polling.link.attach(library.port);
    polling.poller.refresh(null);
    await polling.poller.idle();
    expect(server.requestsTo('/feed-0').map((request) => request.headers['if-none-match'])).toEqual([
      undefined,
      undefined,
    ]);
    expect(library.stored.map((outcome) => outcome.result.kind)).toEqual(['content']);
  });

  it('is cancelled at once, stores nothing of what was under way, and can be started again', async () => {
    const feeds = serveFeeds(4);
    const release = server.gate('/feed-0');
    const library = createLibraryEnd(feeds);
    polling.link.attach(library.port);
    polling.poller.refresh(['feed-0' as FeedId]);
    await server.whenRequested('/feed-0');
    polling.poller.cancel();
    await polling.poller.idle();
    expect(progress.at(-1)).toEqual({ state: 'cancelled', done: 1, total: 1, failed: 0, newArticles: 0 });
    expect(library.stored).toEqual([]);
    expect(library.skipped.map(({ feedId, reason }) => [feedId, reason.code])).toEqual([
      ['feed-0', 'cancelled'],
    ]);

    release();
    polling.poller.refresh(null);
    await polling.poller.idle();
    expect(library.stored.length).toBe(4);
  });

  it('waits for a library that is slow: eight polls are in its hands, no more', async () => {
    const hosts = await Promise.all(Array.from({ length: 6 }, () => startFeedServer()));
    try {
      const feeds = hosts.flatMap((host, at) =>
        [0, 1, 2].map((n) =>
          plannedFeed(`f${at}-${n}`, host.serve(`/${n}`, { body: makeFeed({ title: 'T', items: 1 }) })),
        ),
      );
      const library = createLibraryEnd(feeds);
      library.acknowledging = false;
      polling.link.attach(library.port);
      polling.poller.refresh(null);
      await expect.poll(() => library.received.length).toBe(8);
      // Eight more are read and wait for room; the last two are not even asked for.
      await expect.poll(() => hosts.reduce((sum, host) => sum + host.requests.length, 0)).toBe(16);
      expect(library.received.length).toBe(8);
    } finally {
      polling.poller.stop();
      await Promise.all(hosts.map((host) => host.close()));
    }
  });

  it('tells each failure apart and goes on with the others', async () => {
    const feeds = [
      plannedFeed('fine', server.serve('/fine', { body: makeFeed({ title: 'Fine', items: 1 }) })),
      plannedFeed('gone', server.misbehave('/gone', '410')),
      plannedFeed('empty', server.misbehave('/empty', 'empty body')),
      plannedFeed('page', server.serveFixture('/page', 'page-without-feed.html')),
    ];
    const library = createLibraryEnd(feeds);
    polling.link.attach(library.port);
    polling.poller.refresh(null);
    await polling.poller.idle();
    const kinds = library.stored.map(({ feedId, result }) => [
      feedId,
      result.kind === 'failed' ? result.problem.code : result.kind,
    ]);
    expect(Object.fromEntries(kinds)).toEqual({
      fine: 'content',
      gone: 'http-status',
      empty: 'empty-body',
      page: 'html-not-feed',
    });
    expect(progress.at(-1)).toMatchObject({ state: 'idle', done: 4, failed: 3, newArticles: 1 });
  });

  it('polls a feed that is due without being asked, and again only when it is due again', async () => {
    const due = serveFeeds(1).map((feed) => ({ ...feed, nextPollAt: 0 }));
    const library = createLibraryEnd(due);
    polling.link.attach(library.port);
    await expect.poll(() => library.stored.length).toBe(1);
    await polling.poller.idle();
    expect(server.requestsTo('/feed-0').length).toBe(1);
    expect(library.stored[0]?.nextPollAt).toBeGreaterThan(Date.now());
  });

  it('keeps to the contract: a message out of it changes nothing', async () => {
    const library = createLibraryEnd(serveFeeds(1));
    polling.link.attach(library.port);
    library.send({ type: 'plan', feeds: [{ feedUrl: 'file:///etc/passwd' }] } as never);
    library.send({ type: 'images-wanted', images: [{ key: '../escape', url: 'x', feedUrl: 'y' }] } as never);
    polling.poller.refresh(null);
    await polling.poller.idle();
    expect(library.stored.length).toBe(1);
  });
});
