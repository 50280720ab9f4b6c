import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AudioDownloader, createAudioDownloader } from '../../src/main/articles/audio';
import { type AudioStore, openAudioStore } from '../../src/main/articles/audio-store';
import { answerAudio } from '../../src/main/articles/serve-audio';
import { createFetcher } from '../../src/main/feeds/fetcher';
import { createHostQueue } from '../../src/main/feeds/host-queue';
import type { AudioProgress, SettledAudio, WantedAudio } from '../../src/shared/model/audio';
import type { AudioKey } from '../../src/shared/model/ids';
import { examplesOnLoopback } from '../helpers/node-transport';
import { makeWav } from '../helpers/sound';

/** Recordings on their whole way: over real HTTP, to real files, and out again in ranges. */

const wav = makeWav(120);
const maxBytes = 5_000_000;

let folder: string;
let server: Server;
let origin: string;
let requests: IncomingMessage[];
let answer: (request: IncomingMessage, response: ServerResponse) => void;
let store: AudioStore;
let audio: AudioDownloader;
let settled: SettledAudio[];
let reports: AudioProgress[];
let onChange: () => void;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'broadsheet-audio-'));
  requests = [];
  answer = sendRanges;
  server = createServer((request, response) => {
    requests.push(request);
    answer(request, response);
    onChange();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  store = openAudioStore(folder);
  onChange = () => {};
  settled = [];
  reports = [];
  audio = createDownloader();
});

afterEach(async () => {
  audio.cancel();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true, force: true });
});

function createDownloader(perHost = 1): AudioDownloader {
  const queue = () => createHostQueue({ concurrency: () => 2, perHost });
  return createAudioDownloader({
    fetcher: createFetcher({ transport: examplesOnLoopback, userAgent: 'Broadsheet test' }),
    store,
    queues: { urgent: queue(), quiet: queue() },
    onSettled(one) {
      settled.push(one);
      onChange();
    },
    onProgress(one) {
      reports.push(one);
      onChange();
    },
    maxBytes,
  });
}

function wanted(path: string, fields: Partial<WantedAudio> = {}): WantedAudio {
  const url = path.startsWith('/') ? origin + path : path;
  const key = createHash('sha256').update(url).digest('hex') as AudioKey;
  return { key, url, feedUrl: `${origin}/feed.xml`, chaptersUrl: null, urgent: false, ...fields };
}

/** Resolves once it holds, looked at whenever something happens. */
function when(holds: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const before = onChange;
    onChange = () => {
      before();
      if (holds()) resolve();
    };
    onChange();
  });
}

async function settle(...wishes: WantedAudio[]): Promise<SettledAudio[]> {
  const count = settled.length + wishes.length;
  audio.want(wishes);
  await when(() => settled.length === count);
  return settled.slice(-wishes.length);
}

/** A server as podcasts have: ranges, a validator, a length. */
function sendRanges(request: IncomingMessage, response: ServerResponse): void {
  sendFrom(request, response, wav);
}

function sendFrom(request: IncomingMessage, response: ServerResponse, bytes: Buffer, etag = '"1"'): void {
  const range = /^bytes=(\d+)-$/.exec(request.headers.range ?? '');
  const start = range && request.headers['if-range'] === etag ? Number(range[1]) : 0;
  const head = {
    etag,
    'content-type': 'audio/wav',
    'content-length': bytes.length - start,
    ...(start > 0 && { 'content-range': `bytes ${start}-${bytes.length - 1}/${bytes.length}` }),
  };
  response.writeHead(start > 0 ? 206 : 200, head).end(bytes.subarray(start));
}

/** Breaks the connection off after so many bytes. */
function breakAfter(request: IncomingMessage, response: ServerResponse, count: number, etag?: string): void {
  const range = /^bytes=(\d+)-$/.exec(request.headers.range ?? '');
  const start = range ? Number(range[1]) : 0;
  response.writeHead(start > 0 ? 206 : 200, {
    ...(etag !== undefined && { etag }),
    'content-length': wav.length - start,
    ...(start > 0 && { 'content-range': `bytes ${start}-${wav.length - 1}/${wav.length}` }),
  });
  response.write(wav.subarray(start, start + count), () => response.destroy());
}

