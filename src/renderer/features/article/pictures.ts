import { openDialog, type Picture } from '../../state/dialogs';
import { say } from '../../ui/toaster';
import { frameDocument } from './frame-document';

/** Smaller ones, in pixels, are signs and smileys. */
const smallest = 64;

/** Opens the viewer at a picture of the article's frame, or at the first. */
export function viewPictures(chosen?: HTMLImageElement): void {
  const frame = frameDocument();
  const images = frame ? [...frame.images].filter(isPicture) : [];
  if (images.length === 0) {
    if (!chosen) say('No pictures in this article');
    return;
  }
  const first = chosen ? images.indexOf(chosen) : 0;
  if (first >= 0) openDialog({ kind: 'pictures', pictures: images.map(toPicture), first });
}

function isPicture(image: HTMLImageElement): boolean {
  // The still of a film is a link to the film.
  if (image.closest('.embed')) return false;
  return image.naturalWidth >= smallest && image.naturalHeight >= smallest;
}

function toPicture(image: HTMLImageElement): Picture {
  const caption = image.closest('figure')?.querySelector('figcaption')?.textContent?.trim();
  return { src: image.src, alt: image.alt, caption: caption || image.alt };
}
