import { planNextPoll } from '../../src/main/feeds/schedule';
import { noHints } from '../../src/shared/model/poll';
import { randomFrom } from '../common/random';

/** A month of polling a mixed population of feeds, without any network: the same in every run. */

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const month = 30 * day;
const start = Date.UTC(2026, 0, 1);
/** Articles that a document holds, and that are remembered of it. */
const inDocument = 20;

interface SimulatedFeed {
  readonly host: string;
  /** When its articles appear, ascending, those before the month included. */
  readonly articles: readonly number[];
  readonly headers: Readonly<Record<string, string>>;
  readonly ttl: number | null;
}

export interface SimulationResult {
  readonly requests: number;
  readonly articles: number;
  readonly requestsPerArticle: number;
  /** Minutes between an article's appearance and the poll that found it. */
  readonly medianDelay: number;
  readonly p95Delay: number;
  /** Most requests to one host within one minute. */
  readonly worstBurst: number;
}

/**
 * A tenth news desks (an article each 20 to 60 minutes, by day), a quarter daily papers, a third blogs (one in 3 to 14 days), a
 * tenth podcasts (each week at its hour), the rest long silent. A fifth sends `Cache-Control`, a tenth a `ttl`; forty share a host.
 */
export function makePopulation(count: number): readonly SimulatedFeed[] {
  const random = randomFrom(7);
  const between = (low: number, high: number) => low + random() * (high - low);
  return Array.from({ length: count }, (_, index) => {
    const kind = random();
    const byDay = kind < 0.1;
    const fixed = kind >= 0.7 && kind < 0.8;
    const gap =
      kind < 0.1
        ? between(20, 60) * minute
        : kind < 0.35
          ? between(8, 30) * hour
          : kind < 0.7
            ? between(3, 14) * day
            : 7 * day;
    const silent = kind >= 0.8;
    const articles: number[] = [];
    const end = silent ? start - between(60, 400) * day : start + month;
    const first = (silent ? end : start) - inDocument * gap * (byDay ? 3 : 1);
    let at = first + random() * gap;
    while (at < end) {
      const hourOfDay = new Date(at).getUTCHours();
      if (!byDay || (hourOfDay >= 6 && hourOfDay < 22)) articles.push(Math.round(at));
      // Times between independent events follow the exponential distribution.
      at += fixed ? gap : -Math.log(1 - random()) * gap;
    }
    const seconds = Math.round(between(5, 120)) * 60;
    return {
      host: index < 40 ? 'shared.example' : `host-${index}.example`,
      articles,
      headers: random() < 0.2 ? { 'cache-control': `max-age=${seconds}` } : {},
      ttl: random() < 0.1 ? 60 : null,
    };
  });
}

/** @param fixedInterval milliseconds between polls of every feed; null for our own plan */
export function simulate(
  population: readonly SimulatedFeed[],
  fixedInterval: number | null,
): SimulationResult {
  const random = randomFrom(11);
  const delays: number[] = [];
  const perMinute = new Map<string, number>();
  let requests = 0;
  for (const feed of population) {
    let seen = feed.articles.filter((time) => time <= start).length;
    let now = start + Math.round(random() * 30 * minute);
    while (now < start + month) {
      requests += 1;
      const slot = `${feed.host} ${Math.floor(now / minute)}`;
      perMinute.set(slot, (perMinute.get(slot) ?? 0) + 1);
      for (let next = feed.articles[seen]; next !== undefined && next <= now; next = feed.articles[seen]) {
        delays.push(now - next);
        seen += 1;
      }
      now = fixedInterval === null ? planned(feed, seen, now, random()) : now + fixedInterval;
    }
  }
  delays.sort((a, b) => a - b);
  const delayAt = (share: number) => round((delays[Math.floor(delays.length * share)] ?? 0) / minute);
  return {
    requests,
    articles: delays.length,
    requestsPerArticle: round(requests / delays.length),
    medianDelay: delayAt(0.5),
    p95Delay: delayAt(0.95),
    worstBurst: [...perMinute.values()].reduce((worst, some) => Math.max(worst, some), 0),
  };
}

function planned(feed: SimulatedFeed, seen: number, now: number, chance: number): number {
  const appearedAt = feed.articles.slice(Math.max(0, seen - inDocument), seen).reverse();
  const hints = { ...noHints, minutes: feed.ttl };
  const { headers } = feed;
  return planNextPoll(
    { problem: null, failuresBefore: 0, headers, hints, appearedAt, ownInterval: null },
    now,
    chance,
  ).at;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
