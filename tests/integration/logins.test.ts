import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLogins, type Logins } from '../../src/main/app/logins';
import { type Encryption, openSecretStore } from '../../src/main/app/secrets';
import { openAudioStore } from '../../src/main/articles/audio-store';
import { openImageStore } from '../../src/main/articles/image-store';
import { cleanPage } from '../../src/main/engine/clean-page';
import { processFeed } from '../../src/main/engine/process-feed';
import { createFetcher } from '../../src/main/feeds/fetcher';
import type { Transport } from '../../src/main/feeds/transport';
import { createPolling, type Polling } from '../../src/main/polling';
import type { FeedId } from '../../src/shared/model/ids';
import type { PollOutcome } from '../../src/shared/model/poll';
import { ok } from '../../src/shared/result';
import { basic, feedBehindLogin } from '../helpers/basic-auth';
import { type FeedServer, makeFeed, startFeedServer } from '../helpers/feed-server';
import { createLibraryEnd, plannedFeed } from '../helpers/library-end';
import { nodeTransport } from '../helpers/node-transport';
import { createTestWeb } from '../helpers/test-web';

let server: FeedServer;
let folder: string;
let file: string;
let encryption: Encryption & { available: boolean };
let logins: Logins;

/** As a system's keychain does it: with a key of its own. */
function createEncryption(): typeof encryption {
  const key = randomBytes(32);
  return {
    available: true,
    isEncryptionAvailable() {
      return this.available;
    },
    encryptString(text) {
      const iv = randomBytes(16);
      const cipher = createCipheriv('aes-256-ctr', key, iv);
      return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final()]);
    },
    decryptString(bytes) {
      const cipher = createDecipheriv('aes-256-ctr', key, bytes.subarray(0, 16));
      return cipher.update(bytes.subarray(16)).toString('utf8') + cipher.final('utf8');
    },
  };
}

beforeEach(async () => {
  server = await startFeedServer();
  folder = mkdtempSync(join(tmpdir(), 'broadsheet-logins-'));
  file = join(folder, 'secrets.json');
  encryption = createEncryption();
  logins = restart();
});

afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const id = 'f' as FeedId;
const restart = () => createLogins(openSecretStore(file, encryption));
const login = (user: string, password: string, headers: { name: string; value: string }[] = []) => ({
  user,
  password,
  headers,
});

function makePolling(transport: Transport): Polling {
  return createPolling({
    fetcher: createFetcher({ transport, userAgent: 'Broadsheet/test' }),
    engine: {
      process: async (document) => ok(await processFeed(document)),
      cleanPage: async (page) => cleanPage(page),
      close: async () => {},
    },
    imageStore: openImageStore(join(folder, 'images')),
    audioStore: openAudioStore(join(folder, 'audio')),
    onAudioProgress: () => {},
    extract: async () => ({ html: null, next: null }),
    isOnline: () => true,
    onProgress: () => {},
    loginOf: logins.of,
    onPlan: logins.keepOnly,
  });
}

/** Polls one feed once through the whole of main. */
async function poll(feedUrl: string, transport: Transport = nodeTransport): Promise<PollOutcome | undefined> {
  const polling = makePolling(transport);
  const library = createLibraryEnd([plannedFeed('f', feedUrl)]);
  polling.link.attach(library.port);
  polling.poller.refresh(null);
  await polling.poller.idle();
  polling.poller.stop();
  return library.stored[0];
}

const codeOf = (outcome: PollOutcome | undefined) =>
  outcome?.result.kind === 'failed' ? outcome.result.problem : outcome?.result.kind;

