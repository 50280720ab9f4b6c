/** The month a date names, in whichever language. */

/** Beginnings of month names, without accents: English first, then other languages publishers write. */
const MONTHS: readonly (readonly string[])[] = [
  ['jan', 'ene', 'gen', 'янв', 'ιαν'],
  ['feb', 'fev', 'fév', 'фев', 'φεβ'],
  ['mar', 'mär', 'maa', 'mrz', 'мар', 'μαρ'],
  ['apr', 'abr', 'avr', 'апр', 'απρ'],
  ['may', 'mai', 'mag', 'мая', 'май', 'μαι', 'maj', 'mei'],
  ['jun', 'juin', 'giu', 'июн', 'ιουν', 'jún'],
  ['jul', 'juil', 'lug', 'июл', 'ιουλ', 'júl'],
  ['aug', 'ago', 'aou', 'авг', 'αυγ'],
  ['sep', 'set', 'сен', 'σεπ', 'szept'],
  ['oct', 'okt', 'out', 'ott', 'окт', 'οκτ'],
  ['nov', 'ноя', 'νοε'],
  ['dec', 'dez', 'dic', 'дек', 'δεκ'],
];

/** Languages whose names of months are taken from the system, whole words alone: their beginnings would mean too much. */
const LANGUAGES =
  `ar be bg bs ca cs da el et eu fi ga gl hu id is lt lv mk mt nb nl pl ro ru sk sl sq sv tr uk vi cy`.split(
    ' ',
  );

/** The month named in a date without accents, 1 to 12. The last one counts: in "mar., 5 août" the first is a Tuesday. */
export function findMonth(text: string): number | null {
  let found: number | null = null;
  for (const word of text.toLowerCase().match(/\p{L}{3,}/gu) ?? []) {
    const index = MONTHS.findIndex((names) => names.some((name) => word.startsWith(name)));
    if (index >= 0) found = index + 1;
  }
  return found ?? foreignMonth(text);
}

/** @returns 1 to 12 */
function foreignMonth(text: string): number | null {
  for (const word of text.toLowerCase().match(/\p{L}{3,}/gu) ?? []) {
    const month = monthWords().get(word);
    if (month) return month;
  }
  return null;
}

let words: ReadonlyMap<string, number> | undefined;

/** Names of months in all of {@link LANGUAGES}; 0 for one that means different months. Made when first needed: few feeds do. */
function monthWords(): ReadonlyMap<string, number> {
  if (words) return words;
  const found = new Map<string, number>();
  for (const language of LANGUAGES) {
    for (const month of ['long', 'short'] as const) {
      for (const options of [{ month }, { month, day: 'numeric' }] as const) {
        const format = new Intl.DateTimeFormat(language, {
          ...options,
          timeZone: 'UTC',
          calendar: 'gregory',
        });
        for (let index = 1; index <= 12; index++) {
          const parts = format.formatToParts(Date.UTC(2023, index - 1, 15));
          const name = withoutAccents(parts.find(({ type }) => type === 'month')?.value ?? '').toLowerCase();
          const word = /\p{L}{3,}/u.exec(name)?.[0];
          if (word) found.set(word, (found.get(word) ?? index) === index ? index : 0);
        }
      }
    }
  }
  words = found;
  return found;
}

export function withoutAccents(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC');
}
