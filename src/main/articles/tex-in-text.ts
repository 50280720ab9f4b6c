/**
 * Where there is TeX in running text. Authors mark it as MathJax and WordPress read it; a dollar sign is more often money, so that
 * `$…$` has to look like a formula in every respect. Linear in the length of the text.
 */

export interface TexPlace {
  /** Of the whole, delimiters included. */
  readonly start: number;
  readonly end: number;
  readonly tex: string;
  readonly display: boolean;
}

const opener = /\$\$?|\\[[(]|\\begin\{(?:equation|align|alignat|gather|multline|eqnarray)\*?\}|\[latex\]/g;
/** A line of text holds no longer formula. */
const longestInline = 400;
const longest = 4_000;

const openings = ['$', '\\(', '\\[', '\\begin{', '[latex]'];

/** Whether a document may hold any. Every article comes through here: looking for words is several times as fast as a pattern. */
export function mayHoldTex(html: string): boolean {
  return openings.some((opening) => html.includes(opening));
}

/** Whether a document holds TeX beyond doubt; then `$x$` is no price in it either. */
export function surelyHoldsTex(html: string): boolean {
  return /\$[^$\n<]{0,200}\\[a-zA-Z]{2,}|\\\(|\\\[|\\begin\{|math\/tex|\$[^$\s<]{0,40}[A-Za-z0-9)}][\^_](?:\{|[A-Za-z0-9]\b)[^$\n<]{0,200}\$/.test(
    html,
  );
}

/**
 * @param sure whether the document holds TeX beyond doubt
 * @param accept given each place that looks like TeX; a place it refuses stays text
 */
export function findTex(text: string, sure: boolean, accept: (place: TexPlace) => boolean): void {
  const closings = new Map<string, number>();
  // Looked for once per kind: a text of openings without an end must not be searched again for each.
  const closingAfter = (closing: string, from: number) => {
    const known = closings.get(closing);
    if (known !== undefined && (known < 0 || known >= from)) return known;
    const at = text.indexOf(closing, from);
    closings.set(closing, at);
    return at;
  };
  // Formulas do not overlap, so that only openings whose one closing comes much later use this up.
  let left = 10 * text.length;
  opener.lastIndex = 0;
  for (let match = opener.exec(text); match && left > 0; match = opener.exec(text)) {
    const place = placeAt(text, match.index, match[0], closingAfter);
    left -= place?.tex.length ?? 0;
    if (!place || !looksRight(text, place, match[0], sure) || !accept(place)) continue;
    opener.lastIndex = place.end;
  }
}

function placeAt(
  text: string,
  start: number,
  opening: string,
  closingAfter: (closing: string, from: number) => number,
): TexPlace | null {
  const environment = opening.startsWith('\\begin');
  const isLatex = opening === '$' && /^\$latex\s/.test(text.slice(start, start + 7));
  const closing = environment ? opening.replace('begin', 'end') : (closings[opening] ?? '$');
  const from = start + (isLatex ? 7 : opening.length);
  const at = closingAfter(closing, from);
  if (at < 0 || at - from > (opening === '$' ? longestInline : longest)) return null;
  const end = at + closing.length;
  const tex = environment ? text.slice(start, end) : text.slice(from, at);
  return { start, end, tex, display: opening !== '$' && opening !== '\\(' && opening !== '[latex]' };
}

const closings: Readonly<Record<string, string>> = {
  $$: '$$',
  $: '$',
  '\\(': '\\)',
  '\\[': '\\]',
  '[latex]': '[/latex]',
};

function looksRight(text: string, { start, end, tex }: TexPlace, opening: string, sure: boolean): boolean {
  if (!tex.trim()) return false;
  if (opening === '[latex]' || opening.startsWith('\\begin')) return true;
  if (opening !== '$') return isStrong(tex) || !(opening === '$$' ? /\p{L}{2}/u : /\p{L}{3}/u).test(tex);
  if (text.startsWith('$latex', start)) return true;
  // The rules of Pandoc: no space inside, no digit after; and no letter before or after, as in US$ and $HOME/$USER.
  if (/^\s|\s$|\\$|\n/.test(tex) || /[\p{L}\p{N}\\$]/u.test(text[start - 1] ?? '')) return false;
  if (/[\p{L}\p{N}$]/u.test(text[end] ?? '')) return false;
  return isStrong(tex) ? !startsAsPrice(tex) || /\\[a-zA-Z]/.test(tex) : sure && isWeak(tex);
}

/** Signs of TeX that no prose has: a command, or one letter or bracket with something below it, or a few with something above. */
function isStrong(tex: string): boolean {
  return (
    /\\(?:[a-zA-Z]{2,}|[,;:!{}|])/.test(tex) ||
    /(?:^|[^A-Za-z])(?:[A-Za-z0-9)}\]]'{0,2}[\^_]|[A-Za-z]{2,3}\^)(?:\{|\\|[A-Za-z0-9*+-](?![A-Za-z]))/.test(
      tex,
    )
  );
}

/** Letters one by one with signs between them: a formula where there are others, perhaps something else where there are none. */
function isWeak(tex: string): boolean {
  return (
    /[A-Za-z]/.test(tex) &&
    !/[A-Za-z]{3}|[^A-Za-z0-9\s+\-*/=<>()[\]{}|,.'!:]/.test(tex) &&
    (/=/.test(tex) || !/[A-Za-z]{2}/.test(tex)) &&
    !/[+\-*/=<,.:]$/.test(tex) &&
    !startsAsPrice(tex)
  );
}

/** "5", "5.50", "5k", "5m-": an amount with or without its unit. */
function startsAsPrice(tex: string): boolean {
  return /^\d[\d.,]*\s*(?:[kKmMbBtT]|bn|mn)?(?:$|[\s,;:/)–—-])/.test(tex);
}
