import type { ArticleImage } from '../../shared/model/article';
import type { ImageKey } from '../../shared/model/ids';
import type { Removed } from '../../shared/model/removed';
import { enforceAllowlist } from './allowlist';
import { parseTree } from './html-tree';
import { RemovedCount } from './removed-count';
import type { ImageList } from './sanitize-images';
import { renderTree } from './sanitize-render';
import { shapeArticle } from './sanitize-shape';
import { TexReader } from './sanitize-tex';
import { parseBase, resolveHttp, withoutTracking } from './sanitize-urls';

export interface SanitizedArticle {
  /** Safe to show under a policy that loads nothing but `media:`. */
  readonly html: string;
  /** Every picture the HTML refers to, once, in order of appearance. */
  readonly images: readonly ArticleImage[];
  /** What was taken out that would have reported on the reader, or run; null when there was nothing of the kind. */
  readonly removed: Removed | null;
}

export interface SanitizeOptions {
  /** What relative addresses are relative to. */
  readonly baseUrl: string;
  /** The article's own address, counted among its links. */
  readonly ownUrl?: string | null;
}

/**
 * Makes a publisher's HTML safe and readable: no scripts, no styles, no address that loads by itself, every link absolute,
 * pictures under `media://image/<key>`, players and quoted posts as links and cards, TeX as MathML. Never throws, whatever the input.
 *
 * Two independent steps: our own rewriting of the parsed tree, then an allowlist that parses the result again and trusts
 * nothing in it.
 */
export function sanitizeArticle(html: string, { baseUrl, ownUrl }: SanitizeOptions): SanitizedArticle {
  const base = parseBase(baseUrl);
  const removed = new RemovedCount();
  const images: ImageList = new Map();
  const tree = parseTree(html);
  shapeArticle(tree, new TexReader(html), { base, images, removed });
  const { count, addresses } = tree.scripts;
  removed.add('scripts', count);
  for (const address of addresses) removed.name(resolveHttp(address, base));
  if (ownUrl) withoutTracking(ownUrl, (parameters) => removed.add('parameters', parameters));
  const safe = enforceAllowlist(renderTree(tree.root));
  return { html: safe, images: listShown(images, safe), removed: removed.result() };
}

/** Leaves out pictures whose element was dropped on the way: what is not shown must not be fetched. */
function listShown(images: ImageList, html: string): ArticleImage[] {
  if (images.size === 0) return [];
  const keys = new Set<ImageKey>();
  for (const match of html.matchAll(/media:\/\/image\/([0-9a-f]{64})/g)) keys.add(match[1] as ImageKey);
  const shown: ArticleImage[] = [];
  for (const key of keys) {
    const url = images.get(key);
    if (url !== undefined) shown.push({ key, url });
  }
  return shown;
}
