import type { ImageKey } from '../../shared/model/ids';
import type { SettledImage, WantedImage } from '../../shared/model/poll';
import { type Problem, ProblemError, toProblem } from '../../shared/model/problem';
import { hostOfUrl, isPrivateHost } from '../feeds/address';
import type { Fetcher } from '../feeds/fetcher';
import type { HostQueue } from '../feeds/host-queue';
import type { ImageStore } from './image-store';
import { sniffImageType } from './image-type';

const limits = { maxBytes: 10_000_000, timeoutMs: 20_000, batch: 50 } as const;

export interface ImageDownloaderDeps {
  readonly fetcher: Fetcher;
  readonly store: ImageStore;
  readonly queue: HostQueue;
  readonly onSettled: (images: readonly SettledImage[]) => void;
}

export interface ImageDownloader {
  /** Downloads what is not there yet, each once; every one is settled through `onSettled`. */
  want(images: readonly WantedImage[]): void;
  cancel(): void;
  idle(): Promise<void>;
  pending(): number;
}

/** Pictures are fetched while polling, never when an article is opened: publishers do not learn what is read. */
export function createImageDownloader({
  fetcher,
  store,
  queue,
  onSettled,
}: ImageDownloaderDeps): ImageDownloader {
  const underWay = new Set<ImageKey>();
  let settled: SettledImage[] = [];
  let waiters: (() => void)[] = [];

  async function bring(image: WantedImage): Promise<SettledImage> {
    try {
      const known = await store.read(image.key);
      if (known) return { key: image.key, ok: true, type: known.type, bytes: known.bytes.byteLength };
      const bytes = image.url.startsWith('data:') ? decodeDataUrl(image.url) : await download(image);
      const type = sniffImageType(bytes);
      if (!type) throw new ProblemError({ code: 'not-an-image', detail: 'the server sent something else' });
      await store.put(image.key, bytes, type);
      return { key: image.key, ok: true, type, bytes: bytes.byteLength };
    } catch (error) {
      const problem = toProblem(error);
      return { key: image.key, ok: false, problem, retry: worthRetry(problem) };
    }
  }

  function download(image: WantedImage): Promise<Uint8Array> {
    if (!URL.canParse(image.url)) throw new ProblemError({ code: 'invalid-address', address: image.url });
    return queue.add(hostOfUrl(image.url), async (signal) => {
      const fetched = await fetcher.fetch(image.url, {
        ...limits,
        signal,
        accept: 'image/avif, image/webp, image/*;q=0.9, */*;q=0.1',
        allowPrivate: URL.canParse(image.feedUrl) && isPrivateHost(new URL(image.feedUrl).hostname),
      });
      if (fetched.status !== 200) {
        throw new ProblemError({ code: 'http-status', status: fetched.status, url: fetched.url });
      }
      return fetched.bytes;
    });
  }

  function settle(image: SettledImage): void {
    underWay.delete(image.key);
    settled.push(image);
    if (underWay.size > 0 && settled.length < limits.batch) return;
    const batch = settled;
    settled = [];
    onSettled(batch);
    if (underWay.size === 0) for (const resolve of waiters.splice(0)) resolve();
  }

  return {
    want(images) {
      for (const image of images) {
        if (underWay.has(image.key)) continue;
        underWay.add(image.key);
        void bring(image).then(settle);
      }
    },
    cancel() {
      queue.clear();
      waiters = [];
    },
    idle: () => (underWay.size === 0 ? Promise.resolve() : new Promise((resolve) => waiters.push(resolve))),
    pending: () => underWay.size,
  };
}

function decodeDataUrl(url: string): Uint8Array {
  const match = /^data:[^,]*?(;base64)?,(.*)$/s.exec(url);
  if (!match) throw new ProblemError({ code: 'not-an-image', detail: 'its address is damaged' });
  return match[1] ? Buffer.from(match[2] ?? '', 'base64') : Buffer.from(decodeURIComponent(match[2] ?? ''));
}

/** A missing picture stays missing; a network that failed may work the next time. */
function worthRetry(problem: Problem): boolean {
  if (problem.code === 'http-status') return problem.status >= 500 || problem.status === 429;
  return [
    'offline',
    'host-not-found',
    'no-answer',
    'timeout',
    'connection',
    'cancelled',
    'internal',
  ].includes(problem.code);
}
