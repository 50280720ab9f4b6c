import type { Enclosure } from '../../../shared/model/article';
import { hostOf } from '../../../shared/model/feed';

/** "1:02:07", "4:09". */
export function formatDuration(seconds: number): string {
  const whole = Math.round(seconds);
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
  const two = (value: number) => String(value).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/** "2.5 GB", "48 MB", "3.4 MB", "12 KB": as much as helps to decide. */
export function formatBytes(bytes: number): string {
  if (bytes >= 1_000_000_000) return `${short(bytes / 1_000_000_000)} GB`;
  if (bytes >= 1_000_000) return `${short(bytes / 1_000_000)} MB`;
  return `${bytes > 0 ? Math.max(1, Math.round(bytes / 1000)) : 0} KB`;
}

function short(size: number): string {
  return size < 10 && !Number.isInteger(size) ? size.toFixed(1) : String(Math.round(size));
}

/** What kind of thing is attached. */
export function enclosureKind(type: string | null): 'Audio' | 'Video' | 'Picture' | 'File' {
  if (type?.startsWith('audio/')) return 'Audio';
  if (type?.startsWith('video/')) return 'Video';
  if (type?.startsWith('image/')) return 'Picture';
  return 'File';
}

/** Its title, else the file's name, else where it is. */
export function enclosureTitle({ title, url }: Pick<Enclosure, 'title' | 'url'>): string {
  if (title) return title;
  const name = URL.canParse(url) ? new URL(url).pathname.split('/').at(-1) : '';
  try {
    return decodeURIComponent(name ?? '') || hostOf(url);
  } catch {
    return name || hostOf(url);
  }
}
