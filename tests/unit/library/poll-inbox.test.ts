import { describe, expect, test } from 'vitest';
import { batchLength, createPollInbox, type Delivery } from '../../../src/renderer/library/poll-inbox';
import type { FromLibrary } from '../../../src/shared/contract/library-port';
import type { PollOutcome } from '../../../src/shared/model/poll';
import { content, poll, polledArticle } from './library-rows';

const withContent = (feedId: string, articles = 1) => ({
  outcome: poll(feedId, content(Array.from({ length: articles }, (_, n) => polledArticle(`${n}`)))),
});
const unchanged = (feedId: string) => ({ outcome: poll(feedId, { kind: 'unchanged', movedTo: null }) });
const some = <T>(length: number, make: (feedId: string) => T) =>
  Array.from({ length }, (_, n) => make(`f${n}`));

describe('polls that share a transaction', () => {
  test('are eight with articles at most', () => {
    expect(batchLength(some(20, withContent))).toBe(8);
  });

  test('are fewer when they bring many articles, but always one', () => {
    expect(batchLength([withContent('a', 150), withContent('b', 60)])).toBe(1);
    expect(batchLength([withContent('a', 5000)])).toBe(1);
  });

  test('are sixty-four when nothing changed', () => {
    expect(batchLength(some(100, unchanged))).toBe(64);
  });

  test('are never two of one feed', () => {
    expect(batchLength([unchanged('a'), unchanged('b'), unchanged('a')])).toBe(2);
  });
});

test('a poll that cannot be stored is refused alone, and all are answered in order', async () => {
  const transactions: string[][] = [];
  const answers: FromLibrary[] = [];
  const store = async (outcomes: readonly PollOutcome[]) => {
    transactions.push(outcomes.map(({ feedId }) => feedId));
    if (outcomes.some(({ feedId }) => feedId === 'bad')) throw new Error('no room for it');
    return {
      polls: outcomes.map(() => ({ feed: null, added: 1 })),
      wished: false,
      newEpisodes: [],
      unwanted: [],
      wantedTexts: [],
    };
  };
  const inbox = createPollInbox(store, () => {});
  const deliver = (delivery: number, feedId: string): Delivery => ({
    delivery,
    ...unchanged(feedId),
    reply: (message) => answers.push(message),
  });

  for (const [place, feedId] of ['first', 'a', 'bad', 'b'].entries()) inbox.push(deliver(place, feedId));
  await inbox.idle();

  expect(transactions).toEqual([['first', 'a', 'bad', 'b'], ['first'], ['a'], ['bad'], ['b']]);
  expect(answers).toEqual([
    { type: 'poll-stored', delivery: 0, feed: null, added: 1 },
    { type: 'poll-stored', delivery: 1, feed: null, added: 1 },
    { type: 'poll-refused', delivery: 2, problem: { code: 'internal', detail: 'no room for it' } },
    { type: 'poll-stored', delivery: 3, feed: null, added: 1 },
  ]);
});

test('polls without articles wait a moment for each other, and for none that brings some', async () => {
  const transactions: string[][] = [];
  const store = async (outcomes: readonly PollOutcome[]) => {
    transactions.push(outcomes.map(({ feedId }) => feedId));
    const polls = outcomes.map(() => ({ feed: null, added: 0 }));
    return { polls, wished: false, newEpisodes: [], unwanted: [], wantedTexts: [] };
  };
  const inbox = createPollInbox(store, () => {});
  const push = (feedId: string, made: (id: string) => { readonly outcome: PollOutcome }) =>
    inbox.push({ delivery: 1, ...made(feedId), reply: () => {} });

  push('a', unchanged);
  await Promise.resolve();
  push('b', unchanged);
  expect(transactions).toEqual([]);
  push('c', withContent);
  await Promise.resolve();
  expect(transactions).toEqual([['a', 'b', 'c']]);
  await inbox.idle();
  push('d', unchanged);
  await inbox.idle();
  expect(transactions).toEqual([['a', 'b', 'c'], ['d']]);
});
