import http from 'node:http';
import https from 'node:https';
import zlib from 'node:zlib';
import type { Transport } from '../../src/main/feeds/transport';
import { ProblemError } from '../../src/shared/model/problem';

/** Real HTTP through Node, for tests outside Electron of what stands on a Transport. */
export const nodeTransport: Transport = (url, { headers, signal }) =>
  new Promise((resolve, reject) => {
    const client = url.startsWith('https:') ? https : http;
    const request = client.get(
      url,
      { headers: { 'accept-encoding': 'gzip, br', ...headers }, signal },
      (response) => {
        const encoding = response.headers['content-encoding'];
        const body =
          encoding === 'gzip'
            ? response.pipe(zlib.createGunzip())
            : encoding === 'br'
              ? response.pipe(zlib.createBrotliDecompress())
              : response;
        resolve({
          status: response.statusCode ?? 0,
          headers: Object.fromEntries(
            Object.entries(response.headers).map(([name, value]) => [
              name,
              Array.isArray(value) ? value.join(', ') : (value ?? ''),
            ]),
          ),
          body: read(body, url),
        });
      },
    );
    request.on('error', (error: NodeJS.ErrnoException) => reject(problemOf(error, url)));
  });

async function* read(body: NodeJS.ReadableStream, url: string): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of body) yield chunk as Uint8Array;
  } catch (error) {
    throw problemOf(error as NodeJS.ErrnoException, url);
  }
}

function problemOf(error: NodeJS.ErrnoException, url: string): Error {
  if (error.name === 'AbortError') return error;
  const { host } = new URL(url);
  if (error.code === 'ECONNREFUSED') return new ProblemError({ code: 'no-answer', host });
  if (error.code === 'ENOTFOUND') return new ProblemError({ code: 'host-not-found', host });
  return new ProblemError({ code: 'connection', host, detail: error.code ?? error.message });
}
