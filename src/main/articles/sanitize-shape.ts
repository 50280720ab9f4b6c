import { blockTags, keptAttributes, languageTag, textDirection } from './allowlist';
import {
  createElement,
  descendants,
  type ElementNode,
  findTag,
  type HtmlTree,
  type TreeNode,
  textOf,
} from './html-tree';
import { shapeMath } from './mathml';
import { embedCard, embedTags, loaderCard, noteFrame, pastedCard } from './sanitize-embeds';
import {
  type ArticlePage,
  emojiText,
  hiddenImage,
  imageWithin,
  noteCounter,
  showImage,
} from './sanitize-images';
import { isAuthorLine, openSubstackPost, shapeCard, socialPost } from './sanitize-social';
import { type TexReader, verbatimTags } from './sanitize-tex';
import { resolveHttp, resolveLink } from './sanitize-urls';

interface Page extends ArticlePage {
  /** The article's own address without its fragment; links to places within it stay within it. */
  readonly self: string | null;
  readonly targets: HtmlTree['targets'];
  readonly tex: TexReader;
  anchors: number;
  /** How many elements around the present one show what was typed. */
  verbatim: number;
}

const renamed: ReadonlyMap<string, string> = new Map(
  Object.entries({
    section: 'div',
    article: 'div',
    main: 'div',
    header: 'div',
    footer: 'div',
    aside: 'div',
    nav: 'div',
    address: 'div',
    center: 'div',
    hgroup: 'div',
    form: 'div',
    fieldset: 'div',
    dialog: 'div',
    noindex: 'div',
    dir: 'ul',
    menu: 'ul',
    listing: 'pre',
    strike: 's',
    tt: 'code',
    acronym: 'abbr',
    font: 'span',
  }),
);

/** Buttons for sharing and following that feed services append to every article. */
const furniture =
  /(?:^|\s)(?:feedflare|sharedaddy|addtoany_share_save_container|heateor_sss_sharing_container|mf-viral)(?:\s|$)/;
const captioned = /(?:^|\s)wp-caption(?:\s|$)/;
const captionText = /(?:^|\s)wp-caption-text(?:\s|$)/;
/** Places for something that a script would load. */
const loaded = /(?:^|\s)(?:codepen|flourish-embed)(?:\s|$)/;
/** Where WordPress leaves the address of what it would embed. */
const pasted = /(?:^|\s)wp-block-embed__wrapper(?:\s|$)/;
/** Columns of line numbers that code highlighters put beside the code, read as noise once their style is gone. */
const lineNumbers = /(?:^|\s)(?:gutter|rouge-gutter|linenos|line-numbers|lineno|gl)(?:\s|$)/;

/**
 * Turns the publisher's markup into ours, in place: links and pictures get their final addresses, players and quoted posts
 * become links and cards, captions become figures. Attributes that are not ours are gone afterwards, element names may not be.
 */
export function shapeArticle({ root, targets }: HtmlTree, tex: TexReader, page: ArticlePage): void {
  const self = page.base && withoutFragment(page.base);
  shapeChildren(root, { ...page, self, targets, tex, anchors: 0, verbatim: 0 });
}

function shapeChildren(parent: ElementNode, page: Page): void {
  const children = page.verbatim > 0 ? parent.children : page.tex.readText(parent);
  if (children.length === 0) return;
  const shaped: TreeNode[] = [];
  for (let i = 0; i < children.length; i += 1) {
    const child = children[i] as TreeNode;
    if (typeof child === 'string') {
      shaped.push(child);
      continue;
    }
    const node = isImage(child)
      ? shapeImage(child, nextElement(children, i), page)
      : child.tag === 'picture'
        ? shapePicture(child, nextElement(children, i), page)
        : shapeElement(child, page);
    if (node === null) continue;
    shaped.push(node);
    if (typeof node === 'string') continue;
    parent.holdsBlock ||= node.holdsBlock || blockTags.has(node.tag);
    parent.holdsLink ||= node.holdsLink || node.tag === 'a';
  }
  parent.children = shaped;
}

function shapeElement(node: ElementNode, page: Page): TreeNode | null {
  const { tag, attributes } = node;
  const classes = attributes.class;
  if (classes && isNoise(tag, classes)) return null;
  const formula = page.tex.readElement(node);
  if (formula !== undefined) return formula && shapeMath(formula);
  if (embedTags.has(tag)) return shapeEmbed(node, page);
  if (tag === 'noscript') {
    noteInside(node, page);
    return null;
  }
  const card = tag === 'script' || (classes && loaded.test(classes)) ? loaderCard(node, page) : null;
  if (card || tag === 'script') return card;
  if (classes && pasted.test(classes)) {
    const pastedThing = pastedCard(textOf(node), page);
    if (pastedThing) return pastedThing;
  }
  if (attributes['data-attrs']) openSubstackPost(node);
  const post = classes ? socialPost(node, page.base) : null;
  if (post) shapeCard(node);
  else if (classes && captioned.test(classes)) shapeCaption(node);
  const hidden = tag === 'figure' ? hiddenImage(node) : undefined;

  const verbatim = verbatimTags.has(tag) ? 1 : 0;
  page.verbatim += verbatim;
  shapeChildren(node, page);
  page.verbatim -= verbatim;
  const shown = hidden && showImage(hidden, page);
  if (shown) node.children.unshift(shown);
  const kept = keepAttributes(node);
  if (isAuthorLine(node)) kept.class = 'post-author';
  if (tag === 'a') shapeLink(node, kept, attributes, page);
  else node.tag = renamed.get(node.tag) ?? node.tag;
  // A paragraph ends where a block begins; as a div it keeps together what belongs together.
  if (node.tag === 'p' && node.holdsBlock) node.tag = 'div';
  node.attributes = kept;
  if (post) {
    node.attributes = { class: 'social-post', 'data-network': post.network, ...kept };
    if (post.closing) node.children.push(post.closing);
  }
  return node;
}

