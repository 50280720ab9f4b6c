/** Where the focus goes when a pane is entered. Panes are marked `data-pane`, their way in `data-pane-entry`. */
export type PaneName = 'subscriptions' | 'articles' | 'article';

const order: readonly PaneName[] = ['subscriptions', 'articles', 'article'];

const paneOf = (name: PaneName) => document.querySelector(`[data-pane="${name}"]`);

export function focusPane(name: PaneName): boolean {
  const entry = paneOf(name)?.querySelector<HTMLElement>('[data-pane-entry]');
  if (!entry) return false;
  entry.focus();
  // The focus of a frame belongs to its document: keys then scroll the article.
  if (entry instanceof HTMLIFrameElement) entry.contentWindow?.focus();
  return true;
}

export function focusNextPane(step: 1 | -1): void {
  const current = order.findIndex((name) => paneOf(name)?.contains(document.activeElement));
  const from = current >= 0 ? current : step === 1 ? -1 : 0;
  for (let tried = 1; tried <= order.length; tried += 1) {
    const name = order[(from + step * tried + order.length * 2) % order.length];
    if (name && focusPane(name)) return;
  }
}

export function focusSearch(): void {
  const search = document.querySelector<HTMLInputElement>('input[type="search"]');
  search?.focus();
  search?.select();
}
