import { describe, expect, it } from 'vitest';
import { imageKey } from '../../../src/main/articles/image-key';
import { sanitizeArticle } from '../../../src/main/articles/sanitize';

const baseUrl = 'https://publisher.example/2024/post';

/** The safe HTML, without the attributes every link and every picture gets. */
function sanitize(html: string): string {
  return sanitizeArticle(html, { baseUrl })
    .html.replaceAll(' rel="noopener noreferrer"', '')
    .replaceAll(' decoding="async"', '')
    .replaceAll(' />', '>');
}

describe('an ordinary article', () => {
  it('keeps its structure', () => {
    const html =
      '<h2>Title</h2><p>One <em>two</em> <strong>three</strong> H<sub>2</sub>O</p><ul><li>a</li><li>b</li></ul><blockquote><p>q</p></blockquote><hr><dl><dt>t</dt><dd>d</dd></dl><p>end</p>';
    expect(sanitize(html)).toBe(html);
  });

  it('keeps tables with their spans', () => {
    const html =
      '<table><caption>c</caption><thead><tr><th scope="col">h</th><td></td></tr></thead><tbody><tr><td colspan="2">x</td></tr></tbody></table>';
    expect(sanitize(html)).toBe(html);
  });

  it('keeps direction, language and ruby', () => {
    const html =
      '<p dir="rtl" lang="ar">سلام</p><p lang="ja"><ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby></p><p><bdi>x</bdi></p>';
    expect(sanitize(html)).toBe(html);
  });

  it('keeps code as written', () => {
    const html = '<pre><code>if (a &lt; b) {\n\n\n  c &amp;&amp; d\n}</code></pre>';
    expect(sanitize(html)).toBe(html);
  });

  it('loses classes, styles, ids and data', () => {
    expect(sanitize('<p class="lead" style="color:red" id="x" data-y="1" onclick="z()">t</p>')).toBe(
      '<p>t</p>',
    );
  });

  it('turns page furniture into plain blocks', () => {
    expect(sanitize('<section><h1>a</h1><center>b</center></section><font color=red>c</font>')).toBe(
      '<div><h1>a</h1><div>b</div></div>c',
    );
  });

  it('loses forms but keeps what they say', () => {
    expect(
      sanitize(
        '<form><p>Vote</p><label>Name</label><input name=a><select><option>x</select><button>Go</button></form>',
      ),
    ).toBe('<div><p>Vote</p>Name</div>');
  });

  it('loses empty paragraphs and long runs of line breaks', () => {
    expect(
      sanitize('<p>a</p><p>&nbsp;</p><p><b></b></p><p>b<br><br><br><br>c<br></p><br><br><p><br>d</p>'),
    ).toBe('<p>a</p><p>b<br><br>c</p><p>d</p>');
  });

  it('keeps one empty line between lines written as divs', () => {
    expect(sanitize('<div>a</div><div><br></div><div>b</div>')).toBe('<div>a</div><br><div>b</div>');
  });

  it('loses the share buttons a feed service appends', () => {
    expect(sanitize('<p>a</p><div class="feedflare"><a href="/x">Share</a></div>')).toBe('<p>a</p>');
  });

  it('is not swallowed by a drawing that was never closed', () => {
    expect(sanitize('<p>a</p><svg><path d="M0"><p>b</p>')).toBe('<p>a</p><p>b</p>');
  });
});

describe('links', () => {
  it('are absolute, lose tracking, and open without a referrer', () => {
    expect(
      sanitizeArticle(
        '<a href="/a?utm_source=rss&amp;b=c%20d&amp;fbclid=1#e" target="_blank" ping="x">t</a>',
        { baseUrl },
      ).html,
    ).toBe('<a href="https://publisher.example/a?b=c%20d#e" rel="noopener noreferrer">t</a>');
  });

  it.each(['javascript:alert(1)', 'ftp://x.example/', 'tel:123', 'app://broadsheet/', 'https://', ''])(
    'to %s are dropped and their text kept',
    (href) => {
      expect(sanitize(`<p><a href="${href}">text</a></p>`)).toBe('<p>text</p>');
    },
  );

  it('may write a mail, but not with an attachment', () => {
    expect(sanitize('<a href="mailto:a@b.example?subject=Hi&amp;attach=/etc/passwd">m</a>')).toBe(
      '<a href="mailto:a@b.example?subject=Hi">m</a>',
    );
  });

  it('do not pass a user name off as a host', () => {
    expect(sanitize('<a href="https://bank.example@evil.example/">x</a>')).toBe(
      '<a href="https://evil.example/">x</a>',
    );
  });

  it('within the article stay within it', () => {
    expect(
      sanitize(
        `<p>a<a href="#fn:1" id="ref">1</a> <a href="#gone">2</a></p><ol><li id="fn:1">n <a href="${baseUrl}#ref">back</a></li></ol>`,
      ),
    ).toBe(
      `<p>a<a id="article-2" href="#article-1">1</a> <a href="${baseUrl}#gone">2</a></p><ol><li id="article-1">n <a href="#article-2">back</a></li></ol>`,
    );
  });

  it('find targets in the old style', () => {
    expect(sanitize('<p><a href="#n">x</a></p><p><a name="n"></a>note</p>')).toBe(
      '<p><a href="#article-1">x</a></p><p><span id="article-1"></span>note</p>',
    );
  });

  it('stay text where the article has no address', () => {
    expect(sanitizeArticle('<a href="/x">a</a>', { baseUrl: '' }).html).toBe('a');
  });
});

