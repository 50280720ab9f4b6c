import { availableParallelism } from 'node:os';
import { Piscina } from 'piscina';
import type { FullText } from '../../shared/model/full-text';
import type { OpmlFile } from '../../shared/model/opml';
import type { PolledFeed } from '../../shared/model/poll';
import { failed, type Result } from '../../shared/result';
import type { PageText } from './clean-page';
import type { FeedDocument } from './process-feed';

const timeLimitMs = 20_000;

/** Parses and sanitizes feeds, and reads lists of subscriptions, in worker threads, never on the event loop of main. */
export interface Engine {
  process(document: FeedDocument): Promise<Result<PolledFeed>>;
  /** Sanitizes and measures what was found in a page. @throws when it takes too long */
  cleanPage(page: PageText): Promise<Omit<FullText, 'pages'>>;
  readOpml(bytes: Uint8Array, name: string): Promise<Result<OpmlFile>>;
  close(): Promise<void>;
}

/** @param workerFile path of the built worker entry */
export function createEngine(workerFile: string): Engine {
  const pool = new Piscina({
    filename: workerFile,
    minThreads: 1,
    // One core stays free for main and the window.
    maxThreads: Math.max(1, Math.min(4, availableParallelism() - 1)),
    idleTimeout: 30_000,
    // A document that outgrows this is not worth the machine; the thread ends, the feed gets a problem.
    resourceLimits: { maxOldGenerationSizeMb: 512 },
  });

  return {
    async process(document) {
      // A thread that hangs in a document is ended with it; the pool starts another.
      const deadline = AbortSignal.timeout(timeLimitMs);
      try {
        return await pool.run(document, { signal: deadline });
      } catch (error) {
        if (deadline.aborted) return failed({ code: 'parse-timeout', seconds: timeLimitMs / 1000 });
        return failed({ code: 'broken-feed', detail: error instanceof Error ? error.message : 'unreadable' });
      }
    },
    cleanPage: (page) => pool.run(page, { name: 'cleanPage', signal: AbortSignal.timeout(timeLimitMs) }),
    async readOpml(bytes, name) {
      const signal = AbortSignal.timeout(timeLimitMs);
      try {
        return await pool.run({ bytes, name }, { name: 'opml', signal });
      } catch (error) {
        const why = error instanceof Error ? error.message : 'unreadable';
        return failed({ code: 'file', name, detail: signal.aborted ? 'it takes too long to read' : why });
      }
    },
    close: () => pool.destroy(),
  };
}
