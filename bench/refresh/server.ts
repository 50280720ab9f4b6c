import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { makeBenchFeed } from './feeds';
import { makePictures } from './pictures';

/** Messages from the measuring process. Until `open` arrives, feeds are asked for but not answered. */
export type ToServer = 'open' | 'stop';

const addresses = 250;

/**
 * Serves the feeds from 250 loopback addresses, in a process of its own so that it does not share the event loop of what is
 * measured. Tells the parent the addresses of the feeds, and ends when told to or when the parent is gone.
 */
export async function serveBenchFeeds(count: number, pictures: number): Promise<void> {
  const picture = makePictures();
  const documents = new Map<string, Buffer>();
  const waiting: (() => void)[] = [];
  let open = false;

  const handle: RequestListener = (request, response) => {
    const path = request.url ?? '/';
    if (path.startsWith('/pictures/')) {
      const bytes = picture(path);
      response.writeHead(200, { 'content-type': 'image/jpeg', 'content-length': bytes.length }).end(bytes);
      return;
    }
    const body = documents.get(path);
    const etag = `"${path}"`;
    const answer = () => {
      if (!body) response.writeHead(404).end();
      else if (request.headers['if-none-match'] === etag) response.writeHead(304, { etag }).end();
      else
        response
          .writeHead(200, { 'content-type': 'application/rss+xml', etag, 'content-length': body.length })
          .end(body);
    };
    if (open) answer();
    else waiting.push(answer);
  };

  const urls: string[] = [];
  for (let index = 0; index < Math.min(addresses, count); index += 1) {
    const host = `127.0.${1 + Math.floor(index / 125)}.${1 + (index % 125)}`;
    const server = createServer({ keepAliveTimeout: 60_000 }, handle);
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, host, resolve));
    const origin = `http://${host}:${(server.address() as AddressInfo).port}`;
    for (let feed = index; feed < count; feed += addresses) {
      const path = `/feeds/${feed}`;
      documents.set(path, Buffer.from(makeBenchFeed(feed, { origin, pictures })));
      urls.push(`${origin}${path}`);
    }
  }

  process.on('message', (message: ToServer) => {
    if (message === 'stop') process.exit(0);
    open = true;
    for (const answer of waiting.splice(0)) answer();
  });
  process.on('disconnect', () => process.exit(0));
  process.send?.(urls);
}
