import type { ArticleImage } from '../../shared/model/article';
import type { ImageKey } from '../../shared/model/ids';
import { enforceAllowlist } from './allowlist';
import { parseTree } from './html-tree';
import type { ImageList } from './sanitize-images';
import { renderTree } from './sanitize-render';
import { shapeArticle } from './sanitize-shape';
import { parseBase } from './sanitize-urls';

export interface SanitizedArticle {
  /** Safe to show under a policy that loads nothing but `media:`. */
  readonly html: string;
  /** Every picture the HTML refers to, once, in order of appearance. */
  readonly images: readonly ArticleImage[];
}

/**
 * Makes a publisher's HTML safe and readable: no scripts, no styles, no address that loads by itself, every link absolute,
 * pictures under `media://image/<key>`, players and quoted posts as links and cards. Never throws, whatever the input.
 *
 * Two independent steps: our own rewriting of the parsed tree, then an allowlist that parses the result again and trusts
 * nothing in it.
 */
export function sanitizeArticle(html: string, { baseUrl }: { readonly baseUrl: string }): SanitizedArticle {
  const images: ImageList = new Map();
  const tree = parseTree(html);
  shapeArticle(tree, parseBase(baseUrl), images);
  const safe = enforceAllowlist(renderTree(tree.root));
  return { html: safe, images: listShown(images, safe) };
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
