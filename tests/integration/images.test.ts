import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { imageKey } from '../../src/main/articles/image-key';
import { type ImageStore, openImageStore } from '../../src/main/articles/image-store';
import { createImageDownloader, type ImageDownloader, imageLimits } from '../../src/main/articles/images';
import { createFetcher } from '../../src/main/feeds/fetcher';
import { createHostQueue } from '../../src/main/feeds/host-queue';
import type { SettledImage, WantedImage } from '../../src/shared/model/poll';
import { nodeTransport } from '../helpers/node-transport';

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

let dir: string;
let server: Server;
let origin: string;
let requests: IncomingMessage[];
let answer: (request: IncomingMessage, response: ServerResponse) => void;
let store: ImageStore;
let batches: SettledImage[][];
let images: ImageDownloader;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'broadsheet-images-'));
  requests = [];
  answer = (_request, response) => response.end(png);
  server = createServer((request, response) => {
    requests.push(request);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  store = openImageStore(dir);
  batches = [];
  images = createDownloader();
});

afterEach(async () => {
  images.cancel();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(dir, { recursive: true, force: true });
});

function createDownloader(): ImageDownloader {
  return createImageDownloader({
    fetcher: createFetcher({ transport: nodeTransport, userAgent: 'Broadsheet test' }),
    store,
    queue: createHostQueue({ concurrency: () => 6, perHost: 2 }),
    onSettled: (settled) => batches.push([...settled]),
  });
}

/** A wish of a feed on the same machine, which may show pictures from there. */
function wanted(path: string, feedUrl = `${origin}/feed.xml`): WantedImage {
  const url = path.startsWith('/') ? origin + path : path;
  return { key: imageKey(url), url, feedUrl };
}

async function settled(...wishes: WantedImage[]): Promise<SettledImage[]> {
  images.want(wishes);
  await images.idle();
  return batches.flat();
}

describe('pictures of articles', () => {
  it('come to the store and can be read without the network', async () => {
    const wish = wanted('/a.png');
    expect(await settled(wish)).toEqual([{ key: wish.key, ok: true, type: 'image/png', bytes: png.length }]);
    expect(images.pending()).toBe(0);
    server.closeAllConnections();
    expect(Buffer.from((await store.read(wish.key))?.bytes ?? [])).toEqual(png);
  });

  it('are asked for without cookies and without saying who shows them', async () => {
    answer = (_request, response) => response.setHeader('set-cookie', 'a=b').end(png);
    await settled(wanted('/a.png'), wanted('/b.png'));
    for (const { headers } of requests) {
      expect(headers.cookie).toBeUndefined();
      expect(headers.referer).toBeUndefined();
      expect(headers.accept).toContain('image/avif');
    }
  });

  it('are fetched once, however often they are wanted', async () => {
    const wish = wanted('/a.png');
    images.want([wish, wish]);
    images.want([wish]);
    await images.idle();
    expect(requests).toHaveLength(1);
    expect(batches).toHaveLength(1);
  });

  it('that are here already settle without a request', async () => {
    const wish = wanted('/a.png');
    await store.put(wish.key, png, 'image/png');
    expect(await settled(wish)).toEqual([{ key: wish.key, ok: true, type: 'image/png', bytes: png.length }]);
    expect(requests).toHaveLength(0);
  });

  it('written into the article are stored like the others', async () => {
    const wish = wanted(`data:image/png;base64,${png.toString('base64')}`);
    expect(await settled(wish)).toEqual([{ key: wish.key, ok: true, type: 'image/png', bytes: png.length }]);
    const drawing = wanted(`data:image/png;base64,${Buffer.from('<svg/>').toString('base64')}`);
    batches = [];
    expect(await settled(drawing)).toMatchObject([
      { ok: false, problem: { code: 'not-an-image' }, retry: false },
    ]);
  });

  it('are known by their bytes, not by what the server calls them', async () => {
    answer = (request, response) => {
      response.setHeader('content-type', request.url === '/a' ? 'text/html' : 'image/png');
      response.end(request.url === '/a' ? png : '<!DOCTYPE html><script>alert(1)</script>');
    };
    const [picture, page] = [wanted('/a'), wanted('/b')];
    const results = await settled(picture, page);
    expect(results.find(({ key }) => key === picture.key)).toMatchObject({ ok: true, type: 'image/png' });
    expect(results.find(({ key }) => key === page.key)).toMatchObject({
      ok: false,
      problem: { code: 'not-an-image' },
      retry: false,
    });
    expect(await store.has(page.key)).toBe(false);
  });

  it.each<[number, boolean]>([
    [404, false],
    [403, false],
    [410, false],
    [429, true],
    [503, true],
  ])('that answer %i are tried again: %s', async (status, retry) => {
    answer = (_request, response) => response.writeHead(status).end('no');
    expect(await settled(wanted('/a.png'))).toMatchObject([
      { ok: false, problem: { code: 'http-status', status }, retry },
    ]);
  });

  it('are tried again when the connection breaks', async () => {
    answer = (request) => request.socket.destroy();
    expect(await settled(wanted('/a.png'))).toMatchObject([{ ok: false, retry: true }]);
  });

  it('that are too large are given up', async () => {
    answer = (_request, response) => {
      response.write(png);
      response.end(Buffer.alloc(imageLimits.maxBytes));
    };
    expect(await settled(wanted('/a.png'))).toMatchObject([
      { ok: false, problem: { code: 'too-large' }, retry: false },
    ]);
  });

  it('on the own network are not fetched for feeds from the public web', async () => {
    const results = await settled(
      wanted('/a.png', 'https://publisher.example/feed'),
      wanted('/b.png', 'not an address'),
      wanted('http://localhost:1/x.png', 'https://publisher.example/feed'),
    );
    expect(results).toHaveLength(3);
    for (const result of results) {
      expect(result).toMatchObject({ ok: false, problem: { code: 'blocked-address' }, retry: false });
    }
    expect(requests).toHaveLength(0);
  });

  it('with an impossible address fail alone', async () => {
    const results = await settled(wanted('http://'), wanted('file:///etc/passwd'), wanted('/a.png'));
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(results.filter(({ ok }) => !ok)).toHaveLength(2);
  });

  it('are fetched two at a time from one host', async () => {
    let open = 0;
    let most = 0;
    answer = (_request, response) => {
      open += 1;
      most = Math.max(most, open);
      setTimeout(() => {
        open -= 1;
        response.end(png);
      }, 10);
    };
    await settled(...Array.from({ length: 12 }, (_, i) => wanted(`/${i}.png`)));
    expect(most).toBe(2);
  });

  it('are reported in batches, none of them left out', async () => {
    const wishes = Array.from({ length: 130 }, (_, i) => wanted(`/${i}.png`));
    await settled(...wishes);
    expect(batches.map((batch) => batch.length)).toEqual([50, 50, 30]);
    expect(new Set(batches.flat().map(({ key }) => key)).size).toBe(130);
  });

  it('stop coming when cancelled, and can be wanted again', async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    answer = (_request, response) => void held.then(() => response.end(png));
    const wishes = Array.from({ length: 20 }, (_, i) => wanted(`/${i}.png`));
    images.want(wishes);
    while (requests.length < 2) await new Promise((resolve) => setImmediate(resolve));
    images.cancel();
    await images.idle();
    expect(images.pending()).toBe(0);
    expect(batches).toEqual([]);

    release();
    answer = (_request, response) => response.end(png);
    expect((await settled(...wishes)).filter(({ ok }) => ok)).toHaveLength(20);
  });
});
