import type { AudioKey } from '../../shared/model/ids';
import { readRange } from './audio-range';
import type { AudioStore } from './audio-store';

/**
 * Answers a request of the window for a recording, from disk alone: whole (200), in part (206), or 416 for what is beyond its end
 * (RFC 9110, section 14). One that is still coming is answered as if it were here: its bytes follow as they arrive.
 */
export async function answerAudio(
  store: AudioStore,
  key: AudioKey,
  request: Pick<Request, 'method' | 'headers'>,
): Promise<Response> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return new Response(null, { status: 405, headers: { allow: 'GET, HEAD' } });
  }
  const audio = await store.open(key);
  if (!audio) return new Response(null, { status: 404 });
  const { bytes: size, type } = audio;
  const etag = `"${key.slice(0, 16)}-${size}"`;
  const headers = {
    'accept-ranges': 'bytes',
    'cache-control': 'no-store',
    'content-type': type,
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    etag,
  };
  const ifRange = request.headers.get('if-range');
  const asked = readRange(ifRange === null || ifRange === etag ? request.headers.get('range') : null, size);
  if (asked.kind === 'none') {
    return new Response(null, { status: 416, headers: { ...headers, 'content-range': `bytes */${size}` } });
  }
  const [start, end] = asked.kind === 'part' ? [asked.start, asked.end] : [0, size - 1];
  return new Response(request.method === 'HEAD' ? null : audio.stream(start, end), {
    status: asked.kind === 'part' ? 206 : 200,
    headers: {
      ...headers,
      'content-length': String(end - start + 1),
      ...(asked.kind === 'part' && { 'content-range': `bytes ${start}-${end}/${size}` }),
    },
  });
}
