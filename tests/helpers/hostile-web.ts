import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Problem } from '../../src/shared/model/problem';
import { startBrokenTlsServer, startFeedServer } from './feed-server';
import { makeFeed } from './make-feed';

/**
 * A web in which no server behaves, on loopback. Most of what it says no HTTP library would let a test say, so it speaks to the
 * socket itself. Its hosts end in `.example`, so that they count as public; the transport under test has to look for them on
 * 127.0.0.1.
 */
export interface HostileWeb {
  /** Where the case is to be found. */
  urlOf(one: HostileCase): string;
  /** Every request so far: its host and path, and its headers as they came. */
  readonly requests: readonly HostileRequest[];
  close(): Promise<void>;
}

export interface HostileRequest {
  readonly host: string;
  readonly path: string;
  readonly headers: string;
}

export interface HostileCase {
  readonly name: string;
  /** The problem it must end in; null when the feed is to be read all the same. */
  readonly code: Problem['code'] | null;
  /** Where Node's client sees it otherwise than Chromium. */
  readonly inNode?: Problem['code'];
  /** A part of what the reader is told. */
  readonly sentence: string;
  readonly where: Behaviour | ((places: Places) => string);
}

/** What a server does once the head of a request is there. */
interface Behaviour {
  readonly behave: (socket: Socket, request: HostileRequest) => void;
}

interface Places {
  readonly selfSigned: string;
  readonly expired: string;
  /** Speaks HTTP only. */
  readonly plain: string;
  /** Takes connections and never says a word. */
  readonly silent: string;
  readonly closed: string;
}

const feed = Buffer.from(
  makeFeed({ title: 'The Hostile', items: 2 }).replaceAll('{{origin}}', 'http://a.example'),
);
const bombSize = 64 * 2 ** 20;
const gzipBomb = () => gzipSync(Buffer.alloc(bombSize, 32), { level: 1 });
const fast = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } };

function head(lines: readonly string[] = [], status = '200 OK'): string {
  return [
    `HTTP/1.1 ${status}`,
    'Content-Type: application/rss+xml',
    'Connection: close',
    ...lines,
    '',
    '',
  ].join('\r\n');
}

function says(...parts: readonly (string | Buffer)[]): Behaviour {
  return {
    behave: (socket) => {
      for (const part of parts) socket.write(part);
      socket.end();
    },
  };
}

/** Says one thing after the other, as slowly as keeps a patient client waiting, and never ends. */
function trickles(start: string, drop: string): Behaviour {
  return {
    behave: (socket) => {
      socket.write(start);
      const timer = setInterval(() => socket.write(drop), 100);
      socket.on('close', () => clearInterval(timer));
    },
  };
}

function pours(start: string, part: string): Behaviour {
  return {
    behave: (socket) => {
      socket.write(start);
      const pour = () => {
        while (!socket.destroyed && socket.write(part));
      };
      socket.on('drain', pour);
      pour();
    },
  };
}

function breaksOff(start: string | Buffer, how: 'reset' | 'close' = 'reset'): Behaviour {
  return {
    behave: (socket) => {
      const stop = () => (how === 'reset' ? socket.resetAndDestroy() : socket.end());
      if (start.length === 0) stop();
      else socket.write(start, stop);
    },
  };
}

function redirects(location: string | ((request: HostileRequest) => string)): Behaviour {
  return {
    behave: (socket, request) => {
      const to = typeof location === 'string' ? location : location(request);
      socket.end(head([`Location: ${to}`, 'Content-Length: 0'], '302 Found'));
    },
  };
}

function answers(status: string, body: string | Buffer = '', lines: readonly string[] = []): Behaviour {
  return says(head([...lines, `Content-Length: ${body.length}`], status), body);
}

const mib = 2 ** 20;
const filler = '<!-- there is always more -->\n'.repeat(2048);
const whole = `Content-Length: ${feed.length}`;

/** Spellings of addresses inside the reader's own machine or network. `{port}` is the port the hostile web listens at. */
const insideAddresses = [
  'http://127.0.0.1:{port}/inside',
  '//127.0.0.1:{port}/inside',
  'http://0x7f.1:{port}/inside',
  'http://2130706433:{port}/inside',
  'http://0177.0.0.01:{port}/inside',
  'http://127.1:{port}/inside',
  'http://0:{port}/inside',
  'http://[::1]:{port}/inside',
  'http://[::ffff:127.0.0.1]:{port}/inside',
  'http://[::127.0.0.1]:{port}/inside',
  'http://[64:ff9b::127.0.0.1]:{port}/inside',
  'http://localhost:{port}/inside',
  'http://localhost.:{port}/inside',
  'http://LOCALHOST%2E:{port}/inside',
  'http://printer.localhost:{port}/inside',
  'http://router:{port}/inside',
  'http://news.example@127.0.0.1:{port}/inside',
  'http://169.254.169.254/latest/meta-data',
  'http://192.168.0.1/',
  'http://[fd00::1]/',
] as const;

