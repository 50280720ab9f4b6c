import type { Validators } from '../../shared/model/feed';
import type { PlannedFeed, PolledFeed, PollOutcome, PollResult } from '../../shared/model/poll';
import { type Problem, toProblem } from '../../shared/model/problem';
import type { Result } from '../../shared/result';
import { isPrivateHost } from './address';
import { type Fetched, type Fetcher, feedAccept, feedLimits } from './fetcher';
import { nextPollAt } from './schedule';

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
}

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
    fetched = await fetchDocument(deps.fetcher, feed.feedUrl, feed.validators, signal);
    result = await read(fetched, deps.process);
  } catch (error) {
    signal.throwIfAborted();
    result = { kind: 'failed', problem: toProblem(error) };
  }
  const finishedAt = deps.now();
  const reply = {
    ok: result.kind !== 'failed',
    failuresBefore: feed.failures,
    headers: fetched?.headers ?? {},
  };
  return {
    feedId: feed.feedId,
    startedAt,
    finishedAt,
    status: fetched?.status ?? null,
    bytes: fetched?.bytes.byteLength ?? 0,
    nextPollAt: nextPollAt(reply, finishedAt, deps.random()),
    nextPollReason: { code: 'new' },
    memory: feed.memory,
    result,
  };
}

/** A conditional GET (RFC 9110, section 13.1) within the limits for feeds. */
export function fetchDocument(
  fetcher: Fetcher,
  url: string,
  validators: Validators,
  signal: AbortSignal,
): Promise<Fetched> {
  const headers: Record<string, string> = {};
  if (validators.etag) headers['if-none-match'] = validators.etag;
  if (validators.lastModified) headers['if-modified-since'] = validators.lastModified;
  return fetcher.fetch(url, {
    headers,
    signal,
    accept: feedAccept,
    maxBytes: feedLimits.maxBytes,
    timeoutMs: feedLimits.timeoutMs,
    // A person may subscribe to a feed in their own network; a public one may not send us there.
    allowPrivate: URL.canParse(url) && isPrivateHost(new URL(url).hostname),
  });
}

async function read(fetched: Fetched, process: PollFeedDeps['process']): Promise<PollResult> {
  if (fetched.status === 304) return { kind: 'unchanged' };
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
    movedTo: fetched.movedTo,
    validators: validatorsOf(fetched, processed.value),
    feed: processed.value,
  };
}

/** What speaks against reading the body, if anything. */
export function statusProblem(fetched: Fetched): Problem | null {
  if (fetched.status < 200 || fetched.status > 299) {
    return { code: 'http-status', status: fetched.status, url: fetched.url };
  }
  return fetched.bytes.byteLength === 0 ? { code: 'empty-body' } : null;
}

/** What to ask with next time: nothing when the document broke off, or what it lacked would never be asked for again. */
export function validatorsOf(fetched: Fetched, feed: PolledFeed): Validators {
  if (feed.truncated) return { etag: null, lastModified: null };
  return { etag: fetched.headers.etag ?? null, lastModified: fetched.headers['last-modified'] ?? null };
}
