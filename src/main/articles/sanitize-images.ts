import type { ImageKey } from '../../shared/model/ids';
import { createElement, descendants, type ElementNode } from './html-tree';
import { imageKey } from './image-key';
import type { RemovedCount } from './removed-count';
import { isTracker, resolveHttp } from './sanitize-urls';
import { bestCandidate, fillWidth, parseSrcset } from './srcset';

/** The pictures an article shows, each once, in order of appearance. */
export type ImageList = Map<ImageKey, string>;

/** What there is to know of an article while its pictures and players are reshaped. */
export interface ArticlePage {
  readonly base: URL | null;
  readonly images: ImageList;
  readonly removed: RemovedCount;
}

interface ImageSources {
  /** The `<source>` elements of a `<picture>`. */
  readonly sources?: readonly ElementNode[];
  /** The image of a `<noscript>` beside it. */
  readonly fallback?: ElementNode | undefined;
}

/** A smaller best candidate gives way to `src`, which is often the full picture. */
const usefulWidth = 600;
const maxImages = 1000;
const maxDataUrlChars = 700_000; // 512 KB in base64
/** Shorter than any picture with content: placeholders for lazy loading. */
const minDataUrlChars = 240;

/**
 * Where scripts for lazy loading find the address, the most telling first: lazysizes and most others (`data-src`), WordPress and
 * Jetpack (`data-lazy-src`, `data-orig-file`, `data-large-file`), jQuery's and Unveil's (`data-original`), Avada, a3, Cloudflare, PageSpeed,
 * NitroPack, Echo, Squarespace, Zhihu.
 */
const lazySources = [
  'data-src',
  'data-lazy-src',
  'data-original',
  'data-orig-src',
  'data-lazy',
  'data-url',
  'data-hi-res-src',
  'data-large-file',
  'data-orig-file',
  'data-original-src',
  'data-full-src',
  'data-img-src',
  'data-image',
  'data-image-src',
  'data-echo',
  'data-cfsrc',
  'data-pagespeed-lazy-src',
  'data-actualsrc',
  'data-delayed-url',
  'nitro-lazy-src',
  'data-lazyload',
];
const srcsets = ['srcset', 'data-srcset', 'data-lazy-srcset', 'nitro-lazy-srcset'];

/**
 * The `img` to show for a picture as published: its best candidate under `media://`, or null when there is nothing to show
 * or it only counts readers. Sources come from `<picture>`, fallbacks from a `<noscript>` beside a lazy image.
 */
export function showImage(
  image: ElementNode,
  page: ArticlePage,
  { sources = [], fallback }: ImageSources = {},
): ElementNode | null {
  const { attributes } = image;
  const { base } = page;
  const url = isPixel(attributes)
    ? null
    : (bestAddress(attributes, sources, base) ??
      (fallback ? bestAddress(fallback.attributes, [], base) : null));
  if (!url) noteCounter(image, page, sources);
  const src = url && addImage(url, page.images);
  if (!src) return null;
  const shown: Record<string, string> = { src };
  shown.alt = clip(attributes.alt ?? '', 2000);
  if (attributes.title) shown.title = clip(attributes.title, 2000);
  const width = pixels(attributes.width);
  const height = pixels(attributes.height);
  if (width) shown.width = String(width);
  if (height) shown.height = String(height);
  return createElement('img', shown);
}

/** Lists a picture (the poster of a video, say) and gives the address the article shows it under. */
export function addImage(url: string, images: ImageList): string | null {
  const key = imageKey(url);
  if (!images.has(key)) {
    if (images.size >= maxImages) return null;
    images.set(key, url);
  }
  return `media://image/${key}`;
}

/** A picture's address made absolute; null for schemes we never load, trackers and empty placeholders. */
export function imageAddress(address: string | undefined, base: URL | null): string | null {
  const trimmed = address?.trim();
  if (!trimmed) return null;
  if (/^data:/i.test(trimmed)) return dataAddress(trimmed);
  const url = resolveHttp(trimmed, base);
  if (!url || isTracker(url)) return null;
  url.hash = '';
  return url.href;
}

function dataAddress(address: string): string | null {
  if (address.length < minDataUrlChars || address.length > maxDataUrlChars) return null;
  const compact = address.replace(/\s+/g, '');
  return /^data:image\/(?:png|jpe?g|gif|webp);base64,[a-z0-9+/]+={0,2}$/i.test(compact) ? compact : null;
}