const strangeAddresses = [
  ['file:///etc/hostname', 'file:'],
  ['data:application/rss+xml,<rss/>', 'data:'],
  ['javascript:alert(1)', 'javascript:'],
  ['app://broadsheet/index.html', 'app:'],
  ['media://image/00', 'media:'],
  ['about:blank', 'about:'],
  ['mailto:editor@news.example', 'mailto:'],
] as const;

function list(
  code: HostileCase['code'],
  sentence: string,
  cases: Record<string, HostileCase['where']>,
): HostileCase[] {
  return Object.entries(cases).map(([name, where]) => ({ name, code, sentence, where }));
}

export const hostileCases: readonly HostileCase[] = [
  ...list('timeout', 'took longer than', {
    'headers that trickle in': trickles('HTTP/1.1 200 OK\r\n', 'X-Slow: yes\r\n'),
    'a head that never ends its first line': trickles('HTTP/1.1 200 ', 'O'),
    'a body that trickles in': trickles(head([whole]), ' '),
    'an answer that never comes': { behave: () => {} },
    'a promise of hints without end': trickles('', 'HTTP/1.1 103 Early Hints\r\n\r\n'),
    'a secure server that says nothing': ({ silent }) => silent,
  }),
  ...list('too-large', 'larger than 10 MB', {
    'a body without end': pours(head(), filler),
    'chunks without end': pours(
      head(['Transfer-Encoding: chunked']),
      `${filler.length.toString(16)}\r\n${filler}\r\n`,
    ),
    'a gzip bomb': {
      behave: (socket) =>
        socket.end(Buffer.concat([Buffer.from(head(['Content-Encoding: gzip'])), gzipBomb()])),
    },
    'a bomb inside a bomb': {
      behave: (socket) => {
        socket.write(head(['Content-Encoding: gzip, gzip']));
        socket.end(gzipSync(gzipBomb()));
      },
    },
  }),
  ...list('connection', 'broke off', {
    'a reset before the answer': breaksOff(''),
    'a goodbye before the answer': breaksOff('', 'close'),
    'a reset in the headers': breaksOff('HTTP/1.1 200 OK\r\nContent-Ty'),
    'a reset in the body': breaksOff(head([whole]) + feed.subarray(0, 200)),
    'a length longer than the body': says(head([`Content-Length: ${feed.length + 5000}`]), feed),
    'chunks that break off': breaksOff(`${head(['Transfer-Encoding: chunked'])}40\r\n<rss`, 'close'),
  }),
  // Chromium takes brotli over secure connections only.
  ...list('bad-response', 'not proper HTTP', {
    'a brotli bomb': {
      behave: (socket) => {
        socket.write(head(['Content-Encoding: br']));
        socket.end(brotliCompressSync(Buffer.alloc(bombSize, 32), fast));
      },
    },
  }).map((one) => ({ ...one, inNode: 'too-large' as const })),
  // Node's client tells only that the connection ended.
  ...list('bad-response', 'not proper HTTP', {
    'a chunk of no number': says(head(['Transfer-Encoding: chunked']), 'zebra\r\n<rss>\r\n0\r\n\r\n'),
  }).map((one) => ({ ...one, inNode: 'connection' as const })),
  ...list('bad-response', 'not proper HTTP', {
    'gzip that is none': says(head(['Content-Encoding: gzip', whole]), feed),
    'brotli that is none': says(head(['Content-Encoding: br', whole]), feed),
    'two lengths': says(head([whole, 'Content-Length: 7']), feed),
    'another protocol': says('220 mail.example ready\r\n'),
    'a header of a megabyte': says(head([`X-Long: ${'x'.repeat(mib)}`, whole]), feed),
    'fifty thousand headers': says(
      head([...Array.from({ length: 50_000 }, (_, at) => `X-Header-${at}: yes`), whole]),
      feed,
    ),
    'a redirect to nonsense': redirects('http://[nowhere/'),
  }),
  ...list('redirect-loop', 'in a circle', {
    'a redirect to itself': redirects(({ path }) => path),
    'a circle of two': redirects(({ path }) => (path === '/a' ? '/b' : '/a')),
  }),
  ...list('too-many-redirects', 'more than 5 times', {
    'redirects without end': redirects(({ path }) => `${path}x`),
  }),
  ...strangeAddresses.flatMap(([address, scheme]) =>
    list('unsupported-scheme', `“${scheme}” cannot be read`, {
      [`a redirect to ${address}`]: redirects(address),
    }),
  ),
  ...insideAddresses.flatMap((address) =>
    list('blocked-address', 'inside your own network', {
      [`a redirect inside: ${address}`]: redirects(({ headers }) =>
        address.replace('{port}', /^host:.*:(\d+)\s*$/im.exec(headers)?.[1] ?? ''),
      ),
    }),
  ),
  ...list('http-status', '(304)', { 'unchanged, though nobody asked': answers('304 Not Modified') }),
  ...list('http-status', '(206)', {
    'a part, though nobody asked': answers('206 Partial Content', feed.subarray(0, 300), [
      `Content-Range: bytes 0-299/${feed.length}`,
    ]),
  }),
  ...list('http-status', 'status 302', { 'a redirect to nowhere': answers('302 Found') }),
  ...list('http-status', 'a fault of its own (599)', { 'a status nobody knows': answers('599 Whatever') }),
  ...list('empty-body', 'an empty document', {
    'no content': says(head([], '204 No Content')),
    'an empty body': answers('200 OK'),
  }),
  ...list('not-a-feed', 'not a feed', {
    'a length shorter than the body': says(head(['Content-Length: 20']), feed),
    noise: answers('200 OK', Buffer.from(Array.from({ length: 4096 }, (_, at) => (at * 7919) % 251))),
  }),
  ...list('tls', 'could not be trusted', {
    'a certificate nobody signed': ({ selfSigned }) => `${selfSigned}/feed`,
    'a certificate that ended': ({ expired }) => `${expired}/feed`,
    'a secure address of a server that knows no TLS': ({ plain }) => plain,
  }),
  ...list('host-not-found', 'could be found', {
    'a name nobody has': () => 'http://no-such-host.invalid/feed',
  }),
  ...list('no-answer', 'does not answer', { 'a port that refuses': ({ closed }) => `${closed}/feed` }),
  ...readable({
    'cookies for everybody': (body) =>
      answers('200 OK', body, ['Set-Cookie: reader=17; Max-Age=90000000', 'Set-Cookie: session=1; Path=/']),
    'a charset that lies': (body) => typed('application/rss+xml; charset=utf-16be', body),
    'a charset nobody knows': (body) => typed('application/rss+xml; charset="klingon', body),
    'a type that lies': (body) => typed('image/png', body),
    'a length shorter than the feed': (body) => says(head([`Content-Length: ${body.length - 300}`]), body),
  }),
];

