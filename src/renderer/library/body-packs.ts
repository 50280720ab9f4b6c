import type { ArticleId } from '../../shared/model/ids';
import type { ArticleRow, BodyPackRow, BodyRow, LibraryDatabase, LibraryView } from './schema';

/**
 * Bodies are stored a poll at a time: a record costs far more than the bytes in it, and the articles that come together mostly go
 * together. The row of an article names the pack its body is in.
 */

/** Where a body is. */
type Place = Pick<ArticleRow, 'id' | 'bodyPack'>;

/** Bodies in a pack, and characters of HTML: opening one article reads a whole pack. */
const bodiesInPack = 40;
const charsInPack = 200_000;

/** The bodies of these articles, in the order asked; undefined where there is none. */
export async function readBodies(
  library: Pick<LibraryView, 'bodyPacks'>,
  places: readonly (Place | undefined)[],
): Promise<readonly (BodyRow | undefined)[]> {
  const packs = await readPacks(library, places);
  return places.map((place) => {
    const pack = place && packs.get(place.bodyPack);
    return pack?.bodies.find(({ id }) => id === place?.id);
  });
}

/** Stores bodies, those that stand together in packs of their own. @returns the pack of each */
export async function addBodies(
  database: LibraryDatabase,
  groups: readonly (readonly BodyRow[])[],
): Promise<ReadonlyMap<ArticleId, number>> {
  const packs = groups.flatMap(intoPacks);
  if (packs.length === 0) return new Map();
  const keys = await database.bodyPacks.bulkAdd(packs.map(packRow), { allKeys: true });
  return new Map(
    packs.flatMap((bodies, place) => bodies.map(({ id }) => [id, keys[place] as number] as const)),
  );
}

/** Removes bodies from their packs; a pack without bodies goes. @returns the bodies removed */
export async function removeBodies(
  database: LibraryDatabase,
  places: readonly Place[],
): Promise<readonly BodyRow[]> {
  const packs = await readPacks(database, places);
  const going = new Map(places.map(({ id, bodyPack }) => [`${bodyPack} ${id}`, true]));
  const removed: BodyRow[] = [];
  const emptied: number[] = [];
  const changed: BodyPackRow[] = [];
  for (const [key, { bodies }] of packs) {
    const left = bodies.filter((body) => !going.has(`${key} ${body.id}`));
    removed.push(...bodies.filter((body) => going.has(`${key} ${body.id}`)));
    if (left.length === 0) emptied.push(key);
    else if (left.length < bodies.length) changed.push({ ...packRow(left), key });
  }
  await Promise.all([database.bodyPacks.bulkDelete(emptied), database.bodyPacks.bulkPut(changed)]);
  return removed;
}

export function packRow(bodies: readonly BodyRow[]): BodyPackRow {
  return { bodies, imageKeys: [...new Set(bodies.flatMap(({ imageKeys }) => imageKeys))] };
}

/** Cuts bodies that stand together into packs of a bounded size. */
export function intoPacks(bodies: readonly BodyRow[]): readonly (readonly BodyRow[])[] {
  const packs: BodyRow[][] = [];
  let chars = 0;
  for (const body of bodies) {
    const last = packs.at(-1);
    chars += body.html.length;
    if (last && last.length < bodiesInPack && chars <= charsInPack) {
      last.push(body);
    } else {
      packs.push([body]);
      chars = body.html.length;
    }
  }
  return packs;
}

async function readPacks(
  library: Pick<LibraryView, 'bodyPacks'>,
  places: readonly (Place | undefined)[],
): Promise<ReadonlyMap<number, BodyPackRow>> {
  const keys = [...new Set(places.flatMap((place) => (place ? [place.bodyPack] : [])))];
  const packs = await library.bodyPacks.bulkGet(keys);
  return new Map(packs.flatMap((pack, place) => (pack ? [[keys[place] as number, pack] as const] : [])));
}
