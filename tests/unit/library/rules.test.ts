import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { toArticle } from '../../../src/renderer/library/article-rows';
import { libraryProblem } from '../../../src/renderer/library/as-result';
import { coalesce } from '../../../src/renderer/library/change-signal';
import { noCounterChanges, noteChange } from '../../../src/renderer/library/counters';
import { identifyPoll } from '../../../src/renderer/library/identify';
import { settledRow, wantedRows } from '../../../src/renderer/library/images';
import { mergePoll } from '../../../src/renderer/library/merge-poll';
import { normalFeedUrl, plannedFeed } from '../../../src/renderer/library/plan';
import { isExpired, keepFor } from '../../../src/renderer/library/retention';
import type { ArticleRow } from '../../../src/renderer/library/schema';
import { titleMatcher } from '../../../src/renderer/library/search-titles';
import { fromLibrarySchema } from '../../../src/shared/contract/library-port';
import type { TagId } from '../../../src/shared/model/ids';
import { content, day, feedRow, image, noon, poll, polledArticle, storedRow } from './library-rows';

function row(fields: Partial<ArticleRow> = {}): ArticleRow {
  const [arrived] = mergePoll(
    feedRow(),
    identifyPoll(poll('f1', content([polledArticle('a')])), undefined),
    new Map(),
  ).articles;
  if (!arrived) throw new Error('no article');
  return { ...storedRow(arrived), ...fields };
}

test('an article leaves the database without its index fields', () => {
  const article = toArticle(row({ unread: 0, saved: 1 }));
  expect(article).toMatchObject({ read: true, saved: true, id: 'f1.a' });
  expect(Object.keys(article).filter((key) => ['order', 'tagOrders', 'unread'].includes(key))).toEqual([]);
});

test('counters follow an article through arrival, reading, tagging and removal', () => {
  const changes = noCounterChanges();
  const tagIds = ['t1' as TagId];
  noteChange(changes, undefined, row());
  expect(changes.feeds.get(row().feedId)).toEqual({ unread: 1, articles: 1 });
  noteChange(changes, row(), row({ unread: 0, saved: 1, tagIds }));
  expect(changes).toMatchObject({ saved: 1, tags: new Map([['t1', 1]]) });
  noteChange(changes, row({ unread: 0, saved: 1, tagIds }), undefined);
  expect(changes).toEqual({
    feeds: new Map([['f1', { unread: 0, articles: 0 }]]),
    tags: new Map([['t1', 0]]),
    saved: 0,
  });
});

describe('retention', () => {
  const now = noon + keepFor + day;
  const nowhere = new Set<string>();

  test('lets an old, read article go', () => {
    expect(isExpired(row({ unread: 0 }), nowhere, now)).toBe(true);
  });

  test.each([
    ['unread', row(), nowhere],
    ['saved', row({ unread: 0, saved: 1 }), nowhere],
    ['tagged', row({ unread: 0, tagIds: ['t1' as TagId] }), nowhere],
    ['still in its feed', row({ unread: 0 }), new Set(['a'])],
    ['here for less than 90 days', row({ unread: 0, arrivedAt: now - keepFor }), nowhere],
  ])('keeps an article that is %s', (_, article, document) => {
    expect(isExpired(article, document, now)).toBe(false);
  });
});

describe('the plan', () => {
  test('tells main that a feed is gone for good', () => {
    const problem = { code: 'http-status', status: 410, url: 'https://news.example/' } as const;
    expect(plannedFeed(feedRow({ problem }), new Map()).gone).toBe(true);
    expect(plannedFeed(feedRow({ problem: { ...problem, status: 404 } }), new Map()).gone).toBe(false);
  });

  test('is never refused for one feed’s oversized validators', () => {
    const validators = { etag: 'x'.repeat(5000), lastModified: 'y'.repeat(300) };
    const feeds = [plannedFeed(feedRow({ validators, nextPollAt: Number.POSITIVE_INFINITY }), new Map())];
    expect(fromLibrarySchema.safeParse({ type: 'plan', feeds }).success).toBe(true);
  });

  test('knows an address by one spelling, and only addresses of the web', () => {
    expect(normalFeedUrl('HTTPS://News.Example')).toBe('https://news.example/');
    expect(normalFeedUrl('file:///etc/hostname')).toBeNull();
    expect(normalFeedUrl('news')).toBeNull();
  });
});

describe('pictures', () => {
  const picture = { ...image(1), feedUrl: 'https://news.example/feed.xml' };

  test('are asked for once, and again a day after they failed', () => {
    const [pending] = wantedRows([picture], [undefined], noon);
    expect(pending).toMatchObject({ state: 'pending', key: picture.key });
    if (!pending) return;
    expect(wantedRows([picture], [pending], noon)).toEqual([]);
    const problem = { code: 'not-an-image', detail: 'text' } as const;
    const failed = settledRow(pending, { key: picture.key, ok: false, problem, retry: false }, noon);
    expect(failed).toMatchObject({ state: 'failed', problem });
    expect(wantedRows([picture], [failed], noon + 1000)).toEqual([]);
    expect(wantedRows([picture], [failed], noon + 2 * day)).toEqual([pending]);
  });

  test('stay wanted when only the network failed', () => {
    const [pending] = wantedRows([picture], [undefined], noon);
    if (!pending) return;
    const report = { key: picture.key, ok: false, problem: { code: 'offline' }, retry: true } as const;
    expect(settledRow(pending, report, noon).state).toBe('pending');
  });

  test('whose address is too long for the line are not asked for', () => {
    const huge = { ...picture, url: `data:image/png;base64,${'A'.repeat(1_000_001)}` };
    expect(wantedRows([huge], [undefined], noon)[0]).toMatchObject({ state: 'failed' });
  });
});

test.each([
  ['elysee', 'Visite à l’Élysée', true],
  ['ÉLYSÉE visite', 'Visite à l’Élysée', true],
  ['elysee rome', 'Visite à l’Élysée', false],
  ['новости', 'НОВОСТИ дня', true],
  ['東京', '東京の天気', true],
])('a search for “%s” in “%s” is answered %s', (text, title, found) => {
  expect(titleMatcher(text)(title)).toBe(found);
});

test('a full disk is told in plain words', () => {
  const quota = Object.assign(new Error('quota'), { name: 'QuotaExceededError' });
  const full = { code: 'internal', detail: 'the disk is full' };
  expect(libraryProblem(quota)).toEqual(full);
  expect(libraryProblem(Object.assign(new Error('aborted'), { name: 'AbortError', inner: quota }))).toEqual(
    full,
  );
  expect(libraryProblem(Object.assign(new Error('bulk'), { failures: [quota] }))).toEqual(full);
});

describe('the change signal', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('fires at once, then at most once per interval, and always after the last change', () => {
    let fired = 0;
    const { signal } = coalesce(() => {
      fired += 1;
    }, 250);
    signal();
    expect(fired).toBe(1);
    for (let change = 0; change < 50; change++) signal();
    expect(fired).toBe(1);
    vi.advanceTimersByTime(250);
    expect(fired).toBe(2);
    vi.advanceTimersByTime(1000);
    expect(fired).toBe(2);
    signal();
    expect(fired).toBe(3);
  });

  test('fires at once for what is waiting when it is settled, and for what comes next', () => {
    let fired = 0;
    const { signal, settle } = coalesce(() => {
      fired += 1;
    }, 250);
    settle();
    expect(fired).toBe(0);
    signal();
    signal();
    settle();
    expect(fired).toBe(2);
    settle();
    signal();
    expect(fired).toBe(3);
    vi.advanceTimersByTime(1000);
    expect(fired).toBe(3);
  });
});