const ask = (key: AudioKey, headers: Record<string, string> = {}, method = 'GET') =>
  answerAudio(store, key, new Request('http://media/', { method, headers }));
const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());
/** Compared as a whole: byte by byte a matcher takes seconds. */
const sameAsWav = (bytes: Buffer, start = 0, end?: number) => wav.subarray(start, end).equals(bytes);
const stored = (wish: WantedAudio) => ({
  key: wish.key,
  ok: true,
  type: 'audio/wav',
  bytes: wav.length,
  chapters: null,
});

describe('a recording', () => {
  it('comes to the disk whole, and is answered from there in any part', async () => {
    const wish = wanted('/a.wav');
    expect(await settle(wish)).toEqual([stored(wish)]);
    expect((await readdir(folder)).sort()).toEqual([wish.key, `${wish.key}.json`]);
    server.closeAllConnections();

    const whole = await ask(wish.key);
    expect(whole.status).toBe(200);
    expect(Object.fromEntries(whole.headers)).toMatchObject({
      'accept-ranges': 'bytes',
      'content-type': 'audio/wav',
      'content-length': String(wav.length),
      'x-content-type-options': 'nosniff',
    });
    expect(sameAsWav(await bytesOf(whole))).toBe(true);

    const part = await ask(wish.key, { range: 'bytes=100-299' });
    expect(part.status).toBe(206);
    expect(part.headers.get('content-range')).toBe(`bytes 100-299/${wav.length}`);
    expect(part.headers.get('content-length')).toBe('200');
    expect(sameAsWav(await bytesOf(part), 100, 300)).toBe(true);
    expect(sameAsWav(await bytesOf(await ask(wish.key, { range: 'bytes=-70000' })), -70_000)).toBe(true);

    const beyond = await ask(wish.key, { range: `bytes=${wav.length}-` });
    expect(beyond.status).toBe(416);
    expect(beyond.headers.get('content-range')).toBe(`bytes */${wav.length}`);
    expect(
      (await ask(wish.key, { range: 'bytes=5-9', 'if-range': whole.headers.get('etag') ?? '' })).status,
    ).toBe(206);
    expect((await ask(wish.key, { range: 'bytes=5-9', 'if-range': '"other"' })).status).toBe(200);
    const head = await ask(wish.key, {}, 'HEAD');
    expect([head.status, head.headers.get('content-length'), head.body]).toEqual([
      200,
      String(wav.length),
      null,
    ]);
    expect((await ask(wish.key, {}, 'POST')).status).toBe(405);
    expect((await ask('0'.repeat(64) as AudioKey)).status).toBe(404);
  });

  it('is asked for once, without cookies and without saying who asks', async () => {
    const wish = wanted('/a.wav');
    audio.want([wish, wish]);
    await settle(wish);
    expect(requests).toHaveLength(1);
    expect(requests[0]?.headers).toMatchObject({ 'accept-encoding': 'identity' });
    expect(requests[0]?.headers.cookie).toBeUndefined();
    expect(requests[0]?.headers.referer).toBeUndefined();
    expect(await settle(wish)).toEqual([stored(wish)]);
    expect(requests).toHaveLength(1);
  });

  it('is taken up where it broke off, as often as more comes', async () => {
    answer = (request, response) =>
      requests.length < 4 ? breakAfter(request, response, 300_000, '"1"') : sendRanges(request, response);
    const wish = wanted('/a.wav');
    expect(await settle(wish)).toEqual([stored(wish)]);
    expect(requests.map(({ headers }) => [headers.range !== undefined, headers['if-range']])).toEqual([
      [false, undefined],
      [true, '"1"'],
      [true, '"1"'],
      [true, '"1"'],
    ]);
    expect(sameAsWav(await readFile(join(folder, wish.key)))).toBe(true);
  });

  it('that broke off goes on after a restart', async () => {
    answer = (request, response) => {
      if (requests.length > 1) request.socket.destroy();
      else breakAfter(request, response, 500_000, '"1"');
    };
    const wish = wanted('/a.wav');
    expect(await settle(wish)).toMatchObject([{ ok: false, problem: { code: 'connection' }, retry: true }]);
    const have = (await store.partial(wish.key))?.bytes ?? 0;
    expect(have).toBeGreaterThan(100_000);
    expect((await ask(wish.key)).status).toBe(404);

    store = openAudioStore(folder);
    audio = createDownloader();
    answer = sendRanges;
    expect(await settle(wish)).toEqual([stored(wish)]);
    expect(requests.at(-1)?.headers.range).toBe(`bytes=${have}-`);
    expect(sameAsWav(await readFile(join(folder, wish.key)))).toBe(true);
  });

  it('that was whole when the app was killed is not asked for again', async () => {
    const wish = wanted('/a.wav');
    await writeFile(join(folder, `${wish.key}.part`), wav);
    await writeFile(
      join(folder, `${wish.key}.json`),
      JSON.stringify({ total: wav.length, validator: '"1"' }),
    );
    expect(await settle(wish)).toEqual([stored(wish)]);
    expect(requests).toHaveLength(0);
  });

  it('that was cut short on the disk counts as missing, and comes anew', async () => {
    const wish = wanted('/a.wav');
    await settle(wish);
    await truncate(join(folder, wish.key), 20_000);
    expect((await ask(wish.key)).status).toBe(404);
    expect(await settle(wish)).toEqual([stored(wish)]);
    expect(requests).toHaveLength(2);
    expect(sameAsWav(await readFile(join(folder, wish.key)))).toBe(true);
  });

  it.each<[string, (request: IncomingMessage, response: ServerResponse) => void]>([
    ['the publisher changed it', (request, response) => sendFrom(request, response, wav, '"2"')],
    [
      'the server sends another part than was asked for',
      (request, response) =>
        request.headers.range
          ? response
              .writeHead(206, { 'content-range': `bytes 7-${wav.length - 1}/${wav.length}` })
              .end(wav.subarray(7))
          : sendRanges(request, response),
    ],
    [
      'the server has nothing beyond what is here',
      (request, response) =>
        request.headers.range ? response.writeHead(416).end() : sendRanges(request, response),
    ],
  ])('begins anew when %s', async (_name, then) => {
    const wish = wanted('/a.wav');
    await writeFile(join(folder, `${wish.key}.part`), makeWav(30).fill(7, 44));
    await writeFile(
      join(folder, `${wish.key}.json`),
      JSON.stringify({ total: wav.length, validator: '"1"' }),
    );
    answer = then;
    expect(await settle(wish)).toEqual([stored(wish)]);
    expect(sameAsWav(await readFile(join(folder, wish.key)))).toBe(true);
  });

  it('without a validator begins anew, as nobody can tell whether it is the same', async () => {
    answer = (request, response) =>
      requests.length === 1 ? breakAfter(request, response, 300_000) : sendRanges(request, response);
    const wish = wanted('/a.wav');
    expect(await settle(wish)).toEqual([stored(wish)]);
    expect(requests.map(({ headers }) => headers.range)).toEqual([undefined, undefined]);
  });

  it.each<[number, boolean]>([
    [403, false],
    [404, false],
    [410, false],
    [206, false],
    [429, true],
    [503, true],
  ])('that is answered %i is tried again: %s', async (status, retry) => {
    answer = (_request, response) => response.writeHead(status).end('no');
    expect(await settle(wanted('/a.wav'))).toMatchObject([
      { ok: false, problem: { code: 'audio-status', status }, retry },
    ]);
    expect(await readdir(folder)).toEqual([]);
  });

  it('that is shorter than it says is never taken for whole', async () => {
    answer = (request, response) => breakAfter(request, response, wav.length - 10);
    const wish = wanted('/a.wav');
    expect(await settle(wish)).toMatchObject([{ ok: false, problem: { code: 'connection' }, retry: true }]);
    expect(await store.info(wish.key)).toBeNull();
  });

  it('that is too large is given up, told or not, and leaves nothing behind', async () => {
    answer = (request, response) => {
      if (request.url === '/told') response.writeHead(200, { 'content-length': maxBytes + 1 });
      response.write(wav);
      const pour = () => {
        while (!response.destroyed && response.write(wav));
      };
      response.on('drain', pour);
      pour();
    };
    expect(await settle(wanted('/told'), wanted('/untold'))).toMatchObject([
      { ok: false, problem: { code: 'audio-too-large', limitBytes: maxBytes }, retry: false },
      { ok: false, problem: { code: 'audio-too-large', limitBytes: maxBytes }, retry: false },
    ]);
    expect(await readdir(folder)).toEqual([]);
  });

  it('is known by its bytes, not by what the server calls them', async () => {
    answer = (_request, response) =>
      response.setHeader('content-type', 'audio/mpeg').end('<!doctype html><script>alert(1)</script>');
    expect(await settle(wanted('/a.mp3'))).toMatchObject([
      { ok: false, problem: { code: 'not-audio' }, retry: false },
    ]);
    answer = (_request, response) => response.end();
    expect(await settle(wanted('/b.mp3'))).toMatchObject([{ ok: false, problem: { code: 'not-audio' } }]);
    expect(await readdir(folder)).toEqual([]);
  });

  it('of a feed from the public web does not lead into the own network', async () => {
    const { port } = server.address() as AddressInfo;
    const feedUrl = `http://cast.example:${port}/feed.xml`;
    answer = (request, response) => {
      if (request.headers.host?.startsWith('cast.'))
        response.writeHead(302, { location: `${origin}/inside` }).end();
      else sendRanges(request, response);
    };
    const results = await settle(
      wanted(`http://cast.example:${port}/a.wav`, { feedUrl }),
      wanted(`${origin}/b.wav`, { feedUrl }),
    );
    for (const result of results) {
      expect(result).toMatchObject({ ok: false, problem: { code: 'blocked-address' }, retry: false });
    }
    expect(requests.map(({ headers }) => headers.host)).toEqual([`cast.example:${port}`]);
  });

  it('finds its way past the counting services that podcasts are sent through', async () => {
    answer = (request, response) => {
      const hop = Number(/^\/hop(\d+)/.exec(request.url ?? '')?.[1] ?? 9);
      if (hop < 9) response.writeHead(302, { location: `/hop${hop + 1}` }).end();
      else sendRanges(request, response);
    };
    expect(await settle(wanted('/hop1'))).toMatchObject([{ ok: true }]);
  });

  it.skipIf(process.platform !== 'linux')(
    'for which the disk has no room says so, and is tried again',
    async () => {
      const wish = wanted('/a.wav');
      // A device that takes nothing, in the place of the file.
      await symlink('/dev/full', join(folder, `${wish.key}.part`));
      expect(await settle(wish)).toMatchObject([{ ok: false, problem: { code: 'disk-full' }, retry: true }]);
    },
  );

  it('brings its chapters along, and does without them', async () => {
    answer = (request, response) => {
      if (request.url === '/chapters.json') response.end('{"chapters":[{"startTime":5,"title":"Tides"}]}');
      else if (request.url === '/broken.json') response.end('<p>');
      else sendRanges(request, response);
    };
    const results = await settle(
      wanted('/a.wav', { chaptersUrl: `${origin}/chapters.json` }),
      wanted('/b.wav', { chaptersUrl: `${origin}/broken.json` }),
    );
    expect(results).toMatchObject([
      { ok: true, chapters: [{ start: 5, title: 'Tides', url: null, imageUrl: null }] },
      { ok: true, chapters: null },
    ]);
  });
});

