/** What few items have beside the usual fields: looked for only where the document has the elements for it. */
import type { ArticleExtras, ArticleLink, Person } from '../../../shared/model/article';
import type { FeedExtras } from '../../../shared/model/poll';
import type { AtomLink } from './atom-links';
import type { ItemCategories } from './categories';
import { resolveWebUrl } from './links';
import { feedImage } from './media';
import { otherPersons, peopleBeyondNames } from './people';
import { itemPlace, PLACE_ELEMENTS } from './places';
import { chaptersFile, inlineChapters, itemTranscripts } from './recordings';
import { foldSpace } from './text';
import { ITEM_DIRECTION } from './vocabulary';
import { all, allOf, attributeOf, firstText, textOf, type XmlFields } from './xml-nodes';

const MAX_LINKS = 20;

/** Links that say nothing to a reader, or stand elsewhere in the model. */
const OTHER_RELS = new Set([
  'avatar',
  'edit',
  'edit-media',
  'enclosure',
  'hub',
  'next',
  'prev',
  'previous',
  'replies',
  'self',
  'service',
]);

/** Of one item: what has been read of it already. */
export interface KnownItem {
  readonly url: string | null;
  readonly links: readonly AtomLink[];
  readonly authors: readonly Person[];
  readonly categories: ItemCategories;
}

type Writable<T> = { -readonly [key in keyof T]: T[key] };

/** A reader of the extras of one item after the other, for a document with these elements. */
export function extrasReader(
  names: ReadonlySet<string>,
  base: string | null,
  feedDirection: 'ltr' | 'rtl' | null,
): (fields: XmlFields, item: KnownItem) => ArticleExtras {
  const has = (...wanted: readonly string[]) => wanted.some((name) => names.has(name));
  const withPlace = has(...PLACE_ELEMENTS);
  const withOthers = has('atom:contributor', 'podcast:person');
  const withChapters = has('psc:chapters');
  const withChaptersFile = has('podcast:chapters');
  const withTranscripts = has('podcast:transcript');
  const withSource = has('rss:source');

  return (fields, { url, links, authors, categories }) => {
    const extras: Writable<ArticleExtras> = {};
    const people = peopleBeyondNames(authors, withOthers ? otherPersons(fields, base) : []);
    if (people) extras.people = people;
    if (categories.detailed.length > 0) extras.categories = categories.detailed;
    const further = furtherLinks(links, url);
    if (withSource) further.push(...sourceLinks(fields, base));
    if (further.length > 0) extras.links = further;
    if (isPermalink(fields)) extras.guidIsPermalink = true;
    const direction = itemDirection(fields) ?? feedDirection;
    if (direction) extras.direction = direction;
    const place = withPlace ? itemPlace(fields) : null;
    if (place) extras.place = place;
    const chapters = withChapters ? inlineChapters(fields, base) : [];
    if (chapters.length > 0) extras.chapters = chapters;
    const file = withChaptersFile ? chaptersFile(fields, base) : null;
    if (file) extras.chaptersFile = file;
    const transcripts = withTranscripts ? itemTranscripts(fields, base) : [];
    if (transcripts.length > 0) extras.transcripts = transcripts;
    return extras;
  };
}

function furtherLinks(links: readonly AtomLink[], articleUrl: string | null): ArticleLink[] {
  return links
    .filter(({ rel, url }) => !OTHER_RELS.has(rel) && !rel.includes(':') && url !== articleUrl)
    .filter(({ url }) => /^https?:/.test(url))
    .slice(0, MAX_LINKS)
    .map(({ rel, url, type, title, language }) => ({ rel, url, type: type || null, title, language }));
}

/** RSS `source`: the feed an item was taken from. */
function sourceLinks(fields: XmlFields, base: string | null): ArticleLink[] {
  return all(fields, 'rss:source')
    .slice(0, 1)
    .flatMap((node) => {
      const url = resolveWebUrl(attributeOf(node, 'url'), attributeOf(node, 'base') ?? base);
      return url === null
        ? []
        : [{ rel: 'via', url, type: null, title: foldSpace(textOf(node)), language: null }];
    });
}

/** RSS 2.0: a guid is the article's address unless it says otherwise. Many are no addresses all the same. */
function isPermalink(fields: XmlFields): boolean {
  const guid = all(fields, 'rss:guid')[0];
  return (
    guid !== undefined &&
    attributeOf(guid, 'ispermalink')?.trim().toLowerCase() !== 'false' &&
    /^\s*https?:\/\//i.test(textOf(guid))
  );
}

const DIRECTED = ['atom:content', 'atom:summary', 'atom:title'];

/** The `dir` of the item, else of its text. */
function itemDirection(fields: XmlFields): 'ltr' | 'rtl' | null {
  return (
    ownDirection(fields) ??
    allOf(fields, DIRECTED)
      .map((node) => readDirection(attributeOf(node, 'dir')))
      .find((direction) => direction !== null) ??
    null
  );
}

/** The `dir` of a feed or an item as a whole. */
export function ownDirection(fields: XmlFields): 'ltr' | 'rtl' | null {
  return readDirection(firstText(fields, ITEM_DIRECTION));
}

function readDirection(written: string | null): 'ltr' | 'rtl' | null {
  const direction = written?.trim().toLowerCase();
  return direction === 'rtl' || direction === 'ltr' ? direction : null;
}

/** `links` are the feed's own, its Atom links among RSS elements too. */
export function feedExtras(fields: XmlFields, links: readonly AtomLink[], base: string | null): FeedExtras {
  const linked = (...rels: readonly string[]) =>
    rels
      .flatMap((rel) => links.filter((link) => link.rel === rel).map(({ url }) => resolveWebUrl(url, null)))
      .find((url) => url !== null);
  return feedExtrasOf({
    imageUrl: feedImage(fields, base),
    selfUrl: linked('self'),
    hubUrl: linked('hub'),
    nextPageUrl: linked('next', 'prev-archive'),
  });
}

/** Without what is not there. */
export function feedExtrasOf(
  found: Readonly<Record<keyof FeedExtras, string | null | undefined>>,
): FeedExtras {
  return Object.fromEntries(Object.entries(found).filter(([, url]) => url != null)) as FeedExtras;
}
