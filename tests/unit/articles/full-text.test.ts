import { describe, expect, it } from 'vitest';
import { isNextPage } from '../../../src/main/articles/full-text';

const article = 'https://ledger.example/2026/01/night-trains';

describe('the next page of an article', () => {
  it.each([
    `${article}/2`,
    `${article}/page/2/`,
    `${article}?page=2`,
    `${article}/?p=3`,
    'https://ledger.example/2026/01/night-trains-2',
    'https://ledger.example/2026/01/night-trains_p2.html',
  ])('is %s', (next) => {
    expect(isNextPage(next, article)).toBe(true);
    expect(isNextPage(next.replace(/\/2$/, '/2'), `${article}/`)).toBe(true);
  });

  it.each([
    ['the next article', 'https://ledger.example/2026/01/border-bakery'],
    ['an article whose name begins alike', 'https://ledger.example/2026/01/night-trains-return-at-last'],
    ['itself', article],
    ['another place in itself', `${article}?ref=next`],
    ['on another site', 'https://other.example/2026/01/night-trains/2'],
    ['no address', 'page 2'],
  ])('is not %s', (_what, next) => {
    expect(isNextPage(next, article)).toBe(false);
  });
});
