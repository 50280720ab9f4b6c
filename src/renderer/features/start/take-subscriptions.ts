import type { View } from '../../../shared/model/view';
import { library, queries } from '../../library/connect';
import { showView } from '../../state/reading';
import { valueOrSay } from '../../ui/toaster';
import { openArticle } from '../articles/article-actions';
import { loadList, useList } from '../articles/list-store';
import { refreshAndWait } from './refresh-feeds';

/** Takes a list of subscriptions that waits in main (from a file named at start), and does what it asks for. */
export async function takeSubscriptions(): Promise<void> {
  const file = valueOrSay(await window.broadsheet.invoke('app.take-subscriptions', null));
  if (!file) return;
  const list = file.subscriptions.map(({ feedUrl, title, folder }) => ({
    feedUrl,
    title: title ?? null,
    folder: typeof folder === 'string' ? [folder] : (folder ?? []),
  }));
  const added = valueOrSay(await library.subscribeBare(list));
  if (added && added.length > 0) await refreshAndWait(added);
  if (file.openFirst) await openFirst();
}

/** Shows today's articles, or all unread ones when there are none today, and opens the first. */
async function openFirst(): Promise<void> {
  const today: View = { kind: 'today' };
  const some = await queries.readList(today, { limit: 1 });
  showView(some.length > 0 ? today : { kind: 'unread' });
  await loadList();
  const first = useList.getState().rows[0];
  if (first) await openArticle(first.id);
}
