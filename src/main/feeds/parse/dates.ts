/**
 * Dates as feeds write them: RFC 822 (RSS), ISO 8601 (Atom, Dublin Core, JSON Feed) and the common broken forms of both.
 * A date without a zone is taken as UTC, so that every reader of a feed sees the same order.
 */

/** Longer than any date; protects the patterns below. */
const MAX_LENGTH = 120;

/** Milliseconds since the epoch, or null when the text is no date. */
export function parseDate(text: string | null): number | null {
  const trimmed = text?.trim() ?? '';
  if (trimmed === '' || trimmed.length > MAX_LENGTH) return null;
  return parsePlain(trimmed) ?? parseIso(trimmed) ?? parseEpoch(trimmed) ?? parseWords(trimmed);
}

const PLAIN = /^[A-Z][a-z]{2}, (\d{2}) ([A-Z][a-z]{2}) (\d{4}) (\d{2}):(\d{2}):(\d{2}) (?:GMT|[+-]0000)$/;
const SHORT_MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec';

/** The form nearly every RSS feed has (RFC 822 with a year of four digits, Greenwich), without the search the others need. */
function parsePlain(text: string): number | null {
  const found = PLAIN.exec(text);
  if (!found) return null;
  const month = SHORT_MONTHS.indexOf(found[2] ?? '') / 3;
  const [day = 0, year = 0, hour = 0, minute = 0, second = 0] = [1, 3, 4, 5, 6].map((place) =>
    Number(found[place]),
  );
  // Odd values are for the others to make sense of.
  const usual =
    Number.isInteger(month) && month >= 0 && day >= 1 && day <= 28 && hour < 24 && minute < 60 && second < 60;
  return usual && year >= 1970 ? Date.UTC(year, month, day, hour, minute, second) : null;
}

interface Clock {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** Minutes east of Greenwich. */
  readonly zone: number;
}

const MIDNIGHT: Clock = { hour: 0, minute: 0, second: 0, zone: 0 };

const ISO_DATE =
  /^(\d{4})(?:-?W(\d{2})(?:-?(\d))?|-(\d{1,2})-(\d{1,2})|(\d{2})(\d{2})|-?(\d{3})|-(\d{1,2}))?(?![\d/])/i;
const ISO_TIME =
  /^[T\s]*(\d{1,2})(?::?(\d{2})(?::?(\d{2}(?:[.,]\d+)?))?)?\s*(?:(Z)|([+-]\d{1,2}(?::?\d{2})?)|([A-Z]{2,5}))?\s*$/i;

function parseIso(text: string): number | null {
  const date = ISO_DATE.exec(text);
  if (!date) return null;
  const [whole, year = '', week, weekday, month, day, basicMonth, basicDay, ordinal, onlyMonth] = date;
  const rest = text.slice(whole.length).trim();
  let clock = MIDNIGHT;
  if (rest !== '') {
    const time = ISO_TIME.exec(rest);
    if (!time) return null;
    clock = {
      hour: Number(time[1]),
      minute: Number(time[2] ?? 0),
      second: Number((time[3] ?? '0').replace(',', '.')),
      zone: time[5] ? offset(time[5]) : time[6] ? namedZone(time[6]) : 0,
    };
  }
  const y = Number(year);
  if (week) return isoWeek(y, Number(week), Number(weekday ?? 1), clock);
  if (ordinal) return at(y, 1, Number(ordinal), clock, 366);
  return at(y, Number(month ?? basicMonth ?? onlyMonth ?? 1), Number(day ?? basicDay ?? 1), clock);
}

/** Week 1 is the week with January 4th; days count from Monday. */
function isoWeek(year: number, week: number, day: number, clock: Clock): number | null {
  const fourth = new Date(Date.UTC(year, 0, 4));
  const monday = 4 - ((fourth.getUTCDay() + 6) % 7);
  const start = at(year, 1, 1, clock);
  return start === null ? null : start + (monday - 1 + (week - 1) * 7 + (day - 1)) * DAY;
}

