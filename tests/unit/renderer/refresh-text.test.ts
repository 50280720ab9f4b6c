import { describe, expect, it } from 'vitest';
import { refreshText } from '../../../src/renderer/features/refresh/refresh-text';
import type { RefreshProgress } from '../../../src/shared/model/poll';

const progress = (some: Partial<RefreshProgress>): RefreshProgress => ({
  state: 'idle',
  done: 40,
  total: 40,
  failed: 0,
  newArticles: 0,
  ...some,
});

describe('the status line', () => {
  it.each([
    ['says nothing before the first refresh', progress({ total: 0 }), false, ''],
    ['counts while a refresh runs', progress({ state: 'running', done: 12 }), false, 'Refreshing 12 of 40'],
    ['tells what came', progress({ newArticles: 14 }), true, 'Up to date · 14 new articles'],
    ['tells of one article', progress({ newArticles: 1 }), true, 'Up to date · 1 new article'],
    ['says that nothing came', progress({}), true, 'Up to date'],
    ['tells of failures', progress({ failed: 3 }), true, '3 feeds could not be refreshed'],
    [
      'tells of failures and of what came all the same',
      progress({ failed: 1, newArticles: 1200 }),
      true,
      '1 feed could not be refreshed · 1,200 new articles',
    ],
    [
      'says that it was cancelled',
      progress({ state: 'cancelled', newArticles: 2 }),
      true,
      'Cancelled · 2 new articles',
    ],
  ])('%s', (_what, some, ended, text) => {
    expect(refreshText(some, ended)).toBe(text);
  });
});
