import { readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { Transport } from '../../src/main/feeds/transport';
import type { FeedServer, Misbehaviour } from './feed-server';
import { nodeTransport } from './node-transport';

const fixtures = join(import.meta.dirname, '..', 'fixtures', 'discovery');

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.atom': 'application/atom+xml; charset=utf-8',
  '.rss': 'application/rss+xml; charset=utf-8',
  '.xml': 'application/rss+xml; charset=utf-8',
};

/** Many hosts of the web, all of them played by one server on loopback. What is not served answers 404. */
export interface TestWeb {
  readonly transport: Transport;
  /** Every address asked so far, redirects included, oldest first. */
  readonly asked: readonly string[];
  /** The most exchanges that were open with one host at the same moment. */
  readonly peakPerHost: number;
  /** Serves a file of tests/fixtures/discovery at an address. */
  serveFixture(url: string, name: string): void;
  serve(url: string, body: string, type: string): void;
  redirect(url: string, to: string, status?: 301 | 302 | 307 | 308): void;
  misbehave(url: string, how: Misbehaviour): void;
  /** Resolves once the address is asked. */
  whenAsked(url: string): Promise<unknown>;
}

export function createTestWeb(server: FeedServer): TestWeb {
  const asked: string[] = [];
  const open = new Map<string, number>();
  let peakPerHost = 0;

  const transport: Transport = async (url, options) => {
    const { host } = new URL(url);
    asked.push(url);
    const count = (open.get(host) ?? 0) + 1;
    open.set(host, count);
    peakPerHost = Math.max(peakPerHost, count);
    const leave = () => open.set(host, (open.get(host) ?? 1) - 1);
    try {
      const response = await nodeTransport(server.origin + pathOf(url), options);
      return { ...response, body: whole(response.body, leave) };
    } catch (error) {
      leave();
      throw error;
    }
  };

  return {
    transport,
    asked,
    get peakPerHost() {
      return peakPerHost;
    },
    serveFixture(url, name) {
      const headers = { 'content-type': types[extname(name)] ?? '' };
      server.serve(pathOf(url), { headers, body: readFileSync(join(fixtures, name)) });
    },
    serve: (url, body, type) => void server.serve(pathOf(url), { headers: { 'content-type': type }, body }),
    redirect: (url, to, status = 302) => void server.redirect(pathOf(url), to, status),
    misbehave: (url, how) => void server.misbehave(pathOf(url), how),
    whenAsked: (url) => server.whenRequested(pathOf(url)),
  };
}

/** The host becomes the first part of the path; the scheme makes no difference. */
function pathOf(address: string): string {
  const url = new URL(address);
  return `/${url.host}${url.pathname}${url.search}`;
}

async function* whole(body: AsyncIterable<Uint8Array>, leave: () => void): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } finally {
    leave();
  }
}
