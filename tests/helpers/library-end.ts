import type { LibraryPort } from '../../src/main/feeds/library-link';
import type { FromLibrary, ToLibrary } from '../../src/shared/contract/library-port';
import type { FeedId } from '../../src/shared/model/ids';
import { noMemory, type PlannedFeed, type PollOutcome, type SkippedPoll } from '../../src/shared/model/poll';

/** The library's end of the line, for tests of main in plain Node: keeps what it is given, and answers when told to. */
export interface LibraryEnd {
  readonly port: LibraryPort;
  readonly received: readonly ToLibrary[];
  /** Polls acknowledged so far. */
  readonly stored: readonly PollOutcome[];
  /** Polls told as skipped so far. */
  readonly skipped: readonly SkippedPoll[];
  /** While true (as at first), every poll is acknowledged at once. */
  acknowledging: boolean;
  send(message: FromLibrary | { type: string }): void;
  close(): void;
}

export function createLibraryEnd(plan: readonly PlannedFeed[]): LibraryEnd {
  const feeds = new Map(plan.map((feed) => [feed.feedId, feed]));
  const received: ToLibrary[] = [];
  const stored: PollOutcome[] = [];
  let toMain: (message: unknown) => void = () => {};
  let closed: () => void = () => {};

  const end: LibraryEnd = {
    received,
    stored,
    get skipped() {
      return received.flatMap((message) => (message.type === 'polls-skipped' ? message.skips : []));
    },
    acknowledging: true,
    port: {
      post(message) {
        received.push(structuredClone(message));
        if (message.type === 'poll' && end.acknowledging) queueMicrotask(() => acknowledge(message));
      },
      listen(onMessage, onClose) {
        toMain = onMessage;
        closed = onClose;
        toMain({ type: 'plan', feeds: plan });
      },
    },
    send: (message) => toMain(message),
    close: () => closed(),
  };

  function acknowledge({ delivery, outcome }: ToLibrary & { type: 'poll' }): void {
    const { result, nextPollAt } = outcome;
    const before = feeds.get(outcome.feedId);
    if (!before) {
      toMain({ type: 'poll-stored', delivery, feed: null, added: 0 });
      return;
    }
    const feed: PlannedFeed = {
      ...before,
      nextPollAt,
      memory: outcome.memory,
      validators: result.kind === 'content' ? result.validators : before.validators,
      failures: result.kind === 'failed' ? before.failures + 1 : 0,
    };
    feeds.set(outcome.feedId, feed);
    stored.push(outcome);
    const added = result.kind === 'content' ? result.feed.articles.length : 0;
    toMain({ type: 'poll-stored', delivery, feed, added });
  }

  return end;
}

/** A subscribed feed that is not due, as the library plans it. */
export function plannedFeed(name: string, feedUrl: string): PlannedFeed {
  return {
    feedId: name as FeedId,
    feedUrl,
    validators: { etag: null, lastModified: null },
    nextPollAt: Date.now() + 3_600_000,
    failures: 0,
    memory: noMemory,
    ownInterval: null,
    gone: false,
  };
}
