import {
  type FileHandle,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import type { AudioKey } from '../../shared/model/ids';
import { ProblemError } from '../../shared/model/problem';
import { audioHeadBytes, sniffAudioType } from './audio-type';

export interface AudioInfo {
  readonly type: string;
  /** Size in bytes. */
  readonly bytes: number;
}

/** What is known of a recording while it comes. */
export interface AudioPlan {
  readonly type: string;
  /** Bytes of the whole; null when its server does not say. */
  readonly total: number | null;
  /** What to ask with whether it is still the same (`If-Range`); null when its server gave nothing that serves. */
  readonly validator: string | null;
}

/** A recording that has come in part. */
export interface PartialAudio extends AudioPlan {
  readonly bytes: number;
}

export interface AudioWriter {
  write(piece: Uint8Array): Promise<void>;
  /** All is here: it is on disk for good. */
  finish(): Promise<void>;
  /** No more comes for now. What came is kept, to go on from. */
  leave(): Promise<void>;
}

/** A recording that can be played, whole or while it comes. */
export interface AudioReading extends AudioInfo {
  /** Bytes `start` to `end`, the last included. Waits for those still to come; fails when they do not. */
  stream(start: number, end: number): ReadableStream<Uint8Array>;
}

/**
 * Recordings on disk, a file each: hundreds of megabytes that are read in pieces, which a content-addressed cache would want to
 * hold whole. One that is not whole has another name, so that no half is ever taken for a whole.
 */
export interface AudioStore {
  /** Of a whole one. */
  info(key: AudioKey): Promise<AudioInfo | null>;
  partial(key: AudioKey): Promise<PartialAudio | null>;
  /** Begins a recording, or goes on with one after `from` bytes. */
  write(key: AudioKey, plan: AudioPlan, from: number): Promise<AudioWriter>;
  /** Also of one that is coming, once its size is known. */
  open(key: AudioKey): Promise<AudioReading | null>;
  /** Forgets recordings, whole or not. Unknown keys are fine. */
  remove(keys: readonly AudioKey[]): Promise<void>;
  /** Removes every file of a recording that is neither among these nor coming. */
  keepOnly(keys: ReadonlySet<string>): Promise<void>;
}

/** Bytes gathered before they are written: a network's pieces are small, and each write wakes the event loop. */
const writeBytes = 262_144;
const readBytes = 65_536;

/** A recording that is being written. */
interface Coming extends AudioPlan {
  written: number;
  state: 'coming' | 'whole' | 'left';
  /** Called whenever one of the two has changed. */
  readonly waiting: Set<() => void>;
}

export function openAudioStore(folder: string): AudioStore {
  const coming = new Map<AudioKey, Coming>();
  const wholeFile = (key: AudioKey) => join(folder, key);
  const partFile = (key: AudioKey) => join(folder, `${key}.part`);
  const planFile = (key: AudioKey) => join(folder, `${key}.json`);

  const readPlan = (key: AudioKey) => readFile(planFile(key), 'utf8').then(parsePlan, () => null);

  /** A file that was cut short since counts as missing. */
  async function info(key: AudioKey): Promise<AudioInfo | null> {
    const [whole, plan] = await Promise.all([look(wholeFile(key)), readPlan(key)]);
    return whole && whole.bytes === plan?.total ? whole : null;
  }

  async function removeFiles(key: AudioKey): Promise<void> {
    for (const file of [wholeFile(key), partFile(key), planFile(key)]) await rm(file, { force: true });
  }

  return {
    info,

    async partial(key) {
      const part = await look(partFile(key));
      const plan = await readPlan(key);
      return part && plan ? { ...plan, ...part } : null;
    },

    write: (key, plan, from) =>
      orFileProblem(async () => {
        await mkdir(folder, { recursive: true });
        const { total, validator } = plan;
        await writeFile(planFile(key), JSON.stringify({ total, validator }));
        const handle = await open(partFile(key), from > 0 ? 'r+' : 'w');
        const live: Coming = { ...plan, written: from, state: 'coming', waiting: new Set() };
        coming.set(key, live);
        return createWriter(handle, live, {
          async whole() {
            // Its size stays written down, to tell later whether all is still there.
            await writeFile(planFile(key), JSON.stringify({ total: live.written, validator }));
            await rename(partFile(key), wholeFile(key));
          },
          gone() {
            if (coming.get(key) === live) coming.delete(key);
          },
        });
      }),

    async open(key) {
      const live = coming.get(key);
      // Looked for after that: what has just become whole is no longer coming.
      const whole = await info(key);
      if (whole) return { ...whole, stream: (start, end) => streamFile([wholeFile(key)], start, end, null) };
      if (!live || live.total === null) return null;
      const { type, total } = live;
      // It may become whole, and change its name, before it is read.
      const files = [partFile(key), wholeFile(key)];
      return { type, bytes: total, stream: (start, end) => streamFile(files, start, end, live) };
    },

    async remove(keys) {
      for (const key of keys) {
        const live = coming.get(key);
        if (live) change(live, 'left');
        coming.delete(key);
        await removeFiles(key);
      }
    },

    async keepOnly(keys) {
      for (const name of await readdir(folder).catch(() => [])) {
        const key = /^[0-9a-f]{64}(?=$|\.part$|\.json$)/.exec(name)?.[0];
        if (!key || keys.has(key) || coming.has(key as AudioKey)) continue;
        await rm(join(folder, name), { force: true });
      }
    },
  };
}

function change(live: Coming, state: Coming['state']): void {
  live.state = state;
  for (const wake of [...live.waiting]) wake();
}

function createWriter(
  handle: FileHandle,
  live: Coming,
  done: { whole(): Promise<void>; gone(): void },
): AudioWriter {
  let gathered: Uint8Array[] = [];
  let size = 0;

  async function flush(): Promise<void> {
    if (size === 0) return;
    const bytes = Buffer.concat(gathered, size);
    gathered = [];
    size = 0;
    for (let offset = 0; offset < bytes.length; ) {
      const { bytesWritten } = await handle.write(bytes, offset, bytes.length - offset, live.written);
      offset += bytesWritten;
      live.written += bytesWritten;
    }
    change(live, live.state);
  }

  async function leave(): Promise<void> {
    // Whatever the disk says now, the reader is told why the recording does not come.
    await flush().catch(() => undefined);
    await handle.close().catch(() => undefined);
    if (live.state === 'coming') change(live, 'left');
    done.gone();
  }

  return {
    write: (piece) =>
      orFileProblem(async () => {
        gathered.push(piece);
        size += piece.byteLength;
        // The first bytes at once: somebody may wait for them.
        if (size >= writeBytes || live.written < writeBytes) await flush();
      }),
    async finish() {
      try {
        await orFileProblem(async () => {
          await flush();
          await handle.sync();
          await handle.close();
          await done.whole();
        });
        change(live, 'whole');
        done.gone();
      } catch (error) {
        await leave();
        throw error;
      }
    },
    leave,
  };
}

/** A file piece by piece, no faster than it is read. @param live while the file still grows */
function streamFile(
  files: readonly string[],
  start: number,
  end: number,
  live: Coming | null,
): ReadableStream<Uint8Array> {
  let position = start;
  let handle: FileHandle | null = null;
  let cancelled = false;
  let stopWaiting = () => {};

  /** How much of the file is there: all of it, unless it is coming. */
  async function available(): Promise<number> {
    while (live && live.state === 'coming' && live.written <= position && !cancelled) {
      await new Promise<void>((resolve) => {
        stopWaiting = resolve;
        live.waiting.add(resolve);
      }).finally(() => live.waiting.delete(stopWaiting));
    }
    return live && live.state !== 'whole' ? live.written : end + 1;
  }

  async function close(): Promise<void> {
    await handle?.close();
    handle = null;
  }

  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          handle ??= await openFirst(files);
          const upTo = Math.min(await available(), end + 1);
          const wanted = Math.min(readBytes, upTo - position);
          const { bytesRead, buffer } =
            wanted > 0
              ? await handle.read(new Uint8Array(wanted), 0, wanted, position)
              : { bytesRead: 0, buffer: new Uint8Array() };
          if (cancelled) return await close();
          if (bytesRead === 0) throw new Error('the recording ends too soon');
          position += bytesRead;
          controller.enqueue(buffer.subarray(0, bytesRead));
          if (position <= end) return;
          await close();
          controller.close();
        } catch (error) {
          await close().catch(() => undefined);
          if (!cancelled) controller.error(error);
        }
      },
      async cancel() {
        cancelled = true;
        stopWaiting();
        // One that waits closes its file when it wakes.
        if (!live) await close();
      },
    },
    { highWaterMark: 0 },
  );
}

