import type { ArticleId, AudioKey, ImageKey } from './ids';
import type { OfflineNeeds } from './offline';

/** What of an article is on this computer. */
export interface PackedArticle {
  readonly id: ArticleId;
  readonly title: string;
  /** Reading time. */
  readonly minutes: number;
  readonly needs: OfflineNeeds;
  /** The pictures that are said to be here. */
  readonly storedImages: readonly ImageKey[];
  /** The recordings that are said to be here. */
  readonly storedAudio: readonly AudioKey[];
  /** Minutes that its recordings last, as far as the publisher says. */
  readonly listening: number;
  /** About how much room its other recordings will take. */
  readonly missingAudioBytes: number;
  /** Of its text and of the pictures and recordings that are here. */
  readonly bytes: number;
}

/** A picture not here yet is taken for so many bytes: the mean of what news sites send. */
const pictureBytes = 150_000;
/** The same of a text still to be brought. */
const textBytes = 12_000;

/** About how much room an article takes once it is whole. */
function expectedBytes({ needs, bytes, missingAudioBytes }: PackedArticle): number {
  const missing = needs.pictures.filter(({ state }) => state !== 'stored').length;
  return bytes + missingAudioBytes + missing * pictureBytes + (needs.text === 'excerpt' ? textBytes : 0);
}

export interface TripLimits {
  readonly hours: number;
  readonly megabytes: number;
}

export interface TripPlan {
  readonly ids: readonly ArticleId[];
  /** Of reading and listening. */
  readonly minutes: number;
  /** Of them, of listening. */
  readonly listening: number;
  readonly bytes: number;
  /** Candidates beyond the limits. */
  readonly left: number;
}

/** The first of the candidates that fit, in their order; one that is too large does not keep smaller ones out. Pure. */
export function planTrip(candidates: readonly PackedArticle[], { hours, megabytes }: TripLimits): TripPlan {
  const ids: ArticleId[] = [];
  let minutes = 0;
  let listening = 0;
  let bytes = 0;
  for (const article of candidates) {
    if (minutes >= hours * 60) break;
    const expected = expectedBytes(article);
    if (bytes + expected > megabytes * 1_000_000) continue;
    ids.push(article.id);
    minutes += article.minutes + article.listening;
    listening += article.listening;
    bytes += expected;
  }
  return { ids, minutes, listening, bytes, left: candidates.length - ids.length };
}

/** Whether nothing of it is on the way any more, be it here or not. */
export function isSettled({ needs }: PackedArticle): boolean {
  const moving = ({ state, problem }: (OfflineNeeds['pictures'] | OfflineNeeds['recordings'])[number]) =>
    state === 'pending' && problem === null;
  return !needs.textPending && !needs.pictures.some(moving) && !needs.recordings.some(moving);
}
