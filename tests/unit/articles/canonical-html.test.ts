import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blockTags, canonicalForm, inlineTags, sanitizeAgain } from '../../../src/main/articles/allowlist';
import { isCanonical } from '../../../src/main/articles/canonical-html';
import { parseTree } from '../../../src/main/articles/html-tree';
import { mathTags } from '../../../src/main/articles/mathml';
import { RemovedCount } from '../../../src/main/articles/removed-count';
import { sanitizeArticle } from '../../../src/main/articles/sanitize';
import { renderTree } from '../../../src/main/articles/sanitize-render';
import { shapeArticle } from '../../../src/main/articles/sanitize-shape';
import { TexReader } from '../../../src/main/articles/sanitize-tex';
import { parseFeed } from '../../../src/main/feeds/parse';
import { attackGroups } from './attack-groups';
import { ownAttacks } from './own-attacks';

const isOurs = (html: string) => isCanonical(html, canonicalForm);
const image = `src="media://image/${'0'.repeat(64)}"`;

describe('HTML in the canonical form', () => {
  it.each([
    '',
    'Text',
    '<p>a &amp; b &lt;c&gt; "d"</p>',
    `<figure><img ${image} alt="" decoding="async" /><figcaption>c</figcaption></figure>`,
    '<p>a<br /><br />b</p><hr />',
    '<p><a href="https://x.example/?a=1&amp;b=2" title="&quot;t&quot;" rel="noopener noreferrer">a</a></p>',
    '<blockquote class="social-post" data-network="X"><p>a</p></blockquote>',
    '<table><tbody><tr><td colspan="2">a</td></tr></tbody></table>',
    '<ul><li>a<ul><li>b</li></ul></li></ul>',
    '<h2 id="article-1" dir="rtl" lang="ar">a</h2>',
    '<p class="embed" data-kind="video"><a href="https://x.example/" rel="noopener noreferrer">a</a></p>',
    '<p>a <math display="block" alttext="x"><mfrac><mi mathvariant="normal">x</mi><mo>&lt;</mo></mfrac><mspace width="1em"></mspace></math></p>',
  ])('is known, and is what sanitize-html makes of it: %s', (html) => {
    expect(isOurs(html)).toBe(true);
    expect(sanitizeAgain(html)).toBe(html);
  });

  it.each([
    '<script>a</script>',
    '<p onclick="a">a</p>',
    '<P>a</P>',
    '<p>a',
    'a</p>',
    '<p><em>a</p></em>',
    '<p><div>a</div></p>',
    '<li><li>a</li></li>',
    '<a href="https://x.example/" rel="noopener noreferrer"><em><a href="https://y.example/" rel="noopener noreferrer">a</a></em></a>',
    '<a href="https://x.example/">a</a>',
    '<a href="javascript:alert(1)" rel="noopener noreferrer">a</a>',
    '<a href="java&#115;cript:a" rel="noopener noreferrer">a</a>',
    '<a href="https://x.example/" href="https://y.example/" rel="noopener noreferrer">a</a>',
    `<img ${image} decoding="async">`,
    '<img src="https://x.example/a.png" decoding="async" />',
    '<img decoding="async" />',
    "<p dir='ltr'>a</p>",
    '<p dir="sideways">a</p>',
    '<p id="location">a</p>',
    '<p class="modal">a</p>',
    '<p dir="ltr"/>',
    '<p dir="a>b">c</p>',
    'a > b',
    'a < b',
    'a & b',
    'a&nbsp;b',
    'a&#60;b',
    '<!-- a -->',
    '<mi>x</mi>',
    '<math><mi><mn>1</mn></mi></math>',
    '<math><mrow><math></math></mrow></math>',
    '<math><mtext><em>a</em></mtext></math>',
    '<math><mrow><p>a</p></mrow></math>',
    '<math><mi id="article-1">x</mi></math>',
    '<math><mspace width="-90em"></mspace></math>',
    '<math><annotation-xml>a</annotation-xml></math>',
    '<br>',
    '</br>',
    '<p\n>a</p>',
    '<em>'.repeat(200) + '</em>'.repeat(200),
  ])('is nothing else: %s', (html) => {
    expect(isOurs(html)).toBe(false);
  });

  it('is left as it is by sanitize-html, whatever it holds', () => {
    const tag = fc.constantFrom(
      ...blockTags,
      ...inlineTags,
      ...mathTags,
      'math',
      'math',
      'script',
      'svg',
      'style',
      'template',
    );
    const attribute = fc.constantFrom(
      '',
      ' dir="rtl"',
      ' id="article-3"',
      ' href="https://x.example/&quot;"',
      ' href="//x.example"',
      ` ${image}`,
      ' title="a"',
      ' title=""',
      ' class="embed"',
      ' colspan="2"',
      ' rel="noopener noreferrer"',
      ' decoding="async"',
    );
    const attributes = fc.array(attribute, { maxLength: 3 }).map((all) => all.join(''));
    const text = fc.constantFrom(
      'a',
      ' ',
      '&amp;',
      '&lt;',
      '&quot;',
      '&nbsp;',
      '"',
      '\n',
      '\u0000',
      '\u2028',
    );
    const { tree } = fc.letrec<{ tree: string; node: string }>((tie) => ({
      tree: fc.array(tie('node'), { maxLength: 4 }).map((all) => all.join('')),
      node: fc.oneof(
        { maxDepth: 6 },
        text,
        fc.tuple(tag, attributes).map(([name, written]) => `<${name}${written} />`),
        fc
          .tuple(tag, attributes, tie('tree'))
          .map(([name, written, inner]) => `<${name}${written}>${inner}</${name}>`),
      ),
    }));
    let canonical = 0;
    fc.assert(
      fc.property(tree, (html) => {
        if (!isOurs(html)) return;
        canonical += 1;
        expect(sanitizeAgain(html)).toBe(html);
      }),
      { numRuns: 4000 },
    );
    expect(canonical).toBeGreaterThan(400);
  });

  it('is told from it by a single wrong character', () => {
    const whole = `<div><h2 id="article-1">A &amp; b</h2><p><a href="https://x.example/" rel="noopener noreferrer">c</a><br />d</p><figure><img ${image} alt="e" decoding="async" /></figure></div>`;
    expect(isOurs(whole)).toBe(true);
    fc.assert(
      fc.property(
        fc.nat(whole.length),
        fc.constantFrom('<', '>', '"', '&', "'", '/', ' ', '=', '\u0000', ''),
        fc.nat(3),
        (at, character, removed) => {
          const html = whole.slice(0, at) + character + whole.slice(at + removed);
          if (isOurs(html)) expect(sanitizeAgain(html)).toBe(html);
        },
      ),
      { numRuns: 4000 },
    );
  });

  it('is what becomes of every attack', () => {
    const attacks = [...Object.values(ownAttacks), ...Object.values(attackGroups).flat()];
    const safe = attacks.map((html) => sanitizeArticle(html, { baseUrl: 'https://publisher.example/' }).html);
    expect(safe.filter((html) => isOurs(html) && sanitizeAgain(html) !== html)).toEqual([]);
  });

  it('is what ordinary articles are rewritten into, so that few are read twice', async () => {
    const folder = resolve(import.meta.dirname, '../../fixtures/feeds');
    const read: boolean[] = [];
    for (const name of readdirSync(folder).filter((file) => !file.endsWith('.html'))) {
      const bytes = readFileSync(resolve(folder, name));
      const { items } = await parseFeed(bytes, { contentType: null, url: 'https://x.example/' });
      for (const { contentHtml } of items) {
        const tree = parseTree(contentHtml ?? '');
        shapeArticle(tree, new TexReader(contentHtml ?? ''), {
          base: null,
          images: new Map(),
          removed: new RemovedCount(),
        });
        read.push(isOurs(renderTree(tree.root)));
      }
    }
    expect(read.length).toBeGreaterThan(30);
    expect(read.filter((ours) => !ours).length).toBeLessThan(read.length / 20);
  });
});
