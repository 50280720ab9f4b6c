import { Parser } from 'htmlparser2';

const elements = new Set(
  'h1 h2 h3 h4 h5 h6 p div ul ol li dl dt dd blockquote pre figure figcaption table caption colgroup col thead tbody tfoot tr th td details summary hr a abbr b bdi bdo br cite code del dfn em i img ins kbd mark q rp rt ruby s samp small span strong sub sup time u var wbr'.split(
    ' ',
  ),
);

/** These may stand within `math` and nowhere else, and nothing else within it. */
const mathElements = new Set(
  'mi mn mo ms mtext mspace mprescripts mfrac mroot msub msup msubsup munder mover munderover mmultiscripts mrow msqrt mstyle merror mpadded mphantom menclose mtable mtr mtd'.split(
    ' ',
  ),
);

const mathAttribute =
  /^(?:display=(?:block|inline)|alttext=[\s\S]*|mathvariant=normal|(?:fence|separator|stretchy|symmetric|largeop|movablelimits|accent|accentunder|displaystyle)=(?:true|false)|form=(?:pre|in|post)fix|(?:lspace|rspace|minsize|maxsize|width|height|depth|voffset|linethickness)=(?:-0?\.)?[\d.]{1,7}(?:em|ex|px|pt)?|scriptlevel=[+-]?[0-3]|notation=[a-z]+|(?:columnspan|rowspan)=\d{1,2}|columnalign=(?:left|center|right))$/;

/** What each attribute may say, written apart from the sanitizer's own list. */
const attributes: ReadonlyMap<string, RegExp> = new Map(
  Object.entries({
    dir: /^(?:ltr|rtl|auto)$/,
    lang: /^[a-z0-9-]{1,60}$/i,
    id: /^article-\d+$/,
    'a href': /^(?:https?:\/\/[^\s"<>]+|mailto:[^<>]*|#article-\d+)$/,
    'a rel': /^noopener noreferrer$/,
    'a title': /^/,
    'abbr title': /^/,
    'dfn title': /^/,
    'img src': /^media:\/\/image\/[0-9a-f]{64}$/,
    'img alt': /^/,
    'img title': /^/,
    'img width': /^\d{1,5}$/,
    'img height': /^\d{1,5}$/,
    'img decoding': /^async$/,
    'p class': /^(?:embed|post-author|post-link)$/,
    'p data-kind': /^[a-z]*$/,
    'blockquote class': /^social-post$/,
    'blockquote data-network': /^(?:[A-Z][A-Za-z]*)?$/,
    'td colspan': /^/,
    'td rowspan': /^/,
    'th colspan': /^/,
    'th rowspan': /^/,
    'th scope': /^/,
    'col span': /^/,
    'colgroup span': /^/,
    'ol start': /^/,
    'ol type': /^/,
    'ol reversed': /^/,
    'li value': /^/,
    'time datetime': /^/,
    'details open': /^/,
  }),
);

/** Parses sanitized HTML again and lists everything in it that has no business there. */
export function residue(html: string): string[] {
  const found: string[] = [];
  const ids = new Set<string>();
  let depth = 0;
  let mathDepth = 0;
  const parser = new Parser({
    onopentag(tag, attribs) {
      depth += 1;
      if (depth > 130) found.push(`nested ${depth} deep`);
      if (tag === 'math' || mathDepth > 0) {
        mathDepth += 1;
        if (tag === 'math' ? mathDepth > 1 : !mathElements.has(tag)) found.push(`<${tag}> within math`);
        for (const [name, value] of Object.entries(attribs)) {
          if (!mathAttribute.test(`${name}=${value}`)) found.push(`<${tag} ${name}="${value.slice(0, 80)}">`);
        }
        return;
      }
      if (!elements.has(tag)) found.push(`<${tag}>`);
      for (const [name, value] of Object.entries(attribs)) {
        const allowed = attributes.get(`${tag} ${name}`) ?? attributes.get(name);
        if (!allowed?.test(value)) found.push(`<${tag} ${name}="${value.slice(0, 80)}">`);
      }
      if (attribs.id && ids.has(attribs.id)) found.push(`id ${attribs.id} twice`);
      if (attribs.id) ids.add(attribs.id);
      if (tag === 'img' && !attribs.src) found.push('<img> without src');
    },
    onclosetag() {
      depth -= 1;
      if (mathDepth > 0) mathDepth -= 1;
    },
    oncomment(text) {
      found.push(`<!--${text.slice(0, 40)}`);
    },
    onprocessinginstruction(name) {
      found.push(name);
    },
  });
  parser.write(html);
  parser.end();
  return found;
}

/** The tags of sanitized HTML with everything else removed, to look for raw `<` and `>` beside them. */
export function strayBrackets(html: string): boolean {
  return /[<>]/.test(html.replace(/<\/?[a-z][a-z0-9]*(?: [a-z-]+(?:="[^"<>]*")?)*(?: \/)?>/g, ''));
}
