import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { enforceAllowlist } from '../../../src/main/articles/allowlist';
import { sanitizeArticle } from '../../../src/main/articles/sanitize';
import { attackGroups } from './attack-groups';
import { residue, strayBrackets } from './inspect';
import { ownAttacks } from './own-attacks';

interface Attack {
  readonly id: string;
  readonly html: string;
}

const file = resolve(import.meta.dirname, '../../../../shared/attacks.json');
const published: Attack[] = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
const own = Object.entries(ownAttacks).map(([id, html]) => ({ id, html }));
const grouped = Object.entries(attackGroups).flatMap(([group, attacks]) =>
  attacks.map((html, place) => ({ id: `${group} ${place + 1}`, html })),
);
const baseUrl = 'https://publisher.example/2024/post';

function sanitize(html: string): string {
  return sanitizeArticle(html, { baseUrl }).html;
}

/** Milliseconds; far above what the slowest machine needs, far below what a hang takes. */
const hangLimit = 60_000;

describe('a hostile article', () => {
  it.each([...own, ...grouped])('leaves nothing but what is allowed: $id', ({ html }) => {
    const safe = sanitize(html);
    expect(residue(safe)).toEqual([]);
    expect(strayBrackets(safe)).toBe(false);
  });

  it.each([...own, ...grouped])('keeps to what is allowed when it is sanitized twice: $id', ({ html }) => {
    expect(residue(sanitize(sanitize(html)))).toEqual([]);
  });

  it.skipIf(published.length === 0)(
    `leaves nothing of ${published.length} published attacks (skipped where the collection is not at hand)`,
    () => {
      const harmful = published
        .map(({ id, html }) => ({ id, found: residue(sanitize(html)), stray: strayBrackets(sanitize(html)) }))
        .filter(({ found, stray }) => found.length > 0 || stray);
      expect(harmful).toEqual([]);
    },
  );

  it('is stopped by the allowlist alone, should the step before it fail', () => {
    for (const { id, html } of [...own, ...published]) {
      // That ids do not repeat is the numbering's work, not the list's.
      const found = residue(enforceAllowlist(html)).filter((what) => !what.endsWith('twice'));
      expect([id, found]).toEqual([id, []]);
    }
  });

  it('would be noticed by these checks if it passed', () => {
    const unnoticed = own.filter(({ html }) => residue(html).length === 0).map(({ id }) => id);
    // These are well-formed as they stand; what becomes of them is checked by name elsewhere.
    expect(unnoticed).toEqual([
      'math alttext as markup',
      'forged media address',
      'user name as host',
      'unclosed attribute at the end',
      'entities that spell tags',
    ]);
  });

  it('cannot name a stored picture itself', () => {
    const { html, images } = sanitizeArticle(ownAttacks['forged media address'] ?? '', { baseUrl });
    expect({ html, images }).toEqual({ html: '', images: [] });
  });

  it('names only pictures that may be fetched', () => {
    for (const { html } of [...own, ...published]) {
      for (const { url } of sanitizeArticle(html, { baseUrl }).images) {
        expect(url).toMatch(/^(?:https?:\/\/|data:image\/(?:png|jpe?g|gif|webp);base64,)/);
      }
    }
  });
});

describe('any input at all', () => {
  const pieces = fc.constantFrom(
    ...Object.values(ownAttacks),
    ...'<p>|</p>|<div|<a href="|">|<blockquote class="twitter-tweet">|</blockquote>|<svg>|</svg>|<math>|</math>|<mi>|<mtext>|<mfrac>|<mtable columnalign=left><mtr><mtd>|<mfenced>|$x^2$|$$|\\(|\\)|<script type=math/tex>|</script>|<table><tr><td>|</table>|<!--|-->|<br>|<picture>|<source srcset="|<img src="|<pre>|</pre>|&lt;|&#0;|&amp;|"|\'|>|<|/|\0|\u00a0| id="x"| href="#x"|<style>|</style>|<iframe src="https://x.example">|</iframe>|<noscript>|</noscript>|text'.split(
      '|',
    ),
  );

  it('is sanitized without an error and leaves only what is allowed', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string()), { maxLength: 30 }), (parts) => {
        const safe = sanitize(parts.join(''));
        expect(residue(safe)).toEqual([]);
        expect(strayBrackets(safe)).toBe(false);
      }),
      { numRuns: 400 },
    );
  });

  it('may come with any base address', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl()), fc.webPath(), (base, path) => {
        const { html } = sanitizeArticle(`<a href="${path.replaceAll('"', '')}">x</a>`, { baseUrl: base });
        expect(residue(html)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});

describe('an article made to cost time', () => {
  const heavy: Readonly<Record<string, string>> = {
    'a hundred thousand open elements': '<div>'.repeat(100_000),
    'deep nesting with stray ends': `${'<b>'.repeat(500)}${'</x>'.repeat(200_000)}`,
    'deep lists': '<ul><li>'.repeat(50_000),
    'deep tables': '<table><tr><td>'.repeat(20_000),
    'unclosed frames': '<iframe>'.repeat(50_000),
    'unclosed noscripts': '<noscript>'.repeat(20_000),
    'unclosed comments': '<!--'.repeat(200_000),
    'unclosed tags': '<'.repeat(500_000),
    'many attributes': `<p ${Array.from({ length: 100_000 }, (_, i) => `a${i}=x`).join(' ')}>y</p>`,
    'many quoted posts': '<blockquote class="twitter-tweet">'.repeat(20_000),
    'many nested posts with links': '<div class="fb-post"><a href="https://x.example/1">a</a>'.repeat(400),
    'a wide picture set': `<img srcset="${'a 1x,'.repeat(100_000)}">`,
    'digits in a picture set': `<img srcset="a ${'1'.repeat(200_000)}">`,
    'spaces in a picture size': `<img src=a width="1${' '.repeat(200_000)}x">`,
    'spaces in an address': `<a href="${' '.repeat(500_000)}">x</a>`,
    'spaces in a language': `<p lang="${'a-'.repeat(200_000)}">x</p>`,
    'spaces in a class': `<p class="${'x '.repeat(200_000)}">x</p>`,
    'many line breaks': 'a<br>'.repeat(100_000),
    'many empty paragraphs': '<p> </p>'.repeat(100_000),
    'many pictures': Array.from({ length: 40_000 }, (_, i) => `<img src=${i}.png>`).join(''),
    'deep mathematics': `<math>${'<mfrac><mrow><mtable><mtr><mtd><b>'.repeat(60)}x`,
    'a table of much mathematics': `<math><mtable>${'<mtr><mtd><mi>x</mi></mtd></mtr>'.repeat(12_000)}</mtable></math>`,
    'many links to one anchor': `<p id=x>y</p>${'<a href=#x>z</a>'.repeat(40_000)}`,
    'many entities': '&amp;'.repeat(400_000),
  };

  // Each takes about a second at most; anything that grew with the square of its input would run into the limit.
  it.each(Object.entries(heavy))(
    'is done with soon: %s',
    (_name, html) => {
      const safe = sanitize(html);
      expect(residue(safe)).toEqual([]);
      expect(safe.length).toBeLessThan(6_000_000);
    },
    hangLimit,
  );

  it('keeps its words when it is nested too deeply to keep its form', () => {
    expect(sanitize(`${'<div>'.repeat(3000)}one<p>two <script>no</script>three`)).toBe(
      '<p>one</p><p>two three</p>',
    );
  });
});
