import { describe, expect, it } from 'vitest';
import { enforceAllowlist } from '../../../src/main/articles/allowlist';
import { sanitizeArticle } from '../../../src/main/articles/sanitize';
import { plainText } from '../../../src/main/articles/text';

const baseUrl = 'https://publisher.example/2024/post';
const sanitize = (html: string) => sanitizeArticle(html, { baseUrl }).html;
/** Without the TeX it was made from. */
const formula = (html: string) => sanitize(html).replace(/ alttext="[^"]*"/g, '');

describe('MathML', () => {
  it('is kept as it was written', () => {
    const math =
      '<math display="block"><mfrac><mrow><mi>a</mi><mo>+</mo><mn>1</mn></mrow><msqrt><mi>b</mi></msqrt></mfrac></math>';
    expect(sanitize(`<p>So ${math} holds.</p>`)).toBe(`<p>So ${math} holds.</p>`);
  });

  it('may come with a prefix, with white space and with what only a program reads', () => {
    expect(
      sanitize(
        '<m:math xmlns:m="http://www.w3.org/1998/Math/MathML">\n <m:semantics><m:mrow> <m:mi> x </m:mi>\n</m:mrow><m:annotation encoding="application/x-tex">x</m:annotation></m:semantics></m:math>',
      ),
    ).toBe('<math><mrow><mi>x</mi></mrow></math>');
  });

  it('shows letters of other alphabets as the letters Unicode has for them', () => {
    expect(
      sanitize(
        '<math><mi mathvariant="double-struck">R</mi><mi mathvariant="script">A</mi><mi mathvariant="bold">v</mi><mi mathvariant="fraktur">g</mi><mi mathvariant="normal">d</mi><mn mathvariant="bold">12</mn><mi mathvariant="bold">α</mi></math>',
      ),
    ).toBe(
      '<math><mi>ℝ</mi><mi>𝒜</mi><mi>𝐯</mi><mi>𝔤</mi><mi mathvariant="normal">d</mi><mn>𝟏𝟐</mn><mi>𝛂</mi></math>',
    );
  });

  it('keeps each part of a fraction in its place', () => {
    expect(
      sanitize(
        '<math><mfrac>1<b>2 <i>x</i></b></mfrac><mmultiscripts><mi>T</mi><none><mn>1</mn></mmultiscripts></math>',
      ),
    ).toBe(
      '<math><mfrac><mtext>1</mtext><mrow><mtext>2</mtext><mtext>x</mtext></mrow></mfrac><mmultiscripts><mi>T</mi><mrow></mrow></mmultiscripts></math>',
    );
    expect(sanitize('<math><mfenced open="[" close=")"><mi>a</mi><mi>b</mi></mfenced></math>')).toBe(
      '<math><mrow><mo fence="true">[</mo><mi>a</mi><mo separator="true">,</mo><mi>b</mi><mo fence="true">)</mo></mrow></math>',
    );
  });

  it('aligns the columns of a table', () => {
    expect(
      sanitize(
        '<math><mtable columnalign="right left"><mtr><mtd><mi>a</mi></mtd><mtd><mi>b</mi></mtd></mtr></mtable></math>',
      ),
    ).toBe(
      '<math><mtable><mtr><mtd columnalign="right"><mi>a</mi></mtd><mtd columnalign="left"><mi>b</mi></mtd></mtr></mtable></math>',
    );
  });

  it.each<[string, string, string]>([
    [
      'links',
      '<math href="https://evil.example"><mi xlink:href="javascript:x">x</mi></math>',
      '<math><mi>x</mi></math>',
    ],
    [
      'actions',
      '<math><maction actiontype="tooltip"><mi>x</mi><mtext>tip</mtext></maction></math>',
      '<math><mi>x</mi></math>',
    ],
    [
      'styles',
      '<math style="position:fixed"><mi class="x" style="color:red" mathcolor="red" mathbackground="url(x)">x</mi></math>',
      '<math><mi>x</mi></math>',
    ],
    [
      'handlers',
      '<math onclick="x()"><mo onclick="x()" stretchy="true">(</mo><mi id="document">x</mi></math>',
      '<math><mo stretchy="true">(</mo><mi>x</mi></math>',
    ],
    [
      'great distances',
      '<math><mspace width="-50em"></mspace><mpadded voffset="-99em" lspace="-9em" width="0px"><mi>x</mi></mpadded></math>',
      '<math><mspace></mspace><mpadded width="0px"><mi>x</mi></mpadded></math>',
    ],
    [
      'HTML in words',
      '<math><mtext><a href="/x">see</a> <img src="/p.png"></mtext><mi>x</mi></math>',
      '<math><mtext>see</mtext><mi>x</mi></math>',
    ],
    [
      'HTML in annotations',
      '<math><semantics><mi>x</mi><annotation-xml encoding="text/html"><p>no</p></annotation-xml></semantics></math>',
      '<math><mi>x</mi></math>',
    ],
    [
      'other namespaces',
      '<math><mtext><mglyph><svg><title>no</title></svg></mglyph>y<malignmark></malignmark></mtext></math>',
      '<math><mtext>y</mtext></math>',
    ],
  ])('has no place for %s', (_what, html, safe) => {
    expect(sanitize(html)).toBe(safe);
  });

  it('has no annotation read out, wherever it stands', () => {
    expect(sanitize('<m:math><m:mi>x</m:mi><m:annotation>no</m:annotation></m:math>')).toBe(
      '<math><mi>x</mi></math>',
    );
  });

  it('and HTML are kept apart by the allowlist alone, should the step before it fail', () => {
    const html =
      '<p><mi>x</mi><math><b>y</b><img src="x"><br>a<mi onclick="a">z</mi><math>w</math></math><b>v</b></p><mtext><p>u</p></mtext>';
    expect(enforceAllowlist(html)).toBe('<p>x<math>ya<mi>z</mi>w</math><b>v</b></p><p>u</p>');
  });

  it('gives way to its plain text form where there is nothing else', () => {
    expect(sanitize('<math alttext="x &lt; y"></math>')).toBe('<code>x &lt; y</code>');
    expect(sanitize('<p>a<math><mrow></mrow></math></p>')).toBe('<p>a</p>');
  });

  it('nested beyond all reason keeps its signs', () => {
    const deep = `<math>${'<mrow>'.repeat(80)}<mi>x</mi>${'</mrow>'.repeat(80)}</math>`;
    expect(sanitize(deep)).toContain('<mtext>x</mtext>');
  });
});

