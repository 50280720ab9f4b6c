import { describe, expect, it } from 'vitest';
import { cleanDrawing } from '../../../src/main/articles/clean-drawing';

/** What a drawing holds once it is cleaned, without the root's namespaces; null when it is refused. */
function clean(inside: string, root = ''): string | null {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg"${root}>${inside}</svg>`;
  return text(svg)?.replace(/^<svg[^>]*>([\s\S]*)<\/svg>$/, '$1') ?? null;
}

function text(svg: string): string | null {
  const cleaned = cleanDrawing(Buffer.from(svg));
  return cleaned && Buffer.from(cleaned).toString();
}

describe('a drawing', () => {
  it('keeps its shapes, words, gradients and styles', () => {
    const drawing =
      '<title>A flag</title><defs><linearGradient id="g"><stop offset="0" stop-color="red"></stop></linearGradient><clipPath id="c"><path d="M0 0h9v9z"></path></clipPath></defs>' +
      '<style>.a{fill:url(#g);clip-path:url(#c)} text &gt; tspan{font:12px serif}</style>' +
      '<g class="a" transform="translate(1 2)"><rect width="9" height="9"></rect><text x="1">A &amp; B<tspan>c</tspan></text></g>' +
      '<use href="#g" xlink:href="#g"></use><image href="data:image/png;base64,iVBORw0KGgo="></image>';
    expect(clean(drawing)).toBe(drawing);
  });

  it('has the namespaces it needs, whatever its own are called', () => {
    const drawing = text(
      '<?xml version="1.0"?><!DOCTYPE svg PUBLIC "x" "y" [<!ENTITY ns "http://www.w3.org/2000/svg">]><svg:svg xmlns:svg="&ns;" xmlns:i="i" i:x="1" viewBox="0 0 9 9"><i:pgf>AAAA</i:pgf><svg:path d="M0 0"/></svg:svg>',
    );
    expect(drawing).toBe(
      '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9"><path d="M0 0"></path></svg>',
    );
  });

  it('in another encoding is read as it says', () => {
    const latin = Buffer.from(
      '<?xml version="1.0" encoding="ISO-8859-1"?><svg><text>Brücke</text></svg>',
      'latin1',
    );
    expect(Buffer.from(cleanDrawing(latin) ?? []).toString()).toContain('<text>Brücke</text>');
  });

  it.each<[string, string, string]>([
    ['scripts', '<script>alert(1)</script><g/>', '<g></g>'],
    ['handlers', '<g onload="alert(1)" onclick="x" ONMOUSEOVER="y"/>', '<g></g>'],
    [
      'foreign markup',
      '<foreignObject><body xmlns="x"><img src="https://evil.example/"/></body></foreignObject>',
      '',
    ],
    ['movement', '<rect><animate attributeName="href" to="javascript:x"/><set/></rect>', '<rect></rect>'],
    [
      'movement by style',
      '<style>g{animation:x 1s;animation-name :y}</style>',
      '<style>g{x-none:x 1s;x-none-name :y}</style>',
    ],
    ['links', '<a href="javascript:alert(1)"><path d="M0"/></a>', '<path d="M0"></path>'],
    [
      'pictures from elsewhere',
      '<image href="https://evil.example/x.png" xlink:href="//evil.example/y"/>',
      '<image></image>',
    ],
    ['drawings within', '<image href="data:image/svg+xml;base64,AAAA"/>', '<image></image>'],
    ['parts of other drawings', '<use href="https://evil.example/x.svg#a"/>', '<use></use>'],
    ['paint from elsewhere', '<rect fill="url(https://evil.example/x.svg#p)"/>', '<rect fill="none"></rect>'],
    [
      'style from elsewhere',
      '<style>@import "https://evil.example/x.css";@import url(https://evil.example/y);g{fill:red}</style>',
      '<style>  g{fill:red}</style>',
    ],
    [
      'fonts from elsewhere',
      '<style>@font-face{font-family:x;src:url(https://evil.example/f)}g{fill:red}</style>',
      '<style> g{fill:red}</style>',
    ],
    [
      'style that comes together once other style is gone',
      '<style>@imp@import x;ort "x";g{fill:u@import x;rl(https://evil.example/)}</style>',
      '<style>@imp ort &quot;x&quot;;g{fill:u rl(https://evil.example/)}</style>',
    ],
    [
      'style that comes together once what XML forbids is gone',
      '<style>@imp&#1;ort "x";g{fill:u\u0002rl(https://evil.example/);anima&#x1f;tion:x}</style>',
      '<style> g{fill:none;x-none:x}</style>',
    ],
    [
      'paint in disguise',
      '<g fill="u\\72l(https://evil.example/)"/><g fill="ur&#1;l(https://evil.example/)"/><g mask="image-set(\'x\' 1x)"/>',
      `<g fill=""></g><g fill="none"></g><g mask="none('x' 1x)"></g>`,
    ],
    ['style in disguise', '<style>@\\69mport "https://evil.example/x"</style>', '<style></style>'],
    [
      'style around a comment',
      '<style>@imp/**/ort "x";g{fill:u/**/rl(https://evil.example/)}</style>',
      '<style>@imp ort &quot;x&quot;;g{fill:u rl(https://evil.example/)}</style>',
    ],
    [
      'pictures in style',
      '<g style="background:url(https://evil.example/);mask:image-set(&quot;x&quot;)"/>',
      '<g style="background:none;mask:none(&quot;x&quot;)"></g>',
    ],
    [
      'filters that load',
      '<filter id="f"><feImage href="https://evil.example/"/><feTurbulence numOctaves="99"/><feOffset dx="1"/></filter>',
      '<filter id="f"><feOffset dx="1"></feOffset></filter>',
    ],
    ['data of drawing programs', '<metadata><x:y/></metadata><sodipodi:namedview inkscape:z="1"/>', ''],
    ['another base', '<g xml:base="https://evil.example/"/>', '<g></g>'],
    ['frames', '<iframe src="x"/><audio src="x"/><video src="x"/><object data="x"/><embed src="x"/>', ''],
  ])('loses %s', (_name, before, after) => {
    expect(clean(before)).toBe(after);
  });

  it('has no entities of its own', () => {
    const bomb = `<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]><svg><text>&b;&c;</text></svg>`;
    expect(text(bomb)).toMatch(/<text>&amp;b;&amp;c;<\/text>/);
  });

  it('that is drawn over and over by its own references is refused', () => {
    const levels = (make: (level: number) => string) =>
      Array.from({ length: 9 }, (_, level) => make(level)).join('');
    const tenTimes = (one: string) => one.repeat(10);
    const uses = levels((level) => `<g id="g${level + 1}">${tenTimes(`<use href="#g${level}"/>`)}</g>`);
    expect(clean(`<g id="g0"><path d="M0"/></g>${uses}`)).toBeNull();
    const patterns = levels(
      (level) => `<pattern id="p${level + 1}">${tenTimes(`<rect fill="url(#p${level})"/>`)}</pattern>`,
    );
    expect(clean(`${patterns}<rect style="fill:url(#p9)"/>`)).toBeNull();
    const styled = levels(
      (level) => `<mask id="m${level + 1}">${tenTimes(`<rect class="c${level}"/>`)}</mask>`,
    );
    const rules = levels((level) => `.c${level}{mask:url(#m${level})}`);
    expect(clean(`${styled}<style>${rules}</style>`)).not.toMatch(/url\(/);
    const clip = (shapes: number) => `<clipPath id="c">${'<path d="M0"/>'.repeat(shapes)}</clipPath>`;
    const clipped = `<style>path{clip-path:url(#c)}</style>${'<path/>'.repeat(2_000)}`;
    expect(clean(clip(1_000) + clipped)).not.toMatch(/url\(/);
    expect(clean(clip(10) + clipped)).toMatch(/url\(#c\)/);
    expect(clean('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>')).toBeNull();
  });

  it('deeper or longer than any drawing is refused, and soon', () => {
    const started = performance.now();
    expect(clean('<g>'.repeat(100_000))).toBeNull();
    expect(clean('<g/>'.repeat(100_000))).toBeNull();
    const chain = Array.from(
      { length: 40_000 },
      (_, place) => `<use id="u${place}" href="#u${place + 1}"/>`,
    ).join('');
    clean(chain);
    clean(`<style>${'url('.repeat(100_000)}</style>`);
    clean(`<style>${'@import '.repeat(100_000)}</style>`);
    clean(`<style>${'/*'.repeat(100_000)}</style>`);
    clean(`<g style="${'animation'.repeat(50_000)}"/>`);
    clean(`<g style="${'animation-'.repeat(50_000)}"/>`);
    clean(
      `<clipPath id="c">${'<path/>'.repeat(40_000)}</clipPath><style>${'g{clip-path:url(#c)}'.repeat(20_000)}</style>`,
    );
    expect(performance.now() - started).toBeLessThan(4000);
  });

  it('of an absurd size takes that of its place', () => {
    expect(text('<svg width="1000000000" height="2" viewBox="0 0 2 2"/>')).toContain(
      'viewBox="0 0 2 2" width="100%"',
    );
    expect(text('<svg width="1" height="900000px"/>')).not.toContain('height');
    expect(text('<svg width="640" height="400"/>')).toContain('width="640" height="400"');
  });

  it('is none when its root is not', () => {
    expect(text('<html><svg><path/></svg></html>')).toBeNull();
    expect(text('')).toBeNull();
  });
});
