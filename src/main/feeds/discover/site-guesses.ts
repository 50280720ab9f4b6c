/** Where software for sites keeps its feed, by the name it gives itself in `<meta name="generator">` or by where its files come from. */
const platforms: readonly (readonly [name: RegExp, paths: readonly string[]])[] = [
  [/\bwordpress\b/i, ['/feed/', '/?feed=rss2']],
  [/\bghost\b/i, ['/rss/']],
  [/\bblogger\b/i, ['/feeds/posts/default']],
  [/\bmedium\b/i, ['/feed']],
  [/\bsubstack\b/i, ['/feed']],
  [/\btumblr\b/i, ['/rss']],
  [/\bhugo\b/i, ['/index.xml']],
  [/\bjekyll\b/i, ['/feed.xml']],
  [/\bhexo\b/i, ['/atom.xml']],
  [/\bdrupal\b/i, ['/rss.xml']],
];

/** Where most other sites keep theirs. */
const usual = ['/feed', '/rss', '/atom.xml', '/feed.xml', '/index.xml', '/rss.xml', '/feed.json'];
/** A blog in a folder of a site. */
const usualInFolder = ['feed', 'rss.xml', 'atom.xml'];

/**
 * Addresses at which a site that names no feed may have one all the same, the likeliest first. Pure.
 *
 * @param pageUrl the page that names none, absolute
 * @param platform what the page says it was made with; empty when it says nothing
 */
export function siteGuesses(pageUrl: string, platform: string): readonly string[] {
  const own = platforms.find(([name]) => name.test(platform))?.[1] ?? [];
  const folder = new URL('.', pageUrl);
  const inFolder = folder.pathname === '/' ? [] : usualInFolder.map((name) => new URL(name, folder).href);
  return [...new Set([...[...own, ...usual].map((path) => new URL(path, pageUrl).href), ...inFolder])];
}
