import { createElement, type ElementNode, findTag } from './html-tree';
import { type ArticlePage, addImage, imageAddress } from './sanitize-images';
import { hostLabel, isTracker, isUnderDomain, resolveHttp, resolveLink } from './sanitize-urls';

/** Elements that would load something from elsewhere; the article shows a link in their place. */
export const embedTags: ReadonlySet<string> = new Set(
  'iframe video audio object embed applet amp-iframe amp-video amp-audio'.split(' '),
);

const videoDomains = new Set(
  'youtube.com youtube-nocookie.com youtu.be vimeo.com dailymotion.com twitch.tv tiktok.com rumble.com wistia.com wistia.net jwplayer.com brightcove.net brightcove.com ted.com streamable.com videopress.com bitchute.com odysee.com rutube.ru bilibili.com nicovideo.jp c-span.org'.split(
    ' ',
  ),
);
const audioDomains = new Set(
  'soundcloud.com spotify.com bandcamp.com mixcloud.com anchor.fm megaphone.fm simplecast.com buzzsprout.com transistor.fm libsyn.com podbean.com audioboom.com podcasts.apple.com music.apple.com deezer.com captivate.fm omny.fm acast.com art19.com'.split(
    ' ',
  ),
);
const postDomains = new Set(
  'twitter.com x.com facebook.com instagram.com threads.net threads.com bsky.app reddit.com linkedin.com t.me'.split(
    ' ',
  ),
);

/** Of them, those that load a page of another site. */
const frameTags: ReadonlySet<string> = new Set('iframe object embed applet amp-iframe'.split(' '));

/** Counts a frame, whether or not a link stands in for it. */
export function noteFrame(node: ElementNode, { base, removed }: ArticlePage): void {
  if (!frameTags.has(node.tag)) return;
  removed.add('frames');
  removed.name(resolveHttp(embedAddress(node), base));
}

/**
 * What stands in for a player or frame: a line with a link, and the poster where there is one. Sound is marked as such: the window
 * makes a card of it, with a button that plays (`recordingsOf`). Null when there is nothing
 * worth a link (advertising, hidden frames, players without an address).
 */
export function embedLink(node: ElementNode, { base, images, removed }: ArticlePage): ElementNode | null {
  const { attributes } = node;
  const address = embedAddress(node);
  const source = resolveHttp(address, base);
  const poster = imageAddress(attributes.poster, base);
  if (!source || isTracker(source) || isHidden(attributes)) return null;
  const page = resolveLink(pageOfPlayer(source), null, (parameters) => removed.add('parameters', parameters));
  if (!page) return null;
  const children: ElementNode[] = [];
  const src = poster && addImage(poster, images);
  if (src) children.push(createElement('img', { src, alt: '' }));
  const link = linkTo(page, `${embedKind(node, source)} on ${hostLabel(page)}`);
  if (attributes.title?.trim()) link.attributes.title = attributes.title.trim().slice(0, 500);
  children.push(link);
  return createElement('p', { class: /audio$/.test(node.tag) ? 'embed audio' : 'embed' }, children);
}

/** The line that stands in for a post that exists only as a loader script. */
export function telegramLink(node: ElementNode): ElementNode | null {
  const post = node.attributes['data-telegram-post'] ?? '';
  if (!/^\w{1,64}\/\d{1,12}$/.test(post)) return null;
  return createElement('p', { class: 'embed' }, [linkTo(new URL(`https://t.me/${post}`), 'Post on t.me')]);
}

export function linkTo(url: URL, text: string): ElementNode {
  return createElement('a', { href: url.href }, [text]);
}

