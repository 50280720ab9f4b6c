import type { ArticleBody, Chapter, Enclosure } from './article';
import type { AudioKey } from './ids';
import type { Problem } from './problem';

/** A recording of an article: a file the feed attached, or a player in its text. */
export interface Recording {
  readonly url: string;
  readonly title: string | null;
  /** Seconds. */
  readonly duration: number | null;
  /** Bytes, as the publisher says. */
  readonly length: number | null;
}

/** A recording the library asks main for. */
export interface WantedAudio {
  readonly key: AudioKey;
  /** http(s). */
  readonly url: string;
  /** A feed from the public web may not make us ask private addresses. */
  readonly feedUrl: string;
  /** A file with its chapters, to be fetched with it. */
  readonly chaptersUrl: string | null;
  /** Somebody waits to hear it: it goes before what is only to be kept. */
  readonly urgent: boolean;
}

export type SettledAudio =
  | {
      readonly key: AudioKey;
      readonly ok: true;
      readonly type: string;
      readonly bytes: number;
      /** Null when there is no file of them, or none that can be read. */
      readonly chapters: readonly Chapter[] | null;
    }
  /** `retry`: worth another try later (the network or the disk, not the recording, was at fault). */
  | { readonly key: AudioKey; readonly ok: false; readonly problem: Problem; readonly retry: boolean };

/** How far a recording has come. It can be played from the first of these that names its size. */
export interface AudioProgress {
  readonly key: AudioKey;
  readonly bytes: number;
  /** Null when its server does not say; it then plays once all is here. */
  readonly total: number | null;
}

/** Newest episodes of a feed to keep offline, for the reader to choose from. */
export const keptEpisodesChoices = [0, 1, 3, 5, 10] as const;

/** Extensions of files that are sound, for those whose type nobody tells. */
const soundName = /\.(?:mp3|m4a|m4b|aac|oga|ogg|opus|flac|wav)$/i;

export function isAudio({ type, url }: Pick<Enclosure, 'type' | 'url'>): boolean {
  if (!/^https?:/i.test(url)) return false;
  if (type?.startsWith('audio/') || type === 'application/ogg') return true;
  const untold = type === null || type === '' || type === 'application/octet-stream';
  return untold && soundName.test(url.split(/[?#]/, 1)[0] ?? '');
}

/** The line that stands in for a player in an article's text, as the sanitizer writes it. */
const audioCard = /<p class="embed audio"[^>]*><a href="([^"]+)"/g;

/** Every recording of an article, each once: what the feed attached first, then the players in its text. */
export function recordingsOf({
  enclosures,
  html,
}: Pick<ArticleBody, 'enclosures' | 'html'>): readonly Recording[] {
  const recordings = new Map<string, Recording>();
  for (const enclosure of enclosures.filter(isAudio)) {
    const { url, title, duration, length } = enclosure;
    if (!recordings.has(url)) recordings.set(url, { url, title, duration, length });
  }
  for (const [, address = ''] of html.matchAll(audioCard)) {
    const url = address.replaceAll('&amp;', '&');
    if (!recordings.has(url)) recordings.set(url, { url, title: null, duration: null, length: null });
  }
  return [...recordings.values()];
}

/** Mean bytes of a second of speech, as podcasts send it (128 kbit/s). */
const bytesPerSecond = 16_000;
/** Taken for a recording nobody measured. */
const unknownBytes = 40_000_000;

/** About how much room a recording takes. */
export function expectedAudioBytes({ length, duration }: Recording): number {
  if (length !== null && length > 0) return length;
  return duration === null ? unknownBytes : duration * bytesPerSecond;
}

/** The chapter that is playing; null before the first. @param time seconds */
export function chapterAt(chapters: readonly Chapter[], time: number): Chapter | null {
  return chapters.findLast(({ start }) => start <= time) ?? null;
}
