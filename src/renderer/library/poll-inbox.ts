import type { FromLibrary } from '../../shared/contract/library-port';
import type { PollOutcome } from '../../shared/model/poll';
import { libraryProblem } from './as-result';
import type { StoredPolls } from './writer';

/** A poll that main delivered, and the way back on which it is acknowledged. */
export interface Delivery {
  readonly delivery: number;
  readonly outcome: PollOutcome;
  readonly reply: (message: FromLibrary) => void;
}

export interface PollInbox {
  push(delivery: Delivery): void;
  /** Resolves when nothing is waiting or being stored. */
  idle(): Promise<void>;
}

/** Polls with content that share a transaction, at most: a click in the window waits for one such transaction. */
const contentPolls = 8;
const contentArticles = 200;
/** Polls in all. Those without content write a row each. */
const polls = 64;
/** Milliseconds that polls without content wait for others: a transaction costs far more than a row in it. */
const gatherFor = 60;

/** How many of the waiting deliveries the next transaction takes: never two polls of one feed, always at least one. */
export function batchLength(waiting: readonly Pick<Delivery, 'outcome'>[]): number {
  const feeds = new Set<string>();
  let withContent = 0;
  let articles = 0;
  for (const [place, { outcome }] of waiting.entries()) {
    if (outcome.result.kind === 'content') {
      withContent += 1;
      articles += outcome.result.feed.articles.length;
    }
    const over = withContent > contentPolls || (withContent > 1 && articles > contentArticles);
    if (over || feeds.has(outcome.feedId) || place >= polls) return place;
    feeds.add(outcome.feedId);
  }
  return waiting.length;
}

/**
 * Stores delivered polls one transaction after the other, in the order they came; those that wait share the next one. Each is
 * acknowledged after its transaction is on disk. A poll that cannot be stored is refused alone, not with its neighbours.
 */
export function createPollInbox(
  store: (outcomes: readonly PollOutcome[]) => Promise<StoredPolls>,
  onStored: (stored: StoredPolls, outcomes: readonly PollOutcome[]) => void,
): PollInbox {
  const waiting: Delivery[] = [];
  let running: Promise<void> | null = null;

  async function storeBatch(batch: readonly Delivery[]): Promise<void> {
    const outcomes = batch.map(({ outcome }) => outcome);
    let stored: StoredPolls;
    try {
      stored = await store(outcomes);
    } catch (error) {
      if (batch.length > 1) {
        for (const delivery of batch) await storeBatch([delivery]);
        return;
      }
      for (const { delivery, reply } of batch)
        reply({ type: 'poll-refused', delivery, problem: libraryProblem(error) });
      return;
    }
    for (const [place, { delivery, reply }] of batch.entries()) {
      const poll = stored.polls[place];
      reply({ type: 'poll-stored', delivery, feed: poll?.feed ?? null, added: poll?.added ?? 0 });
    }
    onStored(stored, outcomes);
  }

  /** Whether what waits is not to wait for more. */
  const isPressing = () =>
    waiting.length >= polls || waiting.some(({ outcome }) => outcome.result.kind === 'content');
  let hurry = () => {};

  function gather(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, gatherFor);
      hurry = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  async function run(): Promise<void> {
    while (waiting.length > 0) {
      if (!isPressing()) await gather();
      await storeBatch(waiting.splice(0, batchLength(waiting)));
    }
    running = null;
  }

  return {
    push(delivery) {
      waiting.push(delivery);
      if (isPressing()) hurry();
      running ??= run();
    },
    idle: () => running ?? Promise.resolve(),
  };
}
