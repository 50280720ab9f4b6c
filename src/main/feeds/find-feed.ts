import { noMemory, type PolledFeed } from '../../shared/model/poll';
import { type Problem, ProblemError, toProblem } from '../../shared/model/problem';
import { normalizeAddress } from './address';
import { feedsByAddress, isSharedHost } from './discover/address-rules';
import type { FeedGuess } from './discover/guess';
import { createLook, type Look, type LookLimits, lookLimits } from './discover/look';
import { type Discovery, type FoundOne, offer, type Sighting, worstOf } from './discover/offer';
import { type PageFindings, readPage } from './discover/page';
import { expandPasted } from './discover/pasted';
import { siteGuesses } from './discover/site-guesses';
import type { Fetched } from './fetcher';
import type { OriginLogin } from './login';
import { decodeHtml } from './parse/decode';
import { type PollFeedDeps, remember, validatorsOf } from './poll-feed';
import { planNextPoll } from './schedule';

export interface FindOptions {
  readonly signal: AbortSignal;
  /** Told of each host as it is asked. */
  readonly onLooking?: (host: string) => void;
  /** The address that led here, when nobody typed it: see {@link Look}. */
  readonly from?: string;
  readonly limits?: LookLimits;
  readonly login?: OriginLogin | null;
}

/**
 * What an address pasted by a person leads to: one feed, or several to choose from. In this order, each step only when the
 * one before found nothing: the feeds that follow from the address; the document itself; the feeds its page names; those the
 * front page of the site names; and, when no page names any, the usual places.
 *
 * @throws ProblemError
 */
export async function findFeed(pasted: string, deps: PollFeedDeps, options: FindOptions): Promise<Discovery> {
  const { signal, onLooking = () => {}, from = null, limits = lookLimits, login = null } = options;
  const expanded = expandPasted(pasted);
  const url = normalizeAddress(expanded);
  const look = createLook(deps.fetcher, { signal, onLooking, limits, login });

  const byAddress = await lookAt(feedsByAddress(url), from ?? url, look, deps);
  const known = offer(byAddress, url, deps.now());
  if (known) return known;
  try {
    const fetched = await fetchTyped(url, /^https?:/i.test(expanded), from, look);
    return await findInDocument(fetched, url, look, deps);
  } catch (error) {
    // That a page names no feed says less than why the feed its address stands for did not come.
    const problem = worstOf(byAddress);
    const vague = toProblem(error).code === 'no-feed-found';
    throw vague && problem && !isAbsent(problem) ? new ProblemError(problem) : error;
  }
}

async function findInDocument(
  fetched: Fetched,
  askedUrl: string,
  look: Look,
  deps: PollFeedDeps,
): Promise<Discovery> {
  const itself = await readFeed(fetched, askedUrl, deps);
  if (itself) return { reply: itself, read: new Map() };
  const pageUrl = fetched.url;
  if (pageUrl !== askedUrl) {
    const sightings = await lookAt(feedsByAddress(pageUrl), pageUrl, look, deps);
    const known = offer(sightings, pageUrl, deps.now());
    if (known) return known;
  }

  const page = readFetched(fetched);
  const site = page.feeds.some(({ comments }) => !comments) ? null : await readFrontPage(pageUrl, look, deps);
  if (site && 'feed' in site) return { reply: site.feed, read: new Map() };
  const named = [...(site?.feeds ?? []), ...page.feeds];
  const sightings = await lookAt(named, pageUrl, look, deps);
  const found = offer(sightings, pageUrl, deps.now());
  if (found) return found;
  const problem = worstOf(sightings);
  if (problem) throw new ProblemError(problem.code === 'html-not-feed' ? { code: 'not-a-feed' } : problem);

  const places = isSharedHost(pageUrl) ? [] : siteGuesses(pageUrl, site?.platform || page.platform);
  const guessed = await firstOf(places, pageUrl, look, deps);
  if (guessed) return { reply: guessed, read: new Map() };
  throw new ProblemError({ code: 'no-feed-found', url: pageUrl });
}

