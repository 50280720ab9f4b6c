import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import type { ArticleId } from '../../shared/model/ids';
import { type View, viewKey } from '../../shared/model/view';

/** What the reader looks at. */
interface ReadingState {
  readonly view: View;
  /** Hide read articles, in the views that can have some. */
  readonly unreadOnly: boolean;
  /** Words to search titles for; empty when the list shows the view. */
  readonly searchText: string;
  /** The option of the list that the arrow keys move; reading it takes Enter. */
  readonly activeId: ArticleId | null;
  /** The article in the third pane. */
  readonly openId: ArticleId | null;
  /** Counts up each time a view is chosen, also the same one: the list then starts afresh. */
  readonly visit: number;
}

export const useReading = create<ReadingState>()(
  persist(
    (): ReadingState => ({
      view: { kind: 'unread' },
      unreadOnly: false,
      searchText: '',
      activeId: null,
      openId: null,
      visit: 0,
    }),
    { name: 'broadsheet.reading', partialize: ({ unreadOnly }) => ({ unreadOnly }) },
  ),
);

/** Shows another view. The open article stays open until another is chosen. */
export function showView(view: View): void {
  useReading.setState((state) => ({ view, searchText: '', activeId: null, visit: state.visit + 1 }));
}

export function setSearchText(searchText: string): void {
  useReading.setState({ searchText, activeId: null });
}

export function toggleUnreadOnly(): void {
  useReading.setState((state) => ({ unreadOnly: !state.unreadOnly, activeId: null }));
}

/** Whether "unread only" means anything in a view. */
export function canHideRead(view: View): boolean {
  return view.kind !== 'unread' && view.kind !== 'saved';
}

/** Equal for equal lists. */
export function listKey(state: Pick<ReadingState, 'view' | 'unreadOnly' | 'searchText' | 'visit'>): string {
  if (state.searchText.trim()) return `search:${state.searchText.trim()}`;
  const filter = state.unreadOnly && canHideRead(state.view) ? ':unread' : '';
  return `${viewKey(state.view)}${filter}#${state.visit}`;
}
