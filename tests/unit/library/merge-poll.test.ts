import { describe, expect, test } from 'vitest';
import { identifyPoll } from '../../../src/renderer/library/identify';
import {
  divertedIds,
  mergePoll as mergeIdentified,
  polledIds,
} from '../../../src/renderer/library/merge-poll';
import type { ArticleRow, FeedRow } from '../../../src/renderer/library/schema';
import type { ArticleId, TagId } from '../../../src/shared/model/ids';
import type { PollOutcome } from '../../../src/shared/model/poll';
import {
  byId,
  content,
  day,
  feedRow,
  image,
  minute,
  noon,
  poll,
  polledArticle,
  storedRow,
} from './library-rows';

/** The merge alone: every article under the id its publisher gives it. */
const mergePoll = (feed: FeedRow, outcome: PollOutcome, stored: ReadonlyMap<ArticleId, ArticleRow>) =>
  mergeIdentified(feed, identifyPoll(outcome, undefined), stored);

/** The rows of a first poll, to poll again upon. */
function arrivedRows(...articles: Parameters<typeof content>[0]): readonly ArticleRow[] {
  return mergePoll(feedRow(), poll('f1', content(articles)), new Map()).articles.map(storedRow);
}

describe('the first poll of a feed', () => {
  test('brings unread articles, a document and a line for the log', () => {
    const writes = mergePoll(
      feedRow(),
      poll('f1', content([polledArticle('a'), polledArticle('b')])),
      new Map(),
    );
    expect(
      writes.articles.map(({ id, unread, saved, revision }) => ({ id, unread, saved, revision })),
    ).toEqual([
      { id: 'f1.a', unread: 1, saved: 0, revision: 0 },
      { id: 'f1.b', unread: 1, saved: 0, revision: 0 },
    ]);
    expect(writes.document).toMatchObject({ feedId: 'f1', articles: [{ identity: 'a' }, { identity: 'b' }] });
    expect(writes.feed).toMatchObject({ unreadCount: 2, articleCount: 2, succeededAt: noon, failures: 0 });
    expect(writes.log).toEqual({
      feedId: 'f1',
      at: noon,
      milliseconds: 200,
      status: 200,
      bytes: 1000,
      added: 2,
      changed: 0,
      problem: null,
      nextPollAt: noon + 30 * minute,
      nextPollReason: { code: 'new' },
    });
  });

  test('takes an article that stands twice in the document once', () => {
    const writes = mergePoll(
      feedRow(),
      poll('f1', content([polledArticle('a'), polledArticle('a')])),
      new Map(),
    );
    expect(writes.articles).toHaveLength(1);
    expect(writes.feed.articleCount).toBe(1);
  });

  test('keeps undated articles in the order of the document', () => {
    const undated = ['a', 'b', 'c'].map((identity) => polledArticle(identity, { publishedAt: null }));
    const rows = arrivedRows(...undated);
    expect(rows.map(({ publishedAt }) => publishedAt)).toEqual([noon, noon - 1, noon - 2]);
    expect(rows.every(({ dateGuessed }) => dateGuessed)).toBe(true);
  });

  test('says why a date is not the publisher’s, until the publisher gives one', () => {
    const rows = arrivedRows(
      polledArticle('a', { publishedAt: null }),
      polledArticle('b', { publishedAt: null, dateUnreadable: true }),
      polledArticle('c', { publishedAt: 0 }),
      polledArticle('d', { publishedAt: noon + 400 * 24 * 60 * minute }),
      polledArticle('e', { publishedAt: noon }),
    );
    expect(rows.map(({ dateReason }) => dateReason)).toEqual([
      'missing',
      'unreadable',
      'past',
      'future',
      undefined,
    ]);
    expect(rows.some((row) => 'dateUnreadable' in row)).toBe(false);
    const [undated] = rows;
    if (!undated) throw new Error('no row');
    const edit = polledArticle('a', { publishedAt: noon - minute, contentHash: 'edited' });
    const { articles } = mergePoll(feedRow(), poll('f1', content([edit])), new Map([[undated.id, undated]]));
    expect(articles[0]).toMatchObject({ publishedAt: noon - minute, dateGuessed: false });
    expect(articles[0] && 'dateReason' in articles[0]).toBe(false);
  });

  test('does not believe dates before 1990 or more than a day ahead', () => {
    const [early, late, zone] = arrivedRows(
      polledArticle('early', { publishedAt: 0 }),
      polledArticle('late', { publishedAt: noon + day + 1 }),
      polledArticle('zone', { publishedAt: noon + 12 * 60 * minute }),
    );
    expect(early).toMatchObject({ publishedAt: noon, dateGuessed: true });
    expect(late).toMatchObject({ publishedAt: noon - 1, dateGuessed: true });
    expect(zone).toMatchObject({ publishedAt: noon + 12 * 60 * minute, dateGuessed: false });
  });
});

