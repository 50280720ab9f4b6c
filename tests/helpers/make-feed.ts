const subjects = words(
  'Ferry|Library|Orchard|Lighthouse|Town clock|Tram line|Weather station|Footbridge|Bakery',
);
const events = words(
  'reopens|gets a new keeper|turns eighty|moves uphill|is measured again|closes for repairs',
);
const places = words(
  'in Ostermouth|at Velden Point|by the Arle|in Upper Tamsin|on Quill Street|near Harrow Lake',
);
const sentences = words(
  'The council read the report twice before it voted.|Work begins when the river falls.|' +
    'Two engineers walked the route in the rain and wrote down what they saw.|' +
    'Nobody expected so many people on a weekday morning.|The old drawings turned up in a cupboard.|' +
    'Tickets keep their price until the end of the year.|A second survey is due in the autumn.|' +
    'Neighbours have asked for lamps along the path.|The figures are modest, and they add up.',
);

function words(list: string): readonly string[] {
  return list.split('|');
}

export interface MakeFeedOptions {
  readonly title: string;
  readonly items: number;
  /** Every third article gets a picture from the server that serves the feed. */
  readonly pictures?: boolean;
  /** The same seed makes the same feed; another seed makes other guids. */
  readonly seed?: number;
  /** When the first article appeared; each further one is 37 minutes older. */
  readonly newest?: Date;
}

/** A plain RSS feed with `{{origin}}` in its links, which `serve` fills in. */
export function makeFeed({ title, items, pictures = false, seed = 1, newest }: MakeFeedOptions): string {
  const start = newest?.getTime() ?? Date.UTC(2026, 0, 15, 8);
  const site = `{{origin}}/site-${seed}`;
  const entries = Array.from({ length: items }, (_, index) => {
    const turn = index + seed * 7;
    const pick = (list: readonly string[], step: number) => list[Math.floor(turn / step) % list.length] ?? '';
    const headline = `${pick(subjects, 1)} ${pick(events, 9)} ${pick(places, 54)}`;
    const paragraphs = [0, 1, 2].map((number) => {
      const opening = `${headline}: note ${number + 1}.`;
      return `<p>${[opening, pick(sentences, 1), pick(sentences, number + 2)].join(' ')}</p>`;
    });
    const image = '<p><img src="{{origin}}/pictures/quay.jpg" width="320" height="180" alt="A quay"></p>';
    const body = (pictures && index % 3 === 0 ? image : '') + paragraphs.join('');
    return `<item>
<title>${headline}, no. ${index + 1}</title>
<link>${site}/articles/${index + 1}</link>
<guid isPermaLink="false">site-${seed}-article-${index + 1}</guid>
<pubDate>${new Date(start - index * 37 * 60_000).toUTCString()}</pubDate>
<description><![CDATA[${body}]]></description>
</item>`;
  });
  const escaped = title.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel>
<title>${escaped}</title>
<link>${site}/</link>
<description>${escaped}, made for tests</description>
${entries.join('\n')}
</channel></rss>
`;
}
