const minute = 60_000;
const hour = 60 * minute;

/** How long ago, in the few letters a row has room for: "5 min", "3 h", "Yesterday", "Monday", "12 Jan", "12 Jan 2024". */
export function relativeTime(time: number, now: number, locale?: string, timeZone?: string): string {
  const age = now - time;
  if (age >= -minute && age < minute) return 'Now';
  if (age > 0 && age < hour) return `${Math.floor(age / minute)} min`;
  const days = dayNumber(now, timeZone) - dayNumber(time, timeZone);
  if (age > 0 && days === 0) return `${Math.floor(age / hour)} h`;
  if (days === 1) return 'Yesterday';
  if (days > 1 && days < 7) return formatter('weekday', locale, timeZone).format(time);
  const sameYear = yearOf(time, timeZone) === yearOf(now, timeZone);
  return formatter(sameYear ? 'day' : 'date', locale, timeZone).format(time);
}

const forms = {
  weekday: { weekday: 'long' },
  day: { day: 'numeric', month: 'short' },
  date: { day: 'numeric', month: 'short', year: 'numeric' },
  calendar: { day: 'numeric', month: 'numeric', year: 'numeric', calendar: 'gregory' },
} as const satisfies Readonly<Record<string, Intl.DateTimeFormatOptions>>;

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Making a formatter costs a hundred times what using one does, and every row of a list needs one. */
function formatter(form: keyof typeof forms, locale = '', timeZone = ''): Intl.DateTimeFormat {
  const key = `${form} ${locale} ${timeZone}`;
  const known = formatters.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale || undefined, {
    ...forms[form],
    ...(timeZone && { timeZone }),
  });
  formatters.set(key, made);
  return made;
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
  const parts = formatter('calendar', 'en', timeZone).formatToParts(time);
  const value = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  return { year: value('year'), month: value('month'), day: value('day') };
}
