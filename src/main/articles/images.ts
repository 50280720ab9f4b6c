import type { ImageKey } from '../../shared/model/ids';
import type { SettledImage, WantedImage } from '../../shared/model/poll';
import { ProblemError, toProblem } from '../../shared/model/problem';
import { hostOfUrl, isPrivateUrl } from '../feeds/address';
import type { Fetcher } from '../feeds/fetcher';
import type { HostQueue } from '../feeds/host-queue';
import type { ImageStore } from './image-store';
import { sniffImageType } from './image-type';
import { isWorthRetrying } from './retry';

export const imageLimits = { maxBytes: 10_000_000, timeoutMs: 20_000 } as const;

const imageAccept =
  'image/avif,image/webp,image/png,image/jpeg,image/gif,image/svg+xml,image/*;q=0.8,*/*;q=0.1';
/** Results are handed on in batches: each becomes one transaction of the library. */
const batchSize = 50;
/** Looks at the disk before asking the network; a few at a time, or a library's worth of wishes would open thousands of files. */
const lookups = 8;

/** Raster types a `data:` URL may hold; the sanitizer lets no other through. */
const inlineTypes: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);

export interface ImageDownloader {
  /** Brings pictures to the store, each once however often it is asked for. Every one settles, unless cancelled. */
  want(images: readonly WantedImage[]): void;
  /** Gives up what is not here yet, without a result: those pictures stay wanted in the library and are asked for again. */
  cancel(): void;
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
  /** How many pictures are asked for and not settled. */
  pending(): number;
}

export interface ImageDownloaderDeps {
  readonly fetcher: Fetcher;
  readonly store: ImageStore;
  /** Sets how many downloads run at once, in all and for one host. */
  readonly queue: HostQueue;
  /** Told of results in batches, at the latest when nothing is left to do. */
  readonly onSettled: (settled: readonly SettledImage[]) => void;
}

/** Main's way of getting pictures: the window never asks the network, so no publisher learns what is read, or when. */
export function createImageDownloader({
  fetcher,
  store,
  queue,
  onSettled,
}: ImageDownloaderDeps): ImageDownloader {
  const pending = new Map<ImageKey, WantedImage>();
  const unchecked: WantedImage[] = [];
  let checking = 0;
  let settled: SettledImage[] = [];
  let abort = new AbortController();
  let idleWaiters: (() => void)[] = [];

  function checkNext(): void {
    while (checking < lookups) {
      const image = unchecked.shift();
      if (!image) return;
      checking += 1;
      const { signal } = abort;
      void bring(image, signal).finally(() => {
        checking -= 1;
        checkNext();
      });
    }
  }

  /** Ends once the picture is here or waits for the network, so that the next can be looked up. */
  async function bring(image: WantedImage, signal: AbortSignal): Promise<void> {
    try {
      const stored = await store.info(image.key);
      if (stored) settle({ key: image.key, ok: true, ...stored }, signal);
      else if (/^data:/i.test(image.url)) await keep(image, decodeDataUrl(image.url), inlineTypes, signal);
      else {
        const task = queue.add(hostOf(image.url), (stop) =>
          download(image, AbortSignal.any([stop, signal]), signal),
        );
        task.catch((error: unknown) => fail(image, error, signal));
      }
    } catch (error) {
      fail(image, error, signal);
    }
  }

  async function download(image: WantedImage, stop: AbortSignal, signal: AbortSignal): Promise<void> {
    if (stop.aborted) throw new ProblemError({ code: 'cancelled' });
    const answer = await fetcher.fetch(image.url, {
      ...imageLimits,
      accept: imageAccept,
      // A feed of the reader's own network may show pictures from there; one from the public web may not reach inside.
      allowPrivate: isPrivateUrl(image.feedUrl),
      from: image.feedUrl,
      signal: stop,
    });
    if (answer.status < 200 || answer.status > 299) {
      throw new ProblemError({ code: 'http-status', status: answer.status, url: answer.url });
    }
    await keep(image, answer.bytes, null, signal);
  }

  async function keep(
    image: WantedImage,
    bytes: Uint8Array,
    allowed: ReadonlySet<string> | null,
    signal: AbortSignal,
  ): Promise<void> {
    const type = sniffImageType(bytes);
    if (!type || (allowed && !allowed.has(type))) {
      const detail = bytes.length === 0 ? 'the answer is empty' : 'the answer is not a picture';
      throw new ProblemError({ code: 'not-an-image', detail });
    }
    const kept = await store.put(image.key, bytes, type);
    if (kept === null) throw new ProblemError({ code: 'not-an-image', detail: 'the drawing is too complex' });
    settle({ key: image.key, ok: true, type, bytes: kept }, signal);
  }

  function fail(image: WantedImage, error: unknown, signal: AbortSignal): void {
    const problem = toProblem(error);
    settle({ key: image.key, ok: false, problem, retry: isWorthRetrying(problem) }, signal);
  }

  /** @param signal of the round the picture was asked for in; after a cancel its late results are nobody's */
  function settle(result: SettledImage, signal: AbortSignal): void {
    if (signal.aborted || !pending.delete(result.key)) return;
    settled.push(result);
    if (settled.length >= batchSize || pending.size === 0) flush();
    if (pending.size === 0) wakeIdle();
  }

  function flush(): void {
    if (settled.length === 0) return;
    const batch = settled;
    settled = [];
    onSettled(batch);
  }

  function wakeIdle(): void {
    const waiters = idleWaiters;
    idleWaiters = [];
    for (const wake of waiters) wake();
  }

  return {
    want(images) {
      for (const image of images) {
        if (pending.has(image.key)) continue;
        pending.set(image.key, image);
        unchecked.push(image);
      }
      checkNext();
    },
    cancel() {
      abort.abort();
      abort = new AbortController();
      unchecked.length = 0;
      pending.clear();
      flush();
      wakeIdle();
    },
    idle: () =>
      pending.size === 0 ? Promise.resolve() : new Promise((resolve) => idleWaiters.push(resolve)),
    pending: () => pending.size,
  };
}

function decodeDataUrl(url: string): Uint8Array {
  const encoded = /^data:image\/[a-z]+;base64,/i.exec(url)?.[0];
  return encoded ? Buffer.from(url.slice(encoded.length), 'base64') : new Uint8Array();
}

function hostOf(url: string): string {
  if (!URL.canParse(url)) throw new ProblemError({ code: 'invalid-address', address: url.slice(0, 200) });
  return hostOfUrl(url);
}
