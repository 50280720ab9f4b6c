import { createElement, descendants, type ElementNode, type TreeNode, textOf } from './html-tree';
import { linkTo } from './sanitize-embeds';
import { resolveLink } from './sanitize-urls';

interface Network {
  readonly name: string;
  /** Classes the network's own embed code puts on the quoted post. */
  readonly classes: RegExp;
  /** What the address of one post looks like. */
  readonly post: RegExp;
  /** Attributes that name the post, most trusted first. */
  readonly attributes: readonly string[];
}

const networks: readonly Network[] = [
  {
    name: 'X',
    classes: /\btwitter-(?:tweet|video)\b/,
    post: /^https?:\/\/(?:\w+\.)?(?:twitter|x)\.com\/\w+\/status(?:es)?\/\d+/,
    attributes: ['cite'],
  },
  {
    name: 'Instagram',
    classes: /\binstagram-media\b/,
    post: /^https?:\/\/(?:www\.)?instagram\.com\/(?:[\w.]+\/)?(?:p|reel|tv)\/[\w-]+/,
    attributes: ['data-instgrm-permalink', 'cite'],
  },
  {
    name: 'Threads',
    classes: /\btext-post-media\b/,
    post: /^https?:\/\/(?:www\.)?threads\.(?:net|com)\/@[\w.]+\/post\/[\w-]+/,
    attributes: ['data-text-post-permalink', 'cite'],
  },
  {
    name: 'TikTok',
    classes: /\btiktok-embed\b/,
    post: /^https?:\/\/(?:www\.)?tiktok\.com\/@[\w.-]+\/(?:video|photo)\/\d+/,
    attributes: ['cite'],
  },
  {
    name: 'Mastodon',
    classes: /\bmastodon-embed\b/,
    post: /^https:\/\/[^/]+\/(?:@[^/]+|users\/[^/]+\/statuses)\/\d+/,
    attributes: ['cite', 'data-embed-url'],
  },
  {
    name: 'Bluesky',
    classes: /\bbluesky-embed\b/,
    post: /^https:\/\/bsky\.app\/profile\/[^/]+\/post\/\w+/,
    attributes: ['cite'],
  },
  {
    name: 'Telegram',
    classes: /\btelegram-post\b/,
    post: /^https?:\/\/t(?:elegram)?\.me\/\w+\/\d+/,
    attributes: ['cite', 'data-href'],
  },
  {
    name: 'Facebook',
    classes: /\bfb-(?:post|video)\b/,
    post: /^https?:\/\/(?:\w+\.)?facebook\.com\/.+/,
    attributes: ['data-href', 'cite'],
  },
  {
    name: 'Reddit',
    classes: /\breddit-(?:embed(?:-bq)?|card)\b/,
    post: /^https?:\/\/(?:\w+\.)?reddit\.com\/r\/\w+\/comments\/\w+/,
    attributes: ['cite'],
  },
  {
    name: 'Tumblr',
    classes: /\btumblr-post\b/,
    post: /^https?:\/\/(?:[\w-]+\.)?tumblr\.com\/.+/,
    attributes: ['cite', 'data-link'],
  },
  {
    name: 'Imgur',
    classes: /\bimgur-embed-pub\b/,
    post: /^https?:\/\/(?:\w+\.)?imgur\.com\/\w+/,
    attributes: ['cite'],
  },
];

export const networkNames: readonly string[] = networks.map(({ name }) => name);

const anyNetwork = new RegExp(networks.map(({ classes }) => classes.source).join('|'));

/** A quoted post found in the article, read before its links are rewritten. */
export interface SocialPost {
  readonly network: string;
  /** The line that closes the card; null when the post's own address is not to be found. */
  readonly closing: ElementNode | null;
}

/** The post an element quotes, judged by the class its network's embed code gives it; null for everything else. */
export function socialPost(node: ElementNode, base: URL | null): SocialPost | null {
  const classes = node.attributes.class;
  if (!classes || !anyNetwork.test(classes)) return null;
  const network = networks.find((candidate) => candidate.classes.test(classes));
  if (!network) return null;
  const permalink = findPermalink(node, network, base);
  return {
    network: network.name,
    closing:
      permalink &&
      createElement('p', { class: 'post-link' }, [linkTo(permalink, `View post on ${network.name}`)]),
  };
}

