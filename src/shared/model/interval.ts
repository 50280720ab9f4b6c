/** How often the reader wants a feed polled: minutes, or only when they ask. */
export type OwnInterval = number | 'by-hand';

/** What the reader can choose from, besides leaving it to the feed. */
export const intervalChoices: readonly OwnInterval[] = [10, 30, 60, 3 * 60, 12 * 60, 24 * 60, 'by-hand'];

/** "every hour", "every 10 minutes", "only by hand". */
export function describeInterval(interval: OwnInterval): string {
  if (interval === 'by-hand') return 'only by hand';
  if (interval % (24 * 60) === 0) return every(interval / (24 * 60), 'day');
  if (interval % 60 === 0) return every(interval / 60, 'hour');
  return every(interval, 'minute');
}

function every(count: number, unit: string): string {
  return count === 1 ? `every ${unit}` : `every ${count} ${unit}s`;
}