/** Unix time: seconds in ten digits, milliseconds in thirteen. */
function parseEpoch(text: string): number | null {
  if (/^\d{10}$/.test(text)) return Number(text) * 1000;
  return /^\d{13}$/.test(text) ? Number(text) : null;
}

const TIME =
  /(오전|오후)?\s*(\d{1,2})\s?[:h](\d{1,2})(?:[:.](\d{1,2})(?:[.,]\d+)?)?(?:\s*(am|pm|a\.m\.|p\.m\.)(?![a-z]))?/i;

/** Dates with a month's name, and the numeric forms with slashes or dots. */
function parseWords(text: string): number | null {
  const plain = text
    .replace(/\([^()]*\)/g, ' ')
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC');
  const time = TIME.exec(plain);
  const beforeTime = time ? plain.slice(0, time.index) : plain;
  const afterTime = time ? plain.slice(time.index + time[0].length) : '';
  const clock = time ? readClock(time, afterTime) : MIDNIGHT;
  const dateText = `${beforeTime} ${afterTime.replace(/[+-]\d{1,2}:?\d{2}\b/, ' ')}`;

  const numeric = /(?<!\d)(\d{1,4})[/.\s-]+(\d{1,2})[/.\s-]+(\d{1,4})(?!\d)/.exec(dateText);
  const month = findMonth(dateText);
  if (month !== null) return fromNumbers(dateText, month, clock);
  return numeric
    ? fromTriple(Number(numeric[1]), Number(numeric[2]), Number(numeric[3]), numeric[0], clock)
    : null;
}

function readClock(time: RegExpExecArray, after: string): Clock {
  let hour = Number(time[2]);
  const half = `${time[5] ?? ''}${time[1] ?? ''}`.toLowerCase();
  if (/^p|오후/.test(half) && hour < 12) hour += 12;
  if (/^a|오전/.test(half) && hour === 12) hour = 0;
  return { hour, minute: Number(time[3]), second: Number(time[4] ?? 0), zone: readZone(after) };
}

/** `+0100`, `GMT+1`, `EST`, `Etc/GMT`: whatever zone stands after the time. */
function readZone(after: string): number {
  const zone =
    /^[\s,]*(?:Etc\/)?(?:(?:GMT|UTC?|Z)?\s*([+-]\s?\d{1,2}(?::?\d{2})?)(?!\d)|([A-Z]{1,5})\b)/i.exec(after);
  if (zone?.[1]) return offset(zone[1]);
  return zone?.[2] ? namedZone(zone[2]) : 0;
}

/** Day and year from the numbers beside a month's name. */
function fromNumbers(text: string, month: number, clock: Clock): number | null {
  const numbers = text.match(/\d+/g) ?? [];
  const yearAt = numbers.findIndex((digits) => digits.length === 4);
  if (yearAt >= 0) {
    const day = numbers.find((_, i) => i !== yearAt);
    return at(Number(numbers[yearAt]), month, Number(day ?? 1), clock);
  }
  const [day, year] = numbers;
  if (day === undefined || year === undefined) return null;
  return at(fullYear(Number(year)), month, Number(day), clock);
}

/** Three numbers: year first, or day and month in the order only one of which can be right; dots mean day first. */
function fromTriple(a: number, b: number, c: number, written: string, clock: Clock): number | null {
  if (a > 31) return at(a, b, c, clock);
  const year = fullYear(c);
  const dayFirst = a > 12 || (b <= 12 && written.includes('.'));
  return dayFirst ? at(year, b, a, clock) : at(year, a, b, clock);
}

/** RFC 2822, 4.3: two digits below 50 are this century; three digits count from 1900. */
function fullYear(year: number): number {
  if (year < 50) return year + 2000;
  return year < 1000 ? year + 1900 : year;
}

