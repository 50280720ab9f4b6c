import { describe, expect, it } from 'vitest';
import { imageKey } from '../../../src/main/articles/image-key';
import { sanitizeArticle } from '../../../src/main/articles/sanitize';
import { plainText } from '../../../src/main/articles/text';

const baseUrl = 'https://publisher.example/2024/post';

function sanitize(html: string): string {
  return sanitizeArticle(html, { baseUrl })
    .html.replaceAll(' rel="noopener noreferrer"', '')
    .replaceAll(' decoding="async"', '')
    .replaceAll(' />', '>');
}

/** A card as the article shows it; `content` is what stands in its link. */
const card = (kind: string, href: string, content: string) =>
  `<p class="embed" data-kind="${kind}"><a href="${href}">${content}</a></p>`;
const picture = (url: string) => `<img src="media://image/${imageKey(url)}" alt="">`;

describe('players and frames', () => {
  it.each<[string, string, string, string]>([
    [
      '<iframe src="https://www.youtube.com/embed/videoseries?list=PL1"></iframe>',
      'video',
      'https://www.youtube.com/playlist?list=PL1',
      'Video on YouTube',
    ],
    [
      '<iframe data-src="https://player.vimeo.com/video/123?h=abc" src="about:blank" title="vimeo-player"></iframe>',
      'video',
      'https://vimeo.com/123/abc',
      'Video on Vimeo',
    ],
    [
      '<iframe src="https://player.twitch.tv/?video=v123&amp;parent=x.example"></iframe>',
      'video',
      'https://www.twitch.tv/videos/123',
      'Video on Twitch',
    ],
    [
      '<iframe src="https://peer.example/videos/embed/9c9de5e8-0a1e-484a?warningTitle=0" title="The tide, twice"></iframe>',
      'video',
      'https://peer.example/w/9c9de5e8-0a1e-484a',
      '<b>The tide, twice</b> <small>Video on PeerTube, peer.example</small>',
    ],
    [
      '<iframe src="https://embed.ted.com/talks/a_talk"></iframe>',
      'video',
      'https://www.ted.com/talks/a_talk',
      'Video on TED',
    ],
    [
      '<iframe src="https://www.tiktok.com/embed/v2/71"></iframe>',
      'video',
      'https://www.tiktok.com/embed/v2/71',
      'Video on TikTok',
    ],
    [
      '<iframe title="Spotify Embed: Harbour talk" src="https://open.spotify.com/embed/episode/1?utm_source=x"></iframe>',
      'audio',
      'https://open.spotify.com/episode/1',
      '<b>Harbour talk</b> <small>Audio on Spotify</small>',
    ],
    [
      '<iframe src="https://w.soundcloud.com/player/?url=https%3A//soundcloud.com/a/b&amp;color=red"></iframe>',
      'audio',
      'https://soundcloud.com/a/b',
      'Audio on SoundCloud',
    ],
    [
      '<iframe src="https://embed.podcasts.apple.com/us/podcast/x/id1?i=2"></iframe>',
      'audio',
      'https://podcasts.apple.com/us/podcast/x/id1',
      'Audio on Apple Podcasts',
    ],
    [
      '<iframe src="https://bandcamp.com/EmbeddedPlayer/album=1/"><a href="https://a.bandcamp.com/album/low-water">Low Water by A</a></iframe>',
      'audio',
      'https://a.bandcamp.com/album/low-water',
      '<b>Low Water by A</b> <small>Audio on Bandcamp</small>',
    ],
    [
      '<iframe src="https://www.mixcloud.com/widget/iframe/?feed=%2Fa%2Fb%2F"></iframe>',
      'audio',
      'https://www.mixcloud.com/a/b/',
      'Audio on Mixcloud',
    ],
    [
      '<iframe src="https://platform.twitter.com/embed/Tweet.html?id=99"></iframe>',
      'post',
      'https://x.com/i/status/99',
      'Post on X',
    ],
    [
      '<iframe src="https://embed.bsky.app/embed/did:plc:abc/app.bsky.feed.post/3k?id=1"></iframe>',
      'post',
      'https://bsky.app/profile/did:plc:abc/post/3k',
      'Post on Bluesky',
    ],
    [
      '<iframe src="https://social.example/@a/12/embed" class="mastodon-embed"></iframe>',
      'post',
      'https://social.example/@a/12',
      'Post on Mastodon, social.example',
    ],
    [
      '<iframe src="https://www.instagram.com/p/AB_c/embed/captioned/"></iframe>',
      'post',
      'https://www.instagram.com/p/AB_c/',
      'Post on Instagram',
    ],
    [
      '<iframe src="https://www.threads.net/@a/post/X1/embed"></iframe>',
      'post',
      'https://www.threads.net/@a/post/X1',
      'Post on Threads',
    ],
    [
      '<iframe src="https://www.facebook.com/plugins/post.php?href=https%3A%2F%2Fwww.facebook.com%2Fa%2Fposts%2F1"></iframe>',
      'post',
      'https://www.facebook.com/a/posts/1',
      'Post on Facebook',
    ],
    [
      '<iframe src="https://embed.reddit.com/r/a/comments/1x/t/?embed=true"></iframe>',
      'post',
      'https://www.reddit.com/r/a/comments/1x/t/',
      'Post on Reddit',
    ],
    [
      '<iframe src="https://www.linkedin.com/embed/feed/update/urn:li:share:1"></iframe>',
      'post',
      'https://www.linkedin.com/feed/update/urn:li:share:1',
      'Post on LinkedIn',
    ],
    ['<iframe src="https://t.me/a/12?embed=1"></iframe>', 'post', 'https://t.me/a/12', 'Post on Telegram'],
    [
      '<script async src="https://telegram.org/js/telegram-widget.js" data-telegram-post="durov/142"></script>',
      'post',
      'https://t.me/durov/142',
      'Post on Telegram',
    ],
    [
      '<iframe src="https://www.google.com/maps/embed?pb=1"></iframe>',
      'map',
      'https://www.google.com/maps/embed?pb=1',
      'Map on Google Maps',
    ],
    [
      '<iframe src="https://maps.google.com/maps?q=Arle&amp;output=embed"></iframe>',
      'map',
      'https://maps.google.com/maps?q=Arle',
      'Map on Google Maps',
    ],
    [
      '<iframe src="https://www.openstreetmap.org/export/embed.html?bbox=9.1%2C54.2%2C11.9%2C56.0&amp;layer=mapnik"></iframe>',
      'map',
      'https://www.openstreetmap.org/?minlon=9.1&amp;minlat=54.2&amp;maxlon=11.9&amp;maxlat=56.0',
      'Map on OpenStreetMap',
    ],
    [
      '<iframe src="https://www.openstreetmap.org/export/embed.html?bbox=1,2,3,4&amp;marker=54.2%2C9.1"></iframe>',
      'map',
      'https://www.openstreetmap.org/?mlat=54.2&amp;mlon=9.1',
      'Map on OpenStreetMap',
    ],
    [
      '<script src="https://gist.github.com/a/0a1b2c3d4e5f6071.js"></script>',
      'code',
      'https://gist.github.com/a/0a1b2c3d4e5f6071',
      'Code on GitHub',
    ],
    [
      '<iframe src="https://codepen.io/a/embed/abc?default-tab=result"></iframe>',
      'code',
      'https://codepen.io/a/pen/abc',
      'Code on CodePen',
    ],
    [
      '<p class="codepen" data-user="a" data-slug-hash="abc" data-pen-title="Waves"><span>See the Pen</span></p>',
      'code',
      'https://codepen.io/a/pen/abc',
      '<b>Waves</b> <small>Code on CodePen</small>',
    ],
    [
      '<iframe src="https://codesandbox.io/embed/x1?fontsize=14"></iframe>',
      'code',
      'https://codesandbox.io/s/x1',
      'Code on CodeSandbox',
    ],
    [
      '<iframe src="https://jsfiddle.net/a/b1/embedded/result/"></iframe>',
      'code',
      'https://jsfiddle.net/a/b1/',
      'Code on JSFiddle',
    ],
    [
      '<script src="https://secure.polldaddy.com/p/123.js"></script>',
      'poll',
      'https://poll.fm/123',
      'Poll on Crowdsignal',
    ],
    [
      '<iframe src="https://strawpoll.com/embed/abc"></iframe>',
      'poll',
      'https://strawpoll.com/abc',
      'Poll on StrawPoll',
    ],
    [
      '<iframe src="https://docs.google.com/forms/d/e/1/viewform?embedded=true"></iframe>',
      'poll',
      'https://docs.google.com/forms/d/e/1/viewform?embedded=true',
      'Poll on Google Forms',
    ],
    [
      '<iframe title="Ferries a month" src="https://datawrapper.dwcdn.net/abc/1/"></iframe>',
      'chart',
      'https://datawrapper.dwcdn.net/abc/1/',
      '<b>Ferries a month</b> <small>Chart on Datawrapper</small>',
    ],
    [
      '<div class="flourish-embed" data-src="visualisation/123"></div>',
      'chart',
      'https://public.flourish.studio/visualisation/123/',
      'Chart on Flourish',
    ],
    [
      '<iframe src="https://charts.example/1" title="Embedded content"></iframe>',
      'other',
      'https://charts.example/1',
      'Embedded content on charts.example',
    ],
    ['<audio src="/a.mp3" autoplay></audio>', 'audio', 'https://publisher.example/a.mp3', 'Audio'],
    [
      '<video data-duration="PT4M32S"><source src="a.mp4"><p>Your browser is old</p></video>',
      'video',
      'https://publisher.example/2024/a.mp4',
      'Video, 4:32',
    ],
    [
      '<object data="x.pdf" type="application/pdf">Your browser</object>',
      'document',
      'https://publisher.example/2024/x.pdf',
      'Document',
    ],
    [
      '<div class="wp-block-embed__wrapper">\nhttps://vimeo.com/123\n</div>',
      'video',
      'https://vimeo.com/123',
      'Video on Vimeo',
    ],
  ])('become a card: %s', (html, kind, href, content) => {
    expect(sanitize(html)).toBe(card(kind, href, content));
  });

  it.each<[string, string]>([
    [
      '<iframe src="//www.youtube.com/embed/q8B4VbZIt40?rel=0" title="YouTube video player"></iframe>',
      'https://www.youtube.com/watch?v=q8B4VbZIt40',
    ],
    [
      '<iframe src="https://www.youtube-nocookie.com/embed/q8B4VbZIt40?start=30"></iframe>',
      'https://www.youtube.com/watch?v=q8B4VbZIt40&amp;t=30s',
    ],
    [
      '<object><param name="movie" value="http://www.youtube.com/v/q8B4VbZIt40&amp;hl=en"><embed src="http://www.youtube.com/v/q8B4VbZIt40"></object>',
      'https://www.youtube.com/watch?v=q8B4VbZIt40',
    ],
    ['<amp-youtube data-videoid="q8B4VbZIt40"></amp-youtube>', 'https://www.youtube.com/watch?v=q8B4VbZIt40'],
    [
      '<div class="wp-block-embed__wrapper">https://youtu.be/q8B4VbZIt40</div>',
      'https://youtu.be/q8B4VbZIt40',
    ],
  ])('of YouTube show the still of the film, which main fetches like any picture: %s', (html, href) => {
    const still = 'https://i.ytimg.com/vi/q8B4VbZIt40/hqdefault.jpg';
    expect(sanitize(html)).toBe(card('video', href, `${picture(still)}Video on YouTube`));
    expect(sanitizeArticle(html, { baseUrl }).images).toEqual([{ key: imageKey(still), url: still }]);
  });

  it('of Dailymotion show their still too', () => {
    expect(sanitize('<iframe src="https://geo.dailymotion.com/player.html?video=x9"></iframe>')).toBe(
      card(
        'video',
        'https://www.dailymotion.com/video/x9',
        `${picture('https://www.dailymotion.com/thumbnail/video/x9')}Video on Dailymotion`,
      ),
    );
  });

  it('keep their poster, their title and their length', () => {
    expect(sanitize('<video poster="/p.jpg" src="a.mp4" title="A film" data-duration="3727"></video>')).toBe(
      card(
        'video',
        'https://publisher.example/2024/a.mp4',
        `${picture('https://publisher.example/p.jpg')}<b>A film</b> <small>Video, 1:02:07</small>`,
      ),
    );
  });

  it('stand beside the text of their paragraph, never in another link', () => {
    expect(sanitize('<p>See <a href="/x"><iframe src="https://a.example/"></iframe></a></p><p>b</p>')).toBe(
      `<div>See ${card('other', 'https://a.example/', 'Embedded content on a.example')}</div><p>b</p>`,
    );
  });

  it('say nothing that would be read as the text of the article', () => {
    const { html } = sanitizeArticle('<p>a</p><iframe title="A film" src="https://vimeo.com/1"></iframe>', {
      baseUrl,
    });
    expect(plainText(html)).toBe('a');
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
      '<blockquote class="social-post" data-network="X"><p class="post-author">Dave (@dave) <a href="https://twitter.com/dave/status/12345">May 5, 2014</a></p><p dir="ltr" lang="en">Salut 🇫🇷 <a href="https://t.co/x">t.co/x</a></p><p class="post-link"><a href="https://twitter.com/dave/status/12345">View post on X</a></p></blockquote>',
    );
  });

  it('that Substack keeps as data have their words', () => {
    expect(
      sanitize(
        '<div class="tweet" data-attrs="{&quot;url&quot;:&quot;https://twitter.com/dave/status/1&quot;,&quot;full_text&quot;:&quot;Four minutes &lt;early&gt;&quot;,&quot;username&quot;:&quot;dave&quot;,&quot;name&quot;:&quot;Dave&quot;,&quot;date&quot;:&quot;2026-01-16T07:00:00Z&quot;}"><div class="skeleton"></div></div>',
      ),
    ).toBe(
      '<blockquote class="social-post" data-network="X"><p class="post-author">Dave (@dave) <a href="https://twitter.com/dave/status/1">2026-01-16</a></p><p>Four minutes &lt;early&gt;</p><p class="post-link"><a href="https://twitter.com/dave/status/1">View post on X</a></p></blockquote>',
    );
    for (const data of ['{broken', 'null', '[]', '1', '{&quot;url&quot;:1}']) {
      expect(sanitize(`<div class="tweet" data-attrs="${data}"><p>a</p></div>`)).toBe('<p>a</p>');
      expect(sanitize(`<div class="latex-rendered" data-attrs="${data}"><p>a</p></div>`)).toBe('<p>a</p>');
    }
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
