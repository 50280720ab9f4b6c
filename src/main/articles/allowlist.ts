import sanitizeHtml from 'sanitize-html';
import { type CanonicalForm, isCanonical } from './canonical-html';
import { treeLimits } from './html-tree';
import { mathAllows, mathAttributes, mathTags, mathTokens, maxMathDepth } from './mathml';
import { embedKinds } from './sanitize-embeds';
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

/** Written at the end of every such element: nothing that is opened learns where the reader comes from, and no picture holds up the text. */
export const fixedAttributes: Readonly<Record<string, string>> = {
  a: ' rel="noopener noreferrer"',
  img: ' decoding="async"',
};
/** As sanitize-html writes elements without content; `wbr` and `col` it gives an end tag. */
export const selfClosingTags: ReadonlySet<string> = new Set(words('br hr img'));

const maxDepth = treeLimits.depth + maxMathDepth + 2;
const classes: Readonly<Record<string, readonly string[]>> = {
  p: ['embed', 'post-author', 'post-link'],
  blockquote: ['social-post'],
};

const options: sanitizeHtml.IOptions = {
  // The library looks a tag up in this list one by one: the common ones stand first.
  allowedTags: [...inlineTags, ...blockTags, 'col', 'math', ...mathTags],
  allowedAttributes: {
    ...Object.fromEntries(Object.entries(keptAttributes).map(([tag, names]) => [tag, [...names]])),
    ...Object.fromEntries(Object.entries(mathAttributes).map(([tag, forms]) => [tag, Object.keys(forms)])),
    '*': ['dir', 'lang', 'id'],
    a: ['href', 'rel', 'title'],
    img: ['src', 'alt', 'title', 'width', 'height', 'decoding'],
    p: [
      { name: 'class', values: [...(classes.p ?? [])] },
      { name: 'data-kind', values: [...embedKinds] },
    ],
    blockquote: [
      { name: 'class', values: [...(classes.blockquote ?? [])] },
      { name: 'data-network', values: [...networkNames] },
    ],
  },
  allowedSchemes: ['http', 'https', 'mailto'],
  allowedSchemesByTag: { img: ['media'] },
  allowedSchemesAppliedToAttributes: ['href', 'src'],
  allowProtocolRelative: false,
  disallowedTagsMode: 'discard',
  nestingLimit: maxDepth,
  parseStyleAttributes: false,
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

function checkMathValues(tagName: string, attribs: sanitizeHtml.Attributes): sanitizeHtml.Tag {
  const kept = Object.entries(attribs).filter(([name, value]) => mathAllows(tagName, name, value));
  return { tagName, attribs: Object.fromEntries(kept) };
}

/** Mathematics stands within `math`, and nothing else does: elements whose meaning would change with their surroundings are left out. */
function keepApart() {
  let mathsOpen = 0;
  // Known by their attributes. Giving them a name that is on no list would do, were it not for the name of the next end tag,
  // which sanitize-html then gets wrong.
  const outOfPlace = new WeakSet<sanitizeHtml.Attributes>();
  const leaveOut = (tagName: string): sanitizeHtml.Tag => {
    const attribs = {};
    outOfPlace.add(attribs);
    return { tagName, attribs };
  };
  return {
    onOpenTag: (name: string) => {
      if (name === 'math') mathsOpen += 1;
    },
    onCloseTag: (name: string) => {
      if (name === 'math') mathsOpen -= 1;
    },
    check(tagName: string, attribs: sanitizeHtml.Attributes): sanitizeHtml.Tag {
      if (tagName === 'math') return mathsOpen === 1 ? checkMathValues(tagName, attribs) : leaveOut(tagName);
      if (mathTags.has(tagName)) return mathsOpen > 0 ? checkMathValues(tagName, attribs) : leaveOut(tagName);
      return mathsOpen > 0 ? leaveOut(tagName) : checkValues(tagName, attribs);
    },
    exclude({ tag, attribs }: sanitizeHtml.IFrame): boolean | 'excludeTag' {
      if (outOfPlace.has(attribs)) return 'excludeTag';
      return tag === 'img' && !attribs.src;
    },
  };
}

export const canonicalForm: CanonicalForm = {
  // The others without content are rare, and sanitize-html writes them in its own way.
  tags: new Set(
    [...inlineTags, ...blockTags, 'math', ...mathTags].filter(
      (tag) => !voidTags.has(tag) || selfClosingTags.has(tag),
    ),
  ),
  selfClosing: selfClosingTags,
  required: { img: 'src' },
  endings: fixedAttributes,
  maxDepth,
  mathTags,
  textTags: mathTokens,
  allows(tag, name, value) {
    if (tag === 'math' || mathTags.has(tag)) return mathAllows(tag, name, value);
    switch (name) {
      case 'alt':
        return tag === 'img';
      case 'id':
        return ownId.test(value);
      case 'dir':
        return textDirection.test(value);
      case 'lang':
        return languageTag.test(value);
      case 'href':
        return tag === 'a' && linkTarget.test(value);
      case 'src':
        return tag === 'img' && imageSource.test(value);
      case 'class':
        return classes[tag]?.includes(value) === true;
      case 'data-network':
        return tag === 'blockquote' && networkNames.some((network) => network === value);
      case 'data-kind':
        return tag === 'p' && embedKinds.includes(value);
      case 'width':
      case 'height':
        return tag === 'img' && value !== '';
      case 'title':
        return value !== '' && (tag === 'img' || keptAttributes[tag]?.includes(name) === true);
      default:
        return value !== '' && keptAttributes[tag]?.includes(name) === true;
    }
  },
};

/**
 * The wall: whatever the steps before it did or overlooked, nothing leaves but these elements and these attributes, with
 * addresses in the forms checked above. It trusts nothing it is given, and knows nothing of the reasons for it.
 *
 * Text in the canonical form holds nothing else as it stands, and sanitize-html would hand it back as it is; anything else goes
 * through sanitize-html.
 */
export function enforceAllowlist(html: string): string {
  return isCanonical(html, canonicalForm) ? html : sanitizeAgain(html);
}

/** The same, always read by sanitize-html. */
export function sanitizeAgain(html: string): string {
  const { onOpenTag, onCloseTag, check, exclude } = keepApart();
  return sanitizeHtml(html, {
    ...options,
    onOpenTag,
    onCloseTag,
    transformTags: { '*': check },
    exclusiveFilter: exclude,
  });
}
