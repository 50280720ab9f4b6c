import type { FullText, SettledFullText, WantedFullText } from '../../shared/model/full-text';
import type { ArticleId } from '../../shared/model/ids';
import { ProblemError, toProblem } from '../../shared/model/problem';
import { hostOfUrl, isPrivateUrl } from '../feeds/address';
import type { Fetcher } from '../feeds/fetcher';
import type { HostQueue } from '../feeds/host-queue';
import { decodeHtml } from '../feeds/parse/decode';
import { isWorthRetrying } from './retry';

const pageLimits = { maxBytes: 8_000_000, timeoutMs: 20_000 } as const;
/** Pages of one article that are followed; more than any article is cut into, fewer than an archive has. */
const mostPages = 12;
const pageAccept = 'text/html,application/xhtml+xml;q=0.9,*/*;q=0.1';
const pageTypes = /^(?:text\/html|application\/xhtml\+xml|text\/plain|application\/xml|text\/xml)\b/i;

/** What was found in a page. */
export interface ExtractedPage {
  /** The article's own HTML, not sanitized yet; null when the page has none. */
  readonly html: string | null;
  /** The address of the article's next page, absolute; null when it ends here. */
  readonly next: string | null;
}

export interface FullTextReader {
  /** Brings texts, each once however often it is asked for. */
  want(texts: readonly WantedFullText[]): void;
  /** Gives up what is not here yet, without a result: it stays wanted in the library. */
  cancel(): void;
  /** How many texts are asked for and not settled. */
  pending(): number;
}

export interface FullTextDeps {
  readonly fetcher: Fetcher;
  readonly queue: HostQueue;
  /** Finds the article in a page. @throws ProblemError when it takes too long */
  readonly extract: (html: string, url: string) => Promise<ExtractedPage>;
  /** Sanitizes and measures. */
  readonly clean: (html: string, url: string) => Promise<Omit<FullText, 'pages'>>;
  readonly onSettled: (settled: SettledFullText) => void;
}

/** Main's way of getting whole articles: fetched politely, found in the page elsewhere, sanitized like any feed's text. */
export function createFullTextReader({
  fetcher,
  queue,
  extract,
  clean,
  onSettled,
}: FullTextDeps): FullTextReader {
  const pending = new Set<ArticleId>();
  let abort = new AbortController();

  async function bring(wanted: WantedFullText, signal: AbortSignal): Promise<void> {
    const { articleId } = wanted;
    let settled: SettledFullText;
    try {
      settled = { articleId, ok: true, text: await readArticle(wanted, signal) };
    } catch (error) {
      const problem = toProblem(error);
      settled = { articleId, ok: false, problem, retry: isWorthRetrying(problem) };
    }
    // After a cancel its late results are nobody's.
    if (!signal.aborted && pending.delete(articleId)) onSettled(settled);
  }

  async function readArticle({ url, feedUrl }: WantedFullText, signal: AbortSignal): Promise<FullText> {
    const seen = new Set<string>();
    const parts: string[] = [];
    let base = url;
    for (let next: string | null = url; next !== null && seen.size < mostPages; ) {
      seen.add(next);
      const page = await fetchPage(next, feedUrl, signal).catch((error: unknown) => {
        // What the publisher names and does not have must not cost what is there; a network at fault is worth another try.
        if (parts.length === 0 || isWorthRetrying(toProblem(error))) throw error;
        return null;
      });
      if (page === null) break;
      if (parts.length === 0) base = page.url;
      const found = await extract(page.html, page.url);
      // Some sites answer a page that is not there with the first one again.
      if (found.html === null || parts.includes(found.html)) break;
      parts.push(found.html);
      next = found.next !== null && !seen.has(found.next) && isNextPage(found.next, url) ? found.next : null;
    }
    const text = parts.length > 0 ? await clean(parts.join('\n'), base) : null;
    if (!text || (text.words === 0 && text.images.length === 0)) {
      throw new ProblemError({ code: 'no-full-text', host: hostOfUrl(url) });
    }
    return { ...text, pages: parts.length };
  }

  async function fetchPage(
    url: string,
    feedUrl: string,
    signal: AbortSignal,
  ): Promise<{ readonly html: string; readonly url: string }> {
    const answer = await fetcher.fetch(url, {
      ...pageLimits,
      accept: pageAccept,
      allowPrivate: isPrivateUrl(feedUrl),
      from: feedUrl,
      signal,
    });
    if (answer.status < 200 || answer.status > 299) {
      throw new ProblemError({ code: 'http-status', status: answer.status, url: answer.url });
    }
    const type = answer.headers['content-type'] ?? null;
    if (type !== null && !pageTypes.test(type)) {
      throw new ProblemError({ code: 'no-full-text', host: hostOfUrl(url) });
    }
    return { html: decodeHtml(answer.bytes, type), url: answer.url };
  }

  return {
    want(texts) {
      for (const wanted of texts) {
        if (pending.has(wanted.articleId)) continue;
        pending.add(wanted.articleId);
        const { signal } = abort;
        queue
          .add(hostOfUrl(wanted.url), (stop) => bring(wanted, AbortSignal.any([stop, signal])))
          .catch(() => pending.delete(wanted.articleId));
      }
    },
    cancel() {
      abort.abort();
      abort = new AbortController();
      queue.clear();
      pending.clear();
    },
    pending: () => pending.size,
  };
}

/**
 * Whether an address that a page calls its next is a later page of the same article, not the next article: the same site, and
 * the article's own address with something added or another query.
 */
export function isNextPage(next: string, article: string): boolean {
  if (!URL.canParse(next) || !URL.canParse(article)) return false;
  const [a, b] = [new URL(next), new URL(article)];
  if (a.origin !== b.origin) return false;
  const stem = (path: string) => path.replace(/\/$/, '').replace(/\.[a-z]{3,5}$/i, '');
  if (stem(a.pathname) === stem(b.pathname)) return a.search !== b.search && /\d/.test(a.search);
  const added = a.pathname.startsWith(stem(b.pathname)) && a.pathname.slice(stem(b.pathname).length);
  return added !== false && /^[/_.-](?:p|page|seite|part)?[/_=-]?\d{1,3}(?:\.[a-z]{3,5})?\/?$/i.test(added);
}
