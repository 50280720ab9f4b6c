import { formatBytes } from '../article/enclosure';

interface Freed {
  readonly articles: number;
  readonly pictures: number;
  readonly bytes: number;
}

/** What freeing space came to, in one sentence. */
export function freedText({ articles, pictures, bytes }: Freed): string {
  const parts = [
    ...(pictures > 0 ? [`${count(pictures, 'picture')} (${formatBytes(bytes)})`] : []),
    ...(articles > 0 ? [count(articles, 'old article')] : []),
  ];
  return parts.length > 0 ? `Removed ${parts.join(' and ')}.` : 'Nothing had to go.';
}

function count(number: number, one: string): string {
  return `${number.toLocaleString()} ${one}${number === 1 ? '' : 's'}`;
}