/** What the front page of a site says, for a page further inside that names no feed of its own. */
async function readFrontPage(
  pageUrl: string,
  look: Look,
  deps: PollFeedDeps,
): Promise<PageFindings | { readonly feed: FoundOne } | null> {
  const front = new URL('/', pageUrl).href;
  if (front === pageUrl || isSharedHost(pageUrl) || look.exhausted) return null;
  try {
    const fetched = await look.fetch(front, pageUrl);
    const feed = await readFeed(fetched, front, deps);
    return feed ? { feed } : readFetched(fetched);
  } catch (error) {
    throwIfCancelled(error);
    return null;
  }
}

function readFetched(fetched: Fetched): PageFindings {
  return readPage(decodeHtml(fetched.bytes, fetched.headers['content-type'] ?? null), fetched.url);
}

/** Looks at guesses side by side, within the bounds of the search. */
function lookAt(
  guesses: readonly FeedGuess[],
  from: string,
  look: Look,
  deps: PollFeedDeps,
): Promise<Sighting[]> {
  return Promise.all(
    guesses.map(async (guess): Promise<Sighting> => {
      let problem: Problem | null = null;
      for (const url of guess.urls) {
        if (look.exhausted) break;
        try {
          const found = await readFeed(await look.fetch(url, from), url, deps);
          if (found) return { guess, found, problem: null };
          problem ??= { code: 'html-not-feed' };
        } catch (error) {
          throwIfCancelled(error);
          problem ??= toProblem(error);
        }
      }
      return { guess, found: null, problem };
    }),
  );
}

/** The first of several addresses of one site that is a feed, two at a time. A site that asks for rest is left alone. */
async function firstOf(
  urls: readonly string[],
  from: string,
  look: Look,
  deps: PollFeedDeps,
): Promise<FoundOne | null> {
  for (let place = 0; place < urls.length && !look.exhausted; place += 2) {
    const guesses = urls
      .slice(place, place + 2)
      .map((url) => ({ urls: [url], title: null, comments: false, declared: false }));
    const sightings = await lookAt(guesses, from, look, deps);
    const found = sightings.find((sighting) => sighting.found)?.found;
    if (found) return found;
    if (sightings.some(({ problem }) => problem?.code === 'http-status' && asksForRest(problem.status)))
      break;
  }
  return null;
}

function asksForRest(status: number): boolean {
  return status === 429 || status === 503;
}

function isAbsent(problem: Problem): boolean {
  return (
    problem.code === 'html-not-feed' ||
    (problem.code === 'http-status' && (problem.status === 404 || problem.status === 410))
  );
}

function throwIfCancelled(error: unknown): void {
  if (toProblem(error).code === 'cancelled') throw error;
}

/** Addresses typed without a scheme are tried as https first; old sites that speak only http still answer. */
async function fetchTyped(
  url: string,
  schemeTyped: boolean,
  from: string | null,
  look: Look,
): Promise<Fetched> {
  if (schemeTyped) return look.fetch(url, from);
  try {
    return await look.fetch(url, from);
  } catch (error) {
    const { code } = toProblem(error);
    if (code !== 'no-answer' && code !== 'tls' && code !== 'connection') throw error;
    return await look.fetch(url.replace(/^https:/, 'http:'), from).catch(() => {
      throw error;
    });
  }
}

/** The feed in a document; null when it is a web page, which may name one. */
async function readFeed(fetched: Fetched, askedUrl: string, deps: PollFeedDeps): Promise<FoundOne | null> {
  const contentType = fetched.headers['content-type'] ?? null;
  const processed = await deps.process({ bytes: fetched.bytes, contentType, url: fetched.url });
  if (!processed.ok) {
    const { code } = processed.problem;
    // Pages may leave out every tag that would tell them from other text.
    const isPage = code === 'html-not-feed' || (code === 'not-a-feed' && isHtml(contentType));
    if (isPage) return null;
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

function isHtml(contentType: string | null): boolean {
  return /^\s*(?:text\/html|application\/xhtml\+xml)\b/i.test(contentType ?? '');
}

/** The plan after the look that found the feed, which counts as its first poll. */
function planFirst(
  fetched: Fetched,
  feed: PolledFeed,
  deps: PollFeedDeps,
): Pick<FoundOne, 'nextPollAt' | 'nextPollReason' | 'memory'> {
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
