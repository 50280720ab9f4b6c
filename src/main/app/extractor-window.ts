import { join } from 'node:path';
import { BrowserWindow, session } from 'electron';
import { z } from 'zod';
import { ProblemError } from '../../shared/model/problem';
import type { ExtractedPage } from '../articles/full-text';
import { hostOfUrl } from '../feeds/address';
import { lockDown } from './security';

/** A page that takes longer costs the window, which is replaced; ordinary ones take some milliseconds. */
const timeLimitMs = 10_000;
/** Pages in the window at once: the next is there when one is done, so that it never waits for main. */
const pagesAhead = 2;
/** Its process holds some 60 MB; it goes when there has been nothing to read for a while. */
const idleMs = 60_000;

const reply = z.object({
  id: z.number().int(),
  html: z.string().max(16_000_000).nullable(),
  next: z.string().max(8192).nullable(),
});

export interface Extractor {
  /** Finds the article in a page. @throws ProblemError when it takes too long */
  extract(html: string, url: string): Promise<ExtractedPage>;
  close(): void;
}

interface Waiting {
  readonly id: number;
  readonly html: string;
  readonly url: string;
  readonly resolve: (page: ExtractedPage) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Readability in a hidden, sandboxed window without a network: one page at a time, killed when it hangs. Nothing of a page runs
 * there (see preload/extractor.ts), and the window can reach nothing.
 */
export function createExtractor(): Extractor {
  const network = session.fromPartition('extractor', { cache: false });
  // What a page refers to is asked for in vain, and means nothing.
  lockDown(network, null, () => {});
  const waiting: Waiting[] = [];
  /** In the window, oldest first: the first is being read. */
  let sent: Waiting[] = [];
  let window: BrowserWindow | null = null;
  let loaded: Promise<void> | null = null;
  let lastId = 0;
  let deadline: NodeJS.Timeout | undefined;
  let idle: NodeJS.Timeout | undefined;

  function open(): BrowserWindow {
    const opened = new BrowserWindow({
      show: false,
      webPreferences: {
        preload: join(import.meta.dirname, '../preload/extractor.cjs'),
        session: network,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        images: false,
        webgl: false,
        disableDialogs: true,
        spellcheck: false,
        backgroundThrottling: false,
      },
    });
    opened.webContents.ipc.on('extracted', (_event, message: unknown) => {
      const parsed = reply.safeParse(message);
      if (!parsed.success || parsed.data.id !== sent[0]?.id) return;
      finish(({ resolve }) => resolve({ html: parsed.data.html, next: parsed.data.next }));
    });
    opened.webContents.on('render-process-gone', () => {
      if (window === opened) fail();
    });
    loaded = opened.loadURL('about:blank');
    window = opened;
    return opened;
  }

  function destroy(): void {
    window?.destroy();
    window = null;
    loaded = null;
  }

  /** The time of the page that is read now starts. */
  function startClock(): void {
    clearTimeout(deadline);
    if (sent.length > 0) deadline = setTimeout(fail, timeLimitMs);
  }

  function finish(settle: (done: Waiting) => void): void {
    const done = sent.shift();
    startClock();
    if (done) settle(done);
    next();
  }

  /** The page took the window with it, or is about to; those behind it are read in another. */
  function fail(): void {
    destroy();
    const [current, ...behind] = sent;
    waiting.unshift(...behind);
    sent = current ? [current] : [];
    finish(({ url, reject }) =>
      reject(new ProblemError({ code: 'page-timeout', host: hostOfUrl(url), seconds: timeLimitMs / 1000 })),
    );
  }

  function next(): void {
    clearTimeout(idle);
    if (sent.length === 0 && waiting.length === 0) {
      idle = setTimeout(destroy, idleMs);
      return;
    }
    while (sent.length < pagesAhead) {
      const page = waiting.shift();
      if (!page) return;
      sent.push(page);
      if (sent.length === 1) startClock();
      void send(page);
    }
  }

  async function send({ id, html, url }: Waiting): Promise<void> {
    const target = window ?? open();
    // It may be closed before it has loaded; what was in it is sent again to the next, or was told.
    await loaded?.catch(() => {});
    if (window === target) target.webContents.send('extract', { id, html, url });
  }

  return {
    extract: (html, url) =>
      new Promise((resolve, reject) => {
        lastId += 1;
        waiting.push({ id: lastId, html, url, resolve, reject });
        next();
      }),
    close() {
      clearTimeout(deadline);
      clearTimeout(idle);
      for (const { reject } of [...sent, ...waiting]) reject(new ProblemError({ code: 'cancelled' }));
      sent = [];
      waiting.length = 0;
      destroy();
    },
  };
}
