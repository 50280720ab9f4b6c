import { type ClientRequest, type IncomingMessage, net, type Session } from 'electron';
import { type Problem, ProblemError } from '../../shared/model/problem';
import type { Transport, TransportResponse } from '../feeds/transport';
import type { ProxyAccess } from './proxy';

/**
 * HTTP through Electron's network stack: the system's proxy and certificates, HTTP/2, gzip, brotli and zstd undone.
 *
 * `net.request` with `redirect: 'manual'`, never `net.fetch`, which was seen to follow a redirect to `file:`.
 */
export function createNetTransport(session: Session, proxy: ProxyAccess): Transport {
  return async (url, { headers, signal }) => {
    await proxy.ready;
    return new Promise<TransportResponse>((resolve, reject) => {
      signal.throwIfAborted();
      const request = net.request({
        url,
        session,
        redirect: 'manual',
        credentials: 'omit',
        useSessionCookies: false,
        cache: 'no-store',
        referrerPolicy: 'no-referrer',
      });
      for (const [name, value] of Object.entries(headers)) request.setHeader(name, value);

      let incoming: IncomingMessage | null = null;
      const abort = () => {
        const reason = signal.reason instanceof Error ? signal.reason : new Error('aborted');
        request.abort();
        reject(reason);
        if (incoming) asReadable(incoming).destroy(reason);
      };
      signal.addEventListener('abort', abort, { once: true });
      const done = () => signal.removeEventListener('abort', abort);

      request.on('error', (error) => {
        done();
        const problem = new ProblemError(networkProblem(error.message, url, proxy.name));
        reject(problem);
        if (incoming) asReadable(incoming).destroy(problem);
      });
      let asked = false;
      request.on('login', (challenge, answer) => {
        const login = challenge.isProxy ? proxy.loginFor(challenge.host, challenge.port) : null;
        // Asked a second time, the proxy has refused what it got.
        if (asked || !login) answer();
        else answer(login.user, login.password);
        asked = true;
      });
      request.on('redirect', (status, _method, location, responseHeaders) => {
        done();
        resolve({ status, headers: { ...flatten(responseHeaders), location }, body: empty() });
        request.abort();
      });
      request.on('response', (response) => {
        if (response.statusCode === 407) {
          done();
          reject(new ProblemError({ code: 'proxy', proxy: proxy.name, reason: 'login' }));
          request.abort();
          return;
        }
        incoming = response;
        resolve({
          status: response.statusCode,
          headers: flatten(response.headers),
          body: readAll(response, request, url, proxy, done),
        });
      });
      request.end();
    });
  };
}

/** Electron's IncomingMessage is a Node stream, though its types tell only of events. */
function asReadable(
  response: IncomingMessage,
): NodeJS.ReadableStream & AsyncIterable<Uint8Array> & { destroy(error?: Error): void } {
  return response as never;
}

async function* readAll(
  response: IncomingMessage,
  request: ClientRequest,
  url: string,
  proxy: ProxyAccess,
  done: () => void,
): AsyncGenerator<Uint8Array> {
  let finished = false;
  try {
    yield* asReadable(response);
    finished = true;
  } catch (error) {
    throw error instanceof ProblemError || (error as Error).name === 'TimeoutError'
      ? error
      : new ProblemError(networkProblem((error as Error).message, url, proxy.name));
  } finally {
    done();
    // Whoever stops reading early (a body over the limit) must not leave the download running.
    if (!finished) request.abort();
  }
}

async function* empty(): AsyncGenerator<Uint8Array> {}

function flatten(headers: Record<string, string | string[]>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name.toLowerCase(),
      Array.isArray(value) ? value.join(', ') : value,
    ]),
  );
}

/** Chromium's error names in our terms. */
function networkProblem(message: string, url: string, proxy: string | null): Problem {
  const code = /ERR_[A-Z0-9_]+/.exec(message)?.[0] ?? message;
  const host = new URL(url).host;
  if (code === 'ERR_INTERNET_DISCONNECTED' || code === 'ERR_NETWORK_CHANGED') return { code: 'offline' };
  const reason = proxyReasons[code];
  if (reason) return { code: 'proxy', proxy, reason };
  if (code === 'ERR_NAME_NOT_RESOLVED' || code === 'ERR_NAME_RESOLUTION_FAILED')
    return { code: 'host-not-found', host };
  if (
    [
      'ERR_CONNECTION_REFUSED',
      'ERR_ADDRESS_UNREACHABLE',
      // What a proxy says of a server it could not reach.
      'ERR_TUNNEL_CONNECTION_FAILED',
      'ERR_SOCKS_CONNECTION_HOST_UNREACHABLE',
      'ERR_CONNECTION_TIMED_OUT',
      'ERR_TIMED_OUT',
    ].includes(code)
  ) {
    return { code: 'no-answer', host };
  }
  if (code.startsWith('ERR_CERT_') || code.startsWith('ERR_SSL_')) {
    return {
      code: 'tls',
      host,
      detail: tlsReasons[code] ?? code.replace(/^ERR_/, '').replaceAll('_', ' ').toLowerCase(),
    };
  }
  const detail = code.replace(/^ERR_/, '').replaceAll('_', ' ').toLowerCase();
  return { code: badResponses.test(code) ? 'bad-response' : 'connection', host, detail };
}

/** What Chromium calls answers that are not HTTP or contradict themselves; one that merely ends too soon is not among them. */
const badResponses =
  /^ERR_(?:INVALID_(?:HTTP_RESPONSE|CHUNKED_ENCODING|REDIRECT)|UNSAFE_REDIRECT|RESPONSE_HEADERS_|CONTENT_DECODING_|HTTP2_|UNEXPECTED)/;

const proxyReasons: Readonly<Record<string, (Problem & { code: 'proxy' })['reason']>> = {
  ERR_PROXY_CONNECTION_FAILED: 'no-answer',
  ERR_SOCKS_CONNECTION_FAILED: 'no-answer',
  ERR_MANDATORY_PROXY_CONFIGURATION_FAILED: 'no-answer',
  ERR_PROXY_AUTH_REQUESTED: 'login',
  ERR_PROXY_AUTH_REQUESTED_WITH_NO_CONNECTION: 'login',
  ERR_PROXY_AUTH_UNSUPPORTED: 'login',
  ERR_PROXY_CERTIFICATE_INVALID: 'tls',
};

const tlsReasons: Readonly<Record<string, string>> = {
  ERR_CERT_AUTHORITY_INVALID: 'its certificate is signed by nobody this computer knows',
  ERR_CERT_DATE_INVALID: 'its certificate has expired or is not valid yet',
  ERR_CERT_COMMON_NAME_INVALID: 'its certificate belongs to another address',
  ERR_CERT_REVOKED: 'its certificate was revoked',
};
