import { escapeUTF8 } from 'entities';
import { z } from 'zod';
import { ProblemError } from '../../../shared/model/problem';
import type { ParsedFeed } from './parsed-feed';

/** JSON Feed 1 and 1.1. A field of the wrong kind counts as absent; a bad item never costs the feed. */
const text = z.string().trim().min(1).nullable().catch(null);
const address = z
  .url({ protocol: /^https?$/ })
  .nullable()
  .catch(null);
const author = z.object({ name: text }).nullable().catch(null);
const item = z
  .object({
    id: z.union([z.string(), z.number()]).transform(String).nullable().catch(null),
    url: address,
    title: text,
    content_html: text,
    content_text: text,
    summary: text,
    image: address,
    date_published: text,
    date_modified: text,
    language: text,
    author,
    authors: z.array(author).catch([]),
    tags: z.array(z.string()).catch([]),
    attachments: z
      .array(
        z.object({
          url: address,
          mime_type: text,
          title: text,
          size_in_bytes: z.number().nullable().catch(null),
          duration_in_seconds: z.number().nullable().catch(null),
        }),
      )
      .catch([]),
  })
  .nullable()
  .catch(null);
const feed = z.object({
  version: z.string().regex(/jsonfeed/),
  title: text,
  home_page_url: address,
  description: text,
  icon: address,
  language: text,
  items: z.array(item),
});

/** @throws ProblemError `broken-feed` for damaged JSON, `not-a-feed` for JSON that is no feed */
export function parseJsonFeed(source: string, _url: string): ParsedFeed {
  let value: unknown;
  try {
    value = JSON.parse(source);
  } catch {
    throw new ProblemError({ code: 'broken-feed', detail: 'its JSON is damaged.' });
  }
  const parsed = feed.safeParse(value);
  if (!parsed.success) throw new ProblemError({ code: 'not-a-feed' });
  const { title, home_page_url, description, icon, language, items } = parsed.data;
  return {
    format: 'json',
    title,
    description,
    siteUrl: home_page_url,
    language,
    imageUrl: icon,
    items: items.flatMap((entry) => {
      if (!entry) return [];
      const authors = [...entry.authors, entry.author].flatMap((one) => one?.name ?? []);
      const plain =
        entry.content_text &&
        `<p>${escapeUTF8(entry.content_text)
          .replace(/\n{2,}/g, '</p><p>')
          .replace(/\n/g, '<br>')}</p>`;
      return [
        {
          guid: entry.id,
          title: entry.title,
          url: entry.url,
          publishedAt: time(entry.date_published),
          updatedAt: time(entry.date_modified),
          authors: [...new Set(authors)],
          categories: entry.tags,
          contentHtml: entry.content_html ?? plain,
          summaryHtml: entry.summary && escapeUTF8(entry.summary),
          language: entry.language,
          comments: { count: null, url: null, feedUrl: null },
          leadImage: entry.image ? { url: entry.image, caption: null } : null,
          enclosures: entry.attachments.flatMap((one) =>
            one.url
              ? [
                  {
                    url: one.url,
                    type: one.mime_type,
                    length: one.size_in_bytes,
                    duration: one.duration_in_seconds,
                    title: one.title,
                  },
                ]
              : [],
          ),
        },
      ];
    }),
  };
}

function time(date: string | null): number | null {
  const parsed = Date.parse(date ?? '');
  return Number.isNaN(parsed) ? null : parsed;
}
