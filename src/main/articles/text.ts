/** Elements that end a line of plain text. Cells of a row stay on one line. */
const lineTags: ReadonlySet<string> = new Set(
  'p div br hr li ul ol dl dt dd h1 h2 h3 h4 h5 h6 blockquote pre figure figcaption table tr caption details summary'.split(
    ' ',
  ),
);

const cellTags: ReadonlySet<string> = new Set(['td', 'th']);

/** Lines this program adds (links for players, "View post on …"), and tags. Holds for sanitized HTML only, where no attribute holds `<` or `>`. */
const markup = /<p class="(?:embed(?: audio)?|post-link)"[^<>]*>[\s\S]*?<\/p>|<\/?([a-z][a-z0-9]*)[^<>]*>/g;
const ownLine = /^<p class="(?:embed(?: audio)?|post-link)"/;
/** At least as many characters as such a tag has. */
const ownLineChars = 24;
const asides = /<(figure|table|pre)\b[^>]*>[\s\S]*?<\/\1>/g;
const openAside = /<(?:figure|table|pre)\b[\s\S]*$/;
/** Runs of white space within a line that are not one plain space already, as nearly all are. */
const spaces = /[^\S\n ][^\S\n]*| [^\S\n]+/g;
/** The same across lines. */
const anySpaces = /[^\S ]\s*| \s+/g;
const entities: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' };

/** The words of sanitized HTML, one block a line, white space collapsed. */
export function plainText(html: string): string {
  return html
    .replace(markup, (_tag, name: string | undefined) => {
      if (name === undefined || lineTags.has(name)) return '\n';
      return cellTags.has(name) ? ' ' : '';
    })
    .replace(/&(?:amp|lt|gt|quot);/g, (entity) => entities[entity] as string)
    .replace(spaces, ' ')
    .replace(/ ?\n[\n ]*/g, '\n')
    .trim();
}

/** Beginnings of the HTML to look for the opening words in, one after the other: ordinary articles say early what they are about. */
const openings = [1_200, 10_000];

/**
 * The words an article opens with, at least `minChars` of them where there are as many: without pictures' captions, tables and
 * code, unless there is nothing else.
 */
export function leadText(html: string, minChars: number): string {
  // Every article of every poll comes through here, and few need more than their beginning looked at.
  for (const length of openings) {
    if (html.length <= length) break;
    const lead = plainText(withoutCutTag(html.slice(0, length)).replace(asides, '\n').replace(openAside, ''));
    if (lead.length >= minChars) return lead;
  }
  return plainText(html.replace(asides, '\n')) || plainText(html);
}

function withoutCutTag(html: string): string {
  const start = html.lastIndexOf('<');
  return html.indexOf('>', start) < 0 ? html.slice(0, start) : html;
}

/**
 * The first `maxChars` characters of plain text on one line, cut between words where there are spaces and never inside a
 * character as readers see it (an emoji with its skin tone, a letter with its marks).
 */
