import { ProblemError } from '../../shared/model/problem';
import { isPrivateHost } from './address';
import { mayBeTold, type OriginLogin } from './login';
import type { Transport, TransportResponse } from './transport';

export const feedLimits = { maxBytes: 10_000_000, timeoutMs: 20_000, maxRedirects: 5 } as const;

export const feedAccept =
  'application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, text/html;q=0.5, */*;q=0.1';

interface RequestOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** {@link feedLimits} unless told. */
  readonly maxRedirects?: number;
  /** Whether addresses inside the reader's own network may be asked, at any hop. */
  readonly allowPrivate: boolean;
  /** Whose publisher gave the address, when the reader did not: a document inside the network may name others there. */
  readonly from?: string;
  /** The `Accept` header. */
  readonly accept: string;
  /** Sent to its own origin alone, at any hop. */
  readonly login?: OriginLogin | null;
}

export interface FetchOptions extends RequestOptions {
  /** Limit on the decompressed body: a small archive can hold an endless document. */
  readonly maxBytes: number;
  /** One deadline for the whole exchange, redirects and body included. */
  readonly timeoutMs: number;
}

export interface OpenOptions extends RequestOptions {
  /** Longest silence: before the answer begins, and between any two pieces of it. */
  readonly stallMs: number;
}

/** A document whose body is still to be read, piece by piece. */
export interface Opened {
  readonly url: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** To be read to its end, or left by `return`, which ends the exchange. Throws ProblemError. */
  readonly body: AsyncIterable<Uint8Array>;
}

export interface Fetched {
  /** Where the document was found in the end. */
  readonly url: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array;
  /** The final address when every redirect on the way was permanent (301, 308; RFC 9110, section 15.4); else null. */
  readonly movedTo: string | null;
}

export interface Fetcher {
  /** Fetches a document over http(s), following redirects. Any status is returned. @throws ProblemError */
  fetch(url: string, options: FetchOptions): Promise<Fetched>;
  /** The same for what is too large to be held in memory. */
  open(url: string, options: OpenOptions): Promise<Opened>;
}

export interface FetcherDeps {
  readonly transport: Transport;
  readonly userAgent: string;
  /** Whether a name leads into the reader's own network, as anybody can make a public name do. */
  readonly leadsInside?: (url: URL) => Promise<boolean>;
}

/** A fetcher that checks scheme and address at every hop and bounds time, size and redirects. It sends no cookies and no referrer. */
export function createFetcher(deps: FetcherDeps): Fetcher {
  const { transport, userAgent, leadsInside = async () => false } = deps;

  /** Names are looked up only where somebody else than the reader led to another host. */
  async function checkName(url: URL, given: URL, signal: AbortSignal): Promise<void> {
    if (url.hostname === given.hostname) return;
    const inside = await orAborted(leadsInside(url), signal);
    if (!inside || (await orAborted(leadsInside(given), signal))) return;
    throw new ProblemError({ code: 'blocked-address', host: url.hostname });
  }

  /** Goes from address to address until one answers with something else than a redirect. */
  async function follow(startUrl: string, options: RequestOptions, signal: AbortSignal, at: Whereabouts) {
    let url = checked(startUrl, options.allowPrivate);
    const given = options.from && URL.canParse(options.from) ? new URL(options.from) : url;
    const limit = options.maxRedirects ?? feedLimits.maxRedirects;
    const seen = new Set<string>();
    let permanent = true;
    for (;;) {
      at.host = url.host;
      if (seen.has(url.href)) throw new ProblemError({ code: 'redirect-loop', url: startUrl });
      if (seen.size > limit) throw new ProblemError({ code: 'too-many-redirects', limit });
      seen.add(url.href);
      if (!options.allowPrivate) await checkName(url, given, signal);
      const response = await transport(url.href, {
        headers: {
          accept: options.accept,
          'user-agent': userAgent,
          ...options.headers,
          ...(options.login && mayBeTold(options.login, url) ? options.login.headers : {}),
        },
        signal,
      });
      const location = redirectTarget(response, url);
      if (location === null) return { url, response, moved: permanent && seen.size > 1 };
      permanent &&= response.status === 301 || response.status === 308;
      url = checked(location, options.allowPrivate);
    }
  }

  return {
    async fetch(startUrl, options) {
      const deadline = AbortSignal.timeout(options.timeoutMs);
      const signal = options.signal ? AbortSignal.any([options.signal, deadline]) : deadline;
      const at: Whereabouts = { host: '' };
      try {
        const { url, response, moved } = await follow(startUrl, options, signal, at);
        const bytes = await readBody(response, options.maxBytes, signal);
        const { status, headers } = response;
        return { url: url.href, status, headers, bytes, movedTo: moved ? url.href : null };
      } catch (error) {
        throw reasonFor(error, options.signal, deadline, at, options.timeoutMs);
      }
    },

    async open(startUrl, options) {
      const patience = createPatience(options.stallMs);
      const signal = options.signal ? AbortSignal.any([options.signal, patience.signal]) : patience.signal;
      const at: Whereabouts = { host: '' };
      const reason = (error: unknown) =>
        reasonFor(error, options.signal, patience.signal, at, options.stallMs);
      try {
        const { url, response } = await follow(startUrl, options, signal, at);
        patience.rest();
        const body = readPieces(response, patience, signal, reason);
        return { url: url.href, status: response.status, headers: response.headers, body };
      } catch (error) {
        patience.rest();
        throw reason(error);
      }
    },
  };
}

