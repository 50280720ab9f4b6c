import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { build } from 'vite';
import type { ParsedFeed } from '../../../src/main/feeds/parse/parsed-feed';
import type { PolledFeed } from '../../../src/shared/model/poll';

/** What became of one document. `crashed`: an error that is no plain answer to the reader. */
export type Outcome =
  | {
      readonly kind: 'read';
      readonly parsed: ParsedFeed;
      readonly feed: PolledFeed;
      /** Characters of the feed as JSON. */
      readonly size: number;
    }
  | { readonly kind: 'refused' }
  | { readonly kind: 'crashed'; readonly error: string };

export interface WatchedEngine {
  /** @throws Error when the deadline passes, or the thread dies; the document is then kept, and the error says where */
  read(bytes: Uint8Array, contentType?: string | null): Promise<Outcome>;
  close(): Promise<void>;
}

const root = join(import.meta.dirname, '..', '..', '..');
/** Where documents are kept that were too much. */
const keptFolder = join(root, 'test-results', 'fuzz');

/** The engine in a thread of its own, which is killed when a document takes longer than `deadlineMs`. */
export async function startWatchedEngine(deadlineMs: number): Promise<WatchedEngine> {
  const script = await bundle();
  let worker: Worker | null = null;
  return {
    async read(bytes, contentType = null) {
      worker ??= new Worker(script, { resourceLimits: { maxOldGenerationSizeMb: 512 } });
      try {
        return await answerOf(worker, { bytes, contentType }, deadlineMs);
      } catch (error) {
        await worker.terminate();
        worker = null;
        const kept = keep(bytes);
        throw new Error(`${error instanceof Error ? error.message : error}; the document is in ${kept}`);
      }
    },
    async close() {
      await worker?.terminate();
      rmSync(dirname(script), { recursive: true, force: true });
    },
  };
}

function answerOf(worker: Worker, document: object, deadlineMs: number): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const done = (settle: () => void) => {
      clearTimeout(timer);
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      settle();
    };
    const onMessage = (outcome: Outcome) => done(() => resolve(outcome));
    const onError = (error: Error) => done(() => reject(error));
    const onExit = (code: number) => onError(new Error(`the thread ended with ${code}`));
    const timer = setTimeout(() => onError(new Error(`no answer after ${deadlineMs} ms`)), deadlineMs);
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    worker.postMessage(document);
  });
}

/** Writes a document to a file named after its bytes. @returns the file, relative to the project */
export function keep(bytes: Uint8Array): string {
  mkdirSync(keptFolder, { recursive: true });
  const name = `${createHash('sha256').update(bytes).digest('hex').slice(0, 12)}.feed`;
  writeFileSync(join(keptFolder, name), bytes);
  return join('test-results', 'fuzz', name);
}

let started = 0;

/** Threads start from plain JavaScript. Inside node_modules, so that it finds the packages it imports. */
async function bundle(): Promise<string> {
  const folder = join(root, 'node_modules', '.cache', 'broadsheet', `fuzz-${process.pid}-${++started}`);
  await build({
    root,
    configFile: false,
    logLevel: 'silent',
    build: {
      ssr: join(import.meta.dirname, 'engine-thread.ts'),
      target: 'node20',
      outDir: folder,
      rolldownOptions: { output: { entryFileNames: 'engine-thread.mjs' } },
    },
  });
  return join(folder, 'engine-thread.mjs');
}
