import { ProblemError } from '../../shared/model/problem';
import { isPrivateHost } from './address';
import { mayBeTold, type OriginLogin } from './login';
import type { Transport, TransportResponse } from './transport';

export const feedLimits = { maxBytes: 10_000_000, timeoutMs: 20_000, maxRedirects: 5 } as const;

export const feedAccept =
  'application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, text/html;q=0.5, */*;q=0.1';

export interface FetchOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** Limit on the decompressed body: a small archive can hold an endless document. */
  readonly maxBytes: number;
  /** One deadline for the whole exchange, redirects and body included. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
  /** Whether addresses inside the reader's own network may be asked, at any hop. */
  readonly allowPrivate: boolean;
  /** Whose publisher gave the address, when the reader did not: a document inside the network may name others there. */
  readonly from?: string;
  /** The `Accept` header. */
  readonly accept: string;
  /** Sent to its own origin alone, at any hop. */
  readonly login?: OriginLogin | null;
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

  return {
    async fetch(startUrl, options) {
      const deadline = AbortSignal.timeout(options.timeoutMs);
      const signal = options.signal ? AbortSignal.any([options.signal, deadline]) : deadline;
      let url = checked(startUrl, options.allowPrivate);
      const given = options.from && URL.canParse(options.from) ? new URL(options.from) : url;
      try {
        const seen = new Set<string>();
        let permanent = true;
        for (;;) {
          if (seen.has(url.href)) throw new ProblemError({ code: 'redirect-loop', url: startUrl });
          if (seen.size > feedLimits.maxRedirects) {
            throw new ProblemError({ code: 'too-many-redirects', limit: feedLimits.maxRedirects });
          }
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
          if (location === null) {
            const bytes = await readBody(response, options.maxBytes, signal);
            const moved = permanent && seen.size > 1 ? url.href : null;
            return {
              url: url.href,
              status: response.status,
              headers: response.headers,
              bytes,
              movedTo: moved,
            };
          }
          permanent &&= response.status === 301 || response.status === 308;
          url = checked(location, options.allowPrivate);
        }
      } catch (error) {
        if (options.signal?.aborted) throw new ProblemError({ code: 'cancelled' });
        if (deadline.aborted) {
          throw new ProblemError({
            code: 'timeout',
            host: url.host,
            seconds: Math.round(options.timeoutMs / 1000),
          });
        }
        throw error;
      }
    },
  };
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
