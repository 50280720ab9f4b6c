const minute = 60_000;
const hour = 60 * minute;

/** How long ago, in the few letters a row has room for: "5 min", "3 h", "Yesterday", "Monday", "12 Jan", "12 Jan 2024". */
export function relativeTime(time: number, now: number, locale?: string, timeZone?: string): string {
  const age = now - time;
  const zone = timeZone ? { timeZone } : {};
  if (age >= -minute && age < minute) return 'Now';
  if (age > 0 && age < hour) return `${Math.floor(age / minute)} min`;
  const days = dayNumber(now, timeZone) - dayNumber(time, timeZone);
  if (age > 0 && days === 0) return `${Math.floor(age / hour)} h`;
  if (days === 1) return 'Yesterday';
  if (days > 1 && days < 7) return formatter({ weekday: 'long', ...zone }, locale).format(time);
  const sameYear = yearOf(time, timeZone) === yearOf(now, timeZone);
  const date: Intl.DateTimeFormatOptions = {
    day: 'numeric',
    month: 'short',
    ...(!sameYear && { year: 'numeric' }),
    ...zone,
  };
  return formatter(date, locale).format(time);
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Making a formatter costs a hundred times what using one does. It knows the zone it was made in: those of another do not count. */
function formatter(options: Intl.DateTimeFormatOptions, locale?: string): Intl.DateTimeFormat {
  const key = JSON.stringify([locale, options, new Date().getTimezoneOffset()]);
  const known = formatters.get(key) ?? new Intl.DateTimeFormat(locale, options);
  formatters.set(key, known);
  return known;
}

/** Days since the epoch of the calendar day a moment falls on, where the reader is. */
function dayNumber(time: number, timeZone?: string): number {
  const parts = partsOf(time, timeZone);
  return Date.UTC(parts.year, parts.month - 1, parts.day) / (24 * hour);
}

function yearOf(time: number, timeZone?: string): number {
  return partsOf(time, timeZone).year;
}

function partsOf(time: number, timeZone?: string): { year: number; month: number; day: number } {
  if (timeZone === undefined) {
    const date = new Date(time);
    return { year: date.getFullYear(), month: date.getMonth() + 1, day: date.getDate() };
  }
  const calendar = formatter(
    { year: 'numeric', month: 'numeric', day: 'numeric', calendar: 'gregory', timeZone },
    'en',
  );
  const parts = calendar.formatToParts(time);
  const value = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  return { year: value('year'), month: value('month'), day: value('day') };
}
