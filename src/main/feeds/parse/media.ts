/** Pictures, sound and film beside the text: RSS `enclosure`, Media RSS, iTunes. */
import { type AtomLink, linkedEnclosures, mediaType, wholeNumber } from './atom-links';
import { firstLine } from './lines';
import { resolveWebUrl } from './links';
import type { ParsedEnclosure, ParsedLeadImage } from './parsed-feed';
import { foldSpace } from './text';
import { all, attributeOf, firstText, textOf, type XmlFields, type XmlNode } from './xml-nodes';

const IMAGE_NAME = /\.(?:avif|gif|jpe?g|png|svg|webp)(?:$|[?#])/i;
const MAX_ENCLOSURES = 100;

export interface ItemMedia {
  readonly leadImage: ParsedLeadImage | null;
  readonly enclosures: readonly ParsedEnclosure[];
}

/** Everything one item has attached. `title` is the item's own: a caption that repeats it says nothing. */
export function itemMedia(
  fields: XmlFields,
  links: readonly AtomLink[],
  base: string | null,
  title: string | null,
): ItemMedia {
  const contents = mediaContents(fields, base);
  const attached = [...rssEnclosures(fields, base), ...linkedEnclosures(links)];
  const duration = parseDuration(firstText(fields, 'itunes:duration'));
  const enclosures = new Map<string, ParsedEnclosure>();
  for (const enclosure of [...attached, ...contents.filter(isFilmOrSound).map(toEnclosure)]) {
    const known = enclosures.get(enclosure.url);
    if (known === undefined && enclosures.size >= MAX_ENCLOSURES) break;
    enclosures.set(enclosure.url, {
      url: enclosure.url,
      type: known?.type ?? enclosure.type,
      length: known?.length ?? enclosure.length,
      duration: known?.duration ?? enclosure.duration ?? (plays(enclosure) ? duration : null),
      title: known?.title ?? enclosure.title,
    });
  }
  const leadImage = chooseLeadImage(fields, contents, attached, base);
  if (leadImage?.caption != null && leadImage.caption === title) {
    return { leadImage: { ...leadImage, caption: null }, enclosures: [...enclosures.values()] };
  }
  return { leadImage, enclosures: [...enclosures.values()] };
}

/** The picture of a feed as a whole. */
export function feedImage(fields: XmlFields, base: string | null): string | null {
  const image = all(fields, 'rss:image')[0];
  const candidates: [XmlNode | undefined, string | null][] = [
    [image, image === undefined ? null : firstText(image, 'rss:url', 'atom:url')],
    ...all(fields, 'itunes:image').map((node): [XmlNode, string | null] => [node, hrefOrText(node)]),
    ...['atom:logo', 'rss:logo', 'atom:icon'].flatMap((name) =>
      all(fields, name).map((node): [XmlNode, string | null] => [node, textOf(node)]),
    ),
    ...all(fields, 'media:thumbnail').map((node): [XmlNode, string | null] => [
      node,
      attributeOf(node, 'url'),
    ]),
    [image, image === undefined ? null : (attributeOf(image, 'href') ?? attributeOf(image, 'resource'))],
  ];
  for (const [node, reference] of candidates) {
    const url = node === undefined ? null : resolveWebUrl(reference, attributeOf(node, 'base') ?? base);
    if (url !== null) return url;
  }
  return null;
}

interface MediaContent extends ParsedEnclosure {
  readonly kind: 'image' | 'film-or-sound' | 'other';
  readonly width: number;
  readonly isDefault: boolean;
  readonly caption: string | null;
}

/** Every media:content of the item, alone or in a media:group. Media RSS 1.5.1. */
function mediaContents(fields: XmlFields, base: string | null): MediaContent[] {
  const groups = all(fields, 'media:group');
  return [
    ...all(fields, 'media:content').map((node) => mediaContent(node, [node, fields], base)),
    ...groups.flatMap((group) =>
      all(group, 'media:content').map((node) => mediaContent(node, [node, group], base)),
    ),
  ].filter((content) => content !== null);
}

function mediaContent(
  node: XmlNode,
  captionSources: readonly (XmlNode | XmlFields)[],
  base: string | null,
): MediaContent | null {
  const url = resolveWebUrl(attributeOf(node, 'url'), attributeOf(node, 'base') ?? base);
  if (url === null) return null;
  const type = mediaType(attributeOf(node, 'type'));
  const medium = attributeOf(node, 'medium')?.toLowerCase() ?? type.split('/', 1)[0] ?? '';
  const unnamed = medium === '' && IMAGE_NAME.test(url);
  const kind =
    medium === 'image' || unnamed ? 'image' : /^(?:audio|video)$/.test(medium) ? 'film-or-sound' : 'other';
  return {
    url,
    type: type || null,
    length: wholeNumber(attributeOf(node, 'filesize')),
    duration: parseDuration(attributeOf(node, 'duration')),
    title: firstLine(node, 'media:title'),
    kind,
    width: wholeNumber(attributeOf(node, 'width')) ?? 0,
    isDefault: attributeOf(node, 'isdefault') === 'true',
    caption: firstCaption(captionSources),
  };
}

function firstCaption(sources: readonly (XmlNode | XmlFields)[]): string | null {
  for (const source of sources) {
    const words = firstLine(source, 'media:description', 'media:text') ?? firstLine(source, 'media:title');
    const credit = firstLine(source, 'media:credit');
    const caption = words && credit && !words.includes(credit) ? `${words} (${credit})` : (words ?? credit);
    if (caption !== null) return caption;
  }
  return null;
}

/** The picture published for the item: the default or widest media:content, then thumbnails, enclosures, iTunes. */
function chooseLeadImage(
  fields: XmlFields,
  contents: readonly MediaContent[],
  attached: readonly ParsedEnclosure[],
  base: string | null,
): ParsedLeadImage | null {
  const images = contents.filter(({ kind }) => kind === 'image');
  const best = images.find(({ isDefault }) => isDefault) ?? widest(images);
  if (best) return { url: best.url, caption: best.caption };

  const thumbnail = widest(thumbnails(fields, base));
  if (thumbnail) {
    // A film's description describes the film, not its still.
    const still = contents.some(isFilmOrSound);
    return { url: thumbnail.url, caption: still ? null : firstCaption([fields]) };
  }
  const enclosed = attached.find(
    ({ url, type }) => type?.startsWith('image/') || (!type && IMAGE_NAME.test(url)),
  );
  if (enclosed)
    return { url: enclosed.url, caption: foldSpace(enclosed.title ?? '') ?? firstCaption([fields]) };

  for (const node of [
    ...all(fields, 'itunes:image'),
    ...all(fields, 'rss:image'),
    ...all(fields, 'rss:thumbnail'),
  ]) {
    const reference = hrefOrText(node) ?? firstText(node, 'rss:url', 'atom:url') ?? attributeOf(node, 'url');
    const url = resolveWebUrl(reference, attributeOf(node, 'base') ?? base);
    if (url !== null) return { url, caption: null };
  }
  return null;
}

/** Media RSS lets its titles, texts and thumbnails stand on the item, a group or a single content. The widest first. */
export function mediaHolders(fields: XmlFields): readonly (XmlFields | XmlNode)[] {
  const groups = all(fields, 'media:group');
  const contents = [
    ...all(fields, 'media:content'),
    ...groups.flatMap((group) => all(group, 'media:content')),
  ];
  return [fields, ...groups, ...contents];
}

function thumbnails(fields: XmlFields, base: string | null): { url: string; width: number }[] {
  return mediaHolders(fields)
    .flatMap((holder) => all(holder, 'media:thumbnail'))
    .map((node) => ({
      url: resolveWebUrl(attributeOf(node, 'url') ?? textOf(node), attributeOf(node, 'base') ?? base) ?? '',
      width: wholeNumber(attributeOf(node, 'width')) ?? 0,
    }))
    .filter(({ url }) => url !== '');
}

/** The first of the widest. */
function widest<T extends { readonly width: number }>(images: readonly T[]): T | undefined {
  return images.reduce<T | undefined>(
    (best, image) => (best && best.width >= image.width ? best : image),
    undefined,
  );
}

function rssEnclosures(fields: XmlFields, base: string | null): ParsedEnclosure[] {
  return all(fields, 'rss:enclosure').flatMap((node) => {
    const url = resolveWebUrl(
      attributeOf(node, 'url') ?? attributeOf(node, 'href'),
      attributeOf(node, 'base') ?? base,
    );
    if (url === null) return [];
    const type = mediaType(attributeOf(node, 'type')) || null;
    return [
      {
        url,
        type,
        length: wholeNumber(attributeOf(node, 'length')),
        duration: null,
        title: attributeOf(node, 'title'),
      },
    ];
  });
}

function hrefOrText(node: XmlNode): string | null {
  return attributeOf(node, 'href') ?? (textOf(node).trim() || null);
}

function isFilmOrSound(content: MediaContent): boolean {
  return content.kind === 'film-or-sound';
}

function toEnclosure({ url, type, length, duration, title }: MediaContent): ParsedEnclosure {
  return { url, type, length, duration, title };
}

function plays({ type, url }: ParsedEnclosure): boolean {
  return type ? /^(?:audio|video)\//.test(type) : !IMAGE_NAME.test(url);
}

/** Seconds, from `754`, `12:34` or `1:02:03`. */
function parseDuration(text: string | null): number | null {
  const match = /^(?:(?:(\d{1,3}):)?(\d{1,4}):)?(\d{1,7})(?:\.\d+)?$/.exec(text?.trim() ?? '');
  if (!match) return null;
  return Number(match[1] ?? 0) * 3600 + Number(match[2] ?? 0) * 60 + Number(match[3]);
}
