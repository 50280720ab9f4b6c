import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { excerptOf, leadText, plainText, readingTime } from '../../../src/main/articles/text';

const lead = (html: string) => leadText(html, 840);

describe('plain text', () => {
  it('is one block a line, without markup', () => {
    expect(
      plainText(
        '<h2>A</h2><p>b <em>c</em>d &lt;e&gt; &amp;amp; &quot;f&quot;</p>\n<ul><li>g</li><li>h<br />i</li></ul>',
      ),
    ).toBe('A\nb cd <e> &amp; "f"\ng\nh\ni');
  });

  it('keeps cells apart', () => {
    expect(plainText('<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>')).toBe('a b\nc');
  });

  it('leaves out the lines that stand for players', () => {
    expect(
      plainText('<p>a</p><p class="embed"><a href="https://x.example">Video on x.example</a></p><p>b</p>'),
    ).toBe('a\nb');
    expect(
      plainText(
        '<p>a</p><p class="embed audio" data-kind="audio"><a href="https://x.example">Audio</a></p><p>b</p>',
      ),
    ).toBe('a\nb');
  });

  it('opens with the article, not with a caption', () => {
    const figure = '<figure><img src="media://image/0" /><figcaption>Photo: X</figcaption></figure>';
    expect(lead(`${figure}<p>Text.</p>`)).toBe('Text.');
    expect(lead(figure)).toBe('Photo: X');
  });

  it.each([1, 20, 900, 9_000, 50_000])(
    'opens alike when a caption of %i characters stands first',
    (length) => {
      const figure = `<figure><figcaption>${'caption '.repeat(length / 8)}</figcaption></figure>`;
      const text = 'Many words follow. '.repeat(2_000).trim();
      expect(text.startsWith(lead(`${figure}<p>${text}</p>`).slice(0, 840))).toBe(true);
    },
  );

  it('collapses every kind of white space', () => {
    expect(plainText('<p> a\t b\u00a0c  d\r\n e f </p>\n \n<p>g</p>')).toBe('a b c d\ne f\ng');
  });
});

describe('an excerpt', () => {
  it('is the whole of a short text', () => {
    expect(excerptOf('One\ntwo.')).toBe('One two.');
  });

  it('ends with a whole word', () => {
    expect(excerptOf('The quick brown fox, jumps', 20)).toBe('The quick brown fox…');
  });

  it('ends with a whole character where there are no spaces', () => {
    expect(excerptOf('漢'.repeat(30), 10)).toBe(`${'漢'.repeat(10)}…`);
    expect(excerptOf('👩‍👩‍👧‍👦'.repeat(10), 24)).toBe(`${'👩‍👩‍👧‍👦'.repeat(2)}…`);
    expect(excerptOf('🇫🇷'.repeat(10), 10)).toBe('🇫🇷🇫🇷…');
  });

  it('is never longer than asked for, nor broken', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 400 }),
        fc.integer({ min: 40, max: 200 }),
        (text, max) => {
          const excerpt = excerptOf(text, max);
          expect(excerpt.length).toBeLessThanOrEqual(max + 1);
          expect(excerpt).not.toMatch(/\p{Surrogate}/u);
        },
      ),
    );
  });
});

describe('reading time', () => {
  it.each<[string, number]>([
    ['', 0],
    ['— … !', 0],
    ['one', 1],
    ['It’s a well-known fact/rumour — really.', 6],
    ['Ein Über-Maß an Größe', 4],
    ['Привет, мир!', 2],
    ['안녕하세요 세계', 2],
    ['日本語のテキスト。', 8],
    ['用iPhone打电话', 5],
    ['สวัสดีชาวโลก', 3],
    ['42 🎉 3.14', 2],
  ])('counts the words of “%s”', (text, words) => {
    expect(readingTime(text).words).toBe(words);
  });

  it('counts in an article what its plain text would hold', () => {
    const pieces = [
      '<p>',
      '</p>',
      '<em>',
      '</em>',
      '<br />',
      '<td>',
      '</td>',
      '<h2 id="article-1">',
      '</h2>',
      'a',
      'word',
    ];
    const more = [
      ' ',
      '字',
      'ไทย',
      '&amp;',
      '&lt;',
      '\n',
      '<p class="embed"><a href="https://x.example/">Video</a></p>',
      '<p class="embed audio" data-kind="audio"><a href="https://x.example/">Audio</a></p>',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces, ...more), { maxLength: 40 }), (parts) => {
        const html = parts.join('');
        const text = plainText(html).replace(/[&<>"]/g, '!');
        expect(readingTime(html)).toEqual(readingTime(text));
      }),
    );
  });

  it('is about 230 words or 500 characters a minute', () => {
    expect(readingTime('word '.repeat(2300))).toEqual({ words: 2300, minutes: 10 });
    expect(readingTime('字'.repeat(5000))).toEqual({ words: 5000, minutes: 10 });
  });

  it('is at least a minute where there is anything to read', () => {
    expect(readingTime('short')).toEqual({ words: 1, minutes: 1 });
    expect(readingTime(' \n')).toEqual({ words: 0, minutes: 0 });
  });
});
