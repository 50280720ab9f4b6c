import { ProblemError } from '../../../shared/model/problem';
import { isPrivateHost } from '../address';
import type { Fetched, Fetcher } from '../fetcher';
import { createHostQueue } from '../host-queue';
import type { OriginLogin } from '../login';
import { fetchDocument, statusProblem } from '../poll-feed';

export interface LookLimits {
  /** Addresses asked in one search; redirects of each are bounded by the fetcher. */
  readonly requests: number;
  readonly perHost: number;
  readonly atOnce: number;
  /** For the whole search. */
  readonly timeoutMs: number;
}

export const lookLimits: LookLimits = { requests: 12, perHost: 2, atOnce: 6, timeoutMs: 20_000 };

/** One search with its bounds: everything it asks of the web goes through here. */
export interface Look {
  /**
   * The document at an address.
   *
   * @param from the address that led here: one of the public web may not send us into the reader's own network. Null when the
   * reader typed it.
   * @throws ProblemError also for a status other than 2xx, for an empty body, and when the time is over (`timeout`)
   */
  fetch(url: string, from: string | null): Promise<Fetched>;
  /** No further address may be asked. */
  readonly exhausted: boolean;
}

export interface LookOptions {
  readonly signal: AbortSignal;
  /** Told of each host as it is asked. */
  readonly onLooking: (host: string) => void;
  readonly limits: LookLimits;
  readonly login?: OriginLogin | null;
}

const noValidators = { etag: null, lastModified: null };

export function createLook(fetcher: Fetcher, { signal, onLooking, limits, login = null }: LookOptions): Look {
  const deadline = AbortSignal.timeout(limits.timeoutMs);
  const either = AbortSignal.any([signal, deadline]);
  const queue = createHostQueue({ concurrency: () => limits.atOnce, perHost: limits.perHost });
  let asked = 0;

  async function ask(url: string, host: string): Promise<Fetched> {
    try {
      either.throwIfAborted();
      onLooking(host);
      const fetched = await fetchDocument(fetcher, url, noValidators, either, login);
      const problem = statusProblem(fetched);
      if (problem) throw new ProblemError(problem);
      return fetched;
    } catch (error) {
      if (signal.aborted) throw new ProblemError({ code: 'cancelled' });
      if (!deadline.aborted) throw error;
      const seconds = Math.round(limits.timeoutMs / 1000);
      throw new ProblemError({ code: 'timeout', host, seconds });
    }
  }

  return {
    async fetch(url, from) {
      const { host, hostname } = new URL(url);
      if (from !== null && isPrivateHost(hostname) && !isPrivateHost(new URL(from).hostname)) {
        throw new ProblemError({ code: 'blocked-address', host });
      }
      asked += 1;
      return await queue.add(host, () => ask(url, host));
    },
    get exhausted() {
      return asked >= limits.requests || either.aborted;
    },
  };
}