describe('a feed behind a login', () => {
  it('is read with the user name and password, whatever letters they have', async () => {
    const url = server.serve('/private', feedBehindLogin('Private', [basic('jürgen', 'p:ß 😀')]));
    expect(codeOf(await poll(url))).toEqual({ code: 'http-status', status: 401, url });
    logins.set(id, url, login('jürgen', 'wrong'));
    expect(codeOf(await poll(url))).toEqual({ code: 'http-status', status: 401, url });
    logins.set(id, url, login('jürgen', 'p:ß 😀'));
    expect(codeOf(await poll(url))).toBe('content');
    logins.clear(id);
    expect(codeOf(await poll(url))).toEqual({ code: 'http-status', status: 401, url });
  });

  it('is asked with the reader’s own headers', async () => {
    const url = server.serve('/token', feedBehindLogin('Token', ['Bearer 42']));
    logins.set(
      id,
      url,
      login('', '', [
        { name: 'Authorization', value: 'Bearer 42' },
        { name: 'X-Reader', value: 'me' },
      ]),
    );
    expect(codeOf(await poll(url))).toBe('content');
    expect(server.requestsTo('/token')[0]?.headers).toMatchObject({ 'x-reader': 'me' });
  });

  it.each([
    [login('', '')],
    [login('a:b', 'c')],
    [login('a', 'b\nc')],
    [login('', '', [{ name: 'Host', value: 'other.example' }])],
    [login('', '', [{ name: 'If-None-Match', value: '*' }])],
    [login('', '', [{ name: 'X-Two words', value: 'x' }])],
    [login('', '', [{ name: 'X-Lines', value: 'a\r\nX-More: b' }])],
  ])('cannot be asked with %j', (bad) => {
    expect(() => logins.set(id, server.origin, bad)).toThrow('cannot be used');
    expect(logins.state(id).exists).toBe(false);
  });
});

describe('a login is told to its own origin alone', () => {
  const secret = basic('reader', 'secret');

  it('not to another port, nor to those it leads to', async () => {
    const other = await startFeedServer();
    try {
      const target = other.serve('/target', { body: makeFeed({ title: 'Elsewhere', items: 1 }) });
      const url = server.redirect('/away', target);
      logins.set(id, url, login('reader', 'secret', [{ name: 'X-Token', value: 'secret' }]));
      expect(codeOf(await poll(url))).toBe('content');
      expect(server.requestsTo('/away')[0]?.headers).toMatchObject({
        authorization: secret,
        'x-token': 'secret',
      });
      expect(JSON.stringify(other.requests)).not.toMatch(/secret|authorization/);
    } finally {
      await other.close();
    }
  });

  it.each([
    ['https://a.example/feed', 'http://a.example/next', false],
    ['https://a.example/feed', 'https://b.example/next', false],
    ['https://a.example/feed', 'https://sub.a.example/next', false],
    ['https://a.example/feed', 'https://a.example:8443/next', false],
    ['http://a.example:8080/feed', 'https://a.example/next', false],
    ['http://a.example/feed', 'https://a.example/next', true],
    ['https://a.example/feed', 'https://a.example/next', true],
  ])('from %s on to %s: %s', async (from, to, told) => {
    const web = createTestWeb(server);
    web.redirect(from, to);
    web.serve(to, makeFeed({ title: 'Next', items: 1 }), 'application/rss+xml');
    logins.set(id, from, login('reader', 'secret'));
    expect(codeOf(await poll(from, web.transport))).toBe('content');
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual([
      secret,
      told ? secret : undefined,
    ]);
  });

  it('not once the feed has moved to another origin', async () => {
    const url = server.serve('/feed', { body: makeFeed({ title: 'Moved', items: 1 }) });
    logins.set(id, 'https://where-it-was.example/feed', login('reader', 'secret'));
    expect(codeOf(await poll(url))).toBe('content');
    expect(server.requests[0]?.headers).not.toHaveProperty('authorization');
  });

  it('and an address that names a user is asked without one', async () => {
    const url = server.serve('/feed', { body: makeFeed({ title: 'Named', items: 1 }) });
    expect(codeOf(await poll(url.replace('//', '//reader:secret@')))).toBe('content');
    expect(server.requests[0]?.headers).not.toHaveProperty('authorization');
  });
});

