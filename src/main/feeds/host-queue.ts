import { ProblemError } from '../../shared/model/problem';

export interface HostQueue {
  /** Runs the task when a place is free, in order of arrival within a host. Rejects with `cancelled` when cleared first. */
  add<T>(host: string, task: (signal: AbortSignal) => Promise<T>): Promise<T>;
  /** Drops what waits and aborts what runs. */
  clear(): void;
  /** Asks `concurrency` again: more may run than before. */
  wake(): void;
  readonly size: number;
  readonly running: number;
}

export interface HostQueueLimits {
  /** Asked each time a task could start, so that it may change. After 0, somebody has to `wake` the queue. */
  readonly concurrency: () => number;
  readonly perHost: number;
}

interface Waiting {
  readonly run: () => void;
  readonly reject: (error: Error) => void;
}

/**
 * Runs tasks `concurrency()` at a time and `perHost` at a time for one host. A host at its limit never holds up the others:
 * general queues limit one or the other, and a slot that waits for its host would be a slot lost.
 */
export function createHostQueue({ concurrency, perHost }: HostQueueLimits): HostQueue {
  /** A line for each host; the hosts take turns in the order of the map. */
  const lines = new Map<string, Waiting[]>();
  let size = 0;
  const runningByHost = new Map<string, number>();
  let running = 0;
  let abort = new AbortController();

  function startNext(): void {
    while (running < concurrency()) {
      const host = nextHost();
      const line = host === undefined ? undefined : lines.get(host);
      const next = line?.shift();
      if (host === undefined || !line || !next) return;
      // To the end, so that a host with hundreds of feeds does not keep the others waiting.
      lines.delete(host);
      if (line.length > 0) lines.set(host, line);
      size -= 1;
      next.run();
    }
  }

  /** At most as many hosts are passed over as are running. */
  function nextHost(): string | undefined {
    for (const host of lines.keys()) if ((runningByHost.get(host) ?? 0) < perHost) return host;
    return undefined;
  }

  function leave(host: string): void {
    running -= 1;
    const left = (runningByHost.get(host) ?? 1) - 1;
    if (left > 0) runningByHost.set(host, left);
    else runningByHost.delete(host);
    startNext();
  }

  return {
    add(host, task) {
      return new Promise((resolve, reject) => {
        const run = () => {
          running += 1;
          runningByHost.set(host, (runningByHost.get(host) ?? 0) + 1);
          task(abort.signal)
            .finally(() => leave(host))
            .then(resolve, reject);
        };
        const line = lines.get(host);
        if (line) line.push({ run, reject });
        else lines.set(host, [{ run, reject }]);
        size += 1;
        startNext();
      });
    },
    clear() {
      const dropped = [...lines.values()].flat();
      lines.clear();
      size = 0;
      abort.abort();
      abort = new AbortController();
      for (const entry of dropped) entry.reject(new ProblemError({ code: 'cancelled' }));
    },
    wake: startNext,
    get size() {
      return size;
    },
    get running() {
      return running;
    },
  };
}