describe('a later poll', () => {
  const later = noon + 30 * minute;

  test('writes no article again whose text is the same', () => {
    const stored = arrivedRows(polledArticle('a'), polledArticle('b'));
    const feed = feedRow({ unreadCount: 2, articleCount: 2 });
    const outcome = poll('f1', content([polledArticle('a'), polledArticle('b')]), { finishedAt: later });
    const writes = mergePoll(feed, outcome, byId(stored));
    expect(writes).toMatchObject({ articles: [], bodies: [], added: 0 });
    expect(writes.feed).toMatchObject({ unreadCount: 2, articleCount: 2, polledAt: later });
  });

  test('takes the publisher’s edit and leaves read, saved, tags and arrival alone', () => {
    const [before] = arrivedRows(polledArticle('a'));
    if (!before) throw new Error('no article');
    const tagIds = ['t1' as TagId];
    const kept: ArticleRow = {
      ...before,
      unread: 0,
      saved: 1,
      tagIds,
      tagOrders: [['t1' as TagId, before.order]],
    };
    const publishedAt = noon - 5 * minute;
    const edited = polledArticle('a', { title: 'Corrected', publishedAt, images: [image(1)] });
    const outcome = poll('f1', content([edited]), { finishedAt: later });
    const writes = mergePoll(feedRow({ articleCount: 1 }), outcome, byId([kept]));
    const {
      body: _body,
      identity: _identity,
      addressIdentity: _other,
      address: _address,
      ...fields
    } = edited;
    expect(writes.articles).toEqual([
      {
        ...kept,
        ...fields,
        order: -publishedAt,
        savedOrder: -publishedAt,
        tagOrders: [['t1', -publishedAt]],
        revision: 1,
      },
    ]);
    expect(writes.changedIds).toEqual(['f1.a']);
    expect(writes.bodies.map(({ imageKeys }) => imageKeys)).toEqual([[image(1).key]]);
    expect(writes.feed).toMatchObject({ unreadCount: 0, articleCount: 1 });
  });

  test('never writes another article over one that is saved, though they share a guid', () => {
    const [before] = arrivedRows(polledArticle('a'));
    if (!before) throw new Error('no article');
    const saved: ArticleRow = { ...before, saved: 1 };
    const other = polledArticle('a', { title: 'Another', url: 'https://news.example/other' });
    const outcome = poll('f1', content([{ ...other, addressIdentity: 'a2' }]), { finishedAt: later });

    const writes = mergePoll(feedRow({ articleCount: 1 }), outcome, byId([saved]));
    expect(writes.articles.map(({ id, title, saved: kept }) => [id, title, kept])).toEqual([
      ['f1.a2', 'Another', 0],
    ]);
    expect(writes.added).toBe(1);
    expect(divertedIds(outcome, byId([saved]))).toEqual(['f1.a2']);

    // The same poll once more changes nothing; an article nobody kept is edited as ever.
    const [stored] = writes.articles;
    if (!stored) throw new Error('no article');
    expect(mergePoll(feedRow(), outcome, byId([saved, storedRow(stored)])).articles).toEqual([]);
    expect(mergePoll(feedRow(), outcome, byId([before])).articles.map(({ id }) => id)).toEqual(['f1.a']);
  });

  test('leaves an article where it stands when its edit has no usable date', () => {
    const [undated] = arrivedRows(polledArticle('a', { publishedAt: null }));
    if (!undated) throw new Error('no article');
    const edited = polledArticle('a', { publishedAt: null, text: 'Other' });
    const outcome = poll('f1', content([edited]), { finishedAt: later });
    const writes = mergePoll(feedRow(), outcome, byId([undated]));
    expect(writes.articles[0]).toMatchObject({ order: undated.order, dateGuessed: true, revision: 1 });
  });

  test('that found the feed unchanged ends its troubles and keeps its validators', () => {
    const validators = { etag: '"7"', lastModified: null };
    const feed = feedRow({ validators, failures: 3, problem: { code: 'offline' } });
    const writes = mergePoll(feed, poll('f1', { kind: 'unchanged', movedTo: null }), new Map());
    expect(writes.feed).toEqual({
      ...feed,
      polledAt: noon,
      succeededAt: noon,
      nextPollAt: noon + 30 * minute,
      failures: 0,
      problem: null,
    });
    expect(writes.document).toBeNull();
  });

  test('that failed tells why, and loses neither validators nor the last success', () => {
    const validators = { etag: '"7"', lastModified: null };
    const feed = feedRow({ validators, failures: 1, succeededAt: noon - day });
    const problem = { code: 'no-answer', host: 'news.example' } as const;
    const writes = mergePoll(feed, poll('f1', { kind: 'failed', problem }, { status: null }), new Map());
    expect(writes.feed).toEqual({
      ...feed,
      polledAt: noon,
      nextPollAt: noon + 30 * minute,
      failures: 2,
      problem,
    });
    expect(writes.log).toMatchObject({ problem, status: null, added: 0 });
  });
});

