import type { ArticleId, ImageKey } from '../../shared/model/ids';
import { defaultImageBudget, type ImageBudget } from '../../shared/model/storage';
import { isKept } from './article-rows';
import { articlesShowing, askForPendingImages, dropImages } from './images';
import type { LibraryContext } from './library-context';
import type { ImageRow, LibraryDatabase } from './schema';

/**
 * Keeps pictures within the space the reader gives them: those not looked at for longest go first, but for pictures of saved and
 * tagged articles. What goes is never fetched again by itself when an article is opened, which would tell its publisher; the badge
 * of the article offers to bring it back.
 */

/** A picture counts as used on the day it was shown: to write down every look would cost more than it tells. */
const usedAgainAfter = 86_400_000;
/** Looks are written down together. */
const noteAfter = 10_000;
/** Once over the limit, room is made for some time to come: each time costs a walk over all pictures. */
const roomLeft = 0.95;
/** Pictures that go in one transaction, and milliseconds to rest after it. */
const evictedAtATime = 50;
const restBetween = 100;
/** Milliseconds without pictures arriving that count as idle. */
const idleAfter = 10_000;
const checkAfterStart = 30_000;
const checkEvery = 3_600_000;
const rowsAtATime = 200;

export interface ImageKeeper {
  /** These pictures are shown to the reader. */
  noteShown(keys: readonly ImageKey[]): null;
  /** Pictures arrived. */
  noteStored(bytes: number): void;
  setBudget(budget: ImageBudget): Promise<null>;
  /** Makes room at once where there is more than the limit allows. Returns what went. */
  makeRoom(): Promise<{ readonly pictures: number; readonly bytes: number }>;
  /** From now on it checks by itself: soon after the start, every hour, and when more has arrived than there is room for. */
  start(): void;
}

export function createImageKeeper(context: LibraryContext): ImageKeeper {
  const { database, now } = context;
  const shown = new Set<ImageKey>();
  let noting = false;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  /** What all pictures take; null until it was first measured. */
  let total: number | null = null;
  let underWay: Promise<{ pictures: number; bytes: number }> | null = null;

  async function writeShown(): Promise<void> {
    const keys = [...shown];
    shown.clear();
    noting = false;
    await database.transaction('rw', ['images'], async () => {
      const rows = await database.images.bulkGet(keys);
      const used = rows.flatMap((row) =>
        row?.state === 'stored' && now() - lastUse(row) > usedAgainAfter ? [{ ...row, usedAt: now() }] : [],
      );
      await database.images.bulkPut(used);
    });
  }

  async function evictOldest(): Promise<{ pictures: number; bytes: number }> {
    const gone = { pictures: 0, bytes: 0 };
    const budget = await readImageBudget(database);
    const stored: Used[] = [];
    let bytes = 0;
    for await (const rows of imageRows(database)) {
      for (const row of rows) {
        if (row.state !== 'stored') continue;
        bytes += row.bytes ?? 0;
        stored.push({ key: row.key, usedAt: lastUse(row) });
      }
    }
    if (budget !== null && bytes > budget) {
      stored.sort((a, b) => a.usedAt - b.usedAt);
      const wanted = bytes - budget * roomLeft;
      for (let first = 0; first < stored.length && gone.bytes < wanted; first += evictedAtATime) {
        const evicted = await evict(
          context,
          stored.slice(first, first + evictedAtATime),
          wanted - gone.bytes,
        );
        gone.pictures += evicted.pictures;
        gone.bytes += evicted.bytes;
        await new Promise((resolve) => setTimeout(resolve, restBetween));
      }
    }
    total = bytes - gone.bytes;
    return gone;
  }

  function makeRoom(): Promise<{ pictures: number; bytes: number }> {
    underWay ??= evictOldest().finally(() => {
      underWay = null;
    });
    return underWay;
  }

  function makeRoomWhenIdle(): void {
    clearTimeout(waiting);
    waiting = setTimeout(() => void makeRoom().catch(complain), idleAfter);
  }

  async function check(): Promise<void> {
    // Among them those that were found missing on the disk.
    await askForPendingImages(context);
    await makeRoom();
  }

  return {
    noteShown(keys) {
      for (const key of keys) shown.add(key);
      if (!noting) setTimeout(() => void writeShown().catch(complain), noteAfter);
      noting = true;
      return null;
    },
    noteStored(bytes) {
      if (total === null) return;
      total += bytes;
      void readImageBudget(database).then((budget) => {
        if (budget !== null && (total ?? 0) > budget) makeRoomWhenIdle();
      }, complain);
    },
    async setBudget(budget) {
      await database.meta.put({ key: 'image-budget', value: budget });
      makeRoomWhenIdle();
      return null;
    },
    makeRoom,
    start() {
      setTimeout(() => void makeRoom().catch(complain), checkAfterStart);
      setInterval(() => void check().catch(complain), checkEvery);
    },
  };
}

