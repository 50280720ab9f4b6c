import { parentPort } from 'node:worker_threads';
import { processFeed } from '../../../src/main/engine/process-feed';
import { parseFeed } from '../../../src/main/feeds/parse';
import { ProblemError } from '../../../src/shared/model/problem';
import type { Outcome } from './watched-engine';

interface Document {
  readonly bytes: Uint8Array;
  readonly contentType: string | null;
}

const url = 'https://news.example/feed.xml';

parentPort?.on('message', async (document: Document) => {
  parentPort?.postMessage(await read(document));
});

async function read({ bytes, contentType }: Document): Promise<Outcome> {
  try {
    const parsed = await parseFeed(bytes, { contentType, url });
    const feed = await processFeed({ bytes, contentType, url });
    return { kind: 'read', parsed, feed, size: JSON.stringify(feed).length };
  } catch (error) {
    if (error instanceof ProblemError) return { kind: 'refused' };
    return {
      kind: 'crashed',
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    };
  }
}
