import { type FeedGuess, looksLikeFeed } from './guess';

/**
 * Places whose feeds follow from their addresses alone, in one table: the first rule that knows the host decides. The shapes
 * are those the places document or have kept for many years.
 */
interface AddressRule {
  readonly host: RegExp;
  /** Everybody's pages are under this one host, so its front page and its usual places say nothing of any of them. */
  readonly shared?: true;
  /** @param path the parts of the path, without empty ones */
  readonly feeds: (path: readonly string[], url: URL) => readonly FeedGuess[];
}

const rules: readonly AddressRule[] = [
  { host: /^(?:(?:www|m|music)\.)?youtube\.com$/, shared: true, feeds: youtube },
  { host: /^youtu\.be$/, shared: true, feeds: () => [] },
  { host: /^(?:(?:www|old|new|np|m|i)\.)?reddit\.com$/, shared: true, feeds: reddit },
  { host: /^(?:www\.)?github\.com$/, shared: true, feeds: github },
  { host: /^bsky\.app$/, shared: true, feeds: bluesky },
  { host: /^(?:www\.)?medium\.com$/, shared: true, feeds: medium },
  { host: /^[^.]+\.medium\.com$/, feeds: (_path, url) => [at(url, '/feed')] },
  { host: /^(?:www\.)?substack\.com$/, shared: true, feeds: () => [] },
  { host: /^[^.]+\.substack\.com$/, feeds: (_path, url) => [at(url, '/feed')] },
  {
    host: /^(?!(?:www|[a-z]{2})\.)[^.]+\.wordpress\.com$/,
    feeds: (_path, url) => [at(url, '/feed/', '/?feed=rss2')],
  },
  { host: /^[^.]+\.ghost\.io$/, feeds: (_path, url) => [at(url, '/rss/')] },
  {
    host: /^(?:[^.]+\.)?[^.]+\.blogspot\.(?:com?\.)?[a-z]{2,3}$/,
    feeds: (_path, url) => [at(url, '/feeds/posts/default')],
  },
  { host: /^(?:www\.)?tumblr\.com$/, shared: true, feeds: tumblr },
  { host: /^[^.]+\.tumblr\.com$/, feeds: (_path, url) => [at(url, '/rss')] },
  // Servers of the fediverse have names of their own; only the profile's address tells.
  { host: /^/, feeds: mastodon },
];

/**
 * The feeds an address stands for, without looking at its page; none for one that is a feed's own already. Pure.
 *
 * @param address an absolute http(s) URL
 */
export function feedsByAddress(address: string): readonly FeedGuess[] {
  const url = new URL(address);
  if (looksLikeFeed(address)) return [];
  const path = url.pathname.split('/').filter((part) => part !== '');
  return rules.find(({ host }) => host.test(url.hostname))?.feeds(path, url) ?? [];
}

/** Whether an address is at a host under which everybody has their pages, such as YouTube. */
export function isSharedHost(address: string): boolean {
  const { hostname } = new URL(address);
  return rules.find(({ host }) => host.test(hostname))?.shared ?? false;
}

/** The feed of a channel's videos, at YouTube. */
export function youtubeChannelFeed(channelId: string): FeedGuess {
  return youtubeFeed('channel_id', channelId);
}

function youtubeFeed(what: 'channel_id' | 'playlist_id' | 'user', name: string): FeedGuess {
  return guess(`https://www.youtube.com/feeds/videos.xml?${what}=${encodeURIComponent(name)}`);
}

/** Handles, custom names and videos do not tell the channel: their pages do. */
function youtube([kind, name]: readonly string[], url: URL): readonly FeedGuess[] {
  const list = url.searchParams.get('list');
  if (kind === 'playlist' && list) return [youtubeFeed('playlist_id', list)];
  if (kind === 'channel' && name) return [youtubeChannelFeed(name)];
  return kind === 'user' && name ? [youtubeFeed('user', name)] : [];
}

const redditOrders = new Set(['hot', 'new', 'top', 'rising', 'controversial']);

