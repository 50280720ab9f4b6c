import http from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import type { Readable } from 'node:stream';
import zlib from 'node:zlib';
import type { Transport } from '../../src/main/feeds/transport';
import { ProblemError } from '../../src/shared/model/problem';

/** Real HTTP through Node, for tests outside Electron of what stands on a Transport. */
export const nodeTransport: Transport = createNodeTransport();

/** The same, for a web whose every name under `.example` is played on loopback. */
export const examplesOnLoopback: Transport = createNodeTransport((hostname, options, callback) => {
  const address = '127.0.0.1';
  if (!hostname.endsWith('.example')) {
    callback(Object.assign(new Error('not found'), { code: 'ENOTFOUND' }), '', 4);
  } else if (options.all) callback(null, [{ address, family: 4 }]);
  else callback(null, address, 4);
});

function createNodeTransport(lookup?: LookupFunction): Transport {
  return (url, { headers, signal }) =>
    new Promise((resolve, reject) => {
      const client = url.startsWith('https:') ? https : http;
      const isLocal = new URL(url).hostname === 'localhost';
      const request = client.get(
        url,
        {
          headers: { 'accept-encoding': 'gzip, br', ...headers },
          signal,
          ...(lookup && !isLocal ? { lookup } : {}),
        },
        (response) => {
          resolve({
            status: response.statusCode ?? 0,
            headers: Object.fromEntries(
              Object.entries(response.headers).map(([name, value]) => [
                name,
                Array.isArray(value) ? value.join(', ') : (value ?? ''),
              ]),
            ),
            body: read(response, response.headers['content-encoding'] ?? '', url),
          });
        },
      );
      request.on('error', (error: NodeJS.ErrnoException) => reject(problemOf(error, url)));
    });
}

/** The body with every content coding undone, the last first (RFC 9110, section 8.4). */
async function* read(response: Readable, encoding: string, url: string): AsyncGenerator<Uint8Array> {
  const chain: Readable[] = [response];
  for (const coding of encoding.split(',').reverse()) {
    const decoder =
      coding.trim() === 'gzip'
        ? zlib.createGunzip()
        : coding.trim() === 'br'
          ? zlib.createBrotliDecompress()
          : null;
    const last = chain.at(-1);
    if (!decoder || !last) continue;
    last.on('error', (error) => decoder.destroy(error));
    chain.push(last.pipe(decoder));
  }
  try {
    for await (const chunk of chain.at(-1) ?? response) yield chunk as Uint8Array;
  } catch (error) {
    throw problemOf(error as NodeJS.ErrnoException, url);
  } finally {
    for (const stream of chain) stream.destroy();
  }
}

function problemOf(error: NodeJS.ErrnoException, url: string): Error {
  if (error.name === 'AbortError' || error.name === 'TimeoutError') return error;
  const { host } = new URL(url);
  const code = error.code ?? error.message;
  if (code === 'ECONNREFUSED') return new ProblemError({ code: 'no-answer', host });
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return new ProblemError({ code: 'host-not-found', host });
  if (/CERT|^EPROTO$|^ERR_SSL/.test(code)) return new ProblemError({ code: 'tls', host, detail: code });
  // zlib and llhttp name what they could not read.
  const broken = /^Z_|^ERR_BROTLI|^ERR__ERROR_FORMAT|^HPE_|^ERR_INVALID_CHAR/.test(code);
  return new ProblemError({ code: broken ? 'bad-response' : 'connection', host, detail: code });
}
