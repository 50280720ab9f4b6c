import { describe, expect, it } from 'vitest';
import { sanitizeArticle } from '../../../src/main/articles/sanitize';
import { withoutTracking } from '../../../src/main/articles/sanitize-urls';
import { describeRemoved } from '../../../src/shared/model/removed';

const baseUrl = 'https://publisher.example/2024/post';

function removedFrom(html: string, ownUrl: string | null = null) {
  return sanitizeArticle(html, { baseUrl, ownUrl }).removed;
}

describe('what is removed from an article is told', () => {
  it('of an ordinary article there is nothing to tell', () => {
    expect(
      removedFrom(
        '<p>Words, a <a href="/next?page=2">link</a>.</p><img src="quay.jpg" width="600" height="400">',
      ),
    ).toBeNull();
  });

  it.each([
    ['a picture of one pixel', '<img src="https://count.example/a?u=1" width="1" height="1">'],
    ['a hidden picture', '<img src="https://count.example/a" style="display:none">'],
    ['a known counter of any size', '<img src="https://count.example/pixel.gif" width="80" height="15">'],
    [
      'one in a picture set',
      '<picture><source srcset="https://count.example/a 1x"><img width=1 height=1></picture>',
    ],
    [
      'one for readers without scripts',
      '<noscript><img height="1" width="1" src="https://count.example/tr"></noscript>',
    ],
  ])('counting pictures: %s', (_name, html) => {
    expect(removedFrom(html)).toEqual({ counts: { pixels: 1 }, hosts: ['count.example'] });
  });

  it('a placeholder without an address tells nobody, and is not counted', () => {
    expect(
      removedFrom('<img width="1" height="1" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">'),
    ).toBeNull();
  });

  it('the picture a script would have put in is shown, not counted', () => {
    const html = '<img src="blank.gif" class="lazy"><noscript><img src="quay.jpg" width="600"></noscript>';
    expect(removedFrom(html)).toBeNull();
  });

  it('tracking parameters of links, and of the article’s own address', () => {
    const html = '<a href="/a?utm_source=rss&amp;utm_medium=feed&amp;id=7">a</a><a href="/b?fbclid=x">b</a>';
    const { html: safe, removed } = sanitizeArticle(html, { baseUrl, ownUrl: `${baseUrl}?mc_cid=1&p=2` });
    expect(safe).toContain('href="https://publisher.example/a?id=7"');
    expect(safe).toContain('href="https://publisher.example/b"');
    expect(removed).toEqual({ counts: { parameters: 4 }, hosts: [] });
  });

  it('reports of clicks', () => {
    const html =
      '<a href="/a" ping="https://ping.example/1 https://ping.example/2">a</a><a href="/b" attributionsrc="https://ads.example/">b</a>';
    expect(removedFrom(html)).toEqual({ counts: { pings: 2 }, hosts: ['ping.example', 'ads.example'] });
  });

  it('scripts, wherever they stand; data is none', () => {
    const html =
      '<script>1</script><svg><script href="x"></script></svg><script src="https://cdn.example/w.js"></script><script type="application/ld+json">{}</script>';
    expect(removedFrom(html)).toEqual({ counts: { scripts: 3 }, hosts: ['cdn.example'] });
  });

  it('frames, also where a link stands in for them, and an object with its embed once', () => {
    const html =
      '<iframe src="https://www.youtube.com/embed/abcdefghij"></iframe><object><embed src="https://old.example/a.swf"></object><iframe width="0" height="0" src="https://ads.example/f"></iframe>';
    expect(removedFrom(html)).toEqual({
      counts: { frames: 3 },
      hosts: ['www.youtube.com', 'old.example', 'ads.example'],
    });
  });

  it('a hostile article cannot make the list long', () => {
    const html = Array.from(
      { length: 500 },
      (_, n) =>
        `<img width=1 height=1 src="https://h${n}.example/"><script src="https://s${n}.example/">.</script>`,
    ).join('');
    const removed = removedFrom(html);
    expect(removed?.counts).toEqual({ pixels: 500, scripts: 500 });
    expect(removed?.hosts).toHaveLength(30);
  });

  it('in plain words', () => {
    expect(
      describeRemoved({ counts: { pixels: 1, parameters: 2, scripts: 1, frames: 2 }, hosts: [] }),
    ).toEqual({
      sentence: '3 trackers removed',
      details: [
        '1 picture that counts readers',
        '2 marks in links that tell where you came from',
        '1 script',
        '2 frames of other sites, shown as links',
      ],
    });
    expect(describeRemoved({ counts: { pings: 1 }, hosts: [] }).sentence).toBe('1 tracker removed');
    expect(describeRemoved({ counts: { scripts: 2, frames: 1 }, hosts: [] }).sentence).toBe(
      '2 scripts and 1 frame removed',
    );
  });
});

describe('an address without tracking', () => {
  it.each([
    ['https://a.example/x?utm_source=rss', 'https://a.example/x'],
    ['https://a.example/x?p=1&FBCLID=2#top', 'https://a.example/x?p=1#top'],
    ['https://a.example/x?q=a%20b+c&__s=1', 'https://a.example/x?q=a%20b+c'],
    // Exactly as written: an address is what the publisher knows an article by.
    ['HTTPS://A.example?p=1', 'HTTPS://A.example?p=1'],
    ['mailto:a@b.example?subject=utm_source', 'mailto:a@b.example?subject=utm_source'],
    ['not an address?utm_source=x', 'not an address?utm_source=x'],
    ['https://a.example/?ref=x&id=2&s=3', 'https://a.example/?ref=x&id=2&s=3'],
  ])('%s', (address, expected) => {
    expect(withoutTracking(address)).toBe(expected);
  });
});
