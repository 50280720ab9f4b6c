import type { FeedChoice, FoundFeed } from '../../../shared/contract/channels';
import { latestArticles, newestDate } from '../../../shared/model/feed-preview';
import type { Problem } from '../../../shared/model/problem';
import { commentsLast, type FeedGuess, isCommentsFeed } from './guess';

export type FoundOne = Extract<FoundFeed, { kind: 'feed' }>;

/** What a look at a guess brought: a feed; a problem; or nothing, because the search may ask no more. */
export interface Sighting {
  readonly guess: FeedGuess;
  readonly found: FoundOne | null;
  readonly problem: Problem | null;
}

/** What a search comes to, with the feeds it has read, by their addresses: one chosen need not be asked for again. */
export interface Discovery {
  readonly reply: FoundFeed;
  readonly read: ReadonlyMap<string, FoundOne>;
}

/** Headlines shown with each choice. */
const samples = 3;

/** One feed, or several to choose from; null when none of them is a feed. */
export function offer(sightings: readonly Sighting[], pageUrl: string, now: number): Discovery | null {
  const read = new Map<string, FoundOne>();
  const offered: Sighting[] = [];
  for (const sighting of sightings) {
    const { found, problem } = sighting;
    if (found) {
      // Several addresses may come to one and the same.
      if (read.has(found.feedUrl)) continue;
      read.set(found.feedUrl, found);
    } else if (problem && !mayPass(problem)) continue;
    offered.push(sighting);
  }
  const [only] = read.values();
  if (!only) return null;
  if (offered.length === 1) return { reply: only, read };
  const choices = offered.map((sighting) => toChoice(sighting, now));
  // What could be read first: it is what can be chosen by what it says.
  const readable = choices.filter(
    ({ problem, latestAt, articles }) => !problem && (latestAt || articles.length),
  );
  const others = choices.filter((choice) => !readable.includes(choice));
  const feeds = tellApart(commentsLast([...readable, ...others]), offered);
  return { reply: { kind: 'choices', pageUrl, feeds }, read };
}

/** A feed that does not answer today may do so tomorrow; what is not there or no feed is not offered. */
function mayPass(problem: Problem): boolean {
  if (problem.code === 'http-status') {
    return problem.status >= 500 || [401, 403, 408, 429].includes(problem.status);
  }
  return problem.code === 'timeout' || problem.code === 'no-answer' || problem.code === 'connection';
}

/** The first reason worth telling when nothing was found: of a declared feed, and rather one that may pass. */
export function worstOf(sightings: readonly Sighting[]): Problem | null {
  const problems = sightings.flatMap(({ guess, problem }) => (guess.declared && problem ? [problem] : []));
  return problems.find(mayPass) ?? problems[0] ?? null;
}

function toChoice({ guess, found, problem }: Sighting, now: number): FeedChoice {
  const url = found?.feedUrl ?? guess.urls[0] ?? '';
  const title = found?.feed.title || guess.title || url;
  return {
    url,
    title,
    comments: guess.comments || isCommentsFeed(url, title),
    latestAt: found ? newestDate(found.feed, now) : null,
    articles: found ? latestArticles(found.feed, samples, now) : [],
    problem,
  };
}

/** Feeds of one title, such as RSS and Atom of the same site, also get what the page calls them. */
function tellApart(choices: readonly FeedChoice[], offered: readonly Sighting[]): FeedChoice[] {
  const named = new Map(offered.map(({ guess, found }) => [found?.feedUrl ?? guess.urls[0], guess.title]));
  return choices.map((choice) => {
    const twin = choices.some((other) => other !== choice && other.title === choice.title);
    const name = named.get(choice.url);
    return twin && name && name !== choice.title ? { ...choice, title: `${choice.title} (${name})` } : choice;
  });
}
