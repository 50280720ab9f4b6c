import { isEmbedScript } from './embed-scripts';
import { type EmbedKind, type EmbedPage, embedPage } from './embed-sites';
import { createElement, type ElementNode, findTag, parseTree, type TreeNode, textOf } from './html-tree';
import { type ArticlePage, addImage, imageAddress } from './sanitize-images';
import { hostLabel, isTracker, resolveHttp, resolveLink } from './sanitize-urls';

/** Elements that would load something from elsewhere; the article shows a card with a link in their place. */
export const embedTags: ReadonlySet<string> = new Set(
  'iframe video audio object embed applet amp-iframe amp-video amp-audio amp-youtube'.split(' '),
);

/** Of them, those that load a page of another site. */
const frameTags: ReadonlySet<string> = new Set('iframe object embed applet amp-iframe'.split(' '));

const kindNames: Readonly<Record<EmbedKind, string>> = {
  video: 'Video',
  audio: 'Audio',
  post: 'Post',
  map: 'Map',
  poll: 'Poll',
  code: 'Code',
  chart: 'Chart',
  document: 'Document',
  other: 'Embedded content',
};
export const embedKinds: readonly string[] = Object.keys(kindNames);

/** Counts a frame, whether or not a link stands in for it. */
export function noteFrame(node: ElementNode, { base, removed }: ArticlePage): void {
  if (!frameTags.has(node.tag)) return;
  removed.add('frames');
  removed.name(resolveHttp(embedAddress(node), base));
}

/**
 * The card that stands in for a player or frame: what it is and where, its title, its still and how long it takes, as far as the
 * markup tells. Null when there is nothing worth a link (advertising, hidden frames, players without an address).
 */
export function embedCard(node: ElementNode, page: ArticlePage): ElementNode | null {
  const { attributes } = node;
  const source = resolveHttp(embedAddress(node), page.base);
  if (!source || isTracker(source) || isHidden(attributes)) return null;
  const fallback = node.tag === 'iframe' ? linkInside(node) : undefined;
  const about = embedPage(source);
  const known = fallback && about.address === source.href ? { ...about, address: fallback.address } : about;
  return card({ ...known, kind: kindOf(node, about.kind) }, page, {
    title: titleOf(attributes.title) ?? fallback?.title ?? null,
    poster: attributes.poster,
    seconds: secondsOf(attributes['data-duration'] ?? attributes.duration),
  });
}

/** The card for an address that stands for what is there, as writers paste them; null where it is no site that is embedded. */
export function pastedCard(text: string, page: ArticlePage): ElementNode | null {
  const address = text.trim();
  if (!/^https?:\/\/\S+$/.test(address)) return null;
  const url = resolveHttp(address, null);
  const about = url && embedPage(url);
  return about && about.kind !== 'other' ? card(about, page, {}) : null;
}

/** The card for something that exists only as a loader script, or as a place for one; null for every other element. */
export function loaderCard(node: ElementNode, page: ArticlePage): ElementNode | null {
  const { tag, attributes } = node;
  const to = (address: string, title?: string) =>
    card(embedPage(new URL(address)), page, { title: titleOf(title) ?? null });
  if (tag === 'script') {
    const post = attributes['data-telegram-post'] ?? '';
    if (/^\w{1,64}\/\d{1,12}$/.test(post)) return to(`https://t.me/${post}`);
    const source = resolveHttp(attributes.src, page.base);
    return source && isEmbedScript(source.href) ? to(source.href) : null;
  }
  if (tag === 'amp-youtube' && /^[\w-]{6,20}$/.test(attributes['data-videoid'] ?? '')) {
    return to(`https://www.youtube.com/embed/${attributes['data-videoid']}`);
  }
  const classes = attributes.class ?? '';
  if (/(?:^|\s)codepen(?:\s|$)/.test(classes)) {
    const { 'data-user': user = '', 'data-slug-hash': hash = '', 'data-pen-title': title } = attributes;
    return /^[\w-]+$/.test(user) && /^\w+$/.test(hash)
      ? to(`https://codepen.io/${user}/pen/${hash}`, title)
      : null;
  }
  if (/(?:^|\s)flourish-embed(?:\s|$)/.test(classes)) {
    const chart = /^(?:visualisation|story)\/\d+/.exec(attributes['data-src'] ?? '')?.[0];
    return chart ? to(`https://flo.uri.sh/${chart}`) : null;
  }
  return null;
}