describe('pictures', () => {
  function pictures(html: string): readonly string[] {
    return sanitizeArticle(html, { baseUrl }).images.map(({ url }) => url);
  }
  const at = (path: string) => `https://publisher.example/2024/${path}`;

  it('are shown from our own store under the digest of their address', () => {
    const key = imageKey(at('a.jpg'));
    expect(
      sanitizeArticle('<img src="a.jpg#x" alt="A &quot;b&quot;" title=t width=600 height="400px" class=c>', {
        baseUrl,
      }),
    ).toEqual({
      html: `<img src="media://image/${key}" alt="A &quot;b&quot;" title="t" width="600" height="400" decoding="async" />`,
      images: [{ key, url: at('a.jpg') }],
      removed: null,
    });
  });

  it('are listed once', () => {
    expect(pictures('<img src="a.jpg"><p><img src="b.jpg"><img src="a.jpg"></p>')).toEqual([
      at('a.jpg'),
      at('b.jpg'),
    ]);
  });

  it('keep the link around them', () => {
    expect(sanitize('<a href="big.jpg"><img src="a.jpg"></a>')).toBe(
      `<a href="${at('big.jpg')}"><img src="media://image/${imageKey(at('a.jpg'))}" alt=""></a>`,
    );
  });

  it.each<[string, string, string]>([
    [
      'the smallest of good width',
      '<img src="s.jpg" srcset="a.jpg 400w, c.jpg 3000w, b.jpg 1400w">',
      'b.jpg',
    ],
    ['the widest where none is wide', '<img src="s.jpg" srcset="a.jpg 400w, b.jpg 800w">', 'b.jpg'],
    ['src before a set of thumbnails', '<img src="s.jpg" srcset="a.jpg 150w, b.jpg 300w">', 's.jpg'],
    ['the double density', '<img src="s.jpg" srcset="a.jpg, b.jpg 2x, c.jpg 4x">', 'b.jpg'],
    [
      'addresses with commas',
      '<img srcset="w_400,c_fill/a.jpg 400w, w_1400,c_fill/a.jpg 1400w">',
      'w_1400,c_fill/a.jpg',
    ],
    ['the lazy source', '<img src="blank.gif" data-src="a.jpg">', 'a.jpg'],
    [
      'the lazy set',
      '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" data-srcset="a.jpg 1200w">',
      'a.jpg',
    ],
    ['the original', '<img src="thumb.jpg" data-original="a.jpg">', 'a.jpg'],
    [
      'the fallback of a lazy picture',
      '<img src="blank.gif"> <noscript><img src="a.jpg"></noscript>',
      'a.jpg',
    ],
    [
      'a source of a picture',
      '<picture><source srcset="a.webp 1200w" type="image/webp"><img src="s.jpg"></picture>',
      'a.webp',
    ],
    [
      'src where sources are not measured',
      '<picture><source srcset="a.webp" type="image/webp"><img src="s.jpg"></picture>',
      's.jpg',
    ],
    [
      'the first source that can be shown',
      '<picture><source srcset="a.jxl 1400w" type="image/jxl"><source srcset="a.avif 700w, b.avif 1456w" type="image/avif"><source srcset="b.webp 1456w" type="image/webp"><img src="s.jpg" srcset="s.jpg 1456w"></picture>',
      'b.avif',
    ],
    [
      'no source for narrow windows',
      '<picture><source srcset="crop.jpg 1400w" media="(max-width: 640px)"><source srcset="wide.jpg 1400w" media="(min-width: 641px)"><img src="s.jpg"></picture>',
      'wide.jpg',
    ],
    [
      'the source for the widest window',
      '<picture><source srcset="w1300.jpg" media="(min-width: 1300px)"><source srcset="w480.jpg" media="(min-width: 480px)"><img src="w140.jpg"></picture>',
      'w1300.jpg',
    ],
    [
      'the fallback of a lazy set of sources',
      '<picture><source data-x="a"><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="></picture><noscript><img src="a.jpg"></noscript>',
      'a.jpg',
    ],
    ['three pixels where there are not two', '<img src="s.jpg" srcset="s.jpg 1x, b.jpg 3x">', 'b.jpg'],
    ['a width left open', '<img src="blank.gif" data-src="news/{width}/a.jpg">', 'news/1024/a.jpg'],
    [
      'a width left open, of those there are',
      '<img data-src="news/{width}/a.jpg" data-widths="[240,480,1600,2400]">',
      'news/1600/a.jpg',
    ],
    ['what Jetpack keeps', '<img src="thumb.jpg?w=300" data-large-file="a.jpg">', 'a.jpg'],
    [
      'a picture without scripts alone in its figure',
      '<figure><div><canvas></canvas><noscript><img src="a.jpg"></noscript></div></figure>',
      'a.jpg',
    ],
    [
      'the background of a figure',
      '<figure><div role="img" style="color:red;background:#eee url(\'a.jpg\') center/cover"></div><figcaption>c</figcaption></figure>',
      'a.jpg',
    ],
    [
      'an element that a script makes a picture of',
      '<figure><div class="js-delayed-image-load" data-src="a.jpg" data-width="640" data-height="360" data-alt="x"></div></figure>',
      'a.jpg',
    ],
    [
      'no source of an unknown type',
      '<picture><source srcset="a.jxl 1200w" type="image/jxl"><img src="s.jpg"></picture>',
      's.jpg',
    ],
    [
      'no source for the dark',
      '<picture><source srcset="d.png 1200w" media="(prefers-color-scheme: dark)"><img src="s.png"></picture>',
      's.png',
    ],
  ])('are taken from the best candidate: %s', (_name, html, expected) => {
    expect(pictures(html)).toEqual([at(expected)]);
  });

  it.each([
    '<img src="a.gif" width="1" height="1">',
    '<img src="a.gif" height="2px">',
    '<img src="a.gif" style="border:0; width:1px">',
    '<img src="a.gif" style="display: none">',
    '<img src="http://feeds.feedburner.com/~r/x/~4/abc">',
    '<img src="http://x.feedsportal.com/c/1/mf.gif">',
    '<img src="https://ad.doubleclick.net/ddm/x">',
    '<img src="https://stats.wordpress.com/b.gif?x=1">',
    '<img src="https://x.example/track/open.php?u=1">',
    '<img src="https://x.example/pixel.gif">',
    '<img src="https://x.example/e/pixel?id=1">',
    '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">',
  ])('that count readers are dropped: %s', (html) => {
    expect(sanitizeArticle(`<p>a</p><p><a href="x">${html}</a></p>`, { baseUrl })).toMatchObject({
      html: '<p>a</p>',
      images: [],
    });
  });

  it('are not taken for counters because of a word in their name', () => {
    expect(pictures('<img src="pixel-8-review.jpg"><img src="tracking-polar-bears.jpg">')).toHaveLength(2);
  });

  it('are no backgrounds where the figure shows one by itself, or a player', () => {
    const background = 'style="background-image:url(blur.jpg)"';
    expect(pictures(`<figure ${background}><img src="a.jpg"></figure>`)).toEqual([at('a.jpg')]);
    expect(pictures(`<figure ${background}><video src="a.mp4"></video></figure>`)).toEqual([]);
    expect(pictures(`<p ${background}>text</p>`)).toEqual([]);
  });

  it('may be written into the article', () => {
    const url = `data:image/png;base64,${'iVBORw0KGgo'.repeat(40)}`;
    expect(sanitizeArticle(`<img src="${url}">`, { baseUrl }).images).toEqual([{ key: imageKey(url), url }]);
    expect(pictures(`<img src="data:image/png;base64,${'A'.repeat(800_000)}">`)).toEqual([]);
    expect(pictures(`<img src="data:image/svg+xml;base64,${'A'.repeat(800)}">`)).toEqual([]);
  });

  it('that stand for emoji become the emoji', () => {
    expect(
      sanitize(
        '<p>hi <img class="wp-smiley" alt="🙂" src="x.svg"> <img class="Emoji" alt="🇫🇷" src="y.svg"></p>',
      ),
    ).toBe('<p>hi 🙂 🇫🇷</p>');
  });

  it('with a caption in the old style become figures', () => {
    expect(
      sanitize(
        '<div class="wp-caption" id="attachment_1"><img src="a.jpg"><p class="wp-caption-text">Cap <em>tion</em></p></div>',
      ),
    ).toBe(
      `<figure><img src="media://image/${imageKey(at('a.jpg'))}" alt=""><figcaption>Cap <em>tion</em></figcaption></figure>`,
    );
  });
});
