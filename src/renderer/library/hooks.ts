import { useLiveQuery } from 'dexie-react-hooks';
import { startTransition, useEffect, useEffectEvent, useMemo, useState } from 'react';
import type { Article, ArticleBody } from '../../shared/model/article';
import type { ArticleId, AudioKey, FeedId, ImageKey } from '../../shared/model/ids';
import type { Tag } from '../../shared/model/tag';
import { onLibraryChanged } from './change-signal';
import { libraryReady, queries, queriesIfOpen } from './connect';
import type { LibraryQueries, Sidebar } from './queries';
import type { AudioRow, FullTextRow, ImageRow, PollLogRow } from './schema';

/**
 * What the window watches. Live queries for what is open and the few rows on screen, each by its id; the change signal for
 * everything longer (a list reads its visible pages again, the sidebar its counters).
 */

/** The articles of these ids that are there, kept fresh. For the rows on screen only. */
export function useLiveArticles(ids: readonly ArticleId[]): ReadonlyMap<ArticleId, Article> {
  const key = ids.join('\n');
  const articles = useLiveRead(async (open) => open.readArticles(ids), key);
  // A map, since for a moment after the ids change the answer is still the one before.
  return useMemo(
    () => new Map((articles ?? []).flatMap((article) => (article ? [[article.id, article]] : []))),
    [articles],
  );
}

/** The article a reader has open, with all that is shown of it, kept fresh; undefined while it is being read. */
export function useLiveOpenArticle(id: ArticleId | null): OpenArticleRows | undefined {
  const read = useLiveRead(async (open) => (id ? readOpenArticleRows(open, id) : undefined), id ?? '');
  // For a moment after the id changes the answer is still the one before.
  return read && read.id === id ? read : undefined;
}

/** An article with all that is shown of it when it is open. */
export interface OpenArticleRows {
  readonly id: ArticleId;
  /** Undefined where there is none. */
  readonly article: Article | undefined;
  readonly body: ArticleBody | undefined;
  /** The whole text and how it stands with it; undefined when nobody asked. */
  readonly fullText: FullTextRow | undefined;
  /** In the order they were given. */
  readonly tags: readonly Tag[];
}

/** Reads it once; together, so that none of it waits for another. */
export async function readOpenArticleRows(
  library: Pick<LibraryQueries, 'readArticles' | 'readBody' | 'readFullText' | 'readArticleTags'>,
  id: ArticleId,
): Promise<OpenArticleRows> {
  const [[article], body, fullText, tags] = await Promise.all([
    library.readArticles([id]),
    library.readBody(id),
    library.readFullText(id),
    library.readArticleTags(id),
  ]);
  return { id, article, body, fullText, tags };
}

/** Which of an article's pictures are on this computer; they may arrive while it is read. */
export function useLiveStoredImages(keys: readonly ImageKey[]): readonly ImageKey[] {
  return useLiveRead((open) => open.readStoredImages(keys), keys.join('\n')) ?? noImages;
}

/** How it stands with an article's pictures; undefined while that is being read. */
export function useLiveImages(keys: readonly ImageKey[]): readonly (ImageRow | undefined)[] | undefined {
  return useLiveRead((open) => open.readImages(keys), keys.join('\n'));
}

/** How it stands with the recordings of an article that were asked for; undefined while that is being read. */
export function useLiveAudio(id: ArticleId | null): readonly AudioRow[] | undefined {
  const read = useLiveRead(async (open) => id && { id, rows: await open.readAudio(id) }, id ?? '');
  return read && read.id === id ? read.rows : undefined;
}

/** How it stands with one recording; undefined while that is being read, or when nobody asked for it. */
export function useLiveOneAudio(key: AudioKey | null): AudioRow | undefined {
  const row = useLiveRead(async (open) => (key ? open.readOneAudio(key) : undefined), key ?? '');
  return row?.key === key ? row : undefined;
}

const noImages: readonly ImageKey[] = [];

/** The poll log of a feed, newest first; undefined while it is being read. */
export function useLivePollLog(id: FeedId): readonly PollLogRow[] | undefined {
  return useLiveRead((open) => open.readPollLog(id), id);
}

/** Runs a query now and whenever what it read changes. `key` stands for all that the query depends on. */
function useLiveRead<T>(read: (open: LibraryQueries) => Promise<T>, key: string): T | undefined {
  const ready = useLibraryReady();
  return useLiveQuery(
    async () => {
      const open = queriesIfOpen();
      return open ? read(open) : undefined;
    },
    [ready, key],
    undefined,
  );
}

/** True once the database is open. */
function useLibraryReady(): boolean {
  const [ready, setReady] = useState(() => queriesIfOpen() !== null);
  useEffect(() => {
    let mounted = true;
    void libraryReady.then((result) => {
      if (mounted) setReady(result.ok);
    });
    return () => {
      mounted = false;
    };
  }, []);
  return ready;
}

/** Calls back when articles, feeds, folders or tags changed: at most four times a second, and always once after the last change. */
export function useChangeSignal(callback: () => void): void {
  const onChange = useEffectEvent(callback);
  useEffect(() => onLibraryChanged(() => onChange()), []);
}

/** The sidebar, read again when the library changes and at midnight; undefined until it is read for the first time. */
export function useSidebar(): Sidebar | undefined {
  const [shown, setShown] = useState(() => sidebar);
  useEffect(() => {
    // With hundreds of feeds it takes more than a frame to draw: a transition lets the reader's clicks go first.
    const show = () => startTransition(() => setShown(sidebar));
    show();
    return watchSidebar(show);
  }, []);
  return shown;
}

let sidebar: Sidebar | undefined;
const sidebarWatchers = new Set<() => void>();
let stopSidebar: (() => void) | null = null;

/** One reader for all components that show the sidebar or a part of it. */
function watchSidebar(onChange: () => void): () => void {
  sidebarWatchers.add(onChange);
  stopSidebar ??= followSidebar();
  return () => {
    sidebarWatchers.delete(onChange);
    if (sidebarWatchers.size > 0) return;
    stopSidebar?.();
    stopSidebar = null;
  };
}

function followSidebar(): () => void {
  let reading = false;
  let stale = false;
  let stopped = false;
  const refresh = async () => {
    stale = true;
    if (reading) return;
    reading = true;
    while (stale && !stopped) {
      stale = false;
      try {
        sidebar = await queries.readSidebar(Date.now());
      } catch (error) {
        // The last sidebar stays; why the library does not open is told where `libraryReady` is awaited.
        console.warn('The sidebar could not be read.', error);
        break;
      }
      for (const watcher of [...sidebarWatchers]) watcher();
    }
    reading = false;
  };
  const stopSignal = onLibraryChanged(() => void refresh());
  let day = new Date().getDate();
  const clock = setInterval(() => {
    if (new Date().getDate() === day) return;
    day = new Date().getDate();
    void refresh();
  }, 30_000);
  void refresh();
  return () => {
    stopped = true;
    stopSignal();
    clearInterval(clock);
  };
}
