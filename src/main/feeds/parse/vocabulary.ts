/**
 * The elements a feed is read from. The repair step keeps these and drops all others.
 *
 * `container` holds other elements, `person` holds text or name and e-mail, `leaf` holds text or markup.
 */
export type ElementKind = 'container' | 'person' | 'leaf';

const LEAVES = {
  rss: `title link description pubdate lastbuilddate guid author creator managingeditor webmaster category comments
    enclosure language url name email source ttl content body summary abstract fulltext fullitem date logo
    subject keywords modified updated published thumbnail hour day uri`,
  atom: `title subtitle tagline link id published issued created updated modified content summary category name email uri
    url logo icon rights`,
  dc: 'title creator author contributor date subject language description identifier publisher source',
  dcterms: 'issued created modified available creator abstract alternative',
  full: 'encoded',
  slash: 'comments',
  sy: 'updateperiod updatefrequency',
  wfw: 'commentrss comment',
  thr: 'total',
  media: 'title description text credit thumbnail keywords copyright category',
  itunes: 'author summary subtitle image duration keywords title email name',
  feedburner: 'origlink',
  podcast: 'chapters transcript person location',
  psc: 'chapter',
  georss: 'point line polygon box featurename',
  gml: 'pos poslist lowercorner uppercorner',
  geo: 'lat long',
  gd: 'image',
  xhtml: 'body div',
} as const;

/** The shapes of GML that hold positions, or shapes that do. */
export const gmlContainers = [
  'gml:point',
  'gml:linestring',
  'gml:polygon',
  'gml:exterior',
  'gml:linearring',
  'gml:envelope',
] as const;

const CONTAINERS = [
  'rss:image',
  'rss:skiphours',
  'rss:skipdays',
  'atom:source',
  'media:group',
  'media:content',
  'itunes:owner',
  'psc:chapters',
  'georss:where',
  ...gmlContainers,
  'geo:point',
];
const PERSONS = [
  'rss:author',
  'rss:creator',
  'atom:author',
  'atom:contributor',
  'dc:creator',
  'itunes:author',
];

/** By name as the repair step writes it: our prefix, a colon, the local name in lower case. */
export const ELEMENTS: ReadonlyMap<string, ElementKind> = new Map<string, ElementKind>([
  ...Object.entries(LEAVES).flatMap(([prefix, names]) =>
    names.split(/\s+/).map((name) => [`${prefix}:${name}`, 'leaf'] as const),
  ),
  ...CONTAINERS.map((name) => [name, 'container'] as const),
  ...PERSONS.map((name) => [name, 'person'] as const),
]);

/** Fields that may hold markup which should have been escaped, and with it any name of HTML. */
export const BODIES: ReadonlySet<string> = new Set(
  `rss:description rss:content rss:body rss:summary rss:abstract rss:fulltext rss:fullitem full:encoded atom:content atom:summary
   dc:description dcterms:abstract itunes:summary itunes:subtitle media:description media:text xhtml:body xhtml:div`.split(
    /\s+/,
  ),
);

/** Names without a prefix that begin a field even inside a body: neither HTML nor words somebody puts into angle brackets. */
export const UNMISTAKABLE: ReadonlySet<string> = new Set(
  'author category comments content description enclosure guid id issued modified pubdate published updated'.split(
    ' ',
  ),
);

/** What surrounds the fields of an item: where it was said to be, and in which language. Written by the repair step. */
export const ITEM_LANGUAGE = 'own:lang';
export const ITEM_ABOUT = 'own:about';
export const ITEM_HREF = 'own:href';
export const ITEM_MODIFIED = 'own:lastmod';
export const ITEM_DIRECTION = 'own:dir';

/** Attribute by which a field says where its text is kept (see `RepairedFeed.texts`). Written by the repair step. */
export const HELD_TEXT = 'held';

/** Attributes the repair step keeps, by local name. */
export const ATTRIBUTES: ReadonlySet<string> = new Set(
  `about count dir domain duration expression filesize geo height href hreflang image img ispermalink isdefault label lang
   language length medium mode rel resource role scheme src start term text title type uri url value width`.split(
    /\s+/,
  ),
);