/** The first of these files that is there. @throws when none is */
async function openFirst([file = '', ...others]: readonly string[]): Promise<FileHandle> {
  try {
    return await open(file, 'r');
  } catch (error) {
    if (others.length === 0 || (error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return openFirst(others);
  }
}

/** What a file is by its first bytes; null when it is not there, or no recording. */
async function look(file: string): Promise<AudioInfo | null> {
  let handle: FileHandle | null = null;
  try {
    const { size } = await stat(file);
    handle = await open(file, 'r');
    const { buffer, bytesRead } = await handle.read(new Uint8Array(audioHeadBytes), 0, audioHeadBytes, 0);
    const type = sniffAudioType(buffer.subarray(0, bytesRead));
    return type === null ? null : { type, bytes: size };
  } catch {
    return null;
  } finally {
    await handle?.close().catch(() => undefined);
  }
}

function parsePlan(text: string): Pick<AudioPlan, 'total' | 'validator'> | null {
  try {
    const { total, validator } = JSON.parse(text) as Readonly<Record<string, unknown>>;
    return {
      total: typeof total === 'number' ? total : null,
      validator: typeof validator === 'string' ? validator : null,
    };
  } catch {
    return null;
  }
}

async function orFileProblem<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown fault';
    if (code === 'ENOSPC' || code === 'EDQUOT') throw new ProblemError({ code: 'disk-full' });
    throw new ProblemError({ code: 'file', name: 'the recording', detail: code });
  }
}
