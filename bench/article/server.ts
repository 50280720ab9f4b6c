import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { makePictures } from '../refresh/pictures';
import { makeArticleFeed, makeExcerptFeed, makePage } from './documents';

/** What the server tells the measuring process once it listens. */
export interface Served {
  readonly feeds: readonly string[];
  /** The feed whose articles are the pages. */
  readonly excerpts: string;
}

/** Serves feeds, pictures and pages from many loopback addresses, in a process of its own, until the parent is gone. */
export async function serveArticles(feedCount: number, pageCount: number): Promise<void> {
  const picture = makePictures();
  const bodies = new Map<string, Buffer>();
  const handle: RequestListener = (request, response) => {
    const path = request.url ?? '/';
    if (path.startsWith('/pictures/')) {
      response.writeHead(200, { 'content-type': 'image/jpeg' }).end(picture(path));
      return;
    }
    const body = bodies.get(path);
    const type = path.startsWith('/pages/') ? 'text/html; charset=utf-8' : 'application/rss+xml';
    if (body) response.writeHead(200, { 'content-type': type }).end(body);
    else response.writeHead(404).end();
  };
  const origins: string[] = [];
  for (let index = 0; index < 50; index += 1) {
    const server = createServer({ keepAliveTimeout: 60_000 }, handle);
    const host = `127.0.3.${1 + index}`;
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, host, resolve));
    origins.push(`http://${host}:${(server.address() as AddressInfo).port}`);
  }
  const originOf = (index: number) => origins[index % origins.length] ?? '';
  const add = (index: number, path: string, body: (origin: string) => string) => {
    const origin = originOf(index);
    bodies.set(path, Buffer.from(body(origin)));
    return origin + path;
  };
  const feeds = Array.from({ length: feedCount }, (_, index) =>
    add(index, `/feeds/${index}`, (origin) => makeArticleFeed(index, origin)),
  );
  const pages = Array.from({ length: pageCount }, (_, index) =>
    add(index, `/pages/${index}`, () => makePage(index)),
  );
  const excerpts = add(0, '/excerpts', () => makeExcerptFeed(pages));
  process.on('disconnect', () => process.exit(0));
  process.send?.({ feeds, excerpts } satisfies Served);
}
