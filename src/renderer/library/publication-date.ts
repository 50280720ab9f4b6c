import type { ArticleContent, DateReason } from '../../shared/model/article';
import { EARLIEST_DATE, type PolledArticle } from '../../shared/model/poll';

type Dating = Pick<ArticleContent, 'publishedAt' | 'dateGuessed' | 'dateReason'>;
type Dated = Pick<PolledArticle, 'publishedAt' | 'dateUnreadable'>;

const oneDay = 86_400_000;

/** Why the publisher's date cannot be true, if so: before 1990, or more than a day ahead of `now` (time zones, early birds). */
function reasonAgainst({ publishedAt, dateUnreadable }: Dated, now: number): DateReason | null {
  if (publishedAt === null || !Number.isFinite(publishedAt)) return dateUnreadable ? 'unreadable' : 'missing';
  if (publishedAt < EARLIEST_DATE) return 'past';
  return publishedAt > now + oneDay ? 'future' : null;
}

/**
 * When a new article appeared. Without a usable date it is the time of arrival, a millisecond less for each place in the document:
 * undated articles then keep the publisher's order.
 */
export function dateOnArrival(article: Dated, arrivedAt: number, place: number): Dating {
  const reason = reasonAgainst(article, arrivedAt);
  return reason === null ? published(article) : guessed(arrivedAt - place, reason);
}

/** The date of an article whose text changed: it moves in the lists only where the publisher gives another usable date. */
export function dateOnRevision(
  article: Dated,
  now: number,
  before: Pick<ArticleContent, 'publishedAt' | 'dateGuessed'>,
): Dating {
  const reason = reasonAgainst(article, now);
  if (reason === null) return published(article);
  return before.dateGuessed ? guessed(before.publishedAt, reason) : published(before);
}

function published({ publishedAt }: { readonly publishedAt: number | null }): Dating {
  return { publishedAt: publishedAt ?? 0, dateGuessed: false };
}

function guessed(publishedAt: number, dateReason: DateReason): Dating {
  return { publishedAt, dateGuessed: true, dateReason };
}
