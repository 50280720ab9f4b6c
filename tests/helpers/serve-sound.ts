import type { FeedServer } from './feed-server';

/**
 * Serves a recording as podcasts are served: with a length, a validator, and ranges to go on from (RFC 9110, section 14).
 *
 * @param options `hold`: send only so many bytes until the returned function is called
 */
export function serveSound(
  server: FeedServer,
  path: string,
  bytes: Buffer,
  { hold }: { readonly hold?: number } = {},
): { readonly url: string; release(): void } {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const url = server.serve(path, async (request, response) => {
    const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
    response.writeHead(start > 0 ? 206 : 200, {
      etag: '"sound"',
      'content-type': 'audio/wav',
      'content-length': bytes.length - start,
      ...(start > 0 && { 'content-range': `bytes ${start}-${bytes.length - 1}/${bytes.length}` }),
    });
    if (hold !== undefined) {
      response.write(bytes.subarray(start, hold));
      await released;
      response.end(bytes.subarray(hold));
    } else response.end(bytes.subarray(start));
  });
  return { url, release };
}
