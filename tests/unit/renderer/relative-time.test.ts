import { describe, expect, it } from 'vitest';
import { relativeTime } from '../../../src/renderer/features/articles/relative-time';

/** Wednesday. */
const now = Date.UTC(2026, 5, 17, 9, 0);
const minute = 60_000;
const hour = 60 * minute;
const told = (time: number) => relativeTime(time, now, 'en-GB', 'UTC');

describe('when an article appeared is told', () => {
  it.each([
    ['as now in its first minute', now - 20_000, 'Now'],
    ['in minutes', now - 5 * minute, '5 min'],
    ['in hours on the same day', now - 3 * hour, '3 h'],
    ['as yesterday, however few hours ago', now - 10 * hour, 'Yesterday'],
    ['by the day of the week', now - 72 * hour, 'Sunday'],
    ['by date in the same year', Date.UTC(2026, 0, 12), '12 Jan'],
    ['with the year in another', Date.UTC(2024, 0, 12), '12 Jan 2024'],
    ['by date when it lies ahead', now + 48 * hour, '19 Jun'],
  ])('%s', (_how, time, text) => {
    expect(told(time)).toBe(text);
  });

  it('by the calendar of the reader’s own time zone', () => {
    const lateEvening = Date.UTC(2026, 5, 16, 23, 30);
    expect(relativeTime(lateEvening, now, 'en', 'UTC')).toBe('Yesterday');
    expect(relativeTime(lateEvening, now, 'en', 'Europe/Helsinki')).toBe('9 h');
  });
});