export function linkTo(url: URL, content: string | TreeNode[]): ElementNode {
  return createElement('a', { href: url.href }, typeof content === 'string' ? [content] : content);
}

interface Details {
  readonly title?: string | null;
  readonly poster?: string | undefined;
  readonly seconds?: number | null;
}

function card(
  { address, kind, site, poster }: EmbedPage,
  { base, images, removed }: ArticlePage,
  details: Details,
): ElementNode | null {
  const url = resolveLink(address, null, (parameters) => removed.add('parameters', parameters));
  if (!url) return null;
  const children: TreeNode[] = [];
  const still = imageAddress(details.poster, base) ?? poster;
  const src = still && addImage(still, images);
  if (src) children.push(createElement('img', { src, alt: '' }));
  const length = details.seconds ? `, ${clock(details.seconds)}` : '';
  // Of the publisher's own the reader knows where it is.
  const place = base && hostLabel(base) === site ? '' : ` on ${site}`;
  const label = `${kindNames[kind]}${place}${length}`;
  if (details.title) {
    children.push(createElement('b', {}, [details.title]), ' ', createElement('small', {}, [label]));
  } else {
    children.push(label);
  }
  const link = linkTo(url, children);
  const shown = createElement('p', { class: 'embed', 'data-kind': kind }, [link]);
  shown.holdsLink = true;
  return shown;
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

/** What a frame holds for browsers without frames is text to the parser; Bandcamp puts the only link to the album there. */
function linkInside(node: ElementNode): { readonly address: string; readonly title: string } | undefined {
  const text = textOf(node);
  const link = /<a\s/i.test(text.slice(0, 2_000))
    ? findTag(parseTree(text.slice(0, 2_000)).root, 'a')
    : undefined;
  const url = resolveHttp(link?.attributes.href, null);
  return link && url ? { address: url.href, title: clip(textOf(link)) } : undefined;
}

function kindOf({ tag, attributes }: ElementNode, known: EmbedKind): EmbedKind {
  if (/video$/.test(tag) || /^video\//i.test(attributes.type ?? '')) return 'video';
  if (/audio$/.test(tag) || /^audio\//i.test(attributes.type ?? '')) return 'audio';
  return known;
}

/** Titles that name the player and not what it plays. */
const playerTitle =
  /^(?:(?:the )?(?:youtube|vimeo|dailymotion|spotify|soundcloud|podcast|audio|video|media|embed(?:ded)?)[\s-]*)*(?:player|iframe|content|frame)?$/i;

function titleOf(title: string | undefined): string | null {
  const clipped = clip((title ?? '').replace(/^(?:Spotify Embed|SoundCloud|YouTube video)\s*:\s*/i, ''));
  return clipped && !playerTitle.test(clipped) ? clipped : null;
}

function clip(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, 300);
}

/** Whole seconds, from a number or an ISO 8601 duration; null when there is none to be shown. */
function secondsOf(duration: string | undefined): number | null {
  const text = duration?.trim() ?? '';
  const iso = /^PT(?:(\d{1,3})H)?(?:(\d{1,4})M)?(?:(\d{1,5})(?:\.\d+)?S)?$/i.exec(text);
  if (iso) return Number(iso[1] ?? 0) * 3600 + Number(iso[2] ?? 0) * 60 + Number(iso[3] ?? 0);
  return /^\d{1,6}(?:\.\d+)?$/.test(text) ? Math.round(Number(text)) : null;
}

/** "1:02:07", "4:09". */
function clock(seconds: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const [hours, minutes, rest] = [
    Math.floor(seconds / 3600),
    Math.floor((seconds % 3600) / 60),
    seconds % 60,
  ];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

function isHidden({ width, height, style = '', hidden }: Readonly<Record<string, string>>): boolean {
  const none = (length: string | undefined) => length !== undefined && /^[0-2](?:px)?$/.test(length.trim());
  return (
    (none(width) && none(height)) ||
    hidden !== undefined ||
    /(?:display\s*:\s*none|visibility\s*:\s*hidden)/i.test(style)
  );
}
