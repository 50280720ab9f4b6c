import { describe, expect, it } from 'vitest';
import {
  describeView,
  findTyped,
  treeItems,
  treeMove,
  viewOf,
} from '../../../src/renderer/features/subscriptions/tree-model';
import type { Sidebar } from '../../../src/renderer/library/queries';
import type { Feed } from '../../../src/shared/model/feed';
import type { FeedId, FolderId, TagId } from '../../../src/shared/model/ids';
import { noMemory } from '../../../src/shared/model/poll';

const feed = (id: string, title: string, folderId: string | null, unreadCount = 0): Feed => ({
  id: id as FeedId,
  feedUrl: `https://${id}.example/feed`,
  siteUrl: null,
  title,
  ownTitle: null,
  description: null,
  language: null,
  folderId: folderId as FolderId | null,
  subscribedAt: 0,
  unsubscribedAt: null,
  validators: { etag: null, lastModified: null },
  polledAt: null,
  succeededAt: null,
  nextPollAt: 0,
  nextPollReason: { code: 'new' },
  memory: noMemory,
  ownInterval: null,
  fullText: false,
  keptEpisodes: 0,
  flaws: [],
  documentBytes: null,
  failures: 0,
  problem: null,
  unreadCount,
  articleCount: 0,
});

const sidebar: Sidebar = {
  feeds: [feed('b', 'Bay News', 'f', 3), feed('h', 'Harbour', null, 1), feed('t', 'Tides', 'f', 4)],
  folders: [{ id: 'f' as FolderId, title: 'Coast', parentId: null, ownInterval: null }],
  tags: [{ id: 'g' as TagId, name: 'Later', key: 'later', articleCount: 2 }],
  counts: { today: 2, unread: 8, saved: 0 },
};
const open = treeItems(sidebar, new Set());
const titles = (collapsed: readonly string[]) =>
  treeItems(sidebar, new Set(collapsed)).map((item) => item.title);

describe('the tree of subscriptions', () => {
  it('shows the views, folders with their feeds, loose feeds and tags, in that order', () => {
    expect(titles([])).toEqual([
      'Today',
      'Unread',
      'Saved',
      'Coast',
      'Bay News',
      'Tides',
      'Harbour',
      'Tags',
      'Later',
    ]);
  });

  it('leaves out what stands in a closed folder', () => {
    expect(titles(['folder:f', 'tags'])).toEqual(['Today', 'Unread', 'Saved', 'Coast', 'Harbour', 'Tags']);
  });

  it('sums a folder’s unread articles', () => {
    expect(describeView(sidebar, { kind: 'folder', folderId: 'f' as FolderId })).toEqual({
      title: 'Coast',
      count: 7,
    });
  });

  it('tells assistive technology level and place', () => {
    const tides = open.find((item) => item.title === 'Tides');
    expect(tides).toMatchObject({ level: 2, position: 2, siblings: 2, expanded: null });
    expect(open[3]).toMatchObject({ level: 1, position: 4, siblings: 6, expanded: true });
  });

  it('nests folders as deep as they are, folders before feeds, and sums what is inside at any depth', () => {
    const folder = (id: string, title: string, parentId: string | null) => ({
      id: id as FolderId,
      title,
      parentId: parentId as FolderId | null,
      ownInterval: null,
    });
    const nested: Sidebar = {
      ...sidebar,
      feeds: [...sidebar.feeds, feed('i', 'Inlet', 'n', 5), feed('x', 'Lost', 'nowhere', 0)],
      folders: [...sidebar.folders, folder('n', 'North', 'f'), folder('e', 'Empty', 'n')],
      tags: [],
    };
    const lines = treeItems(nested, new Set()).slice(3);
    expect(
      lines.map(({ title, level, count, position, siblings }) => [title, level, count, position, siblings]),
    ).toEqual([
      ['Coast', 1, 12, 4, 6],
      ['North', 2, 5, 1, 3],
      ['Empty', 3, 0, 1, 2],
      ['Inlet', 3, 5, 2, 2],
      ['Bay News', 2, 3, 2, 3],
      ['Tides', 2, 4, 3, 3],
      ['Harbour', 1, 1, 5, 6],
      ['Lost', 1, 0, 6, 6],
    ]);
    expect(
      treeItems(nested, new Set(['folder:n']))
        .slice(3, 6)
        .map(({ title, expanded }) => [title, expanded]),
    ).toEqual([
      ['Coast', true],
      ['North', false],
      ['Bay News', null],
    ]);
    const [, north] = lines;
    expect(north).toMatchObject({ kind: 'folder', parentKey: 'folder:f', feeds: [{ id: 'i' }] });
    expect(treeMove(lines, 'feed:i', 'ArrowLeft')).toEqual({ kind: 'focus', key: 'folder:n' });
  });

  it('has a list for every line but the heading over the tags', () => {
    expect(open.filter((item) => viewOf(item) === null).map((item) => item.title)).toEqual(['Tags']);
  });
});

describe('keys in the tree', () => {
  it('go up and down, and to both ends', () => {
    expect(treeMove(open, 'today', 'ArrowDown')).toEqual({ kind: 'focus', key: 'unread' });
    expect(treeMove(open, 'today', 'ArrowUp')).toBeNull();
    expect(treeMove(open, 'saved', 'Home')).toEqual({ kind: 'focus', key: 'today' });
    expect(treeMove(open, 'saved', 'End')).toEqual({ kind: 'focus', key: 'tag:g' });
  });

  it('open a folder, enter it, leave it and close it', () => {
    const closed = treeItems(sidebar, new Set(['folder:f']));
    expect(treeMove(closed, 'folder:f', 'ArrowRight')).toEqual({ kind: 'expand', key: 'folder:f' });
    expect(treeMove(open, 'folder:f', 'ArrowRight')).toEqual({ kind: 'focus', key: 'feed:b' });
    expect(treeMove(open, 'feed:b', 'ArrowLeft')).toEqual({ kind: 'focus', key: 'folder:f' });
    expect(treeMove(open, 'folder:f', 'ArrowLeft')).toEqual({ kind: 'collapse', key: 'folder:f' });
  });

  it('lead on to the articles from a line without branches', () => {
    expect(treeMove(open, 'feed:b', 'ArrowRight')).toEqual({ kind: 'leave' });
  });

  it('find a title by its first letters, from the current line on', () => {
    expect(findTyped(open, 'today', 't')?.title).toBe('Tides');
    expect(findTyped(open, 'feed:t', 't')?.title).toBe('Tags');
    expect(findTyped(open, 'feed:t', 'to')?.title).toBe('Today');
    expect(findTyped(open, 'today', 'x')).toBeUndefined();
  });
});
