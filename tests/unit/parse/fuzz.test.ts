import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseBytes } from './parse-text';
import { keep, type Outcome, startWatchedEngine, type WatchedEngine } from './watched-engine';

/** `npm run fuzz` sets these: more runs, from another seed each time. A failure prints the seed that repeats it. */
const runs = Number(process.env.BROADSHEET_FUZZ_RUNS ?? 150);
const seed = Number(process.env.BROADSHEET_FUZZ_SEED ?? 20_260);
const settings = { numRuns: runs, seed };
const patience = 60_000 + runs * 100;

/** Far more than any document of the size made here takes, also on a busy machine. */
const deadlineMs = 5_000;
/** Characters a stored feed may have: for each byte of its document, and in any case. An article with nothing in it has some hundreds. */
const largestOutput = (bytes: number) => 100 * bytes + 200_000;

let engine: WatchedEngine;
beforeAll(async () => {
  engine = await startWatchedEngine(deadlineMs);
}, 60_000);
afterAll(async () => engine?.close());

const fixtures = ['feeds', 'parse'].flatMap((folder) => {
  const path = join(import.meta.dirname, '..', '..', 'fixtures', folder);
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:xml|atom|rdf|json)$/.test(entry.name))
    .map((entry) => new Uint8Array(readFileSync(join(path, entry.name))));
});

/** What damage is made of: pieces that mean something to a reader of feeds. */
const pieces = [
  '<item>',
  '</item>',
  '<![CDATA[',
  ']]>',
  '<!--',
  '-->',
  '&',
  '&amp;',
  '&#0;',
  '&#x110000;',
  '<',
  '>',
  '"',
  "'",
  '<?xml encoding="utf-16"?>',
  '<!DOCTYPE a [<!ENTITY b "c">]>',
  '&b;',
  'xmlns:a="',
  'xml:base="javascript:alert(1)"',
  '<div>'.repeat(300),
  '\u0000',
  '\ufeff',
  '{"items":[',
  '\\ud800',
  'type="xhtml"',
  '<atom:entry>',
  '<a:b:c d=',
  `xml:base="https://n.example/${'long/'.repeat(500)}"`,
  `xml:lang="${'en-'.repeat(2000)}"`,
  '<img src=x>',
  '&lt;img src=x&gt;',
  `<author><name>${'Ann '.repeat(100)}</name></author>`,
  '<podcast:chapters url="x"/>',
  '<psc:chapters><psc:chapter start="0">',
  '<georss:polygon>1 2 3',
  '</titel>',
  'é',
  '\u202e',
].map((text) => new TextEncoder().encode(text));

const mutation = fc.oneof(
  fc.record({ kind: fc.constant('flip' as const), at: fc.nat(), to: fc.nat(255) }),
  fc.record({ kind: fc.constant('cut' as const), at: fc.nat(), length: fc.nat(2000) }),
  fc.record({
    kind: fc.constant('insert' as const),
    at: fc.nat(),
    piece: fc.nat(pieces.length - 1),
    times: fc.integer({ min: 1, max: 50 }),
  }),
  fc.record({
    kind: fc.constant('repeat' as const),
    at: fc.nat(),
    length: fc.nat(5000),
    times: fc.integer({ min: 1, max: 20 }),
  }),
  fc.record({ kind: fc.constant('end' as const), at: fc.nat() }),
);
type Mutation = typeof mutation extends fc.Arbitrary<infer T> ? T : never;

