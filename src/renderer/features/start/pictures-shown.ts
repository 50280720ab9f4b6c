import type { ArticleId } from '../../../shared/model/ids';
import { queries } from '../../library/connect';

/** A picture that takes longer is shown when it comes; the start does not wait for it. */
const patience = 5000;
const pause = 50;

/** Settles once the pictures of the open article are on this computer and shown, or have taken too long. */
export async function picturesShown(id: ArticleId): Promise<void> {
  const body = await queries.readBody(id);
  const keys = [...(body?.leadImage ? [body.leadImage] : []), ...(body?.images ?? [])].map(({ key }) => key);
  const wanted = new Set(keys);
  const deadline = Date.now() + patience;
  while (Date.now() < deadline) {
    const stored = await queries.readStoredImages([...wanted]);
    if (stored.length === wanted.size && allComplete()) return;
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

/** Every picture there is in the window and in the article's frame has been loaded. */
function allComplete(): boolean {
  const frame = document.querySelector('iframe')?.contentDocument;
  const waiting = frame?.querySelector('.missing-picture');
  return !waiting && [...document.images, ...(frame?.images ?? [])].every((image) => image.complete);
}
