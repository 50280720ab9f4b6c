/** What an item is filed under. */
import type { Category } from '../../../shared/model/article';
import { distinct } from './people';
import { foldSpace, plainText } from './text';
import { allOf, attributeOf, firstText, textOf, type XmlFields } from './xml-nodes';

const MAX_CATEGORIES = 200;
const ELEMENTS = ['rss:category', 'atom:category', 'dc:subject', 'media:category'];

export interface ItemCategories {
  /** To show. */
  readonly names: readonly string[];
  /** Those of which more is told. */
  readonly detailed: readonly Category[];
}

export function itemCategories(fields: XmlFields): ItemCategories {
  const names: (string | null)[] = [];
  const detailed: Category[] = [];
  for (const node of allOf(fields, ELEMENTS).slice(0, MAX_CATEGORIES)) {
    if (typeof node === 'string') {
      names.push(plainText(node));
      continue;
    }
    const label = plainText(attributeOf(node, 'label') ?? '');
    const term = plainText(textOf(node).trim() || (attributeOf(node, 'term') ?? ''));
    const scheme = foldSpace(attributeOf(node, 'scheme') ?? attributeOf(node, 'domain') ?? '');
    names.push(label ?? term);
    const named = term ?? label;
    if (named !== null && (scheme !== null || (label !== null && label !== term))) {
      detailed.push({ term: named, scheme, label });
    }
  }
  if (names.length === 0) {
    const keywords = firstText(fields, 'itunes:keywords', 'media:keywords');
    for (const word of keywords?.split(',') ?? []) names.push(plainText(word));
  }
  return { names: distinct(names).slice(0, MAX_CATEGORIES), detailed };
}
