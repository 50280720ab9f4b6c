import type { AudioProgress, SettledAudio, WantedAudio } from '../../shared/model/audio';
import type { AudioKey } from '../../shared/model/ids';
import { type Problem, ProblemError, toProblem } from '../../shared/model/problem';
import { hostOfUrl, isPrivateUrl } from '../feeds/address';
import type { Fetcher, Opened } from '../feeds/fetcher';
import type { HostQueue } from '../feeds/host-queue';
import { readContentRange } from './audio-range';
import type { AudioPlan, AudioStore, AudioWriter, PartialAudio } from './audio-store';
import { audioHeadBytes, sniffAudioType } from './audio-type';
import { readChapters } from './chapters';
import { isWorthRetrying } from './retry';

const audioLimits = {
  /** A day of speech is 1.4 GB. */
  maxBytes: 2_000_000_000,
  stallMs: 30_000,
  /** Podcasts are sent from one counting service to the next. */
  maxRedirects: 10,
} as const;
const chapterLimits = { maxBytes: 1_000_000, timeoutMs: 20_000 } as const;

const audioAccept = 'audio/*, application/ogg;q=0.9, */*;q=0.1';
/** How often a broken connection is taken up again while each time more has come. */
const mostTries = 8;
/** Milliseconds between two reports of one recording. */
const reportInterval = 250;
/** Problems after which what came is of no use to a later try. */
const spoilt: ReadonlySet<Problem['code']> = new Set(['audio-too-large', 'not-audio', 'bad-response']);

export interface AudioDownloader {
  /** Brings recordings to the store, each once however often it is asked for. Every one settles, unless given up. */
  want(wanted: readonly WantedAudio[]): void;
  /** Gives recordings up and forgets what came of them. */
  drop(keys: readonly AudioKey[]): Promise<void>;
  /** Removes what is neither among these nor wanted. */
  keepOnly(keys: readonly AudioKey[]): Promise<void>;
  /** Gives up all that is not here yet; what came is kept, to go on from. */
  cancel(): void;
}

export interface AudioDownloaderDeps {
  readonly fetcher: Fetcher;
  readonly store: AudioStore;
  /** For what somebody waits to hear, and for what is only to be kept. */
  readonly queues: { readonly urgent: HostQueue; readonly quiet: HostQueue };
  readonly onSettled: (settled: SettledAudio) => void;
  readonly onProgress: (progress: AudioProgress) => void;
  readonly maxBytes?: number;
}

interface Pending {
  readonly wanted: WantedAudio;
  readonly abort: AbortController;
  started: boolean;
  urgent: boolean;
}

