import { figure } from './read-feeds.mjs';

/** Each format as a publishing system of its kind writes it. All take a feed, its articles so far and an origin. */
const formats = { wordpress, rss, rdf, atom, json, podcast };

const types = {
  atom: 'application/atom+xml; charset=utf-8',
  json: 'application/feed+json; charset=utf-8',
  rdf: 'application/rdf+xml; charset=utf-8',
};

export function renderFeed(feed, articles, origin) {
  const body = formats[feed.format](feed, articles, origin);
  return {
    type: types[feed.format] ?? 'application/rss+xml; charset=utf-8',
    body: body.replaceAll('{{origin}}', origin),
  };
}

export function feedPath({ slug, format }) {
  return `/${slug}/${format === 'json' ? 'feed.json' : format === 'atom' ? 'feed.atom' : 'feed.xml'}`;
}

const xml = (text) =>
  String(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
const cdata = (text) => `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
const rfc822 = (at) => new Date(at).toUTCString();
const iso = (at) => new Date(at).toISOString();
const each = (list, render) => list.map(render).join('');
const page = (feed, article, origin) => `${origin}/${feed.slug}/${article.slug}/`;
const pictureUrl = (article, origin) => `${origin}/pictures/${article.picture.name}.jpg`;

function wordpress(feed, articles, origin) {
  const home = `${origin}/${feed.slug}/`;
  const item = (article) => {
    const url = page(feed, article, origin);
    const media = article.picture
      ? `<media:content url="${pictureUrl(article, origin)}" type="image/jpeg" medium="image" width="1200" height="675">
      <media:description type="plain">${xml(article.picture.caption)}</media:description>
      <media:credit role="illustrator">${xml(article.picture.credit)}</media:credit>
    </media:content>
    <media:thumbnail url="${pictureUrl(article, origin)}" width="1200" height="675"/>`
      : '';
    return `
  <item>
    <title>${xml(article.title)}</title>
    <link>${url}</link>
    <comments>${url}#comments</comments>
    ${each(article.authors, (name) => `<dc:creator>${cdata(name)}</dc:creator>`)}
    <pubDate>${rfc822(article.at)}</pubDate>
    ${each(article.categories, (name) => `<category>${cdata(name)}</category>`)}
    <guid isPermaLink="false">${home}?p=${article.slug}</guid>
    <description>${cdata(`${article.summary} [&#8230;]`)}</description>
    <content:encoded>${cdata(article.html + feed.footer)}</content:encoded>
    <wfw:commentRss>${url}comments.xml</wfw:commentRss>
    <slash:comments>${article.comments}</slash:comments>
    ${media}
  </item>`;
  };
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:wfw="http://wellformedweb.org/CommentAPI/" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:atom="http://www.w3.org/2005/Atom" xmlns:slash="http://purl.org/rss/1.0/modules/slash/"
  xmlns:media="http://search.yahoo.com/mrss/">
<channel>
  <title>${xml(feed.title)}</title>
  <atom:link href="${origin}${feedPath(feed)}" rel="self" type="application/rss+xml"/>
  <link>${home}</link>
  <description>${xml(feed.tagline)}</description>
  <lastBuildDate>${rfc822(articles[0].at)}</lastBuildDate>
  <language>${feed.language}</language>
  <ttl>1</ttl>
  <image><url>${home}icon.png</url><title>${xml(feed.title)}</title><link>${home}</link></image>${each(articles, item)}
</channel>
</rss>
`;
}

function rss(feed, articles, origin) {
  const home = `${origin}/${feed.slug}/`;
  const item = (article) => `
  <item>
    <title>${xml(article.title)}</title>
    <link>${page(feed, article, origin)}</link>
    <guid>${page(feed, article, origin)}</guid>
    <pubDate>${rfc822(article.at)}</pubDate>
    <author>desk@example.org (${xml(article.authors.join(', '))})</author>
    ${each(article.categories, (name) => `<category>${xml(name)}</category>`)}
    <description>${cdata((article.picture ? figure(article.picture) : '') + article.html)}</description>
  </item>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0">
<channel>
  <title>${xml(feed.title)}</title>
  <link>${home}</link>
  <description>${xml(feed.tagline)}</description>
  <language>${feed.language}</language>
  <pubDate>${rfc822(articles[0].at)}</pubDate>${each(articles, item)}
</channel>
</rss>
`;
}

/** Summaries only: the whole article is on its page. */
function rdf(feed, articles, origin) {
  const home = `${origin}/${feed.slug}/`;
  const item = (article) => `
<item rdf:about="${page(feed, article, origin)}">
  <title>${xml(article.title)}</title>
  <link>${page(feed, article, origin)}</link>
  <description>${xml(article.summary)}</description>
  ${each(article.authors, (name) => `<dc:creator>${xml(name)}</dc:creator>`)}
  ${each(article.categories, (name) => `<dc:subject>${xml(name)}</dc:subject>`)}
  <dc:date>${iso(article.at)}</dc:date>
</item>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
  xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="${origin}${feedPath(feed)}">
  <title>${xml(feed.title)}</title>
  <link>${home}</link>
  <description>${xml(feed.tagline)}</description>
  <dc:language>${feed.language}</dc:language>
  <dc:date>${iso(articles[0].at)}</dc:date>
  <items><rdf:Seq>${each(articles, (article) => `<rdf:li rdf:resource="${page(feed, article, origin)}"/>`)}</rdf:Seq></items>
</channel>${each(articles, item)}
</rdf:RDF>
`;
}

