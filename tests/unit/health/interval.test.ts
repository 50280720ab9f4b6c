import { describe, expect, it } from 'vitest';
import { createHostQueue } from '../../../src/main/feeds/host-queue';
import { createPoller } from '../../../src/main/feeds/poller';
import { planNextPoll } from '../../../src/main/feeds/schedule';
import { planAfterChoice } from '../../../src/renderer/library/intervals';
import { plannedFeed } from '../../../src/renderer/library/plan';
import type { FeedId } from '../../../src/shared/model/ids';
import { describeInterval, intervalChoices, type OwnInterval } from '../../../src/shared/model/interval';
import { noHints } from '../../../src/shared/model/poll';
import { describePlan } from '../../../src/shared/model/poll-reason';
import { feedRow, minute, noon, poll } from '../library/library-rows';

describe('an interval of my own', () => {
  it('has a name', () => {
    expect(intervalChoices.map(describeInterval)).toEqual([
      'every 10 minutes',
      'every 30 minutes',
      'every hour',
      'every 3 hours',
      'every 12 hours',
      'every day',
      'only by hand',
    ]);
  });

  it('is the plan at once, counted from the last poll', () => {
    const feed = feedRow({ polledAt: noon, nextPollAt: noon + 600 * minute });
    const plan = planAfterChoice(feed, 60, noon + 20 * minute);
    expect(plan).toEqual({ nextPollAt: noon + 60 * minute, nextPollReason: { code: 'reader', minutes: 60 } });
    expect(planAfterChoice(feed, 10, noon + 20 * minute).nextPollAt).toBe(noon + 20 * minute);
    expect(describePlan(plan.nextPollAt, plan.nextPollReason, noon)).toMatch(/because you chose every hour$/);
    const byHand = planAfterChoice(feed, 'by-hand', noon);
    expect(describePlan(byHand.nextPollAt, byHand.nextPollReason, noon)).toBe(
      'Only when you ask, because you chose so',
    );
    expect(planAfterChoice({ ...feed, ...byHand }, null, noon)).toEqual({
      nextPollAt: noon,
      nextPollReason: { code: 'new' },
    });
  });

  it('does not shorten the rest a server asked for, nor wake a feed that is gone', () => {
    for (const nextPollReason of [{ code: 'gone' }, { code: 'retry-after', minutes: 90 }] as const) {
      const feed = feedRow({ polledAt: noon, nextPollAt: noon + 90 * minute, nextPollReason });
      expect(planAfterChoice(feed, 10, noon)).toEqual({ nextPollAt: noon + 90 * minute, nextPollReason });
    }
  });

  it('by hand is polled when asked, and never by itself', async () => {
    const planned = (id: string, ownInterval: OwnInterval | null) =>
      plannedFeed(feedRow({ id: id as FeedId, feedUrl: `https://${id}.example/`, ownInterval }), new Map());
    const polled: string[] = [];
    let onAutomatic = () => {};
    const automatic = new Promise<void>((resolve) => {
      onAutomatic = resolve;
    });
    const poller = createPoller({
      isOnline: () => true,
      queue: createHostQueue({ concurrency: () => 8, perHost: 2 }),
      poll: async ({ feedId }) => {
        polled.push(feedId);
        if (feedId === 'automatic') onAutomatic();
        return poll(feedId, { kind: 'unchanged', movedTo: null });
      },
      reserve: async () => {},
      deliver: async () => {
        poller.changePlan([{ ...planned('automatic', null), nextPollAt: noon + minute }], []);
        return { added: 0 };
      },
      onSkipped: () => {},
      now: () => noon,
      onProgress: () => {},
    });
    poller.setPlan([planned('by-hand', 'by-hand'), planned('automatic', null)]);
    await automatic;
    await poller.idle();
    expect(polled).toEqual(['automatic']);
    poller.refresh(null);
    await poller.idle();
    expect(polled.sort()).toEqual(['automatic', 'automatic', 'by-hand']);
    poller.stop();
  });

  it('by hand stays so whatever a poll brought', () => {
    const reply = { failuresBefore: 2, headers: {}, hints: noHints, appearedAt: [] };
    for (const problem of [null, { code: 'empty-body' }] as const) {
      expect(planNextPoll({ ...reply, problem, ownInterval: 'by-hand' }, noon, 0).reason).toEqual({
        code: 'by-hand',
      });
    }
  });
});
