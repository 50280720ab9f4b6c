import type { ArticleContent } from '../../shared/model/article';

type Dating = Pick<ArticleContent, 'publishedAt' | 'dateGuessed'>;

const oneDay = 86_400_000;
/** The web has no feeds older than itself; a date before is a clock at zero. */
const earliest = Date.UTC(1990, 0, 1);

/** The publisher's date when it can be true: not before 1990, not more than a day ahead of `now` (time zones, early birds). */
function usableDate(publishedAt: number | null, now: number): number | null {
  if (publishedAt === null || !Number.isFinite(publishedAt)) return null;
  return publishedAt < earliest || publishedAt > now + oneDay ? null : publishedAt;
}

/**
 * When a new article appeared. Without a usable date it is the time of arrival, a millisecond less for each place in the document:
 * undated articles then keep the publisher's order.
 */
export function dateOnArrival(publishedAt: number | null, arrivedAt: number, place: number): Dating {
  const usable = usableDate(publishedAt, arrivedAt);
  return { publishedAt: usable ?? arrivedAt - place, dateGuessed: usable === null };
}

/** The date of an article whose text changed: it moves in the lists only where the publisher gives another usable date. */
export function dateOnRevision(publishedAt: number | null, now: number, before: Dating): Dating {
  const usable = usableDate(publishedAt, now);
  if (usable === null) return { publishedAt: before.publishedAt, dateGuessed: before.dateGuessed };
  return { publishedAt: usable, dateGuessed: false };
}