/**
 * Makes the element a card that needs no script. Most networks fill the quote with a skeleton for their loader: what is left
 * of it is the words, the author and the links, less the network's own call to open the post, which the closing line repeats.
 */
export function shapeCard(node: ElementNode): void {
  node.tag = 'blockquote';
  removeCalls(node);
  putAuthorFirst(node);
}

/** What stands after the words of a post, "— Name (@name) date", as a line before them. */
function putAuthorFirst(node: ElementNode): void {
  const lastBlock = node.children.findLastIndex((child) => typeof child !== 'string' && child.tag === 'p');
  const after = node.children.slice(lastBlock + 1);
  const isLine = after.every((child) => typeof child === 'string' || child.tag === 'a');
  if (lastBlock < 0 || !isLine || !after.some((child) => textOf(child).trim())) return;
  const [first, ...rest] = after;
  const line: TreeNode[] =
    typeof first === 'string' ? [first.replace(/^\s*(?:—|–|--?)\s*/, ''), ...rest] : after;
  node.children = [createElement('p', { 'data-author': '' }, line), ...node.children.slice(0, lastBlock + 1)];
}

/** Whether a paragraph is the line {@link shapeCard} made. */
export function isAuthorLine({ tag, attributes }: ElementNode): boolean {
  return tag === 'p' && attributes['data-author'] === '';
}

/** Substack keeps quoted posts as data beside an empty element; this puts the words where other publishers have them. */
export function openSubstackPost(node: ElementNode): void {
  if (!/(?:^|\s)(?:tweet|twitter-embed)(?:\s|$)/.test(node.attributes.class ?? '')) return;
  const post = readObject(node.attributes['data-attrs'] ?? '');
  const text = (name: string) =>
    typeof post[name] === 'string' ? (post[name] as string).slice(0, 5_000) : '';
  if (!text('url') || !text('full_text')) return;
  const date = /^\d{4}-\d{2}-\d{2}/.exec(text('date'))?.[0] ?? 'Post';
  node.attributes = { class: 'twitter-tweet' };
  node.children = [
    createElement('p', {}, [text('full_text')]),
    `${text('name')} (@${text('username')}) `,
    createElement('a', { href: text('url') }, [date]),
  ];
}

/** The object a publisher wrote as JSON; an empty one when it is none. */
function readObject(json: string): Readonly<Record<string, unknown>> {
  try {
    const read: unknown = JSON.parse(json);
    return typeof read === 'object' && read !== null ? (read as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function removeCalls(node: ElementNode): void {
  node.children = node.children.filter((child) => {
    if (typeof child === 'string') return true;
    if (
      child.tag === 'a' &&
      /^\s*view (?:this |the |full )?(?:post|thread|photo)?\s*on \w+\s*$/i.test(textOf(child))
    )
      return false;
    removeCalls(child);
    return true;
  });
}

function findPermalink(node: ElementNode, network: Network, base: URL | null): URL | null {
  const named = network.attributes.map((name) => node.attributes[name]);
  // The post's own link comes last in every network's markup; links before it are part of what it says.
  const links = [...descendants(node)]
    .filter(({ tag }) => tag === 'a')
    .map(({ attributes }) => attributes.href);
  const urls = [...named, ...links.reverse()]
    .map((address) => resolveLink(address, base))
    .filter((url) => url !== null);
  const found =
    urls.find((url) => network.post.test(url.href)) ?? urls.find(({ protocol }) => protocol !== 'mailto:');
  if (!found) return null;
  const permalink = new URL(found);
  // The rest of such a query says which page quoted the post. Facebook alone names posts in it.
  if (network.name !== 'Facebook' && network.post.test(permalink.href)) permalink.search = '';
  if (network.name === 'Mastodon') permalink.pathname = permalink.pathname.replace(/\/embed\/?$/, '');
  permalink.hash = '';
  return permalink;
}
