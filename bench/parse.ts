import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import RssParser from 'rss-parser';
import { parseFeed } from '../src/main/feeds/parse';
import { makeBenchFeed } from './refresh/feeds';

/**
 * `parseFeed` against bare rss-parser on the same documents, round by round in one run: rss-parser with its defaults gets the
 * text already decoded; `parseFeed` gets the bytes, decodes, repairs, parses, and reads every field of every vocabulary.
 *
 * `--corpus FOLDER`: measures the feeds in a folder instead of our own; those that rss-parser cannot read are left out of both.
 */

const rounds = 15;
const warmUp = 5;
const documents = await readable(corpusFolder() ?? null);
const megabytes = documents.reduce((sum, { bytes }) => sum + bytes.byteLength, 0) / 1e6;

const times: { readonly ours: number; readonly bare: number }[] = [];
for (let round = 0; round < warmUp + rounds; round += 1) {
  const bare = await timed(async () => {
    const parser = new RssParser();
    for (const { text } of documents) await parser.parseString(text);
  });
  const ours = await timed(async () => {
    for (const { bytes } of documents)
      await parseFeed(bytes, { contentType: null, url: 'https://bench.example/feed' });
  });
  if (round >= warmUp) times.push({ ours, bare });
}

const ours = median(times.map((time) => time.ours));
const bare = median(times.map((time) => time.bare));
const figures = {
  ratio: round2(median(times.map((time) => time.ours / time.bare))),
  megabytesPerSecond: round2(megabytes / ours),
  feedsPerSecond: Math.round(documents.length / ours),
  bareMegabytesPerSecond: round2(megabytes / bare),
  bareFeedsPerSecond: Math.round(documents.length / bare),
  documents: documents.length,
  megabytes: round2(megabytes),
};
if (process.argv.includes('--json')) console.log(JSON.stringify(figures));
else console.table(figures);

function corpusFolder(): string | undefined {
  const at = process.argv.indexOf('--corpus');
  return at < 0 ? undefined : process.argv[at + 1];
}

interface BenchDocument {
  readonly bytes: Uint8Array;
  readonly text: string;
}

/** The documents that rss-parser can read. */
async function readable(folder: string | null): Promise<readonly BenchDocument[]> {
  const texts =
    folder === null
      ? Array.from({ length: 30 }, (_, index) =>
          makeBenchFeed(index, { origin: 'https://bench.example', pictures: 20 }),
        )
      : readdirSync(folder)
          .sort()
          .map((name) => readFileSync(join(folder, name), 'utf8'));
  const found: BenchDocument[] = [];
  for (const text of texts) {
    const parsed = await new RssParser().parseString(text).catch(() => null);
    if (parsed) found.push({ text, bytes: new TextEncoder().encode(text) });
  }
  return found;
}

/** Seconds. */
async function timed(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}

function round2(value: number): number {
  return Math.round(value * 100) / 100;
}