function embedAddress(node: ElementNode): string | undefined {
  const { tag, attributes, children } = node;
  const own = [attributes['data-src'], attributes['data-lazy-src'], attributes.src, attributes.data].find(
    (address) => address && !/^(?:about|blob|data|javascript):/i.test(address.trim()),
  );
  if (own) return own;
  for (const child of children) {
    if (typeof child === 'string') continue;
    if (child.tag === 'source' && child.attributes.src) return child.attributes.src;
    const isMovie =
      child.tag === 'param' && /^(?:movie|src|url|filename)$/i.test(child.attributes.name ?? '');
    if (isMovie && child.attributes.value) return child.attributes.value;
  }
  // Flash-era markup: an object for one browser around an embed for the others.
  const inner = tag === 'object' ? findTag(node, 'embed') : undefined;
  return inner?.attributes.src;
}

function embedKind({ tag, attributes }: ElementNode, source: URL): string {
  const { hostname, pathname } = source;
  if (/video$/.test(tag) || /^video\//i.test(attributes.type ?? '')) return 'Video';
  if (/audio$/.test(tag) || /^audio\//i.test(attributes.type ?? '')) return 'Audio';
  if (isUnderDomain(hostname, postDomains)) return /\/video/.test(pathname) ? 'Video' : 'Post';
  if (isUnderDomain(hostname, videoDomains) || /\.(?:mp4|webm|m4v|mov)$/i.test(pathname)) return 'Video';
  if (isUnderDomain(hostname, audioDomains) || /\.(?:mp3|m4a|ogg|opus)$/i.test(pathname)) return 'Audio';
  if (/\.pdf$/i.test(pathname)) return 'Document';
  if (/^(?:www\.)?google\.[a-z.]+$/.test(hostname) && pathname.startsWith('/maps')) return 'Map';
  if (/(?:^|\.)openstreetmap\.org$/.test(hostname)) return 'Map';
  return 'Embedded content';
}

/** The page a player shows something of: players fill the browser badly, and some refuse to run outside a frame. */
function pageOfPlayer(source: URL): string {
  const { hostname, pathname, searchParams } = source;
  const [, first = '', second = '', third = ''] = pathname.split('/');
  if (/(?:^|\.)youtube(?:-nocookie)?\.com$/.test(hostname) && (first === 'embed' || first === 'v')) {
    const list = searchParams.get('list');
    if (second === 'videoseries' && list)
      return `https://www.youtube.com/playlist?list=${encodeURIComponent(list)}`;
    const id = /^[\w-]{6,20}/.exec(second)?.[0];
    const start = /^\d+$/.exec(searchParams.get('start') ?? '')?.[0];
    if (id) return `https://www.youtube.com/watch?v=${id}${start ? `&t=${start}s` : ''}`;
  }
  if (hostname === 'player.vimeo.com' && first === 'video' && /^\d+$/.test(second)) {
    const unlisted = /^\w+$/.exec(searchParams.get('h') ?? '')?.[0];
    return `https://vimeo.com/${second}${unlisted ? `/${unlisted}` : ''}`;
  }
  if (/(?:^|\.)dailymotion\.com$/.test(hostname) && first === 'embed' && second === 'video') {
    return `https://www.dailymotion.com/video/${third}`;
  }
  if (hostname === 'w.soundcloud.com') {
    const track = searchParams.get('url') ?? '';
    if (track.startsWith('https://soundcloud.com/')) return track;
  }
  if (hostname === 'open.spotify.com' && first === 'embed')
    return `https://open.spotify.com/${second}/${third}`;
  if (hostname === 'embed.podcasts.apple.com') return `https://podcasts.apple.com${pathname}`;
  if (hostname === 'embed.ted.com') return `https://www.ted.com${pathname}`;
  if (hostname === 'platform.twitter.com') {
    const id = /^\d+$/.exec(searchParams.get('id') ?? '')?.[0];
    if (id) return `https://x.com/i/status/${id}`;
  }
  return source.href;
}

function isHidden({ width, height, style = '', hidden }: Readonly<Record<string, string>>): boolean {
  const none = (length: string | undefined) => length !== undefined && /^[0-2](?:px)?$/.test(length.trim());
  return (
    (none(width) && none(height)) ||
    hidden !== undefined ||
    /(?:display\s*:\s*none|visibility\s*:\s*hidden)/i.test(style)
  );
}
