import { describe, expect, it } from 'vitest';
import { articleDocument } from '../../../src/renderer/features/article/article-document';
import type { Article, ArticleBody } from '../../../src/shared/model/article';
import type { ArticleId, FeedId, ImageKey } from '../../../src/shared/model/ids';

const key = 'a'.repeat(64) as ImageKey;

const article: Article = {
  id: 'f.1' as ArticleId,
  feedId: 'f' as FeedId,
  guid: null,
  url: 'https://www.news.example/trains',
  title: 'Night trains <return> & stay',
  authors: ['Ilse Marrin', 'Jo "J" Ott'],
  categories: ['Europe'],
  publishedAt: Date.UTC(2026, 0, 16, 7, 30),
  dateGuessed: false,
  updatedAt: null,
  excerpt: '',
  leadImageKey: null,
  words: 900,
  minutes: 4,
  comments: { count: 7, url: 'https://news.example/trains#comments', feedUrl: null },
  contentHash: 'x',
  read: false,
  saved: false,
  tagIds: [],
  arrivedAt: 0,
  revision: 0,
  edited: null,
};
const body: ArticleBody = {
  html: '<p>Four minutes early.</p>',
  language: 'en-GB',
  leadImage: null,
  images: [],
  enclosures: [],
};

const render = (some: { article?: Partial<Article>; body?: Partial<ArticleBody>; tags?: string[] } = {}) =>
  articleDocument({
    article: { ...article, ...some.article },
    body: { ...body, ...some.body },
    feedTitle: 'The <b>Ledger</b>',
    tags: some.tags ?? [],
    attributes: { 'data-theme': 'sepia' },
    origin: 'app://broadsheet',
    stylesheet: 'app://broadsheet/assets/article.css',
    locale: 'en-GB',
    timeZone: 'Europe/Paris',
  });
const policyOf = (html: string) => /http-equiv="Content-Security-Policy" content="([^"]*)"/i.exec(html)?.[1];

