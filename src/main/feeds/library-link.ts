import { type FromLibrary, fromLibrarySchema, type ToLibrary } from '../../shared/contract/library-port';
import type { PollOutcome } from '../../shared/model/poll';
import { ProblemError } from '../../shared/model/problem';

/** The part of a MessagePort this needs; Electron's MessagePortMain is wrapped to fit. */
export interface LibraryPort {
  post(message: ToLibrary): void;
  /** Called once; returns nothing to dispose of: a port lives as long as its window. */
  listen(onMessage: (message: unknown) => void, onClose: () => void): void;
}

export interface LibraryLinkDeps {
  readonly onMessage: (message: Exclude<FromLibrary, { type: 'poll-stored' | 'poll-refused' }>) => void;
  /** The library went away: nothing can be stored until it comes back with a new plan. */
  readonly onGone: () => void;
}

export interface LibraryLink {
  /** Takes the port of a library that just opened; whatever an earlier one had not acknowledged is given up. */
  attach(port: LibraryPort): void;
  /** Waits for room: at most {@link places} polls with articles are with the library unacknowledged. Others need none. */
  reserve(outcome: PollOutcome): Promise<void>;
  /** Sends a poll, in its place if it needed one; resolves when it is stored. */
  deliver(
    outcome: PollOutcome,
  ): Promise<{ readonly added: number; readonly stored: FromLibrary & { type: 'poll-stored' } }>;
  post(message: ToLibrary): void;
}

type Stored = FromLibrary & { type: 'poll-stored' };

interface Delivery {
  readonly resolve: (stored: Stored) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Polls with the library at once. It writes those that wait together in one transaction, so a few must be waiting while it
 * writes; more would only hold their articles in memory twice.
 */
const places = 8;

/** Main's end of the line to the library worker. */
export function createLibraryLink(deps: LibraryLinkDeps): LibraryLink {
  let port: LibraryPort | null = null;
  let lastDelivery = 0;
  let taken = 0;
  const deliveries = new Map<number, Delivery>();
  const waiting: (() => void)[] = [];

  function leave(): void {
    taken -= 1;
    const next = waiting.shift();
    if (!next) return;
    taken += 1;
    next();
  }

  function giveUp(): void {
    for (const delivery of deliveries.values()) delivery.reject(new ProblemError({ code: 'cancelled' }));
    deliveries.clear();
  }

  function receive(data: unknown): void {
    const parsed = fromLibrarySchema.safeParse(data);
    if (!parsed.success) {
      console.error('The library sent a message that is not in the contract:', parsed.error.message);
      return;
    }
    const message = parsed.data as FromLibrary;
    if (message.type === 'poll-stored') {
      deliveries.get(message.delivery)?.resolve(message);
      deliveries.delete(message.delivery);
    } else if (message.type === 'poll-refused') {
      deliveries.get(message.delivery)?.reject(new ProblemError(message.problem));
      deliveries.delete(message.delivery);
    } else {
      deps.onMessage(message);
    }
  }

  return {
    attach(newPort) {
      giveUp();
      port = newPort;
      newPort.listen(
        (data) => {
          if (port === newPort) receive(data);
        },
        () => {
          if (port !== newPort) return;
          port = null;
          giveUp();
          deps.onGone();
        },
      );
    },
    reserve({ result }) {
      if (result.kind !== 'content') return Promise.resolve();
      if (taken < places) {
        taken += 1;
        return Promise.resolve();
      }
      return new Promise((resolve) => waiting.push(resolve));
    },
    async deliver(outcome) {
      try {
        const stored = await new Promise<Stored>((resolve, reject) => {
          if (!port) throw new ProblemError({ code: 'cancelled' });
          lastDelivery += 1;
          deliveries.set(lastDelivery, { resolve, reject });
          port.post({ type: 'poll', delivery: lastDelivery, outcome });
        });
        return { added: stored.added, stored };
      } finally {
        if (outcome.result.kind === 'content') leave();
      }
    },
    post(message) {
      port?.post(message);
    },
  };
}
