import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sanitizeHtml from 'sanitize-html';
import { sanitizeArticle } from '../src/main/articles/sanitize';
import { parseFeed } from '../src/main/feeds/parse';
import { makeBenchFeed } from './refresh/feeds';

/**
 * `sanitizeArticle` against bare sanitize-html with its defaults on the same bodies, round by round in one run. Ours reshapes the
 * article first (links, pictures, players, cards, what was removed) and has sanitize-html check the result as the second wall.
 *
 * `--corpus FOLDER`: measures the articles of the feeds in a folder instead of our own.
 */

const rounds = 15;
const warmUp = 5;
const baseUrl = 'https://bench.example/article';
const bodies = await readBodies(corpusFolder());
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

const figures = {
  /** Time, bare sanitize-html = 1. */
  sanitizeRatio: round2(median(times.map(({ ours, bare }) => ours / bare))),
  megabytesPerSecond: round2(megabytes / median(times.map(({ ours }) => ours))),
  bareMegabytesPerSecond: round2(megabytes / median(times.map(({ bare }) => bare))),
  articles: bodies.length,
  megabytes: round2(megabytes),
};
if (process.argv.includes('--json')) console.log(JSON.stringify(figures));
else console.table(figures);

function corpusFolder(): string | undefined {
  const at = process.argv.indexOf('--corpus');
  return at < 0 ? undefined : process.argv[at + 1];
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

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}

function round2(value: number): number {
  return Math.round(value * 100) / 100;
}
