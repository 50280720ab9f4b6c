import { randomFrom } from '../common/random';

/** The feeds and pages of the article benchmark: the same bytes in every run, in six languages. */

const languages = [
  {
    code: 'en',
    words:
      'harbour council engine winter bridge signal morning ledger rope lantern market ferry timetable granite copper kettle orchard',
  },
  {
    code: 'de',
    words:
      'Hafen Brücke Morgen Laterne Fähre Fahrplan Kupfer Garten Schornstein Fluss Werkstatt Küste Paket Fenster Grenze Straßenbahn',
  },
  {
    code: 'ru',
    words:
      'гавань мост утро фонарь паром расписание медь сад труба река мастерская берег посылка окно граница зима',
  },
  {
    code: 'ar',
    words: 'ميناء جسر صباح فانوس عبارة جدول نحاس بستان مدخنة نهر ورشة ساحل طرد نافذة حدود شتاء',
  },
  { code: 'ja', words: '港 橋 朝 灯り 渡し船 時刻表 銅 庭 煙突 川 工房 海岸 小包 窓 境界 冬' },
  { code: 'zh', words: '港口 桥梁 早晨 灯笼 渡轮 时刻表 铜器 花园 烟囱 河流 作坊 海岸 包裹 窗户 边界 冬天' },
] as const;

interface Writer {
  readonly language: string;
  word(): string;
  sentence(): string;
  paragraph(): string;
}

function createWriter(seed: number): Writer {
  const { code, words } = languages[seed % languages.length] ?? languages[0];
  const vocabulary = words.split(' ');
  const next = randomFrom(seed + 1);
  const unspaced = code === 'ja' || code === 'zh';
  const word = () => vocabulary[Math.floor(next() * vocabulary.length)] ?? '';
  const sentence = () => {
    const text = Array.from({ length: 12 + Math.floor(next() * 8) }, word).join(unspaced ? '' : ' ');
    return `${text.charAt(0).toUpperCase()}${text.slice(1)}${unspaced ? '。' : '.'}`;
  };
  const paragraph = () => `<p>${Array.from({ length: 4 }, sentence).join(unspaced ? '' : ' ')}</p>`;
  return { language: code, word, sentence, paragraph };
}

export const articlesPerFeed = 40;
const picturesPerFeed = 4;

/** An RSS 2.0 document of 40 articles of about 500 words, with lists, quotations, a table and a picture each. */
export function makeArticleFeed(index: number, origin: string): string {
  const { language, word, sentence, paragraph } = createWriter(index);
  const items = Array.from({ length: articlesPerFeed }, (_, article) => {
    const address = `${origin}/pictures/${index}-${article % picturesPerFeed}.jpg`;
    const html = [
      paragraph(),
      `<figure><img src="${address}" width="320" height="180" alt="${word()}"><figcaption>${sentence()}</figcaption></figure>`,
      `<h2>${word()} ${word()}</h2>${paragraph()}${paragraph()}`,
      `<ul>${[1, 2, 3].map(() => `<li>${sentence()}</li>`).join('')}</ul>`,
      `${paragraph()}<blockquote>${paragraph()}</blockquote>`,
      `<table><tr><th>${word()}</th><th>${word()}</th></tr><tr><td>${word()}</td><td>${article}</td></tr></table>`,
      `${paragraph()}<p><a href="${origin}/articles/${index}/${article}">${sentence()}</a></p>`,
    ].join('');
    const published = new Date(Date.UTC(2026, 0, 1) + (index * 7 + article * 4999) * 1000).toUTCString();
    return `<item><title>${word()} ${word()} ${index}-${article}</title><link>${origin}/articles/${index}/${article}</link><guid isPermaLink="false">bench-${index}-${article}</guid><pubDate>${published}</pubDate><dc:creator>${word()} ${word()}</dc:creator><category>${word()}</category><content:encoded><![CDATA[${html}]]></content:encoded></item>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Bench feed ${index}</title><link>${origin}/</link><description>Made for measuring</description><language>${language}</language>${items.join('')}</channel></rss>`;
}

/** A feed whose articles only begin: the rest stands in their pages. */
export function makeExcerptFeed(pages: readonly string[]): string {
  const items = pages.map(
    (url, index) =>
      `<item><title>Page ${index}</title><link>${url}</link><guid isPermaLink="false">page-${index}</guid><description>It begins.</description></item>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Bench pages</title><link>https://bench.example/</link><description>Made for measuring</description>${items.join('')}</channel></rss>`;
}

/** A page as news sites build them, about 60 KB: navigation, an article of some 900 words, teasers, comments, scripts and styles. */
export function makePage(index: number): string {
  const { language, word, sentence, paragraph } = createWriter(index);
  const links = (count: number) =>
    Array.from(
      { length: count },
      (_, place) => `<li><a href="/${place}/${index}">${word()} ${word()}</a></li>`,
    ).join('');
  const lazy = (place: number) =>
    `<figure class="media"><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" data-src="/pictures/${index}-${place}.jpg" data-srcset="/pictures/${index}-${place}.jpg 640w, /pictures/${index}-${place}-wide.jpg 1400w" alt="${word()}"><figcaption>${sentence()}</figcaption></figure>`;
  const teaser = () =>
    `<div class="teaser"><a href="/${word()}"><img src="/t.jpg" alt=""><h3>${sentence()}</h3></a><p>${word()}</p></div>`;
  const comment = () =>
    `<li class="comment"><b>${word()}</b><p>${sentence()}</p><a href="#">${word()}</a></li>`;
  const many = (count: number, make: (place: number) => string) =>
    Array.from({ length: count }, (_, place) => make(place)).join('\n');
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>Page ${index} | Bench</title>
<style>${many(200, (place) => `.c${place} > .d${place}:hover { margin: ${place}px; color: #${100 + place}; }`)}</style>
<script type="application/ld+json">{"@type":"NewsArticle","headline":"Page ${index}"}</script>
<script>${many(150, (place) => `window.queue${place} = window.queue${place} || []; window.queue${place}.push(${place});`)}</script></head>
<body><header><nav><ul>${links(60)}</ul></nav></header><div class="ad" id="ad-top"></div>
<main><article><h1>Page ${index}</h1><p class="byline">${word()} ${word()}</p>
${many(12, (place) => `${place % 4 === 1 ? lazy(place) : ''}${place % 5 === 2 ? `<h2>${sentence()}</h2>` : ''}${paragraph()}${place === 6 ? `<aside class="newsletter"><form><input type="email"><button>${word()}</button></form></aside>` : ''}`)}
</article><section class="related">${many(24, teaser)}</section><section id="comments"><ul>${many(40, comment)}</ul></section></main>
<aside class="sidebar"><ul>${links(40)}</ul></aside><footer><ul>${links(50)}</ul><p>${sentence()}</p></footer></body></html>`;
}
