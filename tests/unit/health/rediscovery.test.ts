import { describe, expect, it } from 'vitest';
import { clearChoices, sitesOf, toRediscovery } from '../../../src/renderer/features/health/rediscovery';
import type { FeedChoice } from '../../../src/shared/contract/channels';
import type { FeedId } from '../../../src/shared/model/ids';
import { failed, ok } from '../../../src/shared/result';
import { feedRow, noon } from '../library/library-rows';

const lost = feedRow({ feedUrl: 'https://news.example/old.xml' });
const choice = (url: string, fields: Partial<FeedChoice> = {}): FeedChoice => ({
  url,
  title: url,
  comments: false,
  latestAt: null,
  articles: [],
  problem: null,
  ...fields,
});
const seen = (feeds: readonly FeedChoice[], subscribed = [lost], feed = lost) =>
  toRediscovery(feed, ok({ kind: 'choices', pageUrl: 'https://news.example/', feeds }), subscribed, noon);

describe('a feed that is looked for again', () => {
  it('is looked for at its site, else at the front page of where it was', () => {
    expect(sitesOf({ ...lost, siteUrl: 'https://www.news.example/' })).toEqual([
      'https://www.news.example/',
      'https://news.example/',
    ]);
    expect(sitesOf({ ...lost, siteUrl: 'javascript:alert(1)' })).toEqual(['https://news.example/']);
    expect(sitesOf(lost)).toEqual(['https://news.example/']);
  });

  it('is clear when its site names one other feed, its comments aside', () => {
    const main = choice('https://news.example/feed');
    const comments = choice('https://news.example/comments', { comments: true });
    expect(seen([main, comments])).toMatchObject({ clear: main, choices: [main, comments], nothing: null });
  });

  it('is not clear when there are several, or when the one cannot be read now', () => {
    expect(seen([choice('https://news.example/a'), choice('https://news.example/b')]).clear).toBeNull();
    const silent = choice('https://news.example/a', { problem: { code: 'empty-body' } });
    expect(seen([silent])).toMatchObject({ clear: null, choices: [silent] });
  });

  it('never gets the address it has, nor that of another subscription', () => {
    const other = feedRow({ id: 'f2' as FeedId, feedUrl: 'https://news.example/b', title: 'Bay' });
    expect(seen([choice(lost.feedUrl)])).toMatchObject({ choices: [], nothing: 'same' });
    const both = [choice('https://news.example/a'), choice(other.feedUrl)];
    expect(seen(both, [lost, other]).clear?.url).toBe('https://news.example/a');
    expect(seen([choice(other.feedUrl)], [lost, other]).nothing).toEqual({
      code: 'already-subscribed',
      title: 'Bay',
    });
  });

  it('says why nothing was found', () => {
    expect(toRediscovery(lost, failed({ code: 'no-feed-found', url: 'x' }), [lost], noon)).toMatchObject({
      choices: [],
      clear: null,
      nothing: { code: 'no-feed-found' },
    });
  });

  it('shares no address with another that leads to the same', () => {
    const twin = feedRow({ id: 'f2' as FeedId, feedUrl: 'https://news.example/older.xml' });
    const found = [choice('https://news.example/feed')];
    const chosen = clearChoices([seen(found), seen(found, [lost, twin], twin)]);
    expect([...chosen]).toEqual([[lost.id, 'https://news.example/feed']]);
  });
});
