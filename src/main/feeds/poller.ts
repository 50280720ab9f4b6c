import type { FeedId } from '../../shared/model/ids';
import type { PlannedFeed, PollOutcome, RefreshProgress } from '../../shared/model/poll';
import { hostOfUrl } from './address';
import type { HostQueue } from './host-queue';
import { pollInterval } from './schedule';

export interface PollerDeps {
  /** Eight feeds at a time, two a host. */
  readonly queue: HostQueue;
  readonly poll: (feed: PlannedFeed, signal: AbortSignal) => Promise<PollOutcome>;
  /** Waits for room at the library, so that a slow disk slows the network and memory stays bounded. */
  readonly reserve: (outcome: PollOutcome) => Promise<void>;
  /** Hands the poll over after `reserve`; resolves once the library has stored it. */
  readonly deliver: (outcome: PollOutcome) => Promise<{ readonly added: number }>;
  readonly now: () => number;
  readonly onProgress: (progress: RefreshProgress) => void;
}

export interface Poller {
  /** Replaces the plan: the library opened. */
  setPlan(feeds: readonly PlannedFeed[]): void;
  changePlan(upsert: readonly PlannedFeed[], remove: readonly FeedId[]): void;
  /** Polls now; all feeds when null. A feed already being polled is not asked twice. */
  refresh(feedIds: readonly FeedId[] | null): RefreshProgress;
  cancel(): void;
  readonly progress: RefreshProgress;
  /** Resolves when no poll is under way. */
  idle(): Promise<void>;
  stop(): void;
}

const idleProgress: RefreshProgress = { state: 'idle', done: 0, total: 0, failed: 0, newArticles: 0 };
/** Milliseconds between two reports of a running refresh: each repaints the window. */
const reportInterval = 100;
/** Timers beyond this overflow; the plan is looked at again by then anyway. */
const longestSleep = 15 * 60_000;

/** Polls feeds when they are due and when asked. Holds a mirror of the plan; the library is the source of truth. */
export function createPoller(deps: PollerDeps): Poller {
  const plan = new Map<FeedId, PlannedFeed>();
  const underWay = new Set<FeedId>();
  let progress = idleProgress;
  let timer: NodeJS.Timeout | undefined;
  let reportTimer: NodeJS.Timeout | undefined;
  let stopped = false;
  let idleWaiters: (() => void)[] = [];

  function report(change: Partial<RefreshProgress>): void {
    const turns = change.state !== undefined && change.state !== progress.state;
    progress = { ...progress, ...change };
    if (turns || progress.done === progress.total) {
      clearTimeout(reportTimer);
      reportTimer = undefined;
      deps.onProgress(progress);
    } else {
      reportTimer ??= setTimeout(() => {
        reportTimer = undefined;
        deps.onProgress(progress);
      }, reportInterval);
    }
  }

  function start(feeds: readonly PlannedFeed[]): void {
    const fresh = feeds.filter((feed) => !underWay.has(feed.feedId));
    if (fresh.length === 0) return;
    if (underWay.size === 0) progress = idleProgress;
    for (const feed of fresh) underWay.add(feed.feedId);
    report({ state: 'running', total: progress.total + fresh.length });
    for (const feed of fresh) void run(feed);
  }

  async function run(feed: PlannedFeed): Promise<void> {
    let added = 0;
    let failed = 0;
    try {
      const outcome = await deps.queue.add(hostOfUrl(feed.feedUrl), async (signal) => {
        const polled = await deps.poll(feed, signal);
        await deps.reserve(polled);
        return polled;
      });
      if (outcome.result.kind === 'failed') failed = 1;
      added = (await deps.deliver(outcome)).added;
    } catch {
      // Cancelled, or the library went away before it had stored the poll: the next one asks with the old validators.
      failed = progress.state === 'cancelled' ? 0 : 1;
      const planned = plan.get(feed.feedId);
      // Still due in the mirror, it would be asked again at once, and again.
      if (planned) plan.set(feed.feedId, { ...planned, nextPollAt: deps.now() + pollInterval });
    }
    underWay.delete(feed.feedId);
    const last = underWay.size === 0;
    report({
      ...(last && progress.state === 'running' ? { state: 'idle' } : {}),
      done: progress.done + 1,
      failed: progress.failed + failed,
      newArticles: progress.newArticles + added,
    });
    if (!last) return;
    for (const resolve of idleWaiters.splice(0)) resolve();
    schedule();
  }

  function schedule(): void {
    clearTimeout(timer);
    if (stopped || underWay.size > 0) return;
    let next = deps.now() + longestSleep;
    for (const feed of plan.values()) if (!feed.gone) next = Math.min(next, feed.nextPollAt);
    timer = setTimeout(tick, Math.max(0, next - deps.now()));
  }

  function tick(): void {
    const now = deps.now();
    start([...plan.values()].filter((feed) => !feed.gone && feed.nextPollAt <= now));
    schedule();
  }

  return {
    setPlan(feeds) {
      plan.clear();
      for (const feed of feeds) plan.set(feed.feedId, feed);
      schedule();
    },
    changePlan(upsert, remove) {
      for (const feed of upsert) plan.set(feed.feedId, feed);
      for (const feedId of remove) plan.delete(feedId);
      schedule();
    },
    refresh(feedIds) {
      const wanted = feedIds
        ? feedIds.flatMap((feedId) => plan.get(feedId) ?? [])
        : [...plan.values()].filter((feed) => !feed.gone);
      start(wanted);
      return progress;
    },
    cancel() {
      if (underWay.size === 0) return;
      report({ state: 'cancelled' });
      deps.queue.clear();
    },
    get progress() {
      return progress;
    },
    idle() {
      return underWay.size === 0 ? Promise.resolve() : new Promise((resolve) => idleWaiters.push(resolve));
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
      clearTimeout(reportTimer);
      deps.queue.clear();
      idleWaiters = [];
    },
  };
}
