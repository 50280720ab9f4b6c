import type { FeedChoice, FoundFeed } from '../../../shared/contract/channels';
import { type Feed, feedTitle } from '../../../shared/model/feed';
import { latestArticles, newestDate } from '../../../shared/model/feed-preview';
import type { Problem } from '../../../shared/model/problem';
import type { Result } from '../../../shared/result';

/** What looking for a feed again, from the address of its site, came to. */
export interface Rediscovery {
  readonly feed: Feed;
  /** Where it may live now; never where it is, nor where another subscription is. */
  readonly choices: readonly FeedChoice[];
  /** The one of them that leaves no doubt. */
  readonly clear: FeedChoice | null;
  /** Why there are no choices. `same`: the site still names the address the subscription has. */
  readonly nothing: 'same' | Problem | null;
}

/** Headlines shown with a choice. */
const samples = 3;

/** The addresses to look from, in this order: the site's as the feed told it, and the front page of where the feed is. */
export function sitesOf({ siteUrl, feedUrl }: Feed): readonly string[] {
  const usable = siteUrl !== null && siteUrl.length <= 8192 && /^https?:$/.test(protocolOf(siteUrl));
  return [...new Set([...(usable ? [new URL(siteUrl).href] : []), new URL('/', feedUrl).href])];
}

function protocolOf(url: string): string {
  return URL.canParse(url) ? new URL(url).protocol : '';
}

/** @param subscribed the reader's feeds: an address that one of them has cannot be another's */
export function toRediscovery(
  feed: Feed,
  found: Result<FoundFeed>,
  subscribed: readonly Feed[],
  now: number,
): Rediscovery {
  if (!found.ok) return { feed, choices: [], clear: null, nothing: found.problem };
  const all = choicesOf(found.value, now);
  const elsewhere = all.filter(({ url }) => url !== feed.feedUrl);
  const taken = new Map(subscribed.map((other) => [other.feedUrl, other]));
  const choices = elsewhere.filter(({ url }) => !taken.has(url));
  const [only] = choices.filter(({ comments }) => !comments);
  const certain = choices.filter(({ comments }) => !comments).length === 1 && only?.problem === null;
  const there = elsewhere.map(({ url }) => taken.get(url)).find((other) => other !== undefined);
  const named: 'same' | Problem =
    elsewhere.length === 0 || !there ? 'same' : { code: 'already-subscribed', title: feedTitle(there) };
  return {
    feed,
    choices,
    clear: certain && only ? only : null,
    nothing: choices.length === 0 ? named : null,
  };
}

function choicesOf(found: FoundFeed, now: number): readonly FeedChoice[] {
  if (found.kind === 'choices') return found.feeds;
  const { feedUrl, feed } = found;
  return [
    {
      url: feedUrl,
      title: feed.title || feedUrl,
      comments: false,
      latestAt: newestDate(feed, now),
      articles: latestArticles(feed, samples, now),
      problem: null,
    },
  ];
}

/** What is taken unless the reader says otherwise: the clear ones, each address for the first feed that leads to it. */
export function clearChoices(rediscoveries: readonly Rediscovery[]): ReadonlyMap<Feed['id'], string> {
  const chosen = new Map<Feed['id'], string>();
  const taken = new Set<string>();
  for (const { feed, clear } of rediscoveries) {
    if (!clear || taken.has(clear.url)) continue;
    taken.add(clear.url);
    chosen.set(feed.id, clear.url);
  }
  return chosen;
}
