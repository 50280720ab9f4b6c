import type { ImageKey } from '../../shared/model/ids';
import { createElement, descendants, type ElementNode } from './html-tree';
import { imageKey } from './image-key';
import type { RemovedCount } from './removed-count';
import { isTracker, resolveHttp } from './sanitize-urls';

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

/** CSS pixels times two screens' worth: sharp in a column of about 700 px on a dense display, without the originals' megabytes. */
const wantedWidth = 1200;
/** A smaller best candidate gives way to `src`, which is often the full picture. */
const usefulWidth = 600;
const maxImages = 1000;
const maxCandidates = 64;
const maxDataUrlChars = 700_000; // 512 KB in base64
/** Shorter than any picture with content: placeholders for lazy loading. */
const minDataUrlChars = 240;

const lazySources = [
  'data-src',
  'data-lazy-src',
  'data-original',
  'data-orig-src',
  'data-lazy',
  'data-url',
  'data-hi-res-src',
];
const srcsets = ['srcset', 'data-srcset', 'data-lazy-srcset'];

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
  const candidates: Candidate[] = [];
  for (const name of srcsets) candidates.push(...parseSrcset(attributes[name]));
  for (const source of sources) {
    if (!isUsableSource(source.attributes)) continue;
    for (const name of srcsets) candidates.push(...parseSrcset(source.attributes[name]));
  }
  const measured = candidates.filter((candidate) => candidate.width > 0).sort((a, b) => a.width - b.width);
  const dense = candidates.filter((candidate) => candidate.width === 0).sort((a, b) => b.density - a.density);
  const best = measured.find((candidate) => candidate.width >= wantedWidth) ?? measured.at(-1);
  const plain = [...lazySources.map((name) => attributes[name]), attributes.src];

  const order = [
    ...(best && best.width >= usefulWidth ? [best.url] : []),
    ...dense.filter(({ density }) => density > 1 && density <= 2).map(({ url }) => url),
    ...plain,
    ...(best ? [best.url] : []),
    ...dense.map(({ url }) => url),
  ];
  for (const address of order) {
    const url = imageAddress(address, base);
    if (url) return url;
  }
  return null;
}

/** Whether a `<source>` is one the window could show, in the ordinary (light, wide) case. */
function isUsableSource({ type = '', media = '' }: Readonly<Record<string, string>>): boolean {
  const shown = type === '' || /^image\/(?:avif|webp|png|jpe?g|gif)\b/i.test(type);
  return shown && !/dark|print/i.test(media);
}

interface Candidate {
  readonly url: string;
  /** Pixels, 0 when the publisher gives none. */
  readonly width: number;
  readonly density: number;
}

/** The candidates of a `srcset` (HTML standard, 4.8.4.3). Commas within an address are part of it, as image resizers write them. */
function parseSrcset(srcset: string | undefined): Candidate[] {
  const candidates: Candidate[] = [];
  if (!srcset) return candidates;
  const entry = /[\s,]*(\S+)([^,]*)/y;
  while (candidates.length < maxCandidates) {
    const match = entry.exec(srcset);
    if (!match) break;
    let [, url = '', descriptors = ''] = match;
    if (url.endsWith(',')) {
      // No descriptor: what followed belongs to the next candidate.
      entry.lastIndex -= descriptors.length;
      url = url.replace(/,+$/, '');
      descriptors = '';
    }
    const [, size = '1', unit = 'x'] =
      /(?:^|\s)(\d*\.?\d+)([wx])(?:\s|$)/.exec(descriptors.slice(0, 40)) ?? [];
    candidates.push({
      url,
      width: unit === 'w' ? Number(size) : 0,
      density: unit === 'x' ? Number(size) : 1,
    });
  }
  return candidates;
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

/** The image a `<picture>` or `<noscript>` holds. */
export function imageWithin(node: ElementNode): ElementNode | undefined {
  for (const element of descendants(node))
    if (element.tag === 'img' || element.tag === 'amp-img') return element;
  return undefined;
}

function clip(text: string, maxChars: number): string {
  return text.length > maxChars ? text.slice(0, maxChars) : text;
}
