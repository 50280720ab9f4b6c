import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { basename, extname, join } from 'node:path';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { makeFeed } from './make-feed';

export { makeFeed } from './make-feed';

const fixtures = join(import.meta.dirname, '..', 'fixtures');

/** One request as it arrived; `at` is a monotonic time in milliseconds. */
export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly at: number;
}

/** A document to serve. Those with status 200 get an ETag and a Last-Modified unless told otherwise. */
export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** In a string, `{{origin}}` becomes the origin of the server. */
  readonly body?: string | Uint8Array;
  /** Send the body compressed to clients that accept it. */
  readonly encoding?: 'gzip' | 'br' | 'deflate';
  readonly validators?: 'both' | 'etag' | 'last-modified' | 'none';
}

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

export type Misbehaviour = keyof typeof misbehaviours;

export interface FeedServer {
  readonly origin: string;
  readonly host: string;
  readonly port: number;
  /** Every request so far, oldest first. */
  readonly requests: readonly RecordedRequest[];
  requestsTo(path: string): readonly RecordedRequest[];
  /** Resolves once `count` requests (one, unless told) to the path have arrived, past ones included. */
  whenRequested(path: string, count?: number): Promise<RecordedRequest>;
  /** The most requests that were unanswered at the same moment. */
  readonly peakInFlight: number;
  serve(path: string, reply: Reply | Handler): string;
  /** Serves a file of tests/fixtures/feeds; its type follows the extension unless a header says otherwise. */
  serveFixture(path: string, fixtureName: string, options?: Omit<Reply, 'body'>): string;
  /** Replaces the body of a served document; its ETag and Last-Modified change with it. */
  update(path: string, body: string | Uint8Array): void;
  redirect(path: string, to: string, status?: 301 | 302 | 303 | 307 | 308): string;
  misbehave(path: string, how: Misbehaviour): string;
  /** From now on the path answers 404. */
  remove(path: string): void;
  /**
   * Holds back answers to the path until the returned function is called: the whole answer, or, with
   * `'body'`, only the second half of a document's body.
   */
  gate(path: string, stage?: 'answer' | 'body'): () => void;
  /** Ends every connection, open gates included. */
  close(): Promise<void>;
}

const types: Readonly<Record<string, string>> = {
  '.xml': 'application/rss+xml; charset=utf-8',
  '.atom': 'application/atom+xml; charset=utf-8',
  '.rdf': 'application/rdf+xml; charset=utf-8',
  '.json': 'application/feed+json; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.opml': 'text/x-opml; charset=utf-8',
  '.jpg': 'image/jpeg',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.gif': 'image/gif',
  '.svg': 'image/svg+xml',
  '.mp3': 'audio/mpeg',
};

const compressors = { gzip: gzipSync, br: brotliCompressSync, deflate: deflateSync };

/** Ways a server can fail its readers. Each leaves the connection in the state its name says. */
const misbehaviours = {
  'endless body': (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/rss+xml' });
    const line = '<!-- there is always more -->\n'.repeat(512);
    const pour = () => {
      while (!response.destroyed && response.write(line));
    };
    response.on('drain', pour);
    pour();
  },
  '11 MB body': (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/rss+xml' });
    response.end(`<rss version="2.0"><channel><title>Big</title>${' '.repeat(11 * 2 ** 20)}</channel></rss>`);
  },
  'gzip bomb': (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/rss+xml', 'content-encoding': 'gzip' });
    response.end(gzipSync(Buffer.alloc(60 * 2 ** 20, 32)));
  },
  'broken gzip': (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/rss+xml', 'content-encoding': 'gzip' });
    response.end('<rss version="2.0">this was never compressed</rss>');
  },
  'redirect loop': (request, response) => {
    response.writeHead(302, { location: request.url ?? '/' }).end();
  },
  'endless redirects': (request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const hop = Number(url.searchParams.get('hop') ?? 0) + 1;
    response.writeHead(302, { location: `${url.pathname}?hop=${hop}` }).end();
  },
  'redirect to file': (_request, response) => {
    response.writeHead(302, { location: 'file:///etc/hostname' }).end();
  },
  'redirect without location': (_request, response) => {
    response.writeHead(302).end();
  },
  'reset at once': (request) => {
    request.socket.resetAndDestroy();
  },
  'cut off in the body': (request, response) => {
    response.writeHead(200, { 'content-type': 'application/rss+xml', 'content-length': '5000' });
    response.write('<rss version="2.0"><channel><title>Half a fe', () => request.socket.destroy());
  },
  'empty body': (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/rss+xml' }).end();
  },
  'never answers': () => {},
  'headers only': (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/rss+xml' });
    response.flushHeaders();
  },
  'not HTTP': (request) => {
    request.socket.end('220 mail.example ready\r\n');
  },
  '401': answers(401, { 'www-authenticate': 'Basic realm="readers"' }),
  '403': answers(403),
  '404': answers(404),
  '410': answers(410),
  '429': answers(429, { 'retry-after': '120' }),
  '500': answers(500),
  '503': answers(503, { 'retry-after': '3600' }),
} satisfies Record<string, Handler>;

