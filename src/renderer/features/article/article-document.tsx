import { renderToStaticMarkup } from 'react-dom/server';
import {
  type Article,
  type ArticleBody,
  articleTitle,
  type Comments,
  type DateReason,
  type Enclosure,
  type LeadImage,
  type Place,
  type Transcript,
} from '../../../shared/model/article';
import { hostOf } from '../../../shared/model/feed';
import { enclosureKind, enclosureTitle, formatBytes, formatDuration } from './enclosure';

export interface ArticleDocumentInput {
  readonly article: Article;
  readonly body: ArticleBody;
  readonly feedTitle: string;
  readonly tags: readonly string[];
  /** Of the root element: how the reader wants the page to look. */
  readonly attributes: Readonly<Record<string, string>>;
  /** The window's own origin: the only place styles and fonts come from. */
  readonly origin: string;
  /** Absolute address of the article's stylesheet. */
  readonly stylesheet: string;
  /** Those of the system when not given. */
  readonly locale?: string;
  readonly timeZone?: string;
}

/**
 * The whole document of the article's frame, as one string. Everything of ours is escaped by React; the body was sanitized in
 * main and is put in as it is. The policy is the second wall: whatever the sanitizer might miss, nothing runs and nothing loads.
 */
export function articleDocument(input: ArticleDocumentInput): string {
  const { article, body, origin, stylesheet } = input;
  const policy = [
    "default-src 'none'",
    'img-src media:',
    `style-src ${origin}`,
    `font-src ${origin}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const head = renderToStaticMarkup(
    <head>
      <meta charSet="utf-8" />
      <meta httpEquiv="Content-Security-Policy" content={policy} />
      <meta name="referrer" content="no-referrer" />
      <meta name="color-scheme" content="light dark" />
      <title>{articleTitle(article)}</title>
      <link rel="stylesheet" href={stylesheet} />
    </head>,
  );
  const lang = body.language ? ` lang="${escapeAttribute(body.language)}"` : '';
  const direction = body.direction ?? directionOf(body.language);
  const attributes = Object.entries(input.attributes).map(
    ([name, value]) => ` ${name}="${escapeAttribute(value)}"`,
  );
  return [
    `<!doctype html><html${lang} data-article="${escapeAttribute(article.id)}"${attributes.join('')}>${head}<body>`,
    `<article${direction === 'rtl' ? ' dir="rtl"' : ''}>${renderToStaticMarkup(<Header {...input} />)}`,
    `<div class="article-body" dir="${direction}">${body.html || emptyBody}</div>`,
    `${renderToStaticMarkup(<Footer {...input} />)}</article></body></html>`,
  ].join('');
}

const emptyBody = '<p class="article-empty">The publisher sent no text with this article.</p>';

function escapeAttribute(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}

/** Languages written from right to left. Any other body finds its direction by its first strong letter. */
const rightToLeft = new Set([
  'ar',
  'arc',
  'ckb',
  'dv',
  'fa',
  'he',
  'iw',
  'ks',
  'ps',
  'sd',
  'syr',
  'ug',
  'ur',
  'yi',
]);

function directionOf(language: string | null): 'rtl' | 'auto' {
  return rightToLeft.has(language?.toLowerCase().split(/[-_]/)[0] ?? '') ? 'rtl' : 'auto';
}

function Header({ article, body, feedTitle, locale, timeZone }: ArticleDocumentInput) {
  const lead = leadImageOf(body);
  return (
    <>
      <header className="article-header">
        <p className="article-source" dir="auto">
          {feedTitle}
        </p>
        <h1 dir="auto">{articleTitle(article)}</h1>
        {article.authors.length > 0 && (
          <p className="article-authors" dir="ltr">
            By <bdi>{listed(article.authors, locale)}</bdi>
          </p>
        )}
        <p className="article-facts">
          <PublishedAt article={article} locale={locale} timeZone={timeZone} />
          {article.minutes > 0 && <span className="article-fact">{article.minutes} minute read</span>}
          <CommentCount comments={article.comments} />
        </p>
        {article.categories.length > 0 && (
          <ul className="article-categories" aria-label="Categories">
            {article.categories.map((category) => (
              <li key={category} dir="auto">
                {category}
              </li>
            ))}
          </ul>
        )}
      </header>
      {lead && <Lead image={lead} title={articleTitle(article)} />}
    </>
  );
}

function listed(names: readonly string[], locale: string | undefined): string {
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(names);
}

interface PublishedAtProps {
  readonly article: Article;
  readonly locale: string | undefined;
  readonly timeZone: string | undefined;
}

function PublishedAt({ article, locale, timeZone }: PublishedAtProps) {
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone }).format(article.publishedAt);
  const shown = format({ dateStyle: 'long', timeStyle: 'short' });
  const full = format({ dateStyle: 'full', timeStyle: 'long' });
  const updated = article.updatedAt !== null && article.updatedAt > article.publishedAt;
  const hints = [
    updated ? `${full}, updated ${updatedText(article.updatedAt, locale, timeZone)}` : full,
    ...(article.dateReason ? [dateReasons[article.dateReason]] : []),
  ];
  return (
    <time
      className="article-fact"
      dateTime={new Date(article.publishedAt).toISOString()}
      title={hints.join('\n')}
    >
      {article.dateGuessed ? `Arrived ${shown}` : shown}
    </time>
  );
}

const dateReasons: Readonly<Record<DateReason, string>> = {
  missing: 'The publisher gave no date.',
  unreadable: 'The publisher’s date could not be read.',
  past: 'The publisher’s date is from before the web.',
  future: 'The publisher’s date is in the future.',
};

function updatedText(time: number | null, locale: string | undefined, timeZone: string | undefined): string {
  const options = { dateStyle: 'full', timeStyle: 'long', timeZone } as const;
  return new Intl.DateTimeFormat(locale, options).format(time ?? 0);
}

function CommentCount({ comments: { count, url } }: { readonly comments: Comments }) {
  if (count === null && url === null) return null;
  const text = count === null ? 'Comments' : count === 1 ? '1 comment' : `${count} comments`;
  return <span className="article-fact">{url ? <a href={url}>{text}</a> : text}</span>;
}

/** The lead picture, unless the body shows it already. */
function leadImageOf(body: ArticleBody): LeadImage | null {
  return body.leadImage && !body.html.includes(`media://image/${body.leadImage.key}`) ? body.leadImage : null;
}

function Lead({ image, title }: { readonly image: LeadImage; readonly title: string }) {
  return (
    <figure className="article-lead">
      <img src={`media://image/${image.key}`} alt={image.caption ?? `Picture for “${title}”`} />
      {image.caption && <figcaption dir="auto">{image.caption}</figcaption>}
    </figure>
  );
}

function Footer({ article, body, tags }: ArticleDocumentInput) {
  // A publisher who puts the invitation into the text needs no second one.
  const invited = /leave a comment/i.test(body.html);
  const transcript = readableTranscript(body.transcripts ?? []);
  return (
    <footer className="article-footer">
      {body.enclosures.length > 0 && (
        <ul className="article-enclosures" aria-label="Attached media">
          {body.enclosures.map((enclosure) => (
            <li key={enclosure.url}>
              <Attached enclosure={enclosure} />
            </li>
          ))}
        </ul>
      )}
      <ul className="article-tags" aria-label="Tags" hidden={tags.length === 0}>
        {tags.map((tag) => (
          <li key={tag} dir="auto">
            {tag}
          </li>
        ))}
      </ul>
      <p className="article-links">
        {article.comments.url && !invited && <a href={article.comments.url}>Leave a comment</a>}
        {transcript && <a href={transcript.url}>Transcript</a>}
        {body.place && <a href={mapAddress(body.place)}>Show {placeName(body.place)} on a map</a>}
        {article.url && <a href={article.url}>Read on {hostOf(article.url)}</a>}
      </p>
    </footer>
  );
}

/** The one a browser shows best: a page, plain text, or whichever comes first. */
function readableTranscript(transcripts: readonly Transcript[]): Transcript | undefined {
  const typed = (wanted: string) => transcripts.find(({ type }) => type === wanted);
  return typed('text/html') ?? typed('text/plain') ?? transcripts[0];
}

function placeName({ name, latitude, longitude }: Place): string {
  return name ?? `${latitude.toFixed(3)}, ${longitude.toFixed(3)}`;
}

function mapAddress({ latitude, longitude }: Place): string {
  return `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=12/${latitude}/${longitude}`;
}

function Attached({ enclosure }: { readonly enclosure: Enclosure }) {
  const facts = [
    enclosureKind(enclosure.type),
    enclosure.duration === null ? null : formatDuration(enclosure.duration),
    enclosure.length ? formatBytes(enclosure.length) : null,
  ];
  return (
    <a href={enclosure.url}>
      <span className="article-enclosure-title" dir="auto">
        {enclosureTitle(enclosure)}
      </span>
      <span className="article-enclosure-facts">{facts.filter(Boolean).join(' · ')}</span>
    </a>
  );
}
