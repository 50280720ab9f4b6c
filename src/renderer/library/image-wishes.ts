import type { ArticleImage } from '../../shared/model/article';
import type { ImageKey } from '../../shared/model/ids';
import { askForImages, toWanted, wantedRows } from './images';
import type { LibraryContext } from './library-context';
import type { BodyRow, ImageWishRow, LibraryDatabase } from './schema';

/**
 * Text first: a poll's transaction only notes which packs of bodies show pictures. What that means for each picture is worked out
 * once polls have stopped arriving, or at the next start.
 */

/** Packs looked through in one transaction. */
const wishesAtATime = 10;
/** Milliseconds without a poll after which pictures have their turn. */
const quiet = 300;

/** Notes that these packs show pictures. Inside a transaction over `imageWishes`. */
export async function wishForImages(
  database: LibraryDatabase,
  wishes: readonly Omit<ImageWishRow, 'key'>[],
): Promise<void> {
  if (wishes.length > 0) await database.imageWishes.bulkAdd(wishes);
}

/** Asks for every picture that was wished for and is neither here nor failed lately. */
export async function grantWishes(context: LibraryContext): Promise<void> {
  while (await grantSome(context));
}

async function grantSome(context: LibraryContext): Promise<boolean> {
  const { database, now } = context;
  const granted = await database.transaction('rw', ['imageWishes', 'bodyPacks', 'images'], async () => {
    const wishes = await database.imageWishes.limit(wishesAtATime).toArray();
    const packs = await database.bodyPacks.bulkGet(wishes.map(({ bodyPack }) => bodyPack));
    const images = new Map<ImageKey, ArticleImage & { readonly feedUrl: string }>();
    for (const [place, { feedUrl }] of wishes.entries()) {
      const bodies = packs[place]?.bodies ?? [];
      for (const image of bodies.flatMap(imagesOf)) images.set(image.key, { ...image, feedUrl });
    }
    const known = await database.images.bulkGet([...images.keys()]);
    const rows = wantedRows([...images.values()], known, now());
    await database.images.bulkPut(rows);
    await database.imageWishes.bulkDelete(wishes.flatMap(({ key }) => key ?? []));
    return { more: wishes.length === wishesAtATime, rows };
  });
  askForImages(context, granted.rows.filter(({ state }) => state === 'pending').map(toWanted));
  return granted.more;
}

/** Every picture of an article, its lead image among them. */
function imagesOf({ leadImage, images }: BodyRow): readonly ArticleImage[] {
  return (leadImage ? [leadImage, ...images] : images).map(({ key, url }) => ({ key, url }));
}

/** Grants wishes once `noteWish` has not been called for a moment. */
export function createWishTimer(context: LibraryContext): { noteWish(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    noteWish() {
      clearTimeout(timer);
      timer = setTimeout(() => {
        grantWishes(context).catch((error: unknown) => {
          // They stay noted, and are granted with the next or at the next start.
          console.warn('Pictures could not be asked for.', error);
        });
      }, quiet);
    },
  };
}