function complain(error: unknown): void {
  // The next check tries again.
  console.warn('Pictures could not be kept within their limit.', error);
}

interface Used {
  readonly key: ImageKey;
  readonly usedAt: number;
}

/** When a picture was last shown; when it arrived, if never since. */
function lastUse({ usedAt, settledAt }: ImageRow): number {
  return Math.max(usedAt ?? 0, settledAt ?? 0);
}

export async function readImageBudget({ meta }: LibraryDatabase): Promise<ImageBudget> {
  const row = await meta.get('image-budget');
  return row ? row.value : defaultImageBudget;
}

/** All pictures, in pages. */
export async function* imageRows({ images }: LibraryDatabase): AsyncGenerator<readonly ImageRow[]> {
  for (let after = ''; ; ) {
    const rows = await images.where('key').above(after).limit(rowsAtATime).toArray();
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    if (!last || rows.length < rowsAtATime) return;
    after = last.key;
  }
}

/** Lets pictures go until enough is free, but for those in use since, and those of articles kept for good, which count as used now. */
async function evict(
  context: LibraryContext,
  candidates: readonly Used[],
  wanted: number,
): Promise<{ readonly pictures: number; readonly bytes: number }> {
  const { database, now } = context;
  const stores = ['articles', 'bodyPacks', 'fullTexts', 'images'] as const;
  const gone = await database.transaction('rw', [...stores], async () => {
    const rows = await database.images.bulkGet(candidates.map(({ key }) => key));
    const unused = rows.flatMap((row, place) =>
      row?.state === 'stored' && lastUse(row) === candidates[place]?.usedAt ? [row] : [],
    );
    const showing = await articlesShowing(
      database,
      unused.map(({ key }) => key),
    );
    const kept = await keptAmong(database, [...showing.values()].flat());
    const going: ImageRow[] = [];
    const staying: ImageRow[] = [];
    let bytes = 0;
    for (const row of unused) {
      if (showing.get(row.key)?.some((id) => kept.has(id))) staying.push({ ...row, usedAt: now() });
      else if (bytes < wanted) {
        bytes += row.bytes ?? 0;
        going.push(row);
      }
    }
    await database.images.bulkPut([...staying, ...going.map((row) => evictedRow(row, now()))]);
    return { keys: going.map(({ key }) => key), bytes };
  });
  dropImages(context, gone.keys);
  return { pictures: gone.keys.length, bytes: gone.bytes };
}

async function keptAmong(
  database: LibraryDatabase,
  ids: readonly ArticleId[],
): Promise<ReadonlySet<ArticleId>> {
  const rows = await database.articles.bulkGet([...new Set(ids)]);
  return new Set(rows.flatMap((row) => (row && isKept(row) ? [row.id] : [])));
}

function evictedRow(row: ImageRow, at: number): ImageRow {
  return { ...row, state: 'failed', type: null, bytes: null, problem: { code: 'made-room' }, settledAt: at };
}