export function excerptOf(text: string, maxChars = 280): string {
  const line = text
    .slice(0, maxChars * 3)
    .replace(anySpaces, ' ')
    .trim();
  if (line.length <= maxChars) return text.length <= maxChars * 3 ? line : `${line}…`;
  const space = line.lastIndexOf(' ', maxChars);
  // Scripts without spaces have none nearby; then any character will do.
  const end = space > maxChars * 0.7 ? space : graphemeBoundary(line, maxChars);
  return `${line.slice(0, end).replace(/[\s,;:.\u2013\u2014-]+$/, '')}…`;
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** The last boundary between characters at or before `index`. */
function graphemeBoundary(text: string, index: number): number {
  // The longest emoji in use take about 35 code units; starting well before keeps pairs of flags in step in nearly every case.
  const from = Math.max(0, index - 80);
  let boundary = from;
  for (const { index: start } of graphemes.segment(text.slice(from, index + 40))) {
    if (from + start > index) break;
    boundary = from + start;
  }
  return boundary > from ? boundary : index;
}

/**
 * Reading speeds. Words: Brysbaert's review of 190 studies (2019) puts silent reading of English at 238 words a minute, less
 * for harder texts. Chinese and Japanese have no spaces to count by: 500 characters a minute is the figure in common use
 * (Medium, Miniflux).
 */
const wordsPerMinute = 230;
const ideogramsPerMinute = 500;
/** Thai, Lao, Khmer and Burmese are written without spaces too; their words take about five characters. */
const unspacedCharsPerWord = 5;

export interface ReadingTime {
  /** Words; for Chinese and Japanese, characters. */
  readonly words: number;
  /** Whole minutes, at least 1 where there is text. */
  readonly minutes: number;
}

const less = 0x3c;
const slash = 0x2f;
const ampersand = 0x26;

/** What a UTF-16 code unit counts as. */
const separator = 0;
const wordPart = 1;
const ideogram = 2;
const unspacedLetter = 3;
/** Neither a part of a word nor the end of one: apostrophes, hyphens, most punctuation, emoji. */
const nothing = 4;
const kinds = Uint8Array.from({ length: 0x10000 }, (_, code) => kindOf(code));

function kindOf(code: number): number {
  if (isSeparator(code)) return separator;
  if (isIdeogram(code)) return ideogram;
  if (isUnspacedScript(code)) return unspacedLetter;
  return isWordPart(code) ? wordPart : nothing;
}

/**
 * How long a sanitized article takes to read: what {@link plainText} would give, counted without making it.
 *
 * By character codes, not by `Intl.Segmenter`: a feed's worth of text is counted on every poll, and the segmenter took about a hundred
 * times as long (1.2 µs a character) for a count within 2 %.
 */
export function readingTime(html: string): ReadingTime {
  let words = 0;
  let ideograms = 0;
  let unspaced = 0;
  let insideWord = false;
  for (let i = 0; i < html.length; i += 1) {
    const code = html.charCodeAt(i);
    const kind = kinds[code];
    if (kind === wordPart) {
      if (!insideWord) words += 1;
      insideWord = true;
      // Most of any text: to the last letter of the run.
      while (kinds[html.charCodeAt(i + 1)] === wordPart) i += 1;
    } else if (kind === separator) {
      insideWord = false;
    } else if (kind === ideogram) {
      ideograms += 1;
      insideWord = false;
    } else if (kind === unspacedLetter) {
      unspaced += 1;
      insideWord = false;
    } else if (code === less) {
      const ours = ownLine.test(html.slice(i, i + ownLineChars));
      if (ours || endsWord(html, i)) insideWord = false;
      i = endOf(html, ours ? '</p>' : '>', i);
    } else if (code === ampersand) {
      // Each of the four entities stands for punctuation.
      i = endOf(html, ';', i);
    }
  }
  words += Math.ceil(unspaced / unspacedCharsPerWord);
  const minutes = Math.round(words / wordsPerMinute + ideograms / ideogramsPerMinute);
  const total = words + ideograms;
  return { words: total, minutes: total === 0 ? 0 : Math.max(1, minutes) };
}

/** Where the next `mark` ends; the end of the text when there is none. */
function endOf(html: string, mark: string, from: number): number {
  const at = html.indexOf(mark, from);
  return at < 0 ? html.length : at + mark.length - 1;
}

/** Whether the tag here stands between words. */
function endsWord(html: string, tag: number): boolean {
  const start = html.charCodeAt(tag + 1) === slash ? tag + 2 : tag + 1;
  let end = start;
  while (isTagName(html.charCodeAt(end))) end += 1;
  const name = html.slice(start, end);
  return lineTags.has(name) || cellTags.has(name);
}

function isTagName(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39);
}

/** White space, dashes between words, slashes. An apostrophe or a hyphen stays inside its word. */
function isSeparator(code: number): boolean {
  return (
    code <= 0x20 || code === 0xa0 || code === 0x2f || code === 0x2013 || code === 0x2014 || code === 0x3000
  );
}

/** Han and kana. Outside the basic plane the first half of a Han character counts, the second is no word part. */
function isIdeogram(code: number): boolean {
  return (
    (code >= 0x3040 && code <= 0x30ff) ||
    (code >= 0x3400 && code <= 0x9fff) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xd840 && code <= 0xd88f)
  );
}

function isUnspacedScript(code: number): boolean {
  return (
    (code >= 0x0e00 && code <= 0x0eff) ||
    (code >= 0x1000 && code <= 0x109f) ||
    (code >= 0x1780 && code <= 0x17ff)
  );
}

function isWordPart(code: number): boolean {
  if (code < 0xc0) {
    return (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
  }
  // Letters of all other scripts, less general punctuation, symbols, CJK punctuation, emoji and presentation forms.
  return !((code >= 0x2000 && code <= 0x2bff) || (code >= 0x3001 && code <= 0x303f) || code >= 0xd800);
}
