import { decodeHTML } from 'entities';

/** How fast people read: 238 words a minute for English non-fiction (Brysbaert, 2019), about 500 characters for Chinese and Japanese. */
const wordsPerMinute = 238;
const cjkPerMinute = 500;

const cjk = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu;

/** The text of sanitized HTML: tags become spaces where they separate words, entities are resolved, space is folded. */
export function plainText(html: string): string {
  const spaced = html
    .replace(
      /<\/?(?:a|b|strong|i|em|span|sub|sup|mark|code|abbr|cite|q|small|u|s|time|bdi|bdo)(?:\s[^>]*)?>/gi,
      '',
    )
    .replace(/<[^>]*>/g, ' ');
  return decodeHTML(spaced).replace(/\s+/g, ' ').trim();
}

/** The beginning of a plain text, cut between words where there are any. */
export function excerpt(text: string, maxChars: number): string {
  if (text.length <= maxChars) return text;
  const cut = text.slice(0, maxChars).replace(/[\uD800-\uDBFF]$/, '');
  const space = cut.lastIndexOf(' ');
  return `${space > maxChars / 2 ? cut.slice(0, space) : cut}…`;
}

/**
 * Words and whole minutes of reading, at least one where there is text. Words are runs between spaces, as a segmenter would cost
 * many times as much over thousands of articles for the same minute; Chinese, Japanese and Korean count by characters.
 */
export function readingTime(text: string): { readonly words: number; readonly minutes: number } {
  const characters = text.match(cjk)?.length ?? 0;
  const words = text.replace(cjk, ' ').match(/\S*[\p{L}\p{N}]\S*/gu)?.length ?? 0;
  const minutes = words / wordsPerMinute + characters / cjkPerMinute;
  return { words: words + characters, minutes: minutes > 0 ? Math.max(1, Math.round(minutes)) : 0 };
}
