import { readdirSync } from 'node:fs';
import { request as httpsRequest } from 'node:https';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type FeedServer,
  fixture,
  makeFeed,
  startBrokenTlsServer,
  startFeedServer,
} from '../../helpers/feed-server';

let server: FeedServer;
beforeEach(async () => {
  server = await startFeedServer();
});
afterEach(() => server.close());

describe('the feed server', () => {
  it('fills its own origin into a fixture and serves the pictures it names', async () => {
    const url = server.serveFixture('/europe/feed/', 'europe-desk.xml');
    const text = await (await fetch(url)).text();
    expect(text).toContain(`${server.origin}/pictures/quay.jpg`);
    expect(text).not.toContain('{{origin}}');
    const picture = await fetch(`${server.origin}/pictures/quay.jpg`);
    expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
  });

  it('has every picture its fixtures point to', () => {
    const root = join(import.meta.dirname, '../../fixtures');
    const pictures = readdirSync(join(root, 'pictures'));
    const named = readdirSync(join(root, 'feeds')).flatMap((name) =>
      [
        ...fixture(name)
          .toString('latin1')
          .matchAll(/\/pictures\/([\w.-]+)/g),
      ].map((match) => match[1] ?? ''),
    );
    expect(named.filter((name) => !pictures.includes(name))).toEqual([]);
  });

  it('answers 304 to either validator until the document changes', async () => {
    const url = server.serve('/feed', { body: makeFeed({ title: 'One', items: 1 }) });
    const first = await fetch(url);
    const etag = first.headers.get('etag') ?? '';
    const lastModified = first.headers.get('last-modified') ?? '';
    const ask = async (headers: Record<string, string>) => (await fetch(url, { headers })).status;
    expect(await ask({ 'if-none-match': etag })).toBe(304);
    expect(await ask({ 'if-modified-since': lastModified })).toBe(304);

    server.update('/feed', makeFeed({ title: 'One', items: 2 }));
    expect(await ask({ 'if-none-match': etag, 'if-modified-since': lastModified })).toBe(200);
    expect(await ask({ 'if-modified-since': lastModified })).toBe(200);
    expect(server.requestsTo('/feed').map((request) => request.headers['if-none-match'])).toEqual([
      undefined,
      etag,
      undefined,
      etag,
      undefined,
    ]);
  });

  it('compresses only for clients that ask', async () => {
    const url = server.serve('/feed', { body: 'plain words', encoding: 'gzip' });
    const compressed = await fetch(url, { headers: { 'accept-encoding': 'gzip' } });
    expect(compressed.headers.get('content-length')).toBe(String(gzipSync('plain words').byteLength));
    expect(await compressed.text()).toBe('plain words');
    const plain = await fetch(url, { headers: { 'accept-encoding': 'identity' } });
    expect(plain.headers.get('content-encoding')).toBeNull();
  });

  it('holds an answer behind a gate until it is released', async () => {
    const url = server.serve('/feed', { body: 'later' });
    const release = server.gate('/feed');
    let answered = false;
    const answer = fetch(url).then((response) => {
      answered = true;
      return response.text();
    });
    await server.whenRequested('/feed');
    expect(answered).toBe(false);
    release();
    expect(await answer).toBe('later');
    expect(server.peakInFlight).toBe(1);
  });

  it('holds back half a body', async () => {
    const url = server.serve('/feed', { body: 'abcdef' });
    const release = server.gate('/feed', 'body');
    const reader = (await fetch(url)).body?.getReader();
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe('abc');
    release();
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe('def');
  });

  it('misbehaves as it is told', async () => {
    const status = async (path: string) => (await fetch(server.origin + path, { redirect: 'manual' })).status;
    expect(await status('/nothing-here')).toBe(404);
    server.misbehave('/gone', '410');
    expect(await status('/gone')).toBe(410);
    await expect(fetch(server.misbehave('/round', 'redirect loop'))).rejects.toThrow();
    await expect(fetch(server.misbehave('/file', 'redirect to file'))).rejects.toThrow();
    await expect(fetch(server.misbehave('/reset', 'reset at once'))).rejects.toThrow();
    const half = await fetch(server.misbehave('/half', 'cut off in the body'));
    await expect(half.text()).rejects.toThrow();
    const endless = await fetch(server.misbehave('/endless', 'endless body'));
    await endless.body?.cancel();
    const big = await fetch(server.misbehave('/big', '11 MB body'));
    expect((await big.arrayBuffer()).byteLength).toBeGreaterThan(11 * 2 ** 20);
  });

  it('closes at once, though a client still waits', async () => {
    const waiting = fetch(server.misbehave('/silent', 'never answers'));
    const failed = expect(waiting).rejects.toThrow();
    await server.whenRequested('/silent');
    await server.close();
    await failed;
    server = await startFeedServer();
  });

  it.each([
    ['self-signed', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['expired', 'CERT_HAS_EXPIRED'],
  ] as const)('offers a certificate no client accepts: %s', async (certificate, code) => {
    const tls = await startBrokenTlsServer(certificate);
    const failure = new Promise((resolve) => httpsRequest(tls.origin).once('error', resolve).end());
    expect(await failure).toMatchObject({ code: expect.stringMatching(new RegExp(`${code}|SELF_SIGNED`)) });
    await tls.close();
  });
});

describe('a made feed', () => {
  it('is the same for the same seed and has no title or guid twice', () => {
    const options = { title: 'Rails & weather', items: 600, pictures: true, seed: 4 };
    const feed = makeFeed(options);
    expect(makeFeed(options)).toBe(feed);
    const all = (pattern: RegExp) => [...feed.matchAll(pattern)].map((match) => match[1]);
    const guids = all(/<guid[^>]*>([^<]+)/g);
    const titles = all(/<item>\n<title>([^<]+)/g);
    expect([new Set(guids).size, new Set(titles).size]).toEqual([600, 600]);
    expect(makeFeed({ ...options, seed: 5 })).not.toContain(guids[0]);
  });
});