function answers(status: number, headers: Record<string, string> = {}): Handler {
  return (_request, response) => {
    response.writeHead(status, { 'content-type': 'text/html', ...headers });
    response.end(`<!doctype html><title>${status}</title><p>The answer is ${status}.</p>`);
  };
}

interface Document {
  readonly reply: Reply;
  readonly body: Buffer;
  readonly etag: string;
  readonly lastModified: string;
}

interface Gate {
  readonly stage: 'answer' | 'body';
  readonly opened: Promise<void>;
  readonly open: () => void;
}

export async function startFeedServer({ host = '127.0.0.1' } = {}): Promise<FeedServer> {
  const routes = new Map<string, Document | Handler>();
  const gates = new Map<string, Gate>();
  const requests: RecordedRequest[] = [];
  const waiting = new Set<() => void>();
  let versions = 0;
  let inFlight = 0;
  let peakInFlight = 0;

  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    requests.push({ method: request.method ?? 'GET', path, headers: request.headers, at: performance.now() });
    inFlight += 1;
    peakInFlight = Math.max(peakInFlight, inFlight);
    response.once('close', () => {
      inFlight -= 1;
    });
    for (const check of [...waiting]) check();
    void answer(path, request, response);
  });

  async function answer(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const key = routes.has(path) || gates.has(path) ? path : (path.split('?')[0] ?? path);
    const gate = gates.get(key);
    if (gate?.stage === 'answer') await gate.opened;
    if (response.destroyed) return;
    const route = routes.get(key) ?? picture(key) ?? misbehaviours['404'];
    if (typeof route === 'function') route(request, response);
    else await send(route, gate, request, response);
  }

  function picture(path: string): Document | undefined {
    const file = join(fixtures, 'pictures', basename(path));
    if (!path.startsWith('/pictures/') || !existsSync(file)) return undefined;
    return document({ headers: { 'content-type': typeOf(file) }, body: readFileSync(file) });
  }

  function document(reply: Reply): Document {
    versions += 1;
    const { body = '' } = reply;
    const bytes = Buffer.from(typeof body === 'string' ? body.replaceAll('{{origin}}', origin) : body);
    return {
      reply,
      body: bytes,
      etag: `"${createHash('sha1').update(bytes).digest('hex').slice(0, 16)}-${versions}"`,
      // HTTP dates count whole seconds, so each version is a minute younger than the one before.
      lastModified: new Date(Date.UTC(2026, 0, 5, 6, versions)).toUTCString(),
    };
  }

  function place(path: string, route: Document | Handler): string {
    routes.set(path, route);
    return origin + path;
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  const origin = `http://${host}:${port}`;

  return {
    origin,
    host,
    port,
    requests,
    requestsTo: (path) => requests.filter((request) => request.path === path),
    whenRequested: (path, count = 1) =>
      new Promise((resolve) => {
        const check = () => {
          const request = requests.filter((one) => one.path === path)[count - 1];
          if (!request) return;
          waiting.delete(check);
          resolve(request);
        };
        waiting.add(check);
        check();
      }),
    get peakInFlight() {
      return peakInFlight;
    },
    serve: (path, reply) => place(path, typeof reply === 'function' ? reply : document(reply)),
    serveFixture: (path, fixtureName, options = {}) => {
      const headers = { 'content-type': typeOf(fixtureName), ...options.headers };
      return place(path, document({ ...options, headers, body: fixture(fixtureName, origin) }));
    },
    update: (path, body) => {
      const route = routes.get(path);
      if (!route || typeof route === 'function') throw new Error(`No document is served at ${path}`);
      routes.set(path, document({ ...route.reply, body }));
    },
    redirect: (path, to, status = 302) =>
      place(path, (_request, response) => {
        response.writeHead(status, { location: to }).end();
      }),
    misbehave: (path, how) => place(path, misbehaviours[how]),
    remove: (path) => {
      routes.delete(path);
    },
    gate: (path, stage = 'answer') => {
      gates.get(path)?.open();
      const { promise, resolve } = withResolvers();
      const gate: Gate = { stage, opened: promise, open: resolve };
      gates.set(path, gate);
      return () => {
        if (gates.get(path) === gate) gates.delete(path);
        gate.open();
      };
    },
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      for (const gate of gates.values()) gate.open();
      await closed;
    },
  };
}