describe('the document of an article', () => {
  it('is shown under a policy that loads pictures kept here, our own styles and fonts, and nothing else', () => {
    const policy = policyOf(render())?.replaceAll('&#x27;', "'");
    expect(policy).toBe(
      "default-src 'none'; img-src media:; style-src app://broadsheet; font-src app://broadsheet; base-uri 'none'; form-action 'none'",
    );
  });

  it('holds no style or script of its own', () => {
    expect(render({ tags: ['Railways'] })).not.toMatch(/\sstyle=|<style|<script|\son\w+=/i);
  });

  it('escapes what the feed says outside its body', () => {
    const html = render({ article: { categories: ['<img src=x onerror=alert(1)>'] } });
    expect(html).toContain('<h1 dir="auto">Night trains &lt;return&gt; &amp; stay</h1>');
    expect(html).toContain('The &lt;b&gt;Ledger&lt;/b&gt;');
    expect(html).not.toContain('<img src=x');
    expect(render({ body: { language: '"><script>' } })).not.toContain('<script>');
  });

  it('tells who wrote it and when, in the reader’s time zone', () => {
    const html = render();
    expect(html).toContain('By <bdi>Ilse Marrin and Jo &quot;J&quot; Ott</bdi>');
    expect(html).toMatch(
      /<time[^>]*dateTime="2026-01-16T07:30:00.000Z"[^>]*>16 January 2026 at 08:30<\/time>/i,
    );
    expect(html).toContain('4 minute read');
  });

  it('says so when the date is only that of its arrival', () => {
    expect(render({ article: { dateGuessed: true } })).toContain('>Arrived 16 January 2026');
  });

  it('says why the date is not the publisher’s, in the date’s tooltip', () => {
    const html = render({ article: { dateGuessed: true, dateReason: 'future' } });
    expect(html).toMatch(/<time[^>]*title="[^"]*The publisher’s date is in the future\."/);
    expect(render()).not.toContain('The publisher’s date');
  });

  it('leads to the words of a recording, as a page where there is one', () => {
    const transcripts = [
      { url: 'https://news.example/1.vtt', type: 'text/vtt', language: null },
      { url: 'https://news.example/1.html', type: 'text/html', language: 'en' },
    ];
    expect(render({ body: { transcripts } })).toContain(
      '<a href="https://news.example/1.html">Transcript</a>',
    );
    expect(render({ body: { transcripts: transcripts.slice(0, 1) } })).toContain('1.vtt">Transcript</a>');
    expect(render()).not.toContain('Transcript');
  });

  it('leads to the place where it plays', () => {
    const place = { latitude: 45.5, longitude: -71.25, name: null };
    expect(render({ body: { place } })).toContain(
      '<a href="https://www.openstreetmap.org/?mlat=45.5&amp;mlon=-71.25#map=12/45.5/-71.25">Show 45.500, -71.250 on a map</a>',
    );
    expect(render({ body: { place: { ...place, name: 'The quay' } } })).toContain('Show The quay on a map');
  });

  it('counts the comments and leads to them', () => {
    expect(render()).toContain('<a href="https://news.example/trains#comments">7 comments</a>');
    const one = { article: { comments: { count: 1, url: null, feedUrl: null } } };
    expect(render(one)).toContain('>1 comment<');
    const unknown = { article: { comments: { count: null, url: null, feedUrl: null } } };
    expect(render(unknown)).not.toMatch(/comment/);
  });

  it('invites to comment once, also when the publisher does', () => {
    const count = (html: string) => html.match(/Leave a comment/g)?.length;
    expect(count(render())).toBe(1);
    expect(count(render({ body: { html: '<p><a href="https://x.example/">Leave a comment</a></p>' } }))).toBe(
      1,
    );
  });

  it('leads to the site by its name', () => {
    expect(render()).toContain('<a href="https://www.news.example/trains">Read on news.example</a>');
  });

  it('shows the lead picture with its caption, unless the body shows it', () => {
    const leadImage = { key, url: 'https://news.example/a.jpg', caption: 'The quay' };
    const shown = `<img src="media://image/${key}" alt="The quay"/><figcaption dir="auto">The quay</figcaption>`;
    expect(render({ body: { leadImage } })).toContain(shown);
    const html = `<p><img src="media://image/${key}" alt=""></p>`;
    expect(render({ body: { leadImage, html } })).not.toContain('article-lead');
  });

  it('lists attached media with kind, length and size', () => {
    const enclosures = [
      {
        url: 'https://cdn.example/ep%2012.mp3',
        type: 'audio/mpeg',
        length: 59_400_000,
        duration: 3727,
        title: null,
      },
      { url: 'https://cdn.example/clip', type: 'video/mp4', length: null, duration: null, title: 'The clip' },
    ];
    const html = render({ body: { enclosures } });
    expect(html).toContain('ep 12.mp3');
    expect(html).toContain('Audio · 1:02:07 · 59 MB');
    expect(html).toContain('The clip');
    expect(html).toContain('>Video<');
  });

  it('shows the reader’s tags', () => {
    expect(render({ tags: ['Railways'] })).toContain('<li dir="auto">Railways</li>');
  });

  it('is written in its own direction', () => {
    expect(render({ body: { language: 'ar-EG' } })).toContain('<div class="article-body" dir="rtl">');
    expect(render({ body: { language: 'en', direction: 'rtl' } })).toContain(
      '<div class="article-body" dir="rtl">',
    );
    expect(render({ body: { language: 'ar', direction: 'ltr' } })).toContain(
      '<div class="article-body" dir="ltr">',
    );
    expect(render()).toContain('<div class="article-body" dir="auto">');
    expect(render()).toContain('<html lang="en-GB"');
  });

  it('says so when the publisher sent no text', () => {
    expect(render({ body: { html: '' }, article: { minutes: 0 } })).toContain('sent no text');
    expect(render({ body: { html: '' }, article: { minutes: 0 } })).not.toContain('minute read');
  });
});