/** Main's way of getting recordings: checked like pictures, written to disk as they come, taken up again where they broke off. */
export function createAudioDownloader(deps: AudioDownloaderDeps): AudioDownloader {
  const { fetcher, store, queues, onSettled, onProgress, maxBytes = audioLimits.maxBytes } = deps;
  const pending = new Map<AudioKey, Pending>();

  function enqueue(entry: Pending): void {
    const { wanted } = entry;
    const queue = entry.urgent ? queues.urgent : queues.quiet;
    queue
      .add(hostOfUrl(wanted.url), async () => {
        // One that became urgent stands in both lines.
        if (entry.started || pending.get(wanted.key) !== entry) return;
        entry.started = true;
        settle(entry, await bring(wanted, entry.abort.signal));
      })
      .catch((error: unknown) => settle(entry, failure(wanted.key, error)));
  }

  function settle(entry: Pending, settled: SettledAudio): void {
    // Given up meanwhile, it is nobody's.
    if (pending.get(settled.key) !== entry) return;
    pending.delete(settled.key);
    onSettled(settled);
  }

  async function bring(wanted: WantedAudio, signal: AbortSignal): Promise<SettledAudio> {
    const { key } = wanted;
    try {
      for (let tries = 1; ; tries += 1) {
        const before = await store.partial(key);
        try {
          await download(wanted, before, signal);
          break;
        } catch (error) {
          const after = await store.partial(key);
          const more = (after?.bytes ?? 0) > (before?.bytes ?? 0);
          // Worth going on at once only where the connection broke in the middle.
          if (!more || tries >= mostTries || !brokeOff(error)) throw error;
        }
      }
      const info = await store.info(key);
      if (!info) throw new ProblemError({ code: 'not-audio', detail: 'its file cannot be read' });
      return { key, ok: true, ...info, chapters: await bringChapters(wanted, signal) };
    } catch (error) {
      const failed = failure(key, error);
      if (!failed.ok && spoilt.has(failed.problem.code)) await store.remove([key]);
      return failed;
    }
  }

  async function download(
    wanted: WantedAudio,
    partial: PartialAudio | null,
    signal: AbortSignal,
  ): Promise<void> {
    if (await store.info(wanted.key)) return;
    if (partial && partial.bytes === partial.total) {
      await (await store.write(wanted.key, partial, partial.bytes)).finish();
      return;
    }
    const from = partial?.validator ? partial : null;
    const exchange = new AbortController();
    const answer = await fetcher.open(wanted.url, {
      accept: audioAccept,
      headers: {
        // Bytes are counted as the server counts them, for its ranges.
        'accept-encoding': 'identity',
        ...(from?.validator && { range: `bytes=${from.bytes}-`, 'if-range': from.validator }),
      },
      stallMs: audioLimits.stallMs,
      maxRedirects: audioLimits.maxRedirects,
      allowPrivate: isPrivateUrl(wanted.feedUrl),
      from: wanted.feedUrl,
      signal: AbortSignal.any([signal, exchange.signal]),
    });
    let useless = false;
    try {
      const goesOn = continues(answer, from);
      // What is here is no beginning of what is there now.
      useless = from !== null && !goesOn && (answer.status === 206 || answer.status === 416);
      if (!useless) await receive(wanted.key, answer, goesOn ? from : null, signal);
    } finally {
      // Whoever stops reading early must not leave the download running.
      exchange.abort();
    }
    if (!useless) return;
    await store.remove([wanted.key]);
    await download(wanted, null, signal);
  }

  /** @param from what is here already, when the answer goes on from there */
  async function receive(
    key: AudioKey,
    answer: Opened,
    from: PartialAudio | null,
    signal: AbortSignal,
  ): Promise<void> {
    if (answer.status !== 200 && !from) {
      throw new ProblemError({ code: 'audio-status', status: answer.status, host: hostOf(answer) });
    }
    const pieces = answer.body[Symbol.asyncIterator]();
    const head = from ? new Uint8Array() : await readHead(pieces);
    const plan = from ?? planOf(answer, head);
    if (plan.total !== null && plan.total > maxBytes) {
      throw new ProblemError({ code: 'audio-too-large', limitBytes: maxBytes });
    }
    const writer = await store.write(key, plan, from?.bytes ?? 0);
    try {
      await copy(key, plan, { start: from?.bytes ?? 0, head, pieces, answer, signal }, writer);
    } catch (error) {
      await writer.leave();
      throw error;
    }
    await writer.finish();
  }

  /** Writes a body to its end. @throws ProblemError when it is longer or shorter than its server said, or too long */
  async function copy(key: AudioKey, plan: AudioPlan, source: Source, writer: AudioWriter): Promise<void> {
    const { total } = plan;
    let bytes = source.start;
    let reported = -1;
    const report = () => {
      if (reported === bytes) return;
      reported = bytes;
      onProgress({ key, bytes, total });
    };
    const take = async (piece: Uint8Array) => {
      bytes += piece.byteLength;
      if (bytes > maxBytes) throw new ProblemError({ code: 'audio-too-large', limitBytes: maxBytes });
      if (total !== null && bytes > total) throw wrongLength(source.answer);
      await writer.write(piece);
    };
    await take(source.head);
    report();
    const timer = setInterval(report, reportInterval);
    try {
      for (;;) {
        const next = await source.pieces.next();
        source.signal.throwIfAborted();
        if (next.done) break;
        await take(next.value);
      }
    } finally {
      clearInterval(timer);
    }
    if (total !== null && bytes < total) {
      throw new ProblemError({
        code: 'connection',
        host: hostOf(source.answer),
        detail: 'it ended before all was sent',
      });
    }
  }

  /** A recording is worth having without its chapters. */
  async function bringChapters({ chaptersUrl, feedUrl }: WantedAudio, signal: AbortSignal) {
    if (chaptersUrl === null) return null;
    try {
      const answer = await fetcher.fetch(chaptersUrl, {
        ...chapterLimits,
        accept: 'application/json+chapters, application/json;q=0.9, */*;q=0.1',
        allowPrivate: isPrivateUrl(feedUrl),
        from: feedUrl,
        signal,
      });
      return answer.status === 200 ? readChapters(new TextDecoder().decode(answer.bytes)) : null;
    } catch {
      return null;
    }
  }

  return {
    want(wishes) {
      for (const wanted of wishes) {
        const there = pending.get(wanted.key);
        if (!there) {
          const abort = new AbortController();
          const entry = { wanted, abort, started: false, urgent: wanted.urgent };
          pending.set(wanted.key, entry);
          enqueue(entry);
        } else if (wanted.urgent && !there.urgent) {
          there.urgent = true;
          if (!there.started) enqueue(there);
        }
      }
    },
    async drop(keys) {
      for (const key of keys) {
        pending.get(key)?.abort.abort();
        pending.delete(key);
      }
      await store.remove(keys);
    },
    keepOnly: (keys) => store.keepOnly(new Set<string>([...keys, ...pending.keys()])),
    cancel() {
      for (const { abort } of pending.values()) abort.abort();
      pending.clear();
    },
  };
}

