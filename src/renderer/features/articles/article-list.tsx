import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowUp } from 'lucide-react';
import {
  type KeyboardEvent,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { Article } from '../../../shared/model/article';
import { feedTitle } from '../../../shared/model/feed';
import type { ArticleId, ImageKey } from '../../../shared/model/ids';
import { useChangeSignal, useLiveStoredImages, useSidebar } from '../../library/hooks';
import type { ListRow } from '../../library/queries';
import { useReading } from '../../state/reading';
import { useNow } from '../../ui/use-now';
import { focusPane } from '../panes/pane-focus';
import { activate, activateNeighbour, openActive, openArticle } from './article-actions';
import { ArticleRow, optionId, rowHeight } from './article-row';
import { addedAbove, shiftAbove } from './list-model';
import { loadMore, rereadList, useList } from './list-store';
import { useRowArticles } from './use-row-articles';

/** Rows left below the screen at which the next page is read. */
const fetchAhead = 30;

/** The rows of the view. What the reader sees and has selected stays where it is while articles arrive. */
export function ArticleList() {
  const { rows, complete, key } = useList();
  const openId = useReading((state) => state.openId);
  const activeId = useReading((state) => state.activeId);
  const scroller = useRef<HTMLDivElement>(null);
  const now = useNow();
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 6,
  });
  const shown = virtualizer.getVirtualItems();
  const articles = useRowArticles(shown.flatMap(({ index }) => rows[index]?.id ?? []));
  const titles = useFeedTitles();
  const pictures = useStoredPictures(shown.map(({ index }) => articles.get(rows[index]?.id as ArticleId)));
  const { above, forget } = useSteadyRows(rows, key, scroller);

  const lastShown = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (!complete && lastShown >= rows.length - fetchAhead) void loadMore();
  }, [complete, lastShown, rows.length]);

  useChangeSignal(() => {
    void rereadList(() => lastToKeep(scroller.current));
  });

  const activeIndex = useMemo(() => rows.findIndex((row) => row.id === activeId), [rows, activeId]);
  // Only a step of the reader scrolls; rows that come in must not.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    if (activeIndex >= 0) virtualizer.scrollToIndex(activeIndex, { align: 'auto' });
  }, [activeId]);

  const open = useCallback((id: ArticleId) => void openArticle(id), []);
  const toTop = () => {
    scroller.current?.scrollTo({ top: 0 });
    forget();
  };

  return (
    <>
      {above > 0 && (
        <button type="button" className="new-articles" onClick={toTop}>
          <ArrowUp aria-hidden size={14} strokeWidth={2.25} />
          {above.toLocaleString()} new {above === 1 ? 'article' : 'articles'}
        </button>
      )}
      <div
        ref={scroller}
        className="article-list"
        role="listbox"
        aria-label="Articles"
        aria-activedescendant={activeId && activeIndex >= 0 ? optionId(activeId) : undefined}
        tabIndex={0}
        data-pane-entry
        onKeyDown={onListKey}
        onScroll={(event) => event.currentTarget.scrollTop <= 0 && forget()}
      >
        <div className="article-list-rows" role="presentation" style={{ height: virtualizer.getTotalSize() }}>
          {shown.map(({ index, start }) => {
            const row = rows[index];
            if (!row) return null;
            const article = articles.get(row.id);
            return (
              <ArticleRow
                key={row.id}
                id={row.id}
                article={article}
                picture={
                  article?.leadImageKey && pictures.has(article.leadImageKey) ? article.leadImageKey : null
                }
                feedTitle={article ? (titles.get(article.feedId) ?? '') : ''}
                now={now}
                top={start}
                position={index + 1}
                total={complete ? rows.length : -1}
                open={row.id === openId}
                active={row.id === activeId}
                onOpen={open}
              />
            );
          })}
        </div>
      </div>
    </>
  );
}

/** Arrows move the active option and mark nothing read; Enter opens. */
function onListKey(event: KeyboardEvent) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const rowsShown = Math.floor(event.currentTarget.clientHeight / rowHeight);
  if (pressed(event.key, Math.max(1, rowsShown - 1))) event.preventDefault();
}

/** Does what a key asks of the list; false when it asks nothing. */
function pressed(key: string, page: number): boolean {
  switch (key) {
    case 'ArrowDown':
      void activateNeighbour(1);
      return true;
    case 'ArrowUp':
      void activateNeighbour(-1);
      return true;
    case 'PageDown':
      void activateNeighbour(page);
      return true;
    case 'PageUp':
      void activateNeighbour(-page);
      return true;
    case 'Home':
      void activate(0);
      return true;
    case 'End':
      void activate(Number.MAX_SAFE_INTEGER);
      return true;
    case 'Enter':
      void openActive();
      return true;
    case 'ArrowLeft':
      return focusPane('subscriptions');
    case 'ArrowRight':
      return focusPane('article');
    default:
      return false;
  }
}

/** The lowest row that has to stay: on the screen, or selected. None at the top with nothing selected. */
function lastToKeep(scroller: HTMLElement | null): ListRow | undefined {
  const { rows } = useList.getState();
  const { activeId } = useReading.getState();
  if (!scroller) return undefined;
  const active = rows.findIndex((row) => row.id === activeId);
  if (scroller.scrollTop <= 0 && active < 0) return undefined;
  const visible = Math.ceil((scroller.scrollTop + scroller.clientHeight) / rowHeight);
  return rows[Math.min(Math.max(visible, active), rows.length - 1)];
}

/**
 * Holds the rows on screen still: when rows come in above the first visible one, scrolls by their height before anything is
 * painted, and counts them for the pill. At the very top with nothing selected new rows simply show.
 */
function useSteadyRows(
  rows: readonly ListRow[],
  key: string | null,
  scroller: { readonly current: HTMLElement | null },
) {
  const before = useRef({ rows, key });
  const [newAbove, setNewAbove] = useState<ReadonlySet<ArticleId>>(new Set());

  useLayoutEffect(() => {
    const { rows: oldRows, key: oldKey } = before.current;
    before.current = { rows, key };
    const element = scroller.current;
    if (!element || oldRows === rows) return;
    if (oldKey !== key) {
      element.scrollTop = 0;
      setNewAbove(new Set());
      return;
    }
    const atTop = element.scrollTop <= 0;
    const { activeId } = useReading.getState();
    if (atTop && !oldRows.some((row) => row.id === activeId)) return;
    const firstVisible = Math.floor(element.scrollTop / rowHeight);
    const shift = shiftAbove(oldRows, rows, firstVisible);
    if (shift === 0) return;
    element.scrollTop += shift * rowHeight;
    const added = addedAbove(oldRows, rows, firstVisible + shift);
    if (added.length > 0) setNewAbove((known) => new Set([...known, ...added]));
  }, [rows, key, scroller]);

  const forget = useCallback(() => setNewAbove((known) => (known.size > 0 ? new Set() : known)), []);
  return { above: newAbove.size, forget };
}

/** Which lead pictures of the rows on screen are kept: one query for all of them. */
function useStoredPictures(shown: readonly (Article | undefined)[]): ReadonlySet<ImageKey> {
  const stored = useLiveStoredImages(shown.flatMap((article) => article?.leadImageKey ?? []));
  return useMemo(() => new Set(stored), [stored]);
}

function useFeedTitles(): ReadonlyMap<string, string> {
  const sidebar = useSidebar();
  return useMemo(() => new Map(sidebar?.feeds.map((feed) => [feed.id, feedTitle(feed)])), [sidebar]);
}