function mutated(bytes: Uint8Array, change: Mutation): Uint8Array {
  const at = bytes.length === 0 ? 0 : change.at % bytes.length;
  const [head, tail] = [bytes.subarray(0, at), bytes.subarray(at)];
  switch (change.kind) {
    case 'flip':
      return joined(head, Uint8Array.of(change.to), tail.subarray(1));
    case 'cut':
      return joined(head, tail.subarray(change.length));
    case 'insert':
      return joined(head, ...Array<Uint8Array>(change.times).fill(pieces[change.piece] ?? head), tail);
    case 'repeat':
      return joined(head, ...Array<Uint8Array>(change.times).fill(tail.subarray(0, change.length)), tail);
    case 'end':
      return head;
  }
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const damaged = fc
  .tuple(fc.nat(fixtures.length - 1), fc.array(mutation, { minLength: 1, maxLength: 8 }))
  .map(([place, changes]) => changes.reduce(mutated, fixtures[place] ?? new Uint8Array()).slice(0, 500_000));

/** Reads it in the watched thread; a document that breaks a promise is kept. */
async function watch(bytes: Uint8Array, contentType: string | null, check: (outcome: Outcome) => void) {
  const outcome = await engine.read(bytes, contentType);
  try {
    if (outcome.kind === 'crashed') throw new Error(outcome.error);
    if (outcome.kind === 'read') {
      expect(outcome.size, 'characters of what is stored').toBeLessThan(largestOutput(bytes.length));
    }
    check(outcome);
  } catch (error) {
    throw new Error(`${error}; the document is in ${keep(bytes)}`, { cause: error });
  }
}

/** A script, or an attribute of an event; words of the text may look like either. */
function runsScript(html: string): boolean {
  const tags = html.match(/<[a-z](?:[^<>"]|"[^"]*")*>/gi) ?? [];
  return tags.some((tag) => /^<script|\son\w+\s*=/i.test(tag.replace(/"[^"]*"/g, '""')));
}

const isWebAddress = (url: string | null) =>
  url === null || /^(?:https?|data|mailto|ftp|magnet|tag|urn):/i.test(url);

describe('the watch over the engine', () => {
  it('kills a thread that does not answer in time, and keeps the document', async () => {
    const impatient = await startWatchedEngine(1);
    const slow = new TextEncoder().encode(
      `<rss version="2.0"><channel>${'<item><description>&lt;p&gt;x</description></item>'.repeat(20_000)}</channel></rss>`,
    );
    const { message } = await impatient.read(slow).then(
      () => new Error('it was read'),
      (error: Error) => error,
    );
    await impatient.close();
    const kept = /^no answer after 1 ms; the document is in (.+)$/.exec(message)?.[1] ?? message;
    expect(readFileSync(kept)).toEqual(Buffer.from(slow));
    rmSync(kept);
  });
});

describe('whatever a document is', () => {
  it(
    'it is read or refused in plain words and in time, does not swell, its addresses are whole, and no article is there twice',
    async () => {
      await fc.assert(
        fc.asyncProperty(damaged, async (bytes) => {
          await watch(bytes, null, (outcome) => {
            if (outcome.kind !== 'read') return;
            for (const item of outcome.parsed.items) {
              expect(isWebAddress(item.url)).toBe(true);
              expect(item.enclosures.every(({ url }) => isWebAddress(url))).toBe(true);
              if (item.publishedAt !== null) expect(Number.isFinite(item.publishedAt)).toBe(true);
            }
            const identities = outcome.feed.articles.map(({ identity }) => identity);
            expect(new Set(identities).size).toBe(identities.length);
            for (const { body } of outcome.feed.articles) {
              expect(runsScript(body.html), body.html).toBe(false);
            }
          });
        }),
        settings,
      );
    },
    patience,
  );

  it(
    'its bytes decode',
    async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.uint8Array({ maxLength: 4000 }),
          fc.string({ maxLength: 40 }),
          async (bytes, type) => {
            await watch(bytes, `text/xml; charset=${type}`, () => undefined);
          },
        ),
        settings,
      );
    },
    patience,
  );
});

describe('a well-formed feed', () => {
  const line = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
    .map((text) => text.replace(/[\s\p{C}<&]+/gu, ' ').trim())
    .filter((text) => text !== '');
  const item = fc.record({
    title: line,
    guid: fc.uuid(),
    url: fc.webUrl().map((url) => new URL(url).href),
    publishedAt: fc.integer({ min: 631_152_000, max: 1_700_000_000 }),
  });
  const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

  it(
    'comes through with every title, address, id and date, as RSS and as Atom',
    async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.uniqueArray(item, { selector: ({ guid }) => guid, minLength: 1, maxLength: 10 }),
          async (items) => {
            const rss = items.map(
              ({ title, guid, url, publishedAt }) =>
                `<item><title>${escaped(title)}</title><guid isPermaLink="false">${guid}</guid><link>${escaped(url)}</link><pubDate>${new Date(publishedAt * 1000).toUTCString()}</pubDate></item>`,
            );
            const atom = items.map(
              ({ title, guid, url, publishedAt }) =>
                `<entry><title>${escaped(title)}</title><id>${guid}</id><link href="${escaped(url).replace(/"/g, '&quot;')}"/><published>${new Date(publishedAt * 1000).toISOString()}</published></entry>`,
            );
            const expected = items.map((one) => ({ ...one, publishedAt: one.publishedAt * 1000 }));
            for (const text of [
              `<rss version="2.0"><channel><title>T</title>${rss.join('')}</channel></rss>`,
              `<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title>${atom.join('')}</feed>`,
            ]) {
              const feed = await parseBytes(new TextEncoder().encode(text));
              expect(
                feed.items.map(({ title, guid, url, publishedAt }) => ({ title, guid, url, publishedAt })),
              ).toEqual(expected);
            }
          },
        ),
        settings,
      );
    },
    patience,
  );
});
