import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sanitizeHtml from 'sanitize-html';
import { sanitizeArticle } from '../../src/main/articles/sanitize';
import { parseFeed } from '../../src/main/feeds/parse';
import { makeBenchFeed } from '../refresh/feeds';
import { median, round2 } from './figures';

const rounds = 15;
const warmUp = 5;
const baseUrl = 'https://bench.example/article';

export interface SanitizeFigures {
  /** Time, bare sanitize-html = 1. */
  readonly sanitizeRatio: number;
  readonly megabytesPerSecond: number;
  readonly bareMegabytesPerSecond: number;
  readonly bodies: number;
  readonly megabytes: number;
}

/**
 * `sanitizeArticle` against bare sanitize-html with its defaults on the same bodies, round by round in one run. Ours reshapes the
 * article first (links, pictures, players, cards, what was removed) and has sanitize-html check the result as the second wall.
 *
 * @param corpus a folder of feeds to take the bodies from; our own without it
 */
export async function measureSanitizing(corpus: string | undefined): Promise<SanitizeFigures> {
  const bodies = await readBodies(corpus);
  const megabytes = bodies.reduce((sum, html) => sum + Buffer.byteLength(html), 0) / 1e6;
  const times: { readonly ours: number; readonly bare: number }[] = [];
  for (let round = 0; round < warmUp + rounds; round += 1) {
    const bare = timed(() => {
      for (const html of bodies) sanitizeHtml(html);
    });
    const ours = timed(() => {
      for (const html of bodies) sanitizeArticle(html, { baseUrl });
    });
    if (round >= warmUp) times.push({ ours, bare });
  }
  return {
    sanitizeRatio: round2(median(times.map(({ ours, bare }) => ours / bare))),
    megabytesPerSecond: round2(megabytes / median(times.map(({ ours }) => ours))),
    bareMegabytesPerSecond: round2(megabytes / median(times.map(({ bare }) => bare))),
    bodies: bodies.length,
    megabytes: round2(megabytes),
  };
}

async function readBodies(folder: string | undefined): Promise<readonly string[]> {
  const documents =
    folder === undefined
      ? Array.from({ length: 30 }, (_, index) =>
          Buffer.from(makeBenchFeed(index, { origin: 'https://bench.example', pictures: 20 })),
        )
      : readdirSync(folder)
          .sort()
          .map((name) => readFileSync(join(folder, name)));
  const found: string[] = [];
  for (const bytes of documents) {
    const parsed = await parseFeed(bytes, { contentType: null, url: 'https://bench.example/feed' }).catch(
      () => null,
    );
    for (const { contentHtml, summaryHtml } of parsed?.items ?? []) {
      const html = contentHtml ?? summaryHtml;
      if (html) found.push(html);
    }
  }
  return found;
}

/** Seconds. */
function timed(work: () => void): number {
  const start = performance.now();
  work();
  return (performance.now() - start) / 1000;
}
