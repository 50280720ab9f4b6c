/** What a feed asks of those who poll it. */
import { noHints, type PublisherHints } from '../../../shared/model/poll';
import { wholeNumber } from './atom-links';
import { all, firstText, textOf, type XmlFields } from './xml-nodes';

/** More than this is a slip, such as seconds for minutes. */
const longestMinutes = 7 * 24 * 60;

const periods = new Map([
  ['hourly', 60],
  ['daily', 24 * 60],
  ['weekly', 7 * 24 * 60],
  ['monthly', 30 * 24 * 60],
  ['yearly', 365 * 24 * 60],
]);

const days = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/**
 * RSS 2.0 `ttl`, `skipHours` and `skipDays`, and `updatePeriod` with `updateFrequency` of the syndication module (RSS 1.0). The
 * longer of `ttl` and period wins.
 */
export function publisherHints(fields: XmlFields): PublisherHints {
  const minutes = Math.min(longestMinutes, Math.max(numberOf(fields, 'rss:ttl') ?? 0, periodOf(fields)));
  const hours = inside(fields, 'rss:skiphours', 'rss:hour').map((text) => wholeNumber(text));
  const skipDays = inside(fields, 'rss:skipdays', 'rss:day').map((text) => days.indexOf(text.toLowerCase()));
  return {
    minutes: minutes > 0 ? minutes : noHints.minutes,
    // The hour 24 of RSS 0.91 is midnight.
    skipHours: unique(hours.flatMap((hour) => (hour !== null && hour <= 24 ? [hour % 24] : []))),
    skipDays: unique(skipDays.filter((day) => day >= 0)),
  };
}

/** Minutes between updates; 0 when the feed does not say. */
function periodOf(fields: XmlFields): number {
  const period = periods.get(firstText(fields, 'sy:updateperiod')?.trim().toLowerCase() ?? '');
  if (period === undefined) return 0;
  return Math.round(period / Math.max(1, numberOf(fields, 'sy:updatefrequency') ?? 1));
}

function numberOf(fields: XmlFields, name: string): number | null {
  return wholeNumber(firstText(fields, name) ?? '');
}

function inside(fields: XmlFields, container: string, name: string): readonly string[] {
  return all(fields, container).flatMap((node) => all(node, name).map((inner) => textOf(inner).trim()));
}

function unique(numbers: readonly number[]): readonly number[] {
  return [...new Set(numbers)].sort((a, b) => a - b);
}