function readable(cases: Record<string, (body: Buffer) => Behaviour>): HostileCase[] {
  return Object.entries(cases).map(([name, where]) => ({
    name,
    code: null,
    sentence: '',
    where: where(
      Buffer.from(makeFeed({ title: name, items: 2 }).replaceAll('{{origin}}', 'http://a.example')),
    ),
  }));
}

function typed(type: string, body: Buffer): Behaviour {
  return says(head([`Content-Length: ${body.length}`]).replace('application/rss+xml', type), body);
}

/** A name of its own for each case, so that no host has two of them. */
function hostOf(one: HostileCase): string {
  return `case-${hostileCases.indexOf(one)}.example`;
}

export async function startHostileWeb(): Promise<HostileWeb> {
  const requests: HostileRequest[] = [];
  const behaviours = new Map(
    hostileCases.flatMap((one) =>
      typeof one.where === 'function' ? [] : [[hostOf(one), one.where] as const],
    ),
  );

  const server = await listen((socket) => {
    let received = '';
    socket.on('data', (data) => {
      received += data.toString('latin1');
      for (;;) {
        const end = received.indexOf('\r\n\r\n');
        if (end < 0) return;
        const headers = received.slice(0, end);
        received = received.slice(end + 4);
        const host = /^host:\s*([^:\s]+)/im.exec(headers)?.[1] ?? '';
        const request = { host, path: headers.split(' ')[1] ?? '/', headers };
        requests.push(request);
        (behaviours.get(host) ?? answers('200 OK', 'You are inside.')).behave(socket, request);
      }
    });
  });
  const silent = await listen(() => {});
  const [selfSigned, expired, plain, closed] = await Promise.all([
    startBrokenTlsServer('self-signed'),
    startBrokenTlsServer('expired'),
    startFeedServer(),
    startFeedServer(),
  ]);
  await closed.close();
  const places: Places = {
    selfSigned: selfSigned.origin,
    expired: expired.origin,
    plain: `https://plain.example:${plain.port}/feed`,
    silent: `https://silent.example:${silent.port}/feed`,
    closed: `http://closed.example:${closed.port}`,
  };

  return {
    requests,
    urlOf: (one) =>
      typeof one.where === 'function' ? one.where(places) : `http://${hostOf(one)}:${server.port}/feed`,
    close: async () => {
      await Promise.all([server, silent, selfSigned, expired, plain].map((each) => each.close()));
    },
  };
}

async function listen(
  onSocket: (socket: Socket) => void,
): Promise<{ readonly port: number; close(): Promise<void> }> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // Whoever gives up in the middle of an answer leaves a socket that fails; that is the point.
    socket.on('error', () => socket.destroy());
    onSocket(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