it('The pictures, pages and recordings of a feed are asked for with its login, at its own origin alone', async () => {
  const other = await startFeedServer();
  const polling = makePolling(nodeTransport);
  try {
    const feedUrl = `${server.origin}/feed`;
    const library = createLibraryEnd([
      plannedFeed('f', feedUrl),
      plannedFeed('public', `${other.origin}/feed`),
    ]);
    polling.link.attach(library.port);
    logins.set(id, feedUrl, login('reader', 'secret'));
    const image = (key: string, url: string, from: string) => ({ key: key.repeat(64), url, feedUrl: from });
    library.send({
      type: 'images-wanted',
      images: [
        image('1', `${server.origin}/pictures/quay.jpg?own`, feedUrl),
        image('2', `${other.origin}/pictures/quay.jpg`, feedUrl),
        image('3', `${server.origin}/pictures/quay.jpg?others`, `${other.origin}/feed`),
      ] as never,
    });
    const text = { articleId: 'a', url: `${server.origin}/page`, feedUrl };
    library.send({ type: 'full-texts-wanted', texts: [text] as never });
    const sound = (key: string, path: string, from: string) => ({
      key: key.repeat(64),
      url: server.origin + path,
      feedUrl: from,
      chaptersUrl: null,
      urgent: true,
    });
    library.send({
      type: 'audio-wanted',
      audio: [sound('4', '/own.mp3', feedUrl), sound('5', '/others.mp3', `${other.origin}/feed`)] as never,
    });
    await Promise.all(['/page', '/own.mp3', '/others.mp3'].map((path) => server.whenRequested(path)));
    await polling.images.idle();
    const told = Object.fromEntries(
      server.requests.map(({ path, headers }) => [path, headers.authorization]),
    );
    expect(told).toEqual({
      '/pictures/quay.jpg?own': basic('reader', 'secret'),
      '/pictures/quay.jpg?others': undefined,
      '/page': basic('reader', 'secret'),
      '/own.mp3': basic('reader', 'secret'),
      '/others.mp3': undefined,
    });
    expect(other.requests.map(({ headers }) => headers.authorization)).toEqual([undefined]);
  } finally {
    polling.poller.stop();
    polling.fullTexts.cancel();
    polling.audio.cancel();
    await other.close();
  }
});

describe('a stored login', () => {
  const url = 'https://a.example/feed';

  it('is there after a restart, and cannot be read in the file', () => {
    expect(logins.set(id, url, login('reader', 'secret'))).toEqual({ exists: true, lasting: true });
    expect(readdirSync(folder)).toEqual(['secrets.json']);
    const text = readFileSync(file, 'utf8');
    expect(text).not.toMatch(/reader|secret"|a\.example/);
    expect(text).not.toContain(Buffer.from('secret').toString('base64').slice(0, 6));
    expect(restart().of(id)).toEqual({
      origin: 'https://a.example',
      headers: { authorization: basic('reader', 'secret') },
    });
  });

  it('holds for this run alone where the system has no encryption', () => {
    encryption.available = false;
    expect(logins.set(id, url, login('reader', 'secret'))).toEqual({ exists: true, lasting: false });
    expect(logins.of(id)).not.toBeNull();
    expect(readdirSync(folder)).toEqual([]);
    expect(restart().state(id).exists).toBe(false);
  });

  it('is not lost while the keychain is locked', () => {
    logins.set(id, url, login('reader', 'secret'));
    encryption.available = false;
    expect(restart().of(id)).toBeNull();
    encryption.available = true;
    expect(restart().of(id)).not.toBeNull();
  });

  it('that another keychain encrypted counts as none', () => {
    logins.set(id, url, login('reader', 'secret'));
    encryption = {
      ...createEncryption(),
      decryptString: () => {
        throw new Error('not mine');
      },
    };
    expect(restart().of(id)).toBeNull();
  });

  it('does not keep the app from starting when the file is broken', () => {
    writeFileSync(file, '{"secrets": {"feed:f": 7');
    logins = restart();
    expect(logins.of(id)).toBeNull();
    logins.set(id, url, login('reader', 'secret'));
    expect(restart().of(id)).not.toBeNull();
  });

  it('goes when the feed is no longer subscribed at the next start, and with undo it does not', async () => {
    const feedUrl = server.serve('/feed', feedBehindLogin('Private', [basic('reader', 'secret')]));
    logins.set(id, feedUrl, login('reader', 'secret'));
    logins.set('left' as FeedId, feedUrl, login('reader', 'secret'));
    expect(codeOf(await poll(feedUrl))).toBe('content');
    expect([logins.state(id).exists, logins.state('left' as FeedId).exists]).toEqual([true, false]);
    expect(Object.keys(JSON.parse(readFileSync(file, 'utf8')).secrets)).toEqual(['feed:f']);
  });
});