function bestAddress(
  attributes: Readonly<Record<string, string>>,
  sources: readonly ElementNode[],
  base: URL | null,
): string | null {
  // The browser takes the first source it can show, and none of the others.
  const sets = [...sources.filter(isUsableSource), { attributes }].map((from) => ({
    media: from.attributes.media ?? '',
    candidates: srcsets.flatMap((name) => parseSrcset(from.attributes[name])),
  }));
  const best = sets.flatMap(({ media, candidates }) => {
    // Sources for wide windows that do not say how wide they are: the first is for the widest, `src` for old telephones.
    const first = /min-width/i.test(media) ? candidates[0] : undefined;
    return bestCandidate(candidates) ?? first ?? [];
  });
  const widths = attributes['data-widths'];
  const order = [
    ...best.filter(({ width }) => width === 0 || width >= usefulWidth).map(({ url }) => url),
    ...lazySources.map((name) => attributes[name]),
    attributes.src,
    ...best.map(({ url }) => url),
    ...sets.flatMap(({ candidates }) => candidates.map(({ url }) => url)),
  ];
  for (const address of order) {
    const url = imageAddress(fillWidth(address, widths), base);
    if (url) return url;
  }
  return null;
}

/** Whether a `<source>` is one the window could show, in the ordinary case: light, on a screen, wide. */
function isUsableSource({ attributes: { type = '', media = '' } }: ElementNode): boolean {
  const shown = type === '' || /^image\/(?:avif|webp|a?png|jpe?g|gif)\b/i.test(type);
  return shown && !/dark|print|max-(?:device-)?width:\s*\d{1,3}(?:\.\d+)?px/i.test(media);
}

/** Counts a picture that is not shown, if it is there to count readers. */
export function noteCounter(
  { attributes }: ElementNode,
  { base, removed }: ArticlePage,
  sources: readonly ElementNode[] = [],
): void {
  const srcset = [attributes, ...sources.map((source) => source.attributes)].flatMap((from) =>
    srcsets.map((name) => parseSrcset(from[name])[0]?.url),
  );
  for (const address of [attributes.src, ...lazySources.map((name) => attributes[name]), ...srcset]) {
    const url = resolveHttp(address?.trim(), base);
    if (!url || !(isPixel(attributes) || isTracker(url))) continue;
    removed.add('pixels');
    removed.name(url);
    return;
  }
}

/** A picture too small to see, or hidden, is there to count readers. */
function isPixel({ width, height, style = '', hidden }: Readonly<Record<string, string>>): boolean {
  return (
    (pixels(width) ?? 3) < 3 ||
    (pixels(height) ?? 3) < 3 ||
    hidden !== undefined ||
    /(?:^|;)\s*(?:(?:width|height)\s*:\s*[0-2]px|display\s*:\s*none|visibility\s*:\s*hidden)/i.test(style)
  );
}

function pixels(length: string | undefined): number | null {
  const match = /^(\d{1,5})(?:\.\d+)?(?:px)?$/.exec(length?.trim() ?? '');
  return match ? Number(match[1]) : null;
}

/** The words an emoji picture stands for, when it is one: the character itself is readable, copied and searched as text. */
export function emojiText({
  class: classes = '',
  src = '',
  alt = '',
}: Readonly<Record<string, string>>): string | null {
  if (!alt || alt.length > 24 || /[\w<>]{3}/.test(alt)) return null;
  const known =
    /emoji|smiley/i.test(classes) || /\/emoji\/|twemoji|s\.w\.org\/images\/core\/emoji/i.test(src);
  return known ? alt : null;
}

/**
 * The picture of a figure that shows none by itself: in a `<noscript>` alone, as the background of an element, or in an element that a
 * script turns into one. Undefined where there is an ordinary one, or a player.
 */
export function hiddenImage(figure: ElementNode): ElementNode | undefined {
  let background: ElementNode | undefined;
  let later: ElementNode | undefined;
  for (const element of [figure, ...descendants(figure)]) {
    const { tag, attributes, children } = element;
    if (tag === 'noscript') return imageWithin(element);
    if (ordinary.has(tag)) return undefined;
    const address = backgroundAddress(attributes);
    const alt = attributes['aria-label'] ?? attributes['data-alt'] ?? '';
    if (address) background ??= createElement('img', { src: address, alt });
    const { 'data-src': src = '' } = attributes;
    if (children.length === 0 && pictureFile.test(src)) {
      later ??= createElement('img', { ...attributes, alt });
    }
  }
  return later ?? background;
}

const ordinary = new Set('img amp-img picture video audio iframe object embed'.split(' '));
const pictureFile = /\.(?:jpe?g|png|webp|avif|gif)(?:[?#]|$)/i;

function backgroundAddress({ style, ...attributes }: Readonly<Record<string, string>>): string | undefined {
  const [, quoted, bare] =
    /background(?:-image)?\s*:[^;]{0,200}?url\(\s*(?:["']([^"'\\]{1,4000})["']|([^"'()\s\\]{1,4000}))\s*\)/i.exec(
      style ?? '',
    ) ?? [];
  return quoted ?? bare ?? attributes['data-bg'] ?? attributes['data-background-image'];
}

/** The image a `<picture>` or `<noscript>` holds. */
export function imageWithin(node: ElementNode): ElementNode | undefined {
  for (const element of descendants(node))
    if (element.tag === 'img' || element.tag === 'amp-img') return element;
  return undefined;
}

function clip(text: string, maxChars: number): string {
  return text.length > maxChars ? text.slice(0, maxChars) : text;
}