/** Which host is being asked, for the sentence when it stays silent. */
interface Whereabouts {
  host: string;
}

/** What a failure means: the reader's own cancelling and a deadline abort the exchange alike. */
function reasonFor(
  error: unknown,
  cancelled: AbortSignal | undefined,
  deadline: AbortSignal,
  { host }: Whereabouts,
  milliseconds: number,
): unknown {
  if (cancelled?.aborted) return new ProblemError({ code: 'cancelled' });
  if (!deadline.aborted) return error;
  return new ProblemError({ code: 'timeout', host, seconds: Math.round(milliseconds / 1000) });
}

interface Patience {
  readonly signal: AbortSignal;
  /** The server is waited for, from now on. */
  wait(): void;
  /** Nobody is waited for. */
  rest(): void;
}

/** Aborts once the server has been waited for too long at a stretch. */
function createPatience(milliseconds: number): Patience {
  const abort = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const rest = () => clearTimeout(timer);
  const wait = () => {
    rest();
    timer = setTimeout(() => abort.abort(), milliseconds);
  };
  wait();
  return { signal: abort.signal, wait, rest };
}

/** The clock runs while the server is waited for, not while a slow disk takes what came. */
async function* readPieces(
  response: TransportResponse,
  patience: Patience,
  signal: AbortSignal,
  reason: (error: unknown) => unknown,
): AsyncGenerator<Uint8Array> {
  try {
    patience.wait();
    for await (const piece of response.body) {
      signal.throwIfAborted();
      patience.rest();
      yield piece;
      patience.wait();
    }
    signal.throwIfAborted();
  } catch (error) {
    throw reason(error);
  } finally {
    patience.rest();
  }
}

function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    promise.then(resolve, reject);
  });
}

function checked(address: string, allowPrivate: boolean): URL {
  if (!URL.canParse(address)) throw new ProblemError({ code: 'invalid-address', address });
  const url = new URL(address);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new ProblemError({ code: 'unsupported-scheme', scheme: url.protocol });
  }
  if (!allowPrivate && isPrivateHost(url.hostname)) {
    throw new ProblemError({ code: 'blocked-address', host: url.hostname });
  }
  url.hash = '';
  // A server has no business to say as whom we should come.
  url.username = '';
  url.password = '';
  return url;
}

function redirectTarget(response: TransportResponse, from: URL): string | null {
  const location = response.headers.location;
  if (![301, 302, 303, 307, 308].includes(response.status) || !location) return null;
  if (!URL.canParse(location, from.href)) {
    throw new ProblemError({ code: 'bad-response', host: from.host, detail: 'invalid redirect' });
  }
  return new URL(location, from).href;
}

async function readBody(
  response: TransportResponse,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body) {
    signal.throwIfAborted();
    length += chunk.byteLength;
    if (length > maxBytes) throw new ProblemError({ code: 'too-large', limitBytes: maxBytes });
    chunks.push(chunk);
  }
  // A body that ended because of the abort must not pass for a short document.
  signal.throwIfAborted();
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}