function isNoise(tag: string, classes: string): boolean {
  if (furniture.test(classes)) return true;
  return (
    (tag === 'td' || tag === 'pre') && lineNumbers.test(classes) && !/(?:^|\s)code(?:\s|$)/.test(classes)
  );
}

/** Attributes that say all by being there. */
const flags: ReadonlySet<string> = new Set(['open', 'reversed']);

function keepAttributes({ tag, attributes }: ElementNode): Record<string, string> {
  const kept: Record<string, string> = {};
  // An element may be called `constructor`, which every object knows.
  const names = Object.hasOwn(keptAttributes, tag) ? (keptAttributes[tag] ?? []) : [];
  for (const name of names) {
    const value = attributes[name];
    if (value === undefined || value.length > 500) continue;
    if (value !== '' || flags.has(name)) kept[name] = value;
  }
  const direction = attributes.dir?.toLowerCase();
  if (direction && textDirection.test(direction)) kept.dir = direction;
  const language = attributes.lang || attributes['xml:lang'];
  if (language && languageTag.test(language)) kept.lang = language;
  return kept;
}

function shapeLink(
  node: ElementNode,
  kept: Record<string, string>,
  attributes: Readonly<Record<string, string>>,
  page: Page,
): void {
  // Addresses that browsers tell of every click, the link's own target apart (HTML standard, 4.6.6; Attribution Reporting).
  const ping = attributes.ping || attributes.attributionsrc;
  if (ping) {
    page.removed.add('pings');
    page.removed.name(resolveHttp(ping.trim().split(/\s/, 1)[0], page.base));
  }
  // Links do not nest; the inner one (a player's, a quoted post's) is the one worth having.
  const href = node.holdsLink ? null : linkHref(attributes.href, page);
  if (href) {
    kept.href = href;
  } else {
    node.tag = 'span';
    delete kept.title;
  }
}

function linkHref(address: string | undefined, page: Page): string | null {
  const url = resolveLink(address?.trim(), page.base, (parameters) =>
    page.removed.add('parameters', parameters),
  );
  if (!url) return null;
  if (url.hash && page.self !== null && withoutFragment(url) === page.self) {
    const target = page.targets.get(url.hash.slice(1)) ?? page.targets.get(decoded(url.hash.slice(1)));
    if (target) return `#${anchorOf(target, page)}`;
  }
  return url.href;
}

/** Publishers' ids never reach the page, where they could pass for names the program uses. */
function anchorOf(target: ElementNode, page: Page): string {
  if (!target.anchor) {
    page.anchors += 1;
    target.anchor = `article-${page.anchors}`;
  }
  return target.anchor;
}

function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}

function withoutFragment({ href, hash }: URL): string {
  return hash ? href.slice(0, -hash.length) : href;
}

function isImage({ tag }: ElementNode): boolean {
  return tag === 'img' || tag === 'amp-img';
}

function shapeImage(node: ElementNode, next: ElementNode | undefined, page: Page): TreeNode | null {
  const emoji = emojiText(node.attributes);
  if (emoji) return emoji;
  const formula = page.tex.readImage(node);
  if (formula) return shapeMath(formula);
  return showImage(node, page, { fallback: fallbackIn(next) });
}

/** What a `<noscript>` beside a lazy picture shows in its place. */
function fallbackIn(next: ElementNode | undefined): ElementNode | undefined {
  return next?.tag === 'noscript' ? imageWithin(next) : undefined;
}

function shapePicture(node: ElementNode, next: ElementNode | undefined, page: Page): TreeNode | null {
  const image = imageWithin(node);
  const sources = node.children.filter(
    (child) => typeof child !== 'string' && child.tag === 'source',
  ) as ElementNode[];
  return showImage(image ?? createElement('img'), page, { sources, fallback: fallbackIn(next) });
}

function nextElement(nodes: readonly TreeNode[], index: number): ElementNode | undefined {
  for (let i = index + 1; i < nodes.length; i += 1) {
    const node = nodes[i] as TreeNode;
    if (typeof node !== 'string') return node;
    if (node.trim()) return undefined;
  }
  return undefined;
}

function shapeEmbed(node: ElementNode, page: Page): TreeNode | null {
  const link = embedCard(node, page) ?? loaderCard(node, page);
  // What an object holds for browsers that cannot show it is counted by itself.
  if (link || node.tag !== 'object') noteFrame(node, page);
  if (link) return link;
  // An object without an address is still worth what it holds for browsers that cannot show it.
  if (node.tag !== 'object') return null;
  shapeChildren(node, page);
  node.attributes = {};
  return node;
}

/** Counts what a `<noscript>` holds for readers whose browsers run no script: usually the counter's second try. */
function noteInside(node: ElementNode, page: Page): void {
  for (const element of descendants(node)) {
    if (isImage(element)) noteCounter(element, page);
    else noteFrame(element, page);
  }
}

function shapeCaption(node: ElementNode): void {
  if (!findTag(node, 'img')) return;
  node.tag = 'figure';
  for (const child of node.children) {
    if (typeof child !== 'string' && captionText.test(child.attributes.class ?? '')) child.tag = 'figcaption';
  }
}
