import { articleTitle } from './article';
import type { PolledFeed } from './poll';

/** A headline, as the reader sees it before subscribing. */
export interface PreviewArticle {
  readonly title: string;
  /** Milliseconds since the epoch; null when the publisher gave no usable date. */
  readonly publishedAt: number | null;
}

const day = 86_400_000;
/** Articles whose dates tell a feed's rhythm. */
const rhythmArticles = 20;

/** The newest articles, newest first; those without a date last, as the document has them. */
export function latestArticles(feed: PolledFeed, count: number, now: number): readonly PreviewArticle[] {
  return feed.articles
    .map((article) => ({ title: articleTitle(article), publishedAt: usableDate(article.publishedAt, now) }))
    .sort((a, b) => (b.publishedAt ?? 0) - (a.publishedAt ?? 0))
    .slice(0, count);
}

/** When the newest article appeared, in milliseconds since the epoch; null when none has a usable date. */
export function newestDate(feed: PolledFeed, now: number): number | null {
  return latestDates(feed, now)[0] ?? null;
}

/** How often a feed publishes, by the dates of its latest articles, in one short sentence without a full stop. */
export function describeRhythm(feed: PolledFeed, now: number): string {
  if (feed.articles.length === 0) return 'No articles yet';
  const dates = latestDates(feed, now).slice(0, rhythmArticles);
  const [newest] = dates;
  const oldest = dates.at(-1);
  if (newest === undefined || oldest === undefined) return 'Its articles carry no dates';
  if (dates.length < 2 || newest - oldest < day / 24) return 'Too few dates to tell how often it publishes';
  const gap = (newest - oldest) / (dates.length - 1);
  const rhythm = perPeriod(day / gap);
  if (now - newest <= Math.max(90 * day, 6 * gap)) return rhythm;
  const since = new Intl.DateTimeFormat(undefined, { month: 'long', year: 'numeric' }).format(newest);
  return `Nothing new since ${since}; ${rhythm.charAt(0).toLowerCase()}${rhythm.slice(1)} before`;
}

function perPeriod(perDay: number): string {
  for (const [days, name] of [
    [1, 'day'],
    [7, 'week'],
    [365 / 12, 'month'],
  ] as const) {
    const count = Math.round(perDay * days);
    if (count >= 1) return `About ${count === 1 ? 'one article' : `${count} articles`} a ${name}`;
  }
  return 'Less than one article a month';
}

function latestDates(feed: PolledFeed, now: number): number[] {
  return feed.articles.flatMap(({ publishedAt }) => usableDate(publishedAt, now) ?? []).sort((a, b) => b - a);
}

/** Clocks differ by hours; a date further ahead is a mistake. */
function usableDate(publishedAt: number | null, now: number): number | null {
  return publishedAt !== null && publishedAt <= now + day ? publishedAt : null;
}