interface Source {
  /** Bytes that are here already. */
  readonly start: number;
  /** The first of the body, read to see what it is. */
  readonly head: Uint8Array;
  readonly pieces: AsyncIterator<Uint8Array>;
  readonly answer: Opened;
  readonly signal: AbortSignal;
}

function failure(key: AudioKey, error: unknown): SettledAudio {
  const problem = toProblem(error);
  return { key, ok: false, problem, retry: isWorthRetrying(problem) };
}

function brokeOff(error: unknown): boolean {
  const { code } = toProblem(error);
  return code === 'connection' || code === 'timeout';
}

/** Whether an answer is what is missing of the same recording (RFC 9110, sections 13.1.5 and 15.3.7). */
function continues(answer: Opened, from: PartialAudio | null): boolean {
  if (answer.status !== 206 || !from) return false;
  const range = readContentRange(answer.headers['content-range']);
  return (
    range?.start === from.bytes &&
    (range.total === null || from.total === null || range.total === from.total) &&
    isPlain(answer)
  );
}

function planOf(answer: Opened, head: Uint8Array): AudioPlan {
  const type = sniffAudioType(head);
  if (type === null) {
    const detail = head.length === 0 ? 'the answer is empty' : 'the answer is no recording';
    throw new ProblemError({ code: 'not-audio', detail });
  }
  const length = answer.headers['content-length'] ?? '';
  const total = isPlain(answer) && /^\d+$/.test(length) ? Number(length) : null;
  return { type, total, validator: isPlain(answer) ? validatorOf(answer) : null };
}

/** Not packed on the way: its length is that of what we get. */
function isPlain({ headers }: Opened): boolean {
  return /^(?:identity)?$/i.test(headers['content-encoding']?.trim() ?? '');
}

/** A strong validator, as `If-Range` wants (RFC 9110, section 13.1.5). */
function validatorOf({ headers }: Opened): string | null {
  const { etag } = headers;
  if (etag && !/^W\//i.test(etag) && etag.length <= 1024) return etag;
  return headers['last-modified'] ?? null;
}

async function readHead(pieces: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  while (size < audioHeadBytes) {
    const next = await pieces.next();
    if (next.done) break;
    parts.push(next.value);
    size += next.value.byteLength;
  }
  return Buffer.concat(parts, size);
}

function wrongLength(answer: Opened): ProblemError {
  const host = hostOf(answer);
  return new ProblemError({ code: 'bad-response', host, detail: 'it is longer than it says' });
}

function hostOf({ url }: Opened): string {
  return new URL(url).host;
}
