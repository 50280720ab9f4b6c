import { randomFrom } from '../common/random';

/** The feeds of the refresh benchmark: the same bytes in every run. */

export const articlesPerFeed = 40;

export interface BenchFeedOptions {
  /** Where the feed's pictures are served. */
  readonly origin: string;
  /** Distinct pictures of the feed; its articles show them in turn, one each. 0 for articles without a picture. */
  readonly pictures: number;
}

const words =
  'harbour council engine winter bridge signal morning ledger rope lantern market ferry timetable granite copper kettle orchard border ' +
  'workshop tide concert barrier railway coast parcel window garden chimney river notebook';
const vocabulary = words.split(' ');

/** An RSS 2.0 document of 40 articles of about 3 KB. */
export function makeBenchFeed(index: number, { origin, pictures }: BenchFeedOptions): string {
  const next = randomFrom(index + 1);
  const word = () => vocabulary[Math.floor(next() * vocabulary.length)] ?? 'word';
  const sentence = () => {
    const text = Array.from({ length: 12 + Math.floor(next() * 8) }, word).join(' ');
    return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
  };
  const items = Array.from({ length: articlesPerFeed }, (_, article) => {
    const paragraphs = Array.from(
      { length: 5 },
      () => `<p>${[sentence(), sentence(), sentence(), sentence()].join(' ')}</p>`,
    );
    const address = `${origin}/pictures/${index}-${article % pictures}.jpg`;
    const image = `<img src="${address}" width="320" height="180" alt="${word()}">`;
    const picture = pictures > 0 ? `<figure>${image}<figcaption>${sentence()}</figcaption></figure>` : '';
    const html = `${paragraphs[0]}${picture}<h2>${word()} ${word()}</h2>${paragraphs.slice(1).join('')}<p><a href="${origin}/articles/${index}/${article}">${word()}</a></p>`;
    const published = new Date(Date.UTC(2026, 0, 1) + (index * 7 + article * 4999) * 1000).toUTCString();
    return `<item><title>${word()} ${word()} ${index}-${article}</title><link>${origin}/articles/${index}/${article}</link><guid isPermaLink="false">bench-${index}-${article}</guid><pubDate>${published}</pubDate><dc:creator>${word()} ${word()}</dc:creator><category>${word()}</category><content:encoded><![CDATA[${html}]]></content:encoded></item>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Bench feed ${index}</title><link>${origin}/</link><description>Made for measuring</description>${items.join('')}</channel></rss>`;
}
