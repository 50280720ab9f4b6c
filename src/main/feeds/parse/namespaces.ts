/** Which vocabulary an element belongs to, whatever prefix its publisher chose, declared or not. */
import type { Attribute } from './scan';

/**
 * Not the usual `content`: rss-parser makes an excerpt of `content:encoded` with patterns that take hours on some input.
 */
const CONTENT_PREFIX = 'full';

/**
 * Namespace URIs, without scheme, `www.` and trailing punctuation (publishers vary all three), to the prefix used from
 * the repair step on. Unprefixed elements of RSS 0.9x and 2.0 have no namespace; they share `rss` with RSS 1.0.
 */
const PREFIX_BY_URI = new Map<string, string>([
  ['w3.org/2005/atom', 'atom'],
  ['purl.org/atom/ns', 'atom'],
  ['purl.org/atom', 'atom'],
  ['purl.org/rss/1.0', 'rss'],
  ['purl.org/net/rss1.1', 'rss'],
  ['my.netscape.com/rdf/simple/0.9', 'rss'],
  ['channel.netscape.com/rdf/simple/0.9', 'rss'],
  ['my.netscape.com/publish/formats/rss-0.91.dtd', 'rss'],
  ['backend.userland.com/rss', 'rss'],
  ['backend.userland.com/rss2', 'rss'],
  ['backend.userland.com/rss091', 'rss'],
  ['backend.userland.com/rss092', 'rss'],
  ['blogs.law.harvard.edu/tech/rss', 'rss'],
  ['w3.org/1999/02/22-rdf-syntax-ns', 'rdf'],
  ['purl.org/dc/elements/1.0', 'dc'],
  ['purl.org/dc/elements/1.1', 'dc'],
  ['purl.org/dc/terms', 'dcterms'],
  ['purl.org/rss/1.0/modules/content', CONTENT_PREFIX],
  ['purl.org/rss/1.0/modules/slash', 'slash'],
  ['purl.org/rss/1.0/modules/syndication', 'sy'],
  ['wellformedweb.org/commentapi', 'wfw'],
  ['purl.org/syndication/thread/1.0', 'thr'],
  ['search.yahoo.com/mrss', 'media'],
  ['video.search.yahoo.com/mrss', 'media'],
  ['tools.search.yahoo.com/mrss', 'media'],
  ['itunes.com/dtds/podcast-1.0.dtd', 'itunes'],
  ['itunes.com/dtds/podcast-1.0', 'itunes'],
  ['example.com/dtds/podcast-1.0.dtd', 'itunes'],
  ['google.com/schemas/play-podcasts/1.0', 'itunes'],
  ['podcastindex.org/namespace/1.0', 'podcast'],
  ['github.com/podcastindex-org/podcast-namespace/blob/main/docs/1.0.md', 'podcast'],
  ['podlove.org/simple-chapters', 'psc'],
  ['georss.org/georss', 'georss'],
  ['georss.org/georss/10', 'georss'],
  ['opengis.net/gml', 'gml'],
  ['w3.org/2003/01/geo/wgs84_pos', 'geo'],
  ['schemas.google.com/g/2005', 'gd'],
  ['rssnamespace.org/feedburner/ext/1.0', 'feedburner'],
  ['w3.org/1999/xhtml', 'xhtml'],
  ['w3.org/2000/svg', 'svg'],
  ['w3.org/1998/math/mathml', 'math'],
  ['w3.org/xml/1998/namespace', 'xml'],
]);

/** Prefixes publishers use for vocabularies that we call something else. */
const USUAL_PREFIXES = new Map([
  ['content', CONTENT_PREFIX],
  ['a10', 'atom'],
  ['atom03', 'atom'],
  ['atom10', 'atom'],
  ['googleplay', 'itunes'],
  ['mrss', 'media'],
]);

const KNOWN_PREFIXES = new Set(PREFIX_BY_URI.values());

/** Bindings of written prefixes ('' is the default namespace) to our prefixes; null for a vocabulary we do not read. */
export type Scope = ReadonlyMap<string, string | null>;

export const EMPTY_SCOPE: Scope = new Map();

const MAX_BINDINGS = 200;

/** The scope inside an element with these attributes. */
export function extendScope(scope: Scope, attributes: readonly Attribute[]): Scope {
  let extended: Map<string, string | null> | null = null;
  for (const { name, value } of attributes) {
    if (!name.startsWith('xmlns')) continue;
    if (name !== 'xmlns' && name[5] !== ':') continue;
    extended ??= new Map(scope);
    if (extended.size < MAX_BINDINGS) extended.set(name.slice(6).toLowerCase(), prefixOfUri(value));
  }
  return extended ?? scope;
}

function prefixOfUri(uri: string): string | null {
  const key = uri
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/^www\./, '')
    .replace(/[/#]+$/, '');
  return PREFIX_BY_URI.get(key) ?? null;
}

export interface ResolvedName {
  /** Our prefix for the vocabulary; '' for an unprefixed name of no (or an unknown) namespace; null for foreign ones. */
  readonly prefix: string | null;
  /** In lower case. */
  readonly local: string;
}

/** A prefix that is not declared, or bound to a URI nobody knows, means what it says when its name is a usual one. */
export function resolveName(written: string, scope: Scope): ResolvedName {
  const name = written.toLowerCase();
  const colon = name.indexOf(':');
  if (colon < 0) return { prefix: scope.get('') ?? '', local: name };
  const prefix = name.slice(0, colon);
  const usual = USUAL_PREFIXES.get(prefix) ?? prefix;
  const bound = scope.get(prefix) ?? (KNOWN_PREFIXES.has(usual) ? usual : null);
  return { prefix: bound, local: name.slice(colon + 1) };
}

/** Whether the prefix of this name, in lower case, was declared (`xml` always is). */
export function isDeclared(name: string, scope: Scope): boolean {
  const prefix = name.slice(0, name.indexOf(':'));
  return prefix === 'xml' || scope.has(prefix);
}