describe('a recording that is still coming', () => {
  it('is answered as if it were here: what is missing follows as it arrives', async () => {
    let release = () => {};
    answer = (_request, response) => {
      response.writeHead(200, { etag: '"1"', 'content-length': wav.length });
      response.write(wav.subarray(0, 400_000));
      release = () => response.end(wav.subarray(400_000));
    };
    const wish = wanted('/a.wav');
    audio.want([wish]);
    await when(() => reports.length > 0);
    expect(reports[0]).toMatchObject({ key: wish.key, total: wav.length });

    const response = await ask(wish.key, { range: 'bytes=100-' });
    expect(response.status).toBe(206);
    expect(response.headers.get('content-range')).toBe(`bytes 100-${wav.length - 1}/${wav.length}`);
    const reader = response.body?.getReader();
    const pieces: Uint8Array[] = [];
    const take = async () => {
      const { value } = (await reader?.read()) ?? {};
      if (value) pieces.push(value);
      return value !== undefined;
    };
    while (pieces.reduce((sum, { length }) => sum + length, 0) < 200_000) await take();
    expect(settled).toEqual([]);
    release();
    while (await take());
    expect(sameAsWav(Buffer.concat(pieces), 100)).toBe(true);
    await when(() => settled.length === 1);
    expect(settled).toEqual([stored(wish)]);
  });

  it('and is given up leaves nothing, and lets nobody wait', async () => {
    answer = (_request, response) => {
      response.writeHead(200, { etag: '"1"', 'content-length': wav.length });
      response.write(wav.subarray(0, 400_000));
    };
    const wish = wanted('/a.wav');
    audio.want([wish]);
    await when(() => reports.length > 0);
    const reading = bytesOf(await ask(wish.key));
    const failed = expect(reading).rejects.toThrow();
    await audio.drop([wish.key]);
    await failed;
    expect(settled).toEqual([]);
    expect((await ask(wish.key)).status).toBe(404);
    answer = sendRanges;
    expect(await settle(wish)).toEqual([stored(wish)]);
  });

  it('does not hold up one that somebody waits to hear', async () => {
    const held: ServerResponse[] = [];
    answer = (request, response) => {
      if (request.url?.startsWith('/quiet')) held.push(response);
      else sendRanges(request, response);
    };
    const later = wanted('/quiet-3.wav');
    audio.want([wanted('/quiet-1.wav'), wanted('/quiet-2.wav'), later]);
    await when(() => held.length === 1);
    expect(await settle(wanted('/now.wav', { urgent: true }))).toMatchObject([{ ok: true }]);
    // One that waits in line goes to the front when it is asked for again.
    audio.want([{ ...later, urgent: true }]);
    await when(() => held.some(({ req }) => req.url === '/quiet-3.wav'));
    expect(held.map(({ req }) => req.url)).toEqual(['/quiet-1.wav', '/quiet-3.wav']);
  });
});

describe('the folder of recordings', () => {
  it('keeps what is wished for, and nothing else', async () => {
    const [kept, orphan] = [wanted('/kept.wav'), wanted('/orphan.wav')];
    await settle(kept, orphan);
    await writeFile(join(folder, `${'a'.repeat(64)}.part`), 'half');
    await writeFile(join(folder, 'notes.txt'), 'not ours');
    await audio.keepOnly([kept.key]);
    expect((await readdir(folder)).sort()).toEqual([kept.key, `${kept.key}.json`, 'notes.txt'].sort());
  });
});

it('A recording that becomes whole between being opened and being read is read all the same', async () => {
  const bytes = new Uint8Array(wav);
  const key = 'a'.repeat(64) as AudioKey;
  const plan = { type: 'audio/wav', total: bytes.byteLength, validator: null };
  const writer = await store.write(key, plan, 0);
  await writer.write(bytes);
  const opened = await store.open(key);
  await writer.finish();
  const stream = opened?.stream(0, bytes.byteLength - 1) ?? null;
  const read = new Uint8Array(await new Response(stream).arrayBuffer());
  expect(Buffer.compare(read, bytes)).toBe(0);
});
