/**
 * Letters in a mathematical alphabet. MathML Core knows no `mathvariant` but `normal`; what other values mean is written with the
 * characters Unicode has for it (Mathematical Alphanumeric Symbols, U+1D400, and the older letterlike symbols it leaves out).
 */

interface Alphabet {
  /** First capital; the small letters follow the 26 capitals. */
  readonly latin: number;
  readonly digits?: number;
  readonly greek?: number;
  /** Letters that stand elsewhere. */
  readonly elsewhere?: Readonly<Record<string, string>>;
}

const alphabets: Readonly<Record<string, Alphabet>> = {
  bold: { latin: 0x1d400, digits: 0x1d7ce, greek: 0x1d6a8 },
  italic: { latin: 0x1d434, greek: 0x1d6e2, elsewhere: { h: 'ℎ' } },
  'bold-italic': { latin: 0x1d468, greek: 0x1d71c },
  script: {
    latin: 0x1d49c,
    elsewhere: {
      B: 'ℬ',
      E: 'ℰ',
      F: 'ℱ',
      H: 'ℋ',
      I: 'ℐ',
      L: 'ℒ',
      M: 'ℳ',
      R: 'ℛ',
      e: 'ℯ',
      g: 'ℊ',
      o: 'ℴ',
    },
  },
  'bold-script': { latin: 0x1d4d0 },
  fraktur: { latin: 0x1d504, elsewhere: { C: 'ℭ', H: 'ℌ', I: 'ℑ', R: 'ℜ', Z: 'ℨ' } },
  'double-struck': {
    latin: 0x1d538,
    digits: 0x1d7d8,
    elsewhere: { C: 'ℂ', H: 'ℍ', N: 'ℕ', P: 'ℙ', Q: 'ℚ', R: 'ℝ', Z: 'ℤ' },
  },
  'bold-fraktur': { latin: 0x1d56c },
  'sans-serif': { latin: 0x1d5a0, digits: 0x1d7e2 },
  'bold-sans-serif': { latin: 0x1d5d4, digits: 0x1d7ec },
  'sans-serif-italic': { latin: 0x1d608 },
  'sans-serif-bold-italic': { latin: 0x1d63c },
  monospace: { latin: 0x1d670, digits: 0x1d7f6 },
};

/** The same letters in the alphabet a `mathvariant` names; unchanged when it names none, or has no such letter. */
export function inAlphabet(text: string, mathvariant: string): string {
  const alphabet = Object.hasOwn(alphabets, mathvariant) ? alphabets[mathvariant] : undefined;
  return alphabet ? text.replace(/[A-Za-z0-9Α-Ωα-ω]/g, (letter) => letterOf(letter, alphabet)) : text;
}

function letterOf(letter: string, { latin, digits, greek, elsewhere }: Alphabet): string {
  const code = letter.charCodeAt(0);
  const within = (base: number | undefined, place: number) =>
    base === undefined ? letter : String.fromCodePoint(base + place);
  if (elsewhere?.[letter]) return elsewhere[letter];
  if (letter <= '9') return within(digits, code - 0x30);
  if (letter <= 'Z') return within(latin, code - 0x41);
  if (letter <= 'z') return within(latin, 26 + code - 0x61);
  return within(greek, letter <= 'Ω' ? code - 0x391 : 26 + code - 0x3b1);
}
