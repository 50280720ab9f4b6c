import { describe, expect, it } from 'vitest';
import { articleMinimum, fitPanes, paneLimits } from '../../../src/renderer/state/panes';

describe('the panes', () => {
  it('have the widths the reader gave them', () => {
    expect(fitPanes({ subscriptions: 260, articles: 400 }, 1440)).toEqual({
      subscriptions: 260,
      articles: 400,
    });
  });

  it('leave the article its room: the list gives way first, then the sidebar', () => {
    expect(fitPanes({ subscriptions: 244, articles: 400 }, 1000)).toEqual({
      subscriptions: 244,
      articles: 1000 - articleMinimum - 244,
    });
    expect(fitPanes({ subscriptions: 380, articles: 560 }, 1000)).toEqual({
      subscriptions: 1000 - articleMinimum - paneLimits.articles.minimum,
      articles: paneLimits.articles.minimum,
    });
  });

  it('stay within their limits in any window', () => {
    expect(fitPanes({ subscriptions: 10, articles: 5000 }, 4000)).toEqual({
      subscriptions: paneLimits.subscriptions.minimum,
      articles: paneLimits.articles.maximum,
    });
    expect(fitPanes({ subscriptions: 244, articles: 352 }, 300)).toEqual({
      subscriptions: paneLimits.subscriptions.minimum,
      articles: paneLimits.articles.minimum,
    });
  });
});