const DAY = 86_400_000;
const MONTH_DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function at(year: number, month: number, day: number, clock: Clock, maxDay?: number): number | null {
  const limit = maxDay ?? MONTH_DAYS[month - 1];
  if (limit === undefined || day < 1 || day > limit || year > 9999) return null;
  if (clock.hour > 24 || clock.minute > 59 || clock.second > 61) return null;
  const days = Date.UTC(2000, month - 1, day) - Date.UTC(2000, month - 1, 1);
  const first = new Date(Date.UTC(2000, month - 1, 1));
  first.setUTCFullYear(year);
  const seconds = (clock.hour * 60 + clock.minute - clock.zone) * 60 + clock.second;
  const time = first.getTime() + days + Math.round(seconds * 1000);
  return Number.isNaN(time) ? null : time;
}

function offset(text: string): number {
  const digits = text.replace(/[^\d]/g, '');
  const hours = Number(digits.length > 2 ? digits.slice(0, -2) : digits);
  const minutes = digits.length > 2 ? Number(digits.slice(-2)) : 0;
  const total = hours * 60 + minutes;
  return text.startsWith('-') ? -total : total;
}

/** Minutes east of Greenwich. A name nobody can know counts as UTC (RFC 5322, 4.3). */
const ZONES: Readonly<Record<string, number>> = {
  ACDT: 630,
  ACST: 570,
  ADT: -180,
  AEDT: 660,
  AEST: 600,
  AKDT: -480,
  AKST: -540,
  ART: -180,
  AST: -240,
  AWST: 480,
  BRST: -120,
  BRT: -180,
  BST: 60,
  CDT: -300,
  CEST: 120,
  CET: 60,
  CLST: -180,
  CLT: -240,
  CST: -360,
  EAT: 180,
  EDT: -240,
  EEST: 180,
  EET: 120,
  EST: -300,
  ET: -300,
  CT: -360,
  MT: -420,
  PT: -480,
  HKT: 480,
  HST: -600,
  IDT: 180,
  IST: 330,
  JST: 540,
  KST: 540,
  MDT: -360,
  MESZ: 120,
  MEST: 120,
  MET: 60,
  MEZ: 60,
  MSD: 240,
  MSK: 180,
  MST: -420,
  NDT: -150,
  NST: -210,
  NZDT: 780,
  NZST: 720,
  PDT: -420,
  PHT: 480,
  PKT: 300,
  PST: -480,
  SAST: 120,
  SGT: 480,
  WAT: 60,
  WEST: 60,
  WIB: 420,
};

function namedZone(name: string): number {
  return ZONES[name.toUpperCase()] ?? 0;
}

/** Beginnings of month names, without accents: English first, then other languages publishers write. */
const MONTHS: readonly (readonly string[])[] = [
  ['jan', 'ene', 'gen', 'янв', 'ιαν'],
  ['feb', 'fev', 'fév', 'фев', 'φεβ'],
  ['mar', 'mär', 'maa', 'mrz', 'мар', 'μαρ'],
  ['apr', 'abr', 'avr', 'апр', 'απρ'],
  ['may', 'mai', 'mag', 'мая', 'май', 'μαι', 'maj', 'mei'],
  ['jun', 'juin', 'giu', 'июн', 'ιουν', 'jún'],
  ['jul', 'juil', 'lug', 'июл', 'ιουλ', 'júl'],
  ['aug', 'ago', 'aou', 'авг', 'αυγ'],
  ['sep', 'set', 'сен', 'σεπ', 'szept'],
  ['oct', 'okt', 'out', 'ott', 'окт', 'οκτ'],
  ['nov', 'ноя', 'νοε'],
  ['dec', 'dez', 'dic', 'дек', 'δεκ'],
];

/** The month named in a date, 1 to 12. The last one counts: in "mar., 5 août" the first is a Tuesday. */
function findMonth(text: string): number | null {
  let found: number | null = null;
  for (const word of text.toLowerCase().match(/\p{L}{3,}/gu) ?? []) {
    const index = MONTHS.findIndex((names) => names.some((name) => word.startsWith(name)));
    if (index >= 0) found = index + 1;
  }
  return found;
}
