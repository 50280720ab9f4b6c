import { createElement, useState } from 'react';
import { createRoot } from 'react-dom/client';
import {
  useChangeSignal,
  useLiveArticles,
  useLiveOpenArticle,
  useSidebar,
} from '../../../../src/renderer/library/hooks';
import type { ArticleId } from '../../../../src/shared/model/ids';

/** Shows what the hooks give, as JSON in the page. */
function Watcher({ ids }: { readonly ids: readonly ArticleId[] }) {
  const [signals, setSignals] = useState(0);
  const articles = useLiveArticles(ids);
  const open = ids[0] ?? null;
  const { article, body, tags = [] } = useLiveOpenArticle(open) ?? {};
  const sidebar = useSidebar();
  useChangeSignal(() => setSignals((count) => count + 1));
  const seen = {
    titles: ids.map((id) => articles.get(id)?.title ?? null),
    read: article?.read ?? null,
    body: body?.html ?? null,
    tags: tags.map(({ name }) => name),
    unread: sidebar?.counts.unread ?? null,
    signalled: signals > 0,
  };
  return createElement('pre', { id: 'seen' }, JSON.stringify(seen));
}

let root: ReturnType<typeof createRoot> | undefined;

/** Mounts the watcher, or gives it other articles to watch. */
export function show(ids: readonly ArticleId[]): void {
  root ??= createRoot(document.body.appendChild(document.createElement('main')));
  root.render(createElement(Watcher, { ids }));
}
