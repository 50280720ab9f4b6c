import type { FeedId } from '../../shared/model/ids';
import type {
  PlannedFeed,
  PollOutcome,
  RefreshProgress,
  SkippedPoll,
  SkipReason,
} from '../../shared/model/poll';
import { hostOfUrl } from './address';
import type { HostQueue } from './host-queue';

export interface PollerDeps {
  /** Whether this computer has a network: without one nothing is polled by itself, and everything stays due. */
  readonly isOnline: () => boolean;
  /** Eight feeds at a time, two a host. */
  readonly queue: HostQueue;
  readonly poll: (feed: PlannedFeed, signal: AbortSignal) => Promise<PollOutcome>;
  /** Waits for room at the library, so that a slow disk slows the network and memory stays bounded. */
  readonly reserve: (outcome: PollOutcome) => Promise<void>;
  /** Hands the poll over after `reserve`; resolves once the library has stored it. */
  readonly deliver: (outcome: PollOutcome) => Promise<{ readonly added: number }>;
  /** Told of feeds that were due or asked for and are not polled; of each once for a reason, until it is polled again. */
  readonly onSkipped: (skips: readonly SkippedPoll[]) => void;
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
  /** Looks at the plan now: the computer woke, or the network is back. */
  wake(): void;
  /** Resolves when no poll is under way. */
  idle(): Promise<void>;
  stop(): void;
}

const idleProgress: RefreshProgress = { state: 'idle', done: 0, total: 0, failed: 0, newArticles: 0 };
/** Milliseconds between two reports of a running refresh: each repaints the window. */
const reportInterval = 100;
/** Milliseconds until a feed is tried again whose poll the library did not take. */
const retryDelay = 30 * 60_000;
/** Milliseconds between two looks whether the network is back. */
const offlineSleep = 10_000;
/** Timers beyond this overflow; the plan is looked at again by then anyway. */
const longestSleep = 15 * 60_000;

/** A feed that is gone, or that the reader wants polled by hand, waits until it is asked for. */
function polledByItself({ gone, ownInterval }: PlannedFeed): boolean {
  return !gone && ownInterval !== 'by-hand';
}

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

  /** The hosts that asked for a rest, and until when. */
  const restingUntil = new Map<string, number>();

  function dueAt(feed: PlannedFeed): number {
    return Math.max(feed.nextPollAt, restingUntil.get(hostOfUrl(feed.feedUrl)) ?? 0);
  }

  /** Why each feed was last skipped: a week without a network is one line of its log. */
  const skipped = new Map<FeedId, string>();

  function skip(feeds: readonly PlannedFeed[], reasonOf: (feed: PlannedFeed) => SkipReason): void {
    const at = deps.now();
    const skips = feeds.flatMap((feed): SkippedPoll[] => {
      const reason = reasonOf(feed);
      const told = JSON.stringify(reason);
      if (skipped.get(feed.feedId) === told) return [];
      skipped.set(feed.feedId, told);
      return [{ feedId: feed.feedId, at, reason }];
    });
    if (skips.length > 0) deps.onSkipped(skips);
  }

  /** Feeds of the refresh under way that were not polled. Told at its end, all at once: each telling is written to the disk. */
  const passedOver = new Map<PlannedFeed, SkipReason>();

  function resting(feed: PlannedFeed): SkipReason {
    const host = hostOfUrl(feed.feedUrl);
    return { code: 'resting', host, until: restingUntil.get(host) ?? deps.now() };
  }

  /** @param asked the reader asked for these very feeds, so a host that rests is asked all the same */
  function start(feeds: readonly PlannedFeed[], asked = false): void {
    const fresh = feeds.filter((feed) => !underWay.has(feed.feedId));
    if (fresh.length === 0) return;
    if (underWay.size === 0) progress = idleProgress;
    for (const feed of fresh) underWay.add(feed.feedId);
    report({ state: 'running', total: progress.total + fresh.length });
    for (const feed of fresh) void run(feed, asked);
  }

  async function run(feed: PlannedFeed, asked: boolean): Promise<void> {
    let added = 0;
    let failed = 0;
    try {
      const host = hostOfUrl(feed.feedUrl);
      const outcome = await deps.queue.add(host, async (signal) => {
        // Another feed of this host was told to wait while this one stood in the queue.
        if (!asked && (restingUntil.get(host) ?? 0) > deps.now()) {
          passedOver.set(feed, resting(feed));
          return null;
        }
        const polled = await deps.poll(feed, signal);
        await deps.reserve(polled);
        return polled;
      });
      if (outcome?.result.kind === 'failed') failed = 1;
      if (outcome) skipped.delete(feed.feedId);
      if (outcome?.nextPollReason.code === 'retry-after') restingUntil.set(host, outcome.nextPollAt);
      if (outcome) added = (await deps.deliver(outcome)).added;
    } catch {
      // Cancelled, or the library went away before it had stored the poll: the next one asks with the old validators.
      const cancelled = progress.state === 'cancelled';
      failed = cancelled ? 0 : 1;
      if (cancelled) passedOver.set(feed, { code: 'cancelled' });
      const planned = plan.get(feed.feedId);
      // Still due in the mirror, it would be asked again at once, and again.
      if (planned) plan.set(feed.feedId, { ...planned, nextPollAt: deps.now() + retryDelay });
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
    skip([...passedOver.keys()], (skippedFeed) => passedOver.get(skippedFeed) ?? { code: 'cancelled' });
    passedOver.clear();
    for (const resolve of idleWaiters.splice(0)) resolve();
    schedule();
  }

  function schedule(): void {
    clearTimeout(timer);
    if (stopped || underWay.size > 0) return;
    let next = deps.now() + longestSleep;
    for (const feed of plan.values()) if (polledByItself(feed)) next = Math.min(next, dueAt(feed));
    if (!deps.isOnline()) next = Math.max(next, deps.now() + offlineSleep);
    timer = setTimeout(tick, Math.max(0, next - deps.now()));
  }

  function tick(): void {
    const now = deps.now();
    for (const [host, until] of restingUntil) if (until <= now) restingUntil.delete(host);
    const due = [...plan.values()].filter((feed) => polledByItself(feed) && feed.nextPollAt <= now);
    if (deps.isOnline()) {
      start(due.filter((feed) => dueAt(feed) <= now));
      skip(
        due.filter((feed) => dueAt(feed) > now && !underWay.has(feed.feedId)),
        resting,
      );
    } else skip(due, () => ({ code: 'offline' }));
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
      const all = [...plan.values()];
      const wanted = feedIds
        ? feedIds.flatMap((feedId) => plan.get(feedId) ?? [])
        : all.filter((feed) => !feed.gone);
      if (feedIds === null)
        skip(
          all.filter((feed) => feed.gone),
          () => ({ code: 'gone' }),
        );
      start(wanted, feedIds !== null);
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
    wake: tick,
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
