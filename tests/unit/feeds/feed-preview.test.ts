import { describe, expect, it } from 'vitest';
import { describeRhythm, latestArticles, newestDate } from '../../../src/shared/model/feed-preview';
import { noHints, type PolledFeed } from '../../../src/shared/model/poll';
import { polledArticle } from '../library/library-rows';

const now = Date.UTC(2026, 5, 17, 9);
const day = 86_400_000;

function feedOf(dates: readonly (number | null)[]): PolledFeed {
  return {
    title: 'Harbour',
    siteUrl: null,
    description: null,
    language: null,
    truncated: false,
    hints: noHints,
    flaws: [],
    articles: dates.map((publishedAt, place) =>
      polledArticle(`a${place}`, { title: `No. ${place}`, publishedAt }),
    ),
  };
}

const every = (gap: number, count: number, newest = now) =>
  feedOf(Array.from({ length: count }, (_, place) => newest - place * gap));

describe('how often a feed publishes', () => {
  it.each([
    ['About 24 articles a day', every(day / 24, 30)],
    ['About one article a day', every(day, 10)],
    ['About 3 articles a week', every((7 / 3) * day, 10)],
    ['About one article a week', every(7 * day, 5)],
    ['About one article a month', every(30 * day, 5)],
    ['Less than one article a month', every(90 * day, 5)],
    [
      'Nothing new since January 2024; about one article a week before',
      every(7 * day, 5, Date.UTC(2024, 0, 20)),
    ],
    ['No articles yet', feedOf([])],
    ['Its articles carry no dates', feedOf([null, null])],
    ['Too few dates to tell how often it publishes', feedOf([now, null])],
    ['Too few dates to tell how often it publishes', feedOf([now, now, now])],
  ])('%s', (text, feed) => {
    expect(describeRhythm(feed, now)).toBe(text);
  });
});

describe('the latest articles', () => {
  it('newest first, those without a usable date last', () => {
    const feed = feedOf([now - 2 * day, null, now, now + 900 * day, now - day]);
    expect(latestArticles(feed, 4, now)).toEqual([
      { title: 'No. 2', publishedAt: now },
      { title: 'No. 4', publishedAt: now - day },
      { title: 'No. 0', publishedAt: now - 2 * day },
      { title: 'No. 1', publishedAt: null },
    ]);
    expect(newestDate(feed, now)).toBe(now);
    expect(newestDate(feedOf([null]), now)).toBeNull();
  });

  it('go by their first words when they have no title', () => {
    const feed = {
      ...feedOf([]),
      articles: [polledArticle('a', { title: '', excerpt: 'Soup, then maps.' })],
    };
    expect(latestArticles(feed, 1, now)[0]?.title).toBe('Soup, then maps.');
  });
});
