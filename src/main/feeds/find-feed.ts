import type { FoundFeed } from '../../shared/contract/channels';
import { noMemory, type PolledFeed } from '../../shared/model/poll';
import { ProblemError } from '../../shared/model/problem';
import { normalizeAddress } from './address';
import { decodeHtml, discoverFeeds } from './discover';
import type { Fetched } from './fetcher';
import { fetchDocument, type PollFeedDeps, remember, statusProblem, validatorsOf } from './poll-feed';
import { planNextPoll } from './schedule';

const noValidators = { etag: null, lastModified: null };

/**
 * What an address typed by a person leads to: the feed itself; the one feed its page names; or several to choose from.
 *
 * @throws ProblemError
 */
export async function findFeed(address: string, signal: AbortSignal, deps: PollFeedDeps): Promise<FoundFeed> {
  const typed = normalizeAddress(address);
  const fetched = await fetchTyped(typed, /^\s*https?:/i.test(address), signal, deps);
  const found = await readFeed(fetched, typed, deps);
  if (found) return found;

  const links = discoverFeeds(
    decodeHtml(fetched.bytes, fetched.headers['content-type'] ?? null),
    fetched.url,
  );
  const [only] = links;
  if (!only) throw new ProblemError({ code: 'no-feed-found', url: fetched.url });
  if (links.length > 1) {
    return {
      kind: 'choices',
      pageUrl: fetched.url,
      feeds: links.map((link) => ({ url: link.url, title: link.title || link.url })),
    };
  }
  const linked = await readFeed(await fetchChecked(only.url, signal, deps), only.url, deps);
  if (!linked) throw new ProblemError({ code: 'not-a-feed' });
  return linked;
}

/** Addresses typed without a scheme are tried as https first; old sites that speak only http still answer. */
async function fetchTyped(
  url: string,
  schemeTyped: boolean,
  signal: AbortSignal,
  deps: PollFeedDeps,
): Promise<Fetched> {
  if (schemeTyped) return fetchChecked(url, signal, deps);
  try {
    return await fetchChecked(url, signal, deps);
  } catch (error) {
    const code = error instanceof ProblemError ? error.problem.code : null;
    if (code !== 'no-answer' && code !== 'tls' && code !== 'connection') throw error;
    return await fetchChecked(url.replace(/^https:/, 'http:'), signal, deps).catch(() => {
      throw error;
    });
  }
}

async function fetchChecked(url: string, signal: AbortSignal, deps: PollFeedDeps): Promise<Fetched> {
  const fetched = await fetchDocument(deps.fetcher, url, noValidators, signal);
  const problem = statusProblem(fetched);
  if (problem) throw new ProblemError(problem);
  return fetched;
}

/** The feed in a document; null when it is a web page, which may name one. */
async function readFeed(fetched: Fetched, askedUrl: string, deps: PollFeedDeps): Promise<FoundFeed | null> {
  const processed = await deps.process({
    bytes: fetched.bytes,
    contentType: fetched.headers['content-type'] ?? null,
    url: fetched.url,
  });
  if (!processed.ok) {
    if (processed.problem.code === 'html-not-feed') return null;
    throw new ProblemError(processed.problem);
  }
  return {
    kind: 'feed',
    // A temporary redirect must not become the subscription.
    feedUrl: fetched.movedTo ?? askedUrl,
    validators: validatorsOf(fetched, processed.value),
    feed: processed.value,
    status: fetched.status,
    bytes: fetched.bytes.byteLength,
    ...planFirst(fetched, processed.value, deps),
  };
}

/** The plan after the look that found the feed, which counts as its first poll. */
function planFirst(
  fetched: Fetched,
  feed: PolledFeed,
  deps: PollFeedDeps,
): Pick<Extract<FoundFeed, { kind: 'feed' }>, 'nextPollAt' | 'nextPollReason' | 'memory'> {
  const now = deps.now();
  const content = { kind: 'content', movedTo: null, validators: validatorsOf(fetched, feed), feed } as const;
  // A permanent redirect was followed by the reader, who saw where it leads.
  const memory = remember(noMemory, { ...fetched, movedTo: null }, content, now);
  const { at, reason } = planNextPoll(
    { ...memory, problem: null, failuresBefore: 0, headers: fetched.headers, ownInterval: null },
    now,
    deps.random(),
  );
  return { nextPollAt: at, nextPollReason: reason, memory };
}