describe('MathML made to cost time', () => {
  const nested = (levels: number) =>
    Array.from({ length: levels }).reduce<string>(
      (inside) => `<msup><x-row><mi>a</mi>${inside}</x-row></msup>`,
      '<mi>b</mi>',
    );

  it('keeps parts in their places, however many of them hold several things', () => {
    expect(sanitize(`<math>${nested(2)}</math>`)).toBe(
      '<math><msup><mrow><mi>a</mi><msup><mrow><mi>a</mi><mi>b</mi></mrow></msup></mrow></msup></math>',
    );
  });

  it.each<[string, string]>([
    ['parts that hold several things, in each other', nested(40)],
    [
      'columns without end',
      `<mtable columnalign="${'left '.repeat(400_000)}">${'<mtr><mtd>1</mtd></mtr>'.repeat(10_000)}</mtable>`,
    ],
  ])(
    'is done with soon: %s',
    (_name, math) => {
      const from = performance.now();
      sanitize(`<math>${math}</math>`);
      expect(performance.now() - from).toBeLessThan(4_000);
    },
    60_000,
  );
});

describe('TeX', () => {
  const squared = '<math><msup><mi>x</mi><mn>2</mn></msup></math>';

  it.each<[string, string]>([
    ['between dollars', 'a $x^2$ b'],
    ['between dollars, beside a mark', 'a ($x^2$), b'],
    ['in round brackets', 'a \\(x^2\\) b'],
    ['of WordPress', 'a $latex x^2$ b'],
    ['of WordPress, drawn in place', 'a <span class="wp-katex-eq" data-display="false">x^2</span> b'],
    ['of MathJax', 'a <span class="MathJax_Preview">x2</span><script type="math/tex">x^2</script> b'],
    [
      'of MathJax, after it ran',
      'a <span class="MathJax"><span><nobr>x2</nobr></span></span><script type="math/tex">x^2</script> b',
    ],
    [
      'of MathJax without its script',
      'a <span class="MathJax" data-mathml="&lt;math&gt;&lt;msup&gt;&lt;mi&gt;x&lt;/mi&gt;&lt;mn&gt;2&lt;/mn&gt;&lt;/msup&gt;&lt;/math&gt;"><nobr>x2</nobr></span> b',
    ],
    [
      'of MathJax 3',
      'a <mjx-container><mjx-math><mjx-mi>x</mjx-mi></mjx-math><mjx-assistive-mml><math><msup><mi>x</mi><mn>2</mn></msup></math></mjx-assistive-mml></mjx-container> b',
    ],
    [
      'of KaTeX',
      'a <span class="katex"><span class="katex-mathml"><math><semantics><mrow><msup><mi>x</mi><mn>2</mn></msup></mrow><annotation>x^2</annotation></semantics></math></span><span class="katex-html" aria-hidden="true">x2</span></span> b',
    ],
    [
      'in a picture',
      'a <img class="latex" src="https://s0.wp.com/latex.php?latex=x%5E2&amp;bg=fff" alt="x^2"> b',
    ],
    ['in the address of a picture', 'a <img src="https://latex.codecogs.com/svg.image?x%5E2"> b'],
    [
      'of Wikipedia',
      'a <span class="mwe-math-element"><span class="mwe-math-mathml-inline" style="display: none;"><math alttext="x"><msup><mi>x</mi><mn>2</mn></msup></math></span><img src="/x.svg" class="mwe-math-fallback-image-inline" alt="x"></span> b',
    ],
  ])('%s becomes a formula in its line', (_how, html) => {
    const shown = formula(`<p>${html}</p>`).replaceAll('<mrow>', '').replaceAll('</mrow>', '');
    expect(shown.replace(/[(),]/g, '')).toBe(`<p>a ${squared} b</p>`);
  });

  it.each<[string, string]>([
    ['between two dollars', '$$x^2$$'],
    ['over several lines', '$$<br>x^2<br />\n$$'],
    ['in square brackets', '\\[ x^2 \\]'],
    ['in an environment', '\\begin{equation}x^2\\end{equation}'],
    ['of MathJax', '<script type="math/tex; mode=display">x^2</script>'],
    [
      'of Substack',
      '<div class="latex-rendered" data-attrs="{&quot;persistentExpression&quot;:&quot;x^2&quot;,&quot;id&quot;:&quot;A&quot;}" data-component-name="LatexBlockToDOM"></div>',
    ],
  ])('%s becomes a formula by itself', (_how, html) => {
    expect(formula(`<p>a</p><p>${html}</p>`)).toMatch(
      /<math display="block">.*<msup><mi>x<\/mi><mn>2<\/mn><\/msup>.*<\/math>/,
    );
  });

  it('keeps what its author typed, to be copied', () => {
    expect(sanitize('<p>$x^2 &lt; 1$</p>')).toContain('<math alttext="x^2 &lt; 1">');
  });

  it('is read in many formulas of one paragraph, breaks and all', () => {
    expect(formula('<p>Let $x$ be<br>in $\\mathbb{R}$, and $y=2$.</p>')).toMatch(
      /^<p>Let <math>(?:<mrow>)?<mi>x<\/mi>.*<\/math> be<br \/>in <math>.*<mi>ℝ<\/mi>.*<\/math>, and <math>.*<mn>2<\/mn>.*<\/math>\.<\/p>$/,
    );
  });

  it.each([
    'It costs $5 and $6.',
    'Between $5m-$10m, or $5/$6.',
    'Shares of $AAPL, $MSFT and $T fell.',
    'Set $HOME/bin:$PATH and $x, then $y.',
    'US$5 to A$9; $3.50–$4.50 ($10)–($20)',
    'In $1.2bn_of_debt$ terms',
    'A$AP Rocky and Ke$ha, $$ to $$$ on the map',
    'The price is $x$, whatever it is.',
    'cost $5^ and $6 more',
    'See \\[sic\\] and [citation] and C:\\(windows\\)',
    'a $ b_1 $ c',
    'half open $x^2 and never closed',
    'an unknown $\\thiscommandisunknown{x}$ stays',
    '\\newcommand{\\a}{b} $\\newcommand{\\a}{\\a\\a} \\a$',
  ])('is told from money and the like: %s', (text) => {
    expect(sanitize(`<p>${text}</p>`)).toBe(`<p>${text}</p>`);
  });

  it.each(['pre', 'code', 'kbd', 'samp'])('is left alone in <%s>', (tag) => {
    expect(sanitize(`<${tag}>echo $x^2$ \\(x\\)</${tag}><p>b</p>`)).toContain('echo $x^2$ \\(x\\)');
    expect(sanitize(`<${tag}><span>echo $x^2$</span></${tag}><p>b</p>`)).toContain('echo $x^2$');
  });

  it('of a script that cannot be read stays as it was typed', () => {
    expect(sanitize('<p>a <script type="math/tex">\\nosuch &lt;b></script></p>')).toBe(
      '<p>a <code>\\nosuch &amp;lt;b&gt;</code></p>',
    );
  });

  it('keeps a picture whose description is no TeX', () => {
    expect(sanitize('<img class="latex" src="/x.png" alt="\\nosuch">')).toMatch(/^<img src="media:/);
    expect(sanitize('<img class="texture" src="/x.png" alt="x^2">')).toMatch(/^<img src="media:/);
  });

  it('counts no script for a formula', () => {
    expect(sanitizeArticle('<script type="math/tex">x</script>', { baseUrl }).removed).toBeNull();
  });

  it('cannot link, style or load', () => {
    for (const tex of [
      '\\href{javascript:alert(1)}{x^2}',
      '\\htmlStyle{color:red}{x^2}',
      '\\includegraphics{https://evil.example/x.png}^2',
      '\\text{&lt;img src=x onerror=alert(1)&gt;}^2',
    ]) {
      expect(sanitize(`<p>$${tex}$</p>`)).not.toMatch(/<(?!\/?(?:p|m[a-z]+)\b)|href=|style=|src=(?!x)/);
    }
  });

  it('leaves words that are found and read in order', () => {
    expect(plainText(sanitize('<p>So $E = mc^2$ it is.</p>'))).toBe('So E=mc2 it is.');
  });

  it.each<[string, string]>([
    ['openings without an end', '\\('.repeat(200_000)],
    ['openings with one end for many', `${'\\('.repeat(1_990)}\\)`.repeat(500)],
    ['dollars', '$'.repeat(400_000)],
    ['dollars and line breaks', '$ a<br>'.repeat(100_000)],
    ['dollars and commands', '$\\a '.repeat(100_000)],
    ['short formulas', '$x^2$ '.repeat(60_000)],
    ['formulas that fail', '$\\frac x^$ '.repeat(40_000)],
    ['one formula of much', `$$${'x^2+'.repeat(990)}1$$ `.repeat(500)],
    ['environments without an end', '\\begin{align}'.repeat(60_000)],
    ['deep formulas', `$$${'\\sqrt{'.repeat(300)}x${'}'.repeat(300)}$$ `.repeat(200)],
  ])(
    'made to cost time is done with soon: %s',
    (_name, text) => {
      const from = performance.now();
      sanitize(`<p>${text}</p>`);
      expect(performance.now() - from).toBeLessThan(15_000);
    },
    60_000,
  );

  it('said to stand in wrappers in wrappers is looked for once', () => {
    const [open, close] = ['<span class="katex">'.repeat(90), '</span>'.repeat(90)];
    const from = performance.now();
    sanitize(`${open}<b data-mathml="${'&lt;b>'.repeat(200_000)}">x</b>${close}`);
    expect(performance.now() - from).toBeLessThan(4_000);
  }, 60_000);
});
