import { describe, expect, test } from 'vitest';
import { identifyPoll } from '../../../src/renderer/library/identify';
import { mergePoll, polledIds } from '../../../src/renderer/library/merge-poll';
import type { ArticleRow, DocumentRow } from '../../../src/renderer/library/schema';
import type { PolledArticle } from '../../../src/shared/model/poll';
import { byId, content, feedRow, minute, noon, poll, polledArticle, storedRow } from './library-rows';

/** An article as a feed shows it: id, address, title and minutes before noon. */
type Shown = readonly [guid: string, path: string, title: string, ago: number | null];

function shown([guid, path, title, ago]: Shown): PolledArticle {
  const url = `https://news.example/${path}`;
  const publishedAt = ago === null ? null : noon - ago * minute;
  return {
    ...polledArticle(guid, { title, publishedAt, url, text: 'The text' }),
    addressIdentity: `${guid}+${path}`,
  };
}

/** Replays recorded documents of one feed and tells what each poll added and changed, and what stands in the end. */
function replay(...documents: readonly (readonly Shown[])[]) {
  let feed = feedRow();
  let document: DocumentRow | undefined;
  const stored = new Map<ArticleRow['id'], ArticleRow>();
  const polls = documents.map((items) => {
    const identified = identifyPoll(poll('f1', content(items.map(shown))), document);
    const known = polledIds(feed, identified).flatMap((id) => stored.get(id) ?? []);
    const writes = mergePoll(feed, identified, byId(known));
    feed = writes.feed;
    document = writes.document ?? document;
    for (const row of writes.articles) stored.set(row.id, storedRow(row));
    return { added: writes.added, changed: writes.changedIds.length };
  });
  return { polls, titles: [...stored.values()].map(({ title }) => title).sort() };
}

describe('an article stays the same', () => {
  test('through a new title, a new address, and both at once', () => {
    const { polls } = replay(
      [
        ['1', 'a', 'A', 9],
        ['2', 'b', 'B', 8],
        ['3', 'c', 'C', 7],
      ],
      [
        ['1', 'a', 'A, corrected', 9],
        ['2', 'b-moved', 'B', 8],
        ['3', 'c-moved', 'C, corrected', 7],
      ],
    );
    expect(polls).toEqual([
      { added: 3, changed: 0 },
      { added: 0, changed: 2 },
    ]);
  });

  test('when the publisher changes every guid at once', () => {
    const { polls, titles } = replay(
      [
        ['old-1', 'a', 'A', 9],
        ['old-2', 'b', 'B', 8],
      ],
      [
        ['new-0', 'n', 'N', 1],
        ['new-1', 'a', 'A', 9],
        ['new-2', 'b', 'B', 8],
      ],
      [
        ['new-0', 'n', 'N', 1],
        ['new-1', 'a', 'A, edited', 9],
        ['new-2', 'b', 'B', 8],
      ],
    );
    expect(polls).toEqual([
      { added: 2, changed: 0 },
      { added: 1, changed: 0 },
      { added: 0, changed: 1 },
    ]);
    expect(titles).toEqual(['A, edited', 'B', 'N']);
  });

  test('when guid and address change and title and time stay', () => {
    const { polls } = replay([['old', 'a', 'A', 9]], [['new', 'elsewhere', 'A', 9]]);
    expect(polls[1]).toMatchObject({ added: 0 });
  });
});

describe('a new article is not swallowed', () => {
  test('by a feed that numbers its places', () => {
    const { polls, titles } = replay(
      [
        ['1', 'b', 'B', 8],
        ['2', 'a', 'A', 9],
      ],
      [
        ['1', 'c', 'C', 7],
        ['2', 'b', 'B', 8],
      ],
      [
        ['1', 'd', 'D', 6],
        ['2', 'c', 'C', 7],
      ],
      [
        ['1', 'f', 'F', 4],
        ['2', 'e', 'E', 5],
      ],
    );
    expect(polls.map(({ added }) => added)).toEqual([2, 1, 1, 2]);
    expect(polls.every(({ changed }) => changed === 0)).toBe(true);
    expect(titles).toEqual(['A', 'B', 'C', 'D', 'E', 'F']);
  });

  test('by a feed of one article that always has the same guid', () => {
    const { polls, titles } = replay([['today', 'mon', 'Monday', 9]], [['today', 'tue', 'Tuesday', 1]]);
    expect(polls[1]).toEqual({ added: 1, changed: 0 });
    expect(titles).toEqual(['Monday', 'Tuesday']);
  });

  test('by numbered places without dates', () => {
    const { titles } = replay(
      [
        ['1', 'a', 'A', null],
        ['2', 'b', 'B', null],
      ],
      [
        ['1', 'c', 'C', null],
        ['2', 'd', 'D', null],
      ],
    );
    expect(titles).toEqual(['A', 'B', 'C', 'D']);
  });

  test('by another of the same title', () => {
    const { titles } = replay(
      [['1', 'a', 'Links', 9]],
      [
        ['2', 'b', 'Links', 1],
        ['1', 'a', 'Links', 9],
      ],
    );
    expect(titles).toEqual(['Links', 'Links']);
  });
});

test('The same document again changes nothing, also one that reuses its guids', () => {
  const document: readonly Shown[] = [
    ['1', 'c', 'C', 7],
    ['2', 'b', 'B', 8],
  ];
  const { polls } = replay(
    [
      ['1', 'b', 'B', 8],
      ['2', 'a', 'A', 9],
    ],
    document,
    document,
    document,
  );
  expect(polls.slice(2)).toEqual([
    { added: 0, changed: 0 },
    { added: 0, changed: 0 },
  ]);
});