async function send(
  { reply, body, etag, lastModified }: Document,
  gate: Gate | undefined,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { status = 200, validators = 'both', encoding } = reply;
  const headers: Record<string, string> = { 'content-type': typeOf('.xml') };
  const given = status === 200 ? validators : 'none';
  if (given === 'both' || given === 'etag') headers.etag = etag;
  if (given === 'both' || given === 'last-modified') headers['last-modified'] = lastModified;
  Object.assign(headers, reply.headers);

  if (status === 200 && isUnchanged(request.headers, headers)) {
    delete headers['content-type'];
    response.writeHead(304, headers).end();
    return;
  }

  const compress = encoding && String(request.headers['accept-encoding']).includes(encoding);
  const bytes = compress ? compressors[encoding](body) : body;
  if (compress) headers['content-encoding'] = encoding;
  headers['content-length'] = String(bytes.byteLength);
  response.writeHead(status, headers);
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  if (gate?.stage === 'body') {
    const half = Math.floor(bytes.byteLength / 2);
    response.write(bytes.subarray(0, half));
    await gate.opened;
    response.end(bytes.subarray(half));
    return;
  }
  response.end(bytes);
}

/** As RFC 9110 has it: If-None-Match decides alone when it is there. */
function isUnchanged(asked: IncomingHttpHeaders, ours: Readonly<Record<string, string>>): boolean {
  const etag = ours.etag;
  const lastModified = ours['last-modified'];
  const ifNoneMatch = asked['if-none-match'];
  if (ifNoneMatch !== undefined) return etag !== undefined && ifNoneMatch.includes(etag);
  const since = Date.parse(asked['if-modified-since'] ?? '');
  return lastModified !== undefined && Date.parse(lastModified) <= since;
}

/** A file of tests/fixtures/feeds with its `{{origin}}` filled in, whatever its encoding. */
export function fixture(name: string, origin = 'https://news.example'): Buffer {
  const bytes = readFileSync(join(fixtures, 'feeds', name));
  // Latin-1 maps every byte to itself, so text in windows-1251 comes through untouched.
  return Buffer.from(bytes.toString('latin1').replaceAll('{{origin}}', origin), 'latin1');
}

function typeOf(name: string): string {
  return types[extname(name) || name] ?? 'application/octet-stream';
}

function withResolvers(): { promise: Promise<void>; resolve: () => void } {
  let resolve: () => void = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

/** A TLS server whose certificate no client should accept: nobody signed it, or it ended years ago. */
export async function startBrokenTlsServer(
  certificate: 'self-signed' | 'expired' = 'self-signed',
): Promise<{ readonly origin: string; close(): Promise<void> }> {
  const key = readFileSync(join(fixtures, 'tls', 'key.pem'));
  const cert = readFileSync(join(fixtures, 'tls', `${certificate}.pem`));
  const server = createTlsServer({ key, cert }, (_request, response) => {
    response.writeHead(200, { 'content-type': typeOf('.xml') });
    response.end(makeFeed({ title: 'Behind a bad certificate', items: 1 }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `https://localhost:${port}`,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}
