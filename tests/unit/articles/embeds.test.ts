import { describe, expect, it } from 'vitest';
import { imageKey } from '../../../src/main/articles/image-key';
import { sanitizeArticle } from '../../../src/main/articles/sanitize';

const baseUrl = 'https://publisher.example/2024/post';

function sanitize(html: string): string {
  return sanitizeArticle(html, { baseUrl })
    .html.replaceAll(' rel="noopener noreferrer"', '')
    .replaceAll(' decoding="async"', '')
    .replaceAll(' />', '>');
}

describe('players and frames', () => {
  it.each<[string, string, string]>([
    [
      '<iframe src="//www.youtube.com/embed/q8B4VbZIt40?rel=0"></iframe>',
      'https://www.youtube.com/watch?v=q8B4VbZIt40',
      'Video on youtube.com',
    ],
    [
      '<iframe src="https://www.youtube-nocookie.com/embed/q8B4VbZIt40?start=30"></iframe>',
      'https://www.youtube.com/watch?v=q8B4VbZIt40&amp;t=30s',
      'Video on youtube.com',
    ],
    [
      '<iframe src="https://www.youtube.com/embed/videoseries?list=PL1"></iframe>',
      'https://www.youtube.com/playlist?list=PL1',
      'Video on youtube.com',
    ],
    [
      '<iframe data-src="https://player.vimeo.com/video/123?h=abc" src="about:blank"></iframe>',
      'https://vimeo.com/123/abc',
      'Video on vimeo.com',
    ],
    [
      '<iframe src="https://open.spotify.com/embed/episode/1?utm_source=x"></iframe>',
      'https://open.spotify.com/episode/1',
      'Audio on open.spotify.com',
    ],
    [
      '<iframe src="https://w.soundcloud.com/player/?url=https%3A//soundcloud.com/a/b&amp;color=red"></iframe>',
      'https://soundcloud.com/a/b',
      'Audio on soundcloud.com',
    ],
    [
      '<iframe src="https://platform.twitter.com/embed/Tweet.html?id=99"></iframe>',
      'https://x.com/i/status/99',
      'Post on x.com',
    ],
    [
      '<iframe src="https://www.google.com/maps/embed?pb=1"></iframe>',
      'https://www.google.com/maps/embed?pb=1',
      'Map on google.com',
    ],
    [
      '<iframe src="https://charts.example/1"></iframe>',
      'https://charts.example/1',
      'Embedded content on charts.example',
    ],
    [
      '<video><source src="a.mp4"><p>Your browser is old</p></video>',
      'https://publisher.example/2024/a.mp4',
      'Video on publisher.example',
    ],
    [
      '<object><param name="movie" value="http://www.youtube.com/v/q8B4VbZIt40&amp;hl=en"><embed src="http://www.youtube.com/v/q8B4VbZIt40"></object>',
      'https://www.youtube.com/watch?v=q8B4VbZIt40',
      'Video on youtube.com',
    ],
    [
      '<object data="x.pdf" type="application/pdf">Your browser</object>',
      'https://publisher.example/2024/x.pdf',
      'Document on publisher.example',
    ],
    [
      '<script async src="https://telegram.org/js/telegram-widget.js" data-telegram-post="durov/142"></script>',
      'https://t.me/durov/142',
      'Post on t.me',
    ],
  ])('become a link: %s', (html, href, text) => {
    expect(sanitize(html)).toBe(`<p class="embed"><a href="${href}">${text}</a></p>`);
  });

  it('of sound are marked, for the window to play what they name', () => {
    for (const tag of ['audio', 'amp-audio']) {
      expect(sanitize(`<${tag} src="/a.mp3" autoplay></${tag}>`)).toBe(
        '<p class="embed audio"><a href="https://publisher.example/a.mp3">Audio on publisher.example</a></p>',
      );
    }
    expect(sanitize('<p class="embed audio"><a href="/a.mp3">Ours?</a></p>')).not.toContain('class');
  });

  it('keep their poster and their title', () => {
    const poster = `media://image/${imageKey('https://publisher.example/p.jpg')}`;
    expect(sanitize('<video poster="/p.jpg" src="a.mp4" title="A film"></video>')).toBe(
      `<p class="embed"><img src="${poster}" alt=""><a href="https://publisher.example/2024/a.mp4" title="A film">Video on publisher.example</a></p>`,
    );
  });

  it('stand beside the text of their paragraph, never in another link', () => {
    expect(sanitize('<p>See <a href="/x"><iframe src="https://a.example/"></iframe></a></p><p>b</p>')).toBe(
      '<div>See <p class="embed"><a href="https://a.example/">Embedded content on a.example</a></p></div><p>b</p>',
    );
  });

  it.each([
    '<iframe src="javascript:alert(1)"></iframe>',
    '<iframe srcdoc="<p>x</p>"></iframe>',
    '<iframe src="https://www.googletagmanager.com/ns.html?id=1" height="0" width="0"></iframe>',
    '<iframe src="https://ad.doubleclick.net/x"></iframe>',
    '<iframe src="https://www.facebook.com/plugins/like.php?href=x"></iframe>',
    '<iframe src="https://x.example/" width="1" height="1"></iframe>',
    '<video src="blob:https://x.example/1"></video>',
  ])('without anything to go to are dropped: %s', (html) => {
    expect(sanitize(`<p>a</p>${html}`)).toBe('<p>a</p>');
  });

  it('of old leave what they hold for other browsers', () => {
    expect(sanitize('<object><p>Fallback <a href="/x">x</a></p></object>')).toBe(
      '<p>Fallback <a href="https://publisher.example/x">x</a></p>',
    );
  });
});

