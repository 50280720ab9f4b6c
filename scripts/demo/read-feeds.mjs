import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Reads the sample feeds in ./feeds. A file is a head of `name: value` lines, then articles, each opened
 * by `== Title`, with its own head and a body of blocks parted by blank lines. A block is a paragraph
 * unless it starts with `## ` or `### ` (a heading), `!picture name | caption`, or a tag.
 *
 * @typedef {{ name: string, caption: string, credit: string }} Picture
 * @typedef {{
 *   slug: string, title: string, at: number, authors: string[], categories: string[],
 *   picture: Picture | null, comments: number, duration: number, summary: string, html: string,
 * }} Article
 * @typedef {{
 *   slug: string, title: string, tagline: string, format: string, folder: string, language: string,
 *   footer: string, articles: Article[],
 * }} Feed
 */

/** The files in ./feeds, in the order in which a reader's sidebar shows them. */
const names = [
  'harbour-courier',
  'upper-valley-post',
  'barid-al-marsa',
  'nightjar',
  'low-water',
  'patient-compiler',
  'solder-and-signal',
  'long-shelf',
  'salt-and-caraway',
  'shiomi',
  'shiqiao',
];

const minutesIn = { m: 1, h: 60, d: 24 * 60 };

/** Dates in the files are ages (`2h`, `1d 4h`), or, for articles still to come, `+3m`. Both count from `now`. */
export function readFeeds(now = Date.now()) {
  return names.map((name) => {
    const text = readFileSync(join(import.meta.dirname, 'feeds', `${name}.txt`), 'utf8');
    return readFeed(name, text, now);
  });
}

/** @returns {Feed} */
function readFeed(slug, text, now) {
  const [head, ...articles] = text.replaceAll('\r\n', '\n').split(/^== /m);
  const fields = readFields(head);
  return {
    slug,
    title: fields.title,
    tagline: fields.tagline ?? '',
    format: fields.format,
    folder: fields.folder,
    language: fields.language ?? 'en',
    footer: fields.footer ?? '',
    articles: articles.map((article, index) => readArticle(article, `${slug}-${index + 1}`, now)),
  };
}

/** @returns {Article} */
function readArticle(text, fallbackSlug, now) {
  const [top, ...rest] = text.split('\n\n');
  const [title, ...head] = top.split('\n');
  const fields = readFields(head.join('\n'));
  const blocks = splitBlocks(rest.join('\n\n'));
  const slug = title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return {
    slug: slug.length > 8 ? slug : fallbackSlug,
    title,
    at: now - minutes(fields.age) * 60_000,
    authors: list(fields.by, ';'),
    categories: list(fields.in, ','),
    picture: fields.picture ? readPicture(fields.picture) : null,
    comments: Number(fields.comments ?? 0),
    duration: Number(fields.minutes ?? 0) * 60,
    summary: fields.summary ?? plain(blocks.find((block) => !/^[<!#]/.test(block)) ?? title),
    html: blocks.map(render).join('\n'),
  };
}

function readFields(text) {
  const lines = text.split('\n').filter((line) => line.includes(': '));
  return Object.fromEntries(lines.map((line) => line.split(/: (.*)/s).slice(0, 2)));
}

function minutes(age) {
  const sum = [...age.matchAll(/(\d+)([mhd])/g)].reduce(
    (total, [, count, unit]) => total + count * minutesIn[unit],
    0,
  );
  return age.startsWith('+') ? -sum : sum;
}

function list(text = '', separator = ',') {
  return text
    .split(separator)
    .map((part) => part.trim())
    .filter(Boolean);
}

function readPicture(text) {
  const [name, caption = '', credit = ''] = text.split('|').map((part) => part.trim());
  return { name, caption, credit };
}

/** Code keeps its blank lines; everything else ends at one. */
function splitBlocks(text) {
  return (text.match(/<pre[\s\S]*?<\/pre>|(?:[^\n]+\n?)+/g) ?? [])
    .map((block) => block.trim())
    .filter(Boolean);
}

function render(block) {
  if (block.startsWith('### ')) return `<h3>${block.slice(4)}</h3>`;
  if (block.startsWith('## ')) return `<h2>${block.slice(3)}</h2>`;
  if (block.startsWith('!picture ')) return figure(readPicture(block.slice(9)));
  return /^<(?!(a|abbr|b|bdi|cite|code|em|i|kbd|q|ruby|s|small|span|strong|sub|sup)\b)/.test(block)
    ? block
    : `<p>${block}</p>`;
}

export function figure({ name, caption, credit }) {
  const source = credit ? ` <small>${credit}</small>` : '';
  const text = caption ? `<figcaption>${caption}${source}</figcaption>` : '';
  return `<figure><img src="{{origin}}/pictures/${name}.jpg" width="1200" height="675" alt="${caption}">${text}</figure>`;
}

/** The text of a little HTML: tags dropped, the entities our files use resolved. */
export function plain(html) {
  return html
    .replace(/<[^>]+>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ')
    .trim();
}