function reddit([kind, name, part, id]: readonly string[]): readonly FeedGuess[] {
  const site = 'https://www.reddit.com';
  if (kind === undefined) return [guess(`${site}/.rss`)];
  if (name === undefined) return [];
  if (kind === 'user' || kind === 'u') return [guess(`${site}/user/${name}/.rss`)];
  if (kind !== 'r') return [];
  const subreddit = `${site}/r/${name}`;
  if (part === 'comments' && id) {
    const comments = { ...guess(`${subreddit}/comments/${id}/.rss`), comments: true };
    return [guess(`${subreddit}/.rss`), comments];
  }
  return [guess(part && redditOrders.has(part) ? `${subreddit}/${part}/.rss` : `${subreddit}/.rss`)];
}

/** First parts of GitHub's addresses that are no owner of repositories. */
const githubOwn = new Set(
  `about apps collections contact customer-stories enterprise events explore features gist issues join login marketplace new
   notifications organizations orgs pricing pulls search security settings signup site sponsors stars team topics trending`.split(
    /\s+/,
  ),
);

function github([owner, name, part, ...rest]: readonly string[]): readonly FeedGuess[] {
  if (owner === undefined || githubOwn.has(owner)) return [];
  if (name === undefined) return [guess(`https://github.com/${owner}.atom`)];
  const repository = `https://github.com/${owner}/${name.replace(/\.git$/, '')}`;
  if (part === 'releases' || part === 'tags' || part === 'wiki') return [guess(`${repository}/${part}.atom`)];
  if (part === 'commits' && rest.length > 0) return [guess(`${repository}/commits/${rest.join('/')}.atom`)];
  return [
    guess(`${repository}/releases.atom`, 'Releases'),
    guess(`${repository}/commits.atom`, 'Commits'),
    guess(`${repository}/tags.atom`, 'Tags'),
  ];
}

function bluesky([kind, name]: readonly string[]): readonly FeedGuess[] {
  return kind === 'profile' && name ? [guess(`https://bsky.app/profile/${name}/rss`)] : [];
}

/** First parts of Medium's addresses that are neither a person nor a publication. */
const mediumOwn = new Set(['about', 'feed', 'm', 'me', 'membership', 'new-story', 'p', 'search', 'topics']);

function medium([first, second]: readonly string[]): readonly FeedGuess[] {
  if (first === undefined || mediumOwn.has(first)) return [];
  if (first === 'tag') return second ? [guess(`https://medium.com/feed/tag/${second}`)] : [];
  return [guess(`https://medium.com/feed/${first}`)];
}

/** First parts of Tumblr's addresses that are no blog. */
const tumblrOwn = new Set(
  'about dashboard explore help inbox likes login policy register search settings tagged'.split(' '),
);

function tumblr(path: readonly string[]): readonly FeedGuess[] {
  const names = path[0] === 'blog' ? path.slice(path[1] === 'view' ? 2 : 1) : path;
  const name = names[0];
  // A name becomes part of a host, where only these can stand.
  if (name === undefined || tumblrOwn.has(name) || !/^[a-z0-9-]+$/i.test(name)) return [];
  return [guess(`https://${name.toLowerCase()}.tumblr.com/rss`)];
}

/** `/@name` and what lies under it; `/@name@other.example` is a profile seen from another server, which alone has the feed. */
function mastodon([profile]: readonly string[], url: URL): readonly FeedGuess[] {
  const [, name, host] = /^@([\w.-]+)(?:@([a-z0-9.-]+\.[a-z]{2,}))?$/i.exec(profile ?? '') ?? [];
  if (name === undefined) return [];
  return [guess(host === undefined ? new URL(`/@${name}.rss`, url).href : `https://${host}/@${name}.rss`)];
}

function guess(url: string, title: string | null = null): FeedGuess {
  return { urls: [url], title, comments: false, declared: true };
}

/** One feed at the host of an address, by one or several paths. */
function at(url: URL, ...paths: readonly string[]): FeedGuess {
  return {
    urls: paths.map((path) => new URL(path, url).href),
    title: null,
    comments: false,
    declared: true,
  };
}