describe('whether a feed has episodes', () => {
  const spoken = polledArticle('a');
  const url = 'https://a.example/a.mp3';
  const episode = {
    ...spoken,
    body: {
      ...spoken.body,
      enclosures: [{ url, type: 'audio/mpeg', length: null, title: null, duration: null }],
    },
  };

  test('is known from its documents, and stays so when they leave the feed', () => {
    const without = mergePoll(feedRow(), poll('f1', content([spoken])), new Map()).feed;
    expect(without.hasEpisodes).toBe(false);
    const { feed } = mergePoll(without, poll('f1', content([episode])), new Map());
    expect(feed.hasEpisodes).toBe(true);
    expect(mergePoll(feed, poll('f1', content([spoken])), new Map()).feed.hasEpisodes).toBe(true);
  });
});

describe('what has to be looked up', () => {
  const [a, b, c] = ['a', 'b', 'c'].map((identity) => polledArticle(identity));
  if (!a || !b || !c) throw new Error('no articles');
  const first = identifyPoll(poll('f1', content([a, b])), undefined);
  const { feed, document } = mergeIdentified(feedRow(), first, new Map());

  test('is nothing at the first poll', () => {
    expect(polledIds(feedRow(), first)).toEqual([]);
  });

  test('is what is new or differs at the next, and nothing else is written', () => {
    const edited = polledArticle('b', { text: 'Edited' });
    const next = identifyPoll(poll('f1', content([c, edited, a])), document ?? undefined);
    expect(polledIds(feed, next)).toEqual(['f1.c', 'f1.b']);
    const writes = mergeIdentified(feed, next, byId(arrivedRows(b)));
    expect(writes.articles.map(({ id }) => id)).toEqual(['f1.c', 'f1.b']);
    expect(writes).toMatchObject({ added: 1, changedIds: ['f1.b'] });
  });

  test('is everything when the document before was stored without what tells', () => {
    const old = document && {
      ...document,
      articles: document.articles.map(({ contentHash: _hash, ...entry }) => entry),
    };
    const next = identifyPoll(poll('f1', content([a, b])), old ?? undefined);
    expect(polledIds(feed, next)).toEqual(['f1.a', 'f1.b']);
  });
});
