import type { Validators } from '../../shared/model/feed';
import type { FeedId } from '../../shared/model/ids';
import type {
  PlannedFeed,
  PolledFeed,
  PollMemory,
  PollOutcome,
  PollResult,
  SeenRedirect,
} from '../../shared/model/poll';
import { type Problem, toProblem } from '../../shared/model/problem';
import type { Result } from '../../shared/result';
import { isPrivateHost } from './address';
import { type Fetched, type Fetcher, feedAccept, feedLimits } from './fetcher';
import type { OriginLogin } from './login';
import { planNextPoll } from './schedule';

export interface PollFeedDeps {
  readonly fetcher: Fetcher;
  readonly process: (document: {
    bytes: Uint8Array;
    contentType: string | null;
    url: string;
  }) => Promise<Result<PolledFeed>>;
  readonly now: () => number;
  /** In [0, 1). */
  readonly random: () => number;
  /** Whether this computer has a network at all. */
  readonly isOnline: () => boolean;
  /** The login a feed is asked with, if any. */
  readonly loginOf?: (feedId: FeedId) => OriginLogin | null;
}

/**
 * Polls that a permanent redirect has to hold before the subscription follows it: the sign-in page of a hotel's network also
 * answers with 301, but not for long.
 */
const pollsUntilMoved = 3;
/** Articles remembered for a feed's rhythm. */
const rhythmArticles = 20;

/** One conditional GET of one feed, read to the end. Never rejects but for a cancelled signal. */
export async function pollFeed(
  feed: PlannedFeed,
  signal: AbortSignal,
  deps: PollFeedDeps,
): Promise<PollOutcome> {
  const startedAt = deps.now();
  let fetched: Fetched | null = null;
  let result: PollResult;
  try {
    const login = deps.loginOf?.(feed.feedId) ?? null;
    fetched = await fetchDocument(deps.fetcher, feed.feedUrl, feed.validators, signal, login);
    result = await read(fetched, feed.validators, deps.process);
  } catch (error) {
    signal.throwIfAborted();
    result = { kind: 'failed', problem: blame(toProblem(error), deps.isOnline()) };
  }
  const finishedAt = deps.now();
  const memory = remember(feed.memory, fetched, result, finishedAt);
  const next = planNextPoll(
    {
      problem: result.kind === 'failed' ? result.problem : null,
      failuresBefore: feed.failures,
      headers: fetched?.headers ?? {},
      hints: memory.hints,
      appearedAt: memory.appearedAt,
      ownInterval: feed.ownInterval,
    },
    finishedAt,
    deps.random(),
  );
  return {
    feedId: feed.feedId,
    startedAt,
    finishedAt,
    status: fetched?.status ?? null,
    bytes: fetched?.bytes.byteLength ?? 0,
    nextPollAt: next.at,
    nextPollReason: next.reason,
    ...settleRedirect(memory, result),
  };
}

const networkCodes = new Set<Problem['code']>(['host-not-found', 'no-answer', 'connection', 'timeout']);

/** Without a network no feed answers, and none of them is to blame. */
function blame(problem: Problem, online: boolean): Problem {
  return !online && networkCodes.has(problem.code) ? { code: 'offline' } : problem;
}

/** What is known of a feed after a poll. A failed one teaches nothing. */
export function remember(
  memory: PollMemory,
  fetched: Fetched | null,
  result: PollResult,
  now: number,
): PollMemory {
  if (result.kind === 'failed' || !fetched) return memory;
  const redirect = seenRedirect(memory.redirect, fetched.movedTo);
  if (result.kind === 'unchanged') return { ...memory, redirect };
  const { hints, articles } = result.feed;
  const dates = articles.flatMap(({ publishedAt }) =>
    publishedAt !== null && publishedAt <= now ? [publishedAt] : [],
  );
  const appearedAt = dates.sort((a, b) => b - a).slice(0, rhythmArticles);
  return { redirect, hints, appearedAt: appearedAt.length > 0 ? appearedAt : memory.appearedAt };
}

function seenRedirect(before: SeenRedirect | null, movedTo: string | null): SeenRedirect | null {
  if (movedTo === null) return null;
  return { url: movedTo, polls: before?.url === movedTo ? before.polls + 1 : 1 };
}

/** Follows a redirect that has held long enough; it is then the address, and nothing to remember. */
function settleRedirect(memory: PollMemory, result: PollResult): Pick<PollOutcome, 'memory' | 'result'> {
  const { redirect } = memory;
  if (result.kind === 'failed' || !redirect || redirect.polls < pollsUntilMoved) return { memory, result };
  return { memory: { ...memory, redirect: null }, result: { ...result, movedTo: redirect.url } };
}

/** A conditional GET (RFC 9110, section 13.1) within the limits for feeds. */
export function fetchDocument(
  fetcher: Fetcher,
  url: string,
  validators: Validators,
  signal: AbortSignal,
  login: OriginLogin | null,
): Promise<Fetched> {
  const headers: Record<string, string> = {};
  if (validators.etag) headers['if-none-match'] = validators.etag;
  if (validators.lastModified) headers['if-modified-since'] = validators.lastModified;
  return fetcher.fetch(url, {
    headers,
    signal,
    login,
    accept: feedAccept,
    maxBytes: feedLimits.maxBytes,
    timeoutMs: feedLimits.timeoutMs,
    // A person may subscribe to a feed in their own network; a public one may not send us there.
    allowPrivate: URL.canParse(url) && isPrivateHost(new URL(url).hostname),
  });
}

async function read(
  fetched: Fetched,
  { etag, lastModified }: Validators,
  process: PollFeedDeps['process'],
): Promise<PollResult> {
  // Without validators nobody asked whether anything changed, and there may be nothing stored to stand for it.
  if (fetched.status === 304 && (etag || lastModified)) return { kind: 'unchanged', movedTo: null };
  const problem = statusProblem(fetched);
  if (problem) return { kind: 'failed', problem };
  const processed = await process({
    bytes: fetched.bytes,
    contentType: fetched.headers['content-type'] ?? null,
    url: fetched.url,
  });
  if (!processed.ok) return { kind: 'failed', problem: processed.problem };
  return {
    kind: 'content',
    movedTo: null,
    validators: validatorsOf(fetched, processed.value),
    feed: processed.value,
  };
}

/** What speaks against reading the body, if anything. */
export function statusProblem(fetched: Fetched): Problem | null {
  // A part (206) answers only those who ask for one (RFC 9110, section 15.3.7), and we never do.
  if (fetched.status < 200 || fetched.status > 299 || fetched.status === 206) {
    return { code: 'http-status', status: fetched.status, url: fetched.url };
  }
  return fetched.bytes.byteLength === 0 ? { code: 'empty-body' } : null;
}

/** What to ask with next time: nothing when the document broke off, or what it lacked would never be asked for again. */
export function validatorsOf(fetched: Fetched, feed: PolledFeed): Validators {
  if (feed.truncated) return { etag: null, lastModified: null };
  return { etag: fetched.headers.etag ?? null, lastModified: fetched.headers['last-modified'] ?? null };
}