describe('quoted posts', () => {
  it('from X are cards with a link to the post', () => {
    expect(
      sanitize(
        '<blockquote class="twitter-tweet" data-lang="en"><p lang="en" dir="ltr">Salut 🇫🇷 <a href="https://t.co/x">t.co/x</a></p>&mdash; Dave (@dave) <a href="https://twitter.com/dave/status/12345?ref_src=twsrc%5Etfw">May 5, 2014</a></blockquote> <script async src="//platform.twitter.com/widgets.js"></script>',
      ),
    ).toBe(
      '<blockquote class="social-post" data-network="X"><p dir="ltr" lang="en">Salut 🇫🇷 <a href="https://t.co/x">t.co/x</a></p>— Dave (@dave) <a href="https://twitter.com/dave/status/12345">May 5, 2014</a><p class="post-link"><a href="https://twitter.com/dave/status/12345">View post on X</a></p></blockquote>',
    );
  });

  it('from Instagram lose their skeleton', () => {
    expect(
      sanitize(
        '<blockquote class="instagram-media" data-instgrm-permalink="https://www.instagram.com/p/AB_c/?utm_source=ig_embed" style="x"><div><a href="https://www.instagram.com/p/AB_c/"><div><div style="x"></div></div><div>View this post on Instagram</div></a><p><a href="https://www.instagram.com/p/AB_c/">A post shared by NASA (@nasa)</a></p></div></blockquote>',
      ),
    ).toBe(
      '<blockquote class="social-post" data-network="Instagram"><p><a href="https://www.instagram.com/p/AB_c/">A post shared by NASA (@nasa)</a></p><p class="post-link"><a href="https://www.instagram.com/p/AB_c/">View post on Instagram</a></p></blockquote>',
    );
  });

  it.each<[string, string, string]>([
    [
      'TikTok',
      '<blockquote class="tiktok-embed" cite="https://www.tiktok.com/@a/video/1"><section><a href="https://www.tiktok.com/@a">@a</a></section></blockquote>',
      'https://www.tiktok.com/@a/video/1',
    ],
    [
      'Mastodon',
      '<blockquote class="mastodon-embed" data-embed-url="https://social.example/@a/12/embed"><a href="https://social.example/@a">a</a></blockquote>',
      'https://social.example/@a/12',
    ],
    [
      'Bluesky',
      '<blockquote class="bluesky-embed"><p>x</p><a href="https://bsky.app/profile/a/post/3k?ref_src=embed">d</a></blockquote>',
      'https://bsky.app/profile/a/post/3k',
    ],
    [
      'Facebook',
      '<div class="fb-post" data-href="https://www.facebook.com/permalink.php?story_fbid=1&amp;id=2"><p>x</p></div>',
      'https://www.facebook.com/permalink.php?story_fbid=1&amp;id=2',
    ],
    [
      'Reddit',
      '<blockquote class="reddit-embed-bq"><a href="https://www.reddit.com/r/a/comments/1x/t/">t</a> by <a href="https://www.reddit.com/user/b">b</a></blockquote>',
      'https://www.reddit.com/r/a/comments/1x/t/',
    ],
    [
      'Threads',
      '<blockquote class="text-post-media" data-text-post-permalink="https://www.threads.net/@a/post/X1">x</blockquote>',
      'https://www.threads.net/@a/post/X1',
    ],
    [
      'Telegram',
      '<blockquote class="telegram-post"><a href="https://t.me/a/1">x</a></blockquote>',
      'https://t.me/a/1',
    ],
  ])('from %s link to the post', (network, html, permalink) => {
    const card = sanitize(html);
    expect(card.startsWith(`<blockquote class="social-post" data-network="${network}">`)).toBe(true);
    expect(
      card.endsWith(
        `<p class="post-link"><a href="${permalink}">View post on ${network}</a></p></blockquote>`,
      ),
    ).toBe(true);
  });

  it('are told from quotations', () => {
    expect(sanitize('<blockquote class="pull-quote"><p>x</p></blockquote>')).toBe(
      '<blockquote><p>x</p></blockquote>',
    );
  });
});
