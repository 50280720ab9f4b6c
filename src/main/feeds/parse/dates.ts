/**
 * Dates as feeds write them: RFC 822 (RSS), ISO 8601 (Atom, Dublin Core, JSON Feed) and the common broken forms of both.
 * A date without a zone is taken as UTC, so that every reader of a feed sees the same order.
 */

import { findMonth, withoutAccents } from './months';
import { namedZone, offset, placeOffset } from './zones';

/** Longer than any date; protects the patterns below. */
const MAX_LENGTH = 120;

/** Milliseconds since the epoch, or null when the text is no date. */
export function parseDate(text: string | null): number | null {
  const trimmed = text?.trim() ?? '';
  if (trimmed === '' || trimmed.length > MAX_LENGTH) return null;
  return parsePlain(trimmed) ?? parseUsual(usualCharacters(trimmed));
}

function parseUsual(text: string): number | null {
  return parseIso(text) ?? parseDigits(text) ?? parseWords(text);
}

/** Dashes of all lengths as hyphens, Arabic and Persian digits as ours, years and months of East Asia as numbers between dashes. */
function usualCharacters(text: string): string {
  if (!/[^\0-\x7f]/.test(text)) return text;
  return text
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 0xf))
    .replace(/(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]/, '$1-$2-$3 ');
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
  /^[T\s]*(\d{1,2})(?::?(\d{2})(?::?(\d{2}(?:[.,]\d+)?))?)?\s*(?:(Z)|([+-]\d{1,2}(?::?\d{2})?)|(?!am|pm)([A-Z]{2,5}))?\s*$/i;

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

/** Unix time (seconds in ten digits, milliseconds in thirteen), or date and time in fourteen digits without anything between. */
function parseDigits(text: string): number | null {
  if (/^\d{10}(?:\.\d+)?$/.test(text)) return Math.round(Number(text) * 1000);
  if (/^\d{13}$/.test(text)) return Number(text);
  return /^\d{14}$/.test(text) ? parseIso(`${text.slice(0, 8)}T${text.slice(8)}`) : null;
}

const TIME =
  /(오전|오후)?\s*(\d{1,2})\s?[:h](\d{1,2})(?:[:.](\d{1,2})(?:[.,]\d+)?)?(?:\s*(am|pm|a\.m\.|p\.m\.|오전|오후)(?![a-z]))?/i;
/** With dots, as in the north of Europe: only after a year, since dates have dots as well. */
const DOTTED_TIME = /(?<=\d{4},?\s+(?:kl\.?\s+|um\s+)?)()(\d{1,2})\.(\d{2})(?:\.(\d{2}))?(?![\d.])()/i;
/** Name of a place in the time zone database. */
const PLACE =
  /\b(?:Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific)\/[A-Za-z_+-]+(?:\/[A-Za-z_]+)?/;

/** Dates with a month's name, and the numeric forms with slashes or dots. */
function parseWords(text: string): number | null {
  const place = PLACE.exec(text)?.[0];
  if (place !== undefined) {
    const rest = text.replace(place, ' ').replace(/[[\]]/g, ' ').trim();
    const local = parseUsual(rest);
    // Beside an offset the place says nothing new.
    if (local === null || /(?:\dZ|[+-]\d{2}:?\d{2})$/i.test(rest)) return local;
    return local - placeOffset(place, local) * 60_000;
  }
  const plain = withoutAccents(text.replace(/\([^()]*\)/g, ' '));
  const time = TIME.exec(plain) ?? DOTTED_TIME.exec(plain);
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