function atom(feed, articles, origin) {
  const home = `${origin}/${feed.slug}/`;
  const entry = (article) => {
    const url = page(feed, article, origin);
    return `
  <entry>
    <title>${xml(article.title)}</title>
    <id>${url}</id>
    <link rel="alternate" type="text/html" href="${url}"/>
    <link rel="replies" type="text/html" href="${url}#comments" thr:count="${article.comments}"/>
    <published>${iso(article.at)}</published>
    <updated>${iso(article.at)}</updated>
    ${each(article.authors, (name) => `<author><name>${xml(name)}</name></author>`)}
    ${each(article.categories, (name) => `<category term="${xml(name)}"/>`)}
    <summary>${xml(article.summary)}</summary>
    <content type="html">${xml((article.picture ? figure(article.picture) : '') + article.html)}</content>
    <thr:total>${article.comments}</thr:total>
  </entry>`;
  };
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:thr="http://purl.org/syndication/thread/1.0" xml:lang="${feed.language}">
  <title>${xml(feed.title)}</title>
  <subtitle>${xml(feed.tagline)}</subtitle>
  <id>${home}</id>
  <link rel="self" href="${origin}${feedPath(feed)}"/>
  <link rel="alternate" type="text/html" href="${home}"/>
  <icon>${home}icon.png</icon>
  <updated>${iso(articles[0].at)}</updated>${each(articles, entry)}
</feed>
`;
}

function json(feed, articles, origin) {
  const home = `${origin}/${feed.slug}/`;
  const items = articles.map((article) => ({
    id: page(feed, article, origin),
    url: page(feed, article, origin),
    title: article.title,
    content_html: article.html,
    summary: article.summary,
    date_published: iso(article.at),
    authors: article.authors.map((name) => ({ name })),
    tags: article.categories,
    ...(article.picture && { image: pictureUrl(article, origin) }),
  }));
  return JSON.stringify(
    {
      version: 'https://jsonfeed.org/version/1.1',
      title: feed.title,
      description: feed.tagline,
      home_page_url: home,
      feed_url: origin + feedPath(feed),
      icon: `${home}icon.png`,
      favicon: `${home}icon.png`,
      language: feed.language,
      items,
    },
    null,
    2,
  );
}

function podcast(feed, articles, origin) {
  const home = `${origin}/${feed.slug}/`;
  const item = (article) => `
  <item>
    <title>${xml(article.title)}</title>
    <link>${page(feed, article, origin)}</link>
    <guid isPermaLink="false">${feed.slug}:${article.slug}</guid>
    <pubDate>${rfc822(article.at)}</pubDate>
    <itunes:author>${xml(article.authors.join(', '))}</itunes:author>
    <itunes:duration>${article.duration}</itunes:duration>
    ${article.picture ? `<itunes:image href="${pictureUrl(article, origin)}"/>` : ''}
    <description>${cdata(article.summary)}</description>
    <content:encoded>${cdata(article.html)}</content:encoded>
    <enclosure url="${page(feed, article, origin)}episode.wav" type="audio/wav" length="441044"/>
  </item>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"
  xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel>
  <title>${xml(feed.title)}</title>
  <link>${home}</link>
  <description>${xml(feed.tagline)}</description>
  <language>${feed.language}</language>
  <itunes:author>${xml(feed.title)}</itunes:author>
  <itunes:image href="${home}icon.png"/>
  <itunes:category text="Science"><itunes:category text="Nature"/></itunes:category>${each(articles, item)}
</channel>
</rss>
`;
}

export function renderHomePage(feed, articles, origin) {
  const links = each(
    articles,
    (article) => `<li><a href="${page(feed, article, origin)}">${xml(article.title)}</a></li>\n`,
  );
  return document(feed, feed.title, origin, `<p>${xml(feed.tagline)}</p>\n<ul>\n${links}</ul>`);
}

export function renderArticlePage(feed, article, origin) {
  const lead = article.picture ? figure(article.picture) : '';
  const byline = `<p class="byline">${xml(article.authors.join(', '))}, <time datetime="${iso(article.at)}">${rfc822(article.at)}</time></p>`;
  const body = `<article>\n<h1>${xml(article.title)}</h1>\n${byline}\n${lead}\n${article.html}\n</article>
<section id="comments"><h2>Comments: ${article.comments}</h2></section>`;
  return document(feed, article.title, origin, body);
}

export function renderCommentsFeed(feed, article, origin) {
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>Comments on ${xml(article.title)}</title>
<link>${page(feed, article, origin)}</link><description>${xml(feed.title)}</description></channel></rss>
`;
}

function document(feed, title, origin, body) {
  const direction = /^(ar|he|fa|ur)\b/.test(feed.language) ? 'rtl' : 'ltr';
  return `<!doctype html>
<html lang="${feed.language}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${xml(title)}</title>
<link rel="icon" type="image/png" href="/${feed.slug}/icon.png">
<link rel="alternate" type="${xml(renderType(feed))}" title="${xml(feed.title)}" href="${feedPath(feed)}">
<style>body{max-width:42rem;margin:2rem auto;padding:0 1rem;font:1.1rem/1.6 Georgia,serif}img{max-width:100%;height:auto}</style>
</head>
<body>
<header><nav><a href="/${feed.slug}/">${xml(feed.title)}</a></nav></header>
<main>
${body.replaceAll('{{origin}}', origin)}
</main>
<footer><p>${xml(feed.title)} is a sample publication. Its places and people are invented.</p></footer>
</body>
</html>
`;
}

function renderType(feed) {
  return (types[feed.format] ?? 'application/rss+xml').split(';')[0];
}
