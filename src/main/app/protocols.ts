import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { protocol, type Session } from 'electron';
import type { AudioKey, ImageKey } from '../../shared/model/ids';
import type { AudioStore } from '../articles/audio-store';
import type { ImageStore, StoredImage } from '../articles/image-store';
import { answerAudio } from '../articles/serve-audio';

export const appOrigin = 'app://broadsheet';

/** Must run before the app is ready. IndexedDB and workers need a real origin, and it stays the same across updates. */
export function registerSchemes(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: 'app',
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
    },
    { scheme: 'media', privileges: { standard: true, secure: true, stream: true } },
  ]);
}

/** The window may load itself, and pictures and sound under `media:`, and talk to nobody. Frames inherit it. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' media:",
  'media-src media:',
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.wasm': 'application/wasm',
};

/** Documents that are shown once, from memory, as pages of the app's own origin: their styles and fonts are the app's. */
export interface PageShelf {
  put(html: string): { readonly path: string; remove(): void };
}

/** Like the article's frame, such a page runs nothing, and loads styles, fonts and stored pictures alone. */
const pagePolicy =
  "default-src 'none'; style-src 'self'; font-src 'self'; img-src media:; frame-ancestors 'none'";

/** Serves the window's own files as `app://broadsheet/…`. @param root folder of the built renderer */
export function serveApp(session: Session, root: string): PageShelf {
  const pages = new Map<string, string>();
  session.protocol.handle('app', async (request) => {
    const url = new URL(request.url);
    const page = pages.get(url.pathname);
    if (url.host === 'broadsheet' && page !== undefined) {
      const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': pagePolicy };
      return new Response(page, { headers });
    }
    const type = contentTypes[extname(url.pathname)];
    const file = normalize(join(root, decodeURIComponent(url.pathname)));
    if (url.host !== 'broadsheet' || !type || !file.startsWith(root + sep))
      return new Response(null, { status: 404 });
    try {
      const headers = {
        'content-type': type,
        'content-security-policy': contentSecurityPolicy,
        'x-content-type-options': 'nosniff',
      };
      return new Response(new Uint8Array(await readFile(file)), { headers });
    } catch {
      return new Response(null, { status: 404 });
    }
  });
  return {
    put(html) {
      const path = `/pages/${randomUUID()}.html`;
      pages.set(path, html);
      return { path, remove: () => pages.delete(path) };
    },
  };
}

/**
 * Serves stored pictures as `media://image/<key>` and recordings as `media://audio/<key>`, from disk alone: what is not stored, or
 * on its way there, is not found, never fetched.
 *
 * @param onMissing told of pictures that are not there, or damaged
 */
export function serveMedia(
  session: Session,
  images: ImageStore,
  audio: AudioStore,
  onMissing: (key: ImageKey) => void,
): void {
  session.protocol.handle('media', async (request) => {
    const url = new URL(request.url);
    const key = url.pathname.slice(1);
    if (!/^[0-9a-f]{64}$/.test(key)) return new Response(null, { status: 404 });
    if (url.host === 'audio') return answerAudio(audio, key as AudioKey, request);
    if (url.host !== 'image') return new Response(null, { status: 404 });
    const image = await images.read(key as ImageKey);
    if (image) return answerImage(image);
    onMissing(key as ImageKey);
    return new Response(null, { status: 404 });
  });
}

function answerImage(image: StoredImage): Response {
  return new Response(new Uint8Array(image.bytes), {
    headers: {
      'content-type': image.type,
      // An SVG is a document that can hold scripts: even opened by itself it stays a picture.
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-cache',
    },
  });
}
