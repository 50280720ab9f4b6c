import type { ArticleImage } from '../../shared/model/article';
import type { ArticleId, ImageKey } from '../../shared/model/ids';
import type { SettledImage, WantedImage } from '../../shared/model/poll';
import type { LibraryContext } from './library-context';
import type { ImageRow, LibraryDatabase } from './schema';

/** Pictures the library wants main to keep, and what became of them. The files are main's; the list of them is ours. */

/** A picture that could not be had is asked for again when an article shows it after this many milliseconds. */
const secondTryAfter = 86_400_000;
/** Longer addresses (`data:` ones, in practice) do not pass the line to main. */
const longestUrl = 1_000_000;
const imagesPerMessage = 500;

/** Rows to put so that the pictures are asked for: those unknown, those that failed long enough ago, those that had to make room. */
export function wantedRows(
  images: readonly (ArticleImage & { readonly feedUrl: string })[],
  stored: readonly (ImageRow | undefined)[],
  now: number,
): readonly ImageRow[] {
  return images.flatMap((image, place): ImageRow[] => {
    const row = stored[place];
    const again =
      row?.state === 'failed' &&
      (row.problem?.code === 'made-room' || now - (row.settledAt ?? 0) > secondTryAfter);
    if (row && !again) return [];
    const { key, url, feedUrl } = image;
    const fresh = { key, url, feedUrl, type: null, bytes: null } as const;
    if (url.length > longestUrl) {
      const problem = { code: 'too-large', limitBytes: longestUrl } as const;
      return [{ ...fresh, state: 'failed', problem, settledAt: now }];
    }
    return [{ ...fresh, state: 'pending', problem: null, settledAt: null }];
  });
}

/** The row after main has tried. A failure worth another try leaves it pending. */
export function settledRow(row: ImageRow, settled: SettledImage, now: number): ImageRow {
  if (settled.ok) {
    const { type, bytes } = settled;
    return { ...row, state: 'stored', type, bytes, problem: null, settledAt: now };
  }
  return {
    ...row,
    state: settled.retry ? 'pending' : 'failed',
    problem: settled.problem,
    settledAt: now,
  };
}

export function toWanted({ key, url, feedUrl }: ImageRow): WantedImage {
  return { key, url, feedUrl };
}

/** Asks main for pictures, in messages of a bounded size. */
export function askForImages(context: LibraryContext, images: readonly WantedImage[]): void {
  for (let first = 0; first < images.length; first += imagesPerMessage) {
    context.tell({ type: 'images-wanted', images: images.slice(first, first + imagesPerMessage) });
  }
}

export function dropImages(context: LibraryContext, keys: readonly ImageKey[]): void {
  if (keys.length > 0) context.tell({ type: 'images-unwanted', keys });
}

/** Asks for everything still pending, from this run of the app or an earlier one. */
export async function askForPendingImages(context: LibraryContext): Promise<void> {
  const { images } = context.database;
  const keys = await images.where('state').equals('pending').primaryKeys();
  for (let first = 0; first < keys.length; first += imagesPerMessage) {
    const rows = await images.bulkGet(keys.slice(first, first + imagesPerMessage));
    askForImages(
      context,
      rows.flatMap((row) => (row?.state === 'pending' ? [toWanted(row)] : [])),
    );
  }
}

/** Asks again for those of these pictures that are not here, at the reader's wish; the others count as used. */
export async function retryImages(context: LibraryContext, keys: readonly ImageKey[]): Promise<null> {
  const { images } = context.database;
  const wanted = await context.database.transaction('rw', ['images'], async () => {
    const rows = (await images.bulkGet([...keys])).filter((row) => row !== undefined);
    const missing = rows.filter(({ state }) => state !== 'stored').map(pendingRow);
    const here = rows.filter(({ state }) => state === 'stored');
    await images.bulkPut([...missing, ...here.map((row) => ({ ...row, usedAt: context.now() }))]);
    return missing.map(toWanted);
  });
  askForImages(context, wanted);
  return null;
}

/**
 * Main could not find these on the disk, or found them damaged. They are asked for again at the next check or start, not now: an
 * article that shows one has just been opened, and a request would tell its publisher.
 */
export async function noteMissing(context: LibraryContext, keys: readonly ImageKey[]): Promise<void> {
  const { images } = context.database;
  await context.database.transaction('rw', ['images'], async () => {
    const rows = await images.bulkGet([...keys]);
    await images.bulkPut(rows.flatMap((row) => (row?.state === 'stored' ? [pendingRow(row)] : [])));
  });
}

function pendingRow(row: ImageRow): ImageRow {
  return { ...row, state: 'pending', type: null, bytes: null, problem: null, settledAt: null };
}

/** Pictures to ask for again at the next good poll of the feed that shows them: the network was at fault, not the picture. */
export type RetryList = Map<string, Map<ImageKey, WantedImage>>;

/** Writes down what main reports. Pictures that no article shows any more are refused. */
export async function settleImages(
  context: LibraryContext,
  settled: readonly SettledImage[],
  retries: RetryList,
): Promise<{ readonly bytes: number }> {
  const { database } = context;
  const unwanted: ImageKey[] = [];
  await database.transaction('rw', ['images'], async () => {
    const rows = await database.images.bulkGet(settled.map(({ key }) => key));
    const changed: ImageRow[] = [];
    for (const [place, report] of settled.entries()) {
      const row = rows[place];
      if (!row) {
        if (report.ok) unwanted.push(report.key);
        continue;
      }
      const after = settledRow(row, report, context.now());
      changed.push(after);
      if (after.state !== 'pending') continue;
      const ofFeed = retries.get(row.feedUrl) ?? new Map<ImageKey, WantedImage>();
      retries.set(row.feedUrl, ofFeed.set(row.key, toWanted(row)));
    }
    await database.images.bulkPut(changed);
  });
  dropImages(context, unwanted);
  return { bytes: settled.reduce((sum, report) => sum + (report.ok ? report.bytes : 0), 0) };
}

/**
 * The articles whose text, the feed's or the whole one, shows these pictures, by picture. Inside a transaction over `bodyPacks` and
 * `fullTexts`.
 */
export async function articlesShowing(
  { bodyPacks, fullTexts }: LibraryDatabase,
  keys: readonly ImageKey[],
): Promise<ReadonlyMap<ImageKey, readonly ArticleId[]>> {
  const [packs, texts] = await Promise.all([
    bodyPacks.where('imageKeys').anyOf(keys).distinct().toArray(),
    fullTexts.where('imageKeys').anyOf(keys).distinct().toArray(),
  ]);
  const showing = new Map<ImageKey, ArticleId[]>(keys.map((key) => [key, []]));
  for (const { id, imageKeys } of [...packs.flatMap(({ bodies }) => bodies), ...texts]) {
    for (const key of imageKeys) showing.get(key)?.push(id);
  }
  return showing;
}

/**
 * Removes the rows of those pictures that no text shows any more, and returns their keys for main. Inside a transaction over
 * `bodyPacks`, `fullTexts` and `images`, after the bodies are written or deleted.
 */
export async function removeUnused(
  database: LibraryDatabase,
  candidates: readonly ImageKey[],
): Promise<readonly ImageKey[]> {
  const keys = [...new Set(candidates)];
  const count = (store: 'bodyPacks' | 'fullTexts', key: ImageKey) =>
    database[store].where('imageKeys').equals(key).count();
  const uses = await Promise.all(
    keys.map(async (key) => (await count('bodyPacks', key)) + (await count('fullTexts', key))),
  );
  const unused = keys.filter((_, place) => uses[place] === 0);
  await database.images.bulkDelete(unused);
  return unused;
}
