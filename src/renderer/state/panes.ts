import { create } from 'zustand';
import { persist } from 'zustand/middleware';

export type SizedPane = 'subscriptions' | 'articles';
export type PaneWidths = Readonly<Record<SizedPane, number>>;

/** Pixels. The article gets what is left, and never less than `articleMinimum`. */
export const paneLimits = {
  subscriptions: { minimum: 180, maximum: 380, start: 244 },
  articles: { minimum: 270, maximum: 560, start: 352 },
} as const satisfies Record<SizedPane, { minimum: number; maximum: number; start: number }>;
export const articleMinimum = 440;

export const usePanes = create<PaneWidths>()(
  persist(
    (): PaneWidths => ({
      subscriptions: paneLimits.subscriptions.start,
      articles: paneLimits.articles.start,
    }),
    { name: 'broadsheet.panes' },
  ),
);

/** Widths that leave the article room in a window: the list gives way first, then the sidebar. */
export function fitPanes(widths: PaneWidths, windowWidth: number): PaneWidths {
  const bounded = (pane: SizedPane, width: number) =>
    Math.round(Math.min(Math.max(width, paneLimits[pane].minimum), paneLimits[pane].maximum));
  const room = windowWidth - articleMinimum;
  const sidebar = bounded('subscriptions', widths.subscriptions);
  const articles = bounded('articles', Math.min(widths.articles, room - sidebar));
  return { subscriptions: bounded('subscriptions', Math.min(sidebar, room - articles)), articles };
}

export function setPaneWidth(pane: SizedPane, width: number): void {
  const { minimum, maximum } = paneLimits[pane];
  usePanes.setState({ [pane]: Math.round(Math.min(Math.max(width, minimum), maximum)) });
}
