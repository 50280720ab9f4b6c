import sanitizeHtml from 'sanitize-html';
import { treeLimits } from './html-tree';
import { networkNames } from './sanitize-social';

const words = (text: string): readonly string[] => text.split(' ');

export const blockTags: ReadonlySet<string> = new Set(
  words(
    'p li div h2 h3 h1 h4 h5 h6 ul ol dl dt dd blockquote pre figure figcaption table caption colgroup thead tbody tfoot tr th td details summary hr',
  ),
);

export const inlineTags: ReadonlySet<string> = new Set(
  words(
    'a img em strong br span code i b abbr bdi bdo cite del dfn ins kbd mark q rp rt ruby s samp small sub sup time u var wbr',
  ),
);

export const voidTags: ReadonlySet<string> = new Set(words('br hr img wbr col'));

/** Attributes kept for their meaning, by element; `dir`, `lang` and our own `id` are allowed everywhere. */
export const keptAttributes: Readonly<Record<string, readonly string[]>> = {
  a: ['title'],
  abbr: ['title'],
  dfn: ['title'],
  td: ['colspan', 'rowspan'],
  th: ['colspan', 'rowspan', 'scope'],
  col: ['span'],
  colgroup: ['span'],
  ol: ['start', 'reversed', 'type'],
  li: ['value'],
  time: ['datetime'],
  details: ['open'],
};

const imageSource = /^media:\/\/image\/[0-9a-f]{64}$/;
/** As `URL` writes addresses; none of these characters is left bare in one. */
const linkTarget = /^(?:https?:\/\/[^\s"<>]+|mailto:[^<>]*|#article-\d+)$/;
const ownId = /^article-\d+$/;
export const languageTag = /^[a-z0-9]{1,8}(?:-[a-z0-9]{1,8}){0,6}$/i;
export const textDirection = /^(?:ltr|rtl|auto)$/;

const options: sanitizeHtml.IOptions = {
  // The library looks a tag up in this list one by one: the common ones stand first.
  allowedTags: [...inlineTags, ...blockTags, 'col'],
  allowedAttributes: {
    ...Object.fromEntries(Object.entries(keptAttributes).map(([tag, names]) => [tag, [...names]])),
    '*': ['dir', 'lang', 'id'],
    a: ['href', 'rel', 'title'],
    img: ['src', 'alt', 'title', 'width', 'height', 'decoding'],
    p: [{ name: 'class', values: ['embed', 'embed audio', 'post-link'] }],
    blockquote: [
      { name: 'class', values: ['social-post'] },
      { name: 'data-network', values: [...networkNames] },
    ],
  },
  allowedSchemes: ['http', 'https', 'mailto'],
  allowedSchemesByTag: { img: ['media'] },
  allowedSchemesAppliedToAttributes: ['href', 'src'],
  allowProtocolRelative: false,
  disallowedTagsMode: 'discard',
  nestingLimit: treeLimits.depth + 16,
  parseStyleAttributes: false,
  transformTags: { '*': checkValues },
  exclusiveFilter: ({ tag, attribs }) => tag === 'img' && !attribs.src,
};

/** Drops values of allowed attributes that this program would not have written, and adds the ones that are always the same. */
function checkValues(tagName: string, attribs: sanitizeHtml.Attributes): sanitizeHtml.Tag {
  const { id, dir, lang, href, src } = attribs;
  if (id !== undefined && !ownId.test(id)) delete attribs.id;
  if (dir !== undefined && !textDirection.test(dir)) delete attribs.dir;
  if (lang !== undefined && !languageTag.test(lang)) delete attribs.lang;
  if (href !== undefined && !linkTarget.test(href)) delete attribs.href;
  if (src !== undefined && !imageSource.test(src)) delete attribs.src;
  if (tagName === 'a') attribs.rel = 'noopener noreferrer';
  else if (tagName === 'img') attribs.decoding = 'async';
  return { tagName, attribs };
}

/**
 * The wall: whatever the steps before it did or overlooked, nothing leaves but these elements and these attributes, with
 * addresses in the forms checked above. It parses what they wrote afresh and knows nothing of their reasons.
 */
export function enforceAllowlist(html: string): string {
  return sanitizeHtml(html, options);
}
