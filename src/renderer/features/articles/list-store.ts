import { create } from 'zustand';
import type { ArticleId } from '../../../shared/model/ids';
import type { Problem } from '../../../shared/model/problem';
import { library, queries } from '../../library/connect';
import type { ListRow } from '../../library/queries';
import { canHideRead, listKey, useReading } from '../../state/reading';
import { useRefresh } from '../../state/refresh';
import {
  appendPage,
  covers,
  emptyList,
  type ListModel,
  mergeReading,
  missingRows,
  pageSize,
  type Reading,
} from './list-model';

const searchLimit = 300;
const catchUpPage = 1000;

interface ListState extends ListModel {
  /** Which list the rows belong to (`listKey`); null before the first reading. */
  readonly key: string | null;
  readonly problem: Problem | null;
}

export const useList = create<ListState>()(() => ({ ...emptyList, key: null, problem: null }));

const readRows = (limit: number, after?: ListRow) => {
  const { view, unreadOnly } = useReading.getState();
  return queries.readList(view, {
    limit,
    ...(after && { after }),
    unreadOnly: unreadOnly && canHideRead(view),
  });
};

/** Reads the first page of the list the reader asks for now. A list that was left meanwhile is dropped. */
export async function loadList(): Promise<void> {
  const reading = useReading.getState();
  const key = listKey(reading);
  const text = reading.searchText.trim();
  if (text) {
    const found = await library.searchTitles(text, searchLimit);
    if (listKey(useReading.getState()) !== key) return;
    const rows = found.ok ? found.value.map((id, order) => ({ id, order })) : [];
    useList.setState({ key, rows, complete: true, problem: found.ok ? null : found.problem });
    return;
  }
  const page = await readRows(pageSize);
  if (listKey(useReading.getState()) !== key) return;
  useList.setState({ key, ...appendPage(emptyList, page, pageSize), problem: null });
}

let loadingMore: Promise<void> | null = null;

/** Reads the next page, once at a time. */
export function loadMore(): Promise<void> {
  loadingMore ??= readNextPage().finally(() => {
    loadingMore = null;
  });
  return loadingMore;
}

async function readNextPage(): Promise<void> {
  const { key, rows, complete } = useList.getState();
  const last = rows.at(-1);
  if (complete || !last) return;
  const page = await readRows(pageSize, last);
  const now = useList.getState();
  // The list may have been left or merged while the page was read; its page would then not join the last row.
  if (now.key !== key || now.rows.at(-1)?.id !== last.id) return;
  useList.setState(appendPage(now, page, pageSize));
}

/** Milliseconds between two readings while a refresh runs. */
const restDuringRefresh = 1000;

/** Resolves after that time, or when the refresh is over. */
function restWhileRefreshing(): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      stop();
      resolve();
    };
    const timer = setTimeout(done, restDuringRefresh);
    const stop = useRefresh.subscribe(({ progress }) => {
      if (progress.state !== 'running') done();
    });
  });
}

let rereading = false;
let rereadAgain = false;

/**
 * The library changed: reads the loaded stretch again and merges it.
 * `keepThrough` gives the last row that has to stay: on the screen, or selected.
 */
export async function rereadList(keepThrough: () => ListRow | undefined): Promise<void> {
  if (rereading) {
    rereadAgain = true;
    return;
  }
  rereading = true;
  try {
    do {
      rereadAgain = false;
      await mergeChanges(keepThrough);
      // While hundreds of feeds arrive, reading hundreds of keys for each would take the window's time from the reader.
      if (useRefresh.getState().progress.state === 'running') await restWhileRefreshing();
    } while (rereadAgain);
  } finally {
    rereading = false;
  }
}

async function mergeChanges(keepThrough: () => ListRow | undefined): Promise<void> {
  const { key, rows } = useList.getState();
  if (key === null || useReading.getState().searchText.trim()) return;
  if (key !== listKey(useReading.getState())) return;
  let limit = rows.length + pageSize;
  let page = await readRows(limit);
  let reading: Reading = { rows: page, ended: page.length < limit };
  while (!covers(reading, keepThrough())) {
    limit = catchUpPage;
    page = await readRows(limit, reading.rows.at(-1));
    reading = { rows: [...reading.rows, ...page], ended: page.length < limit };
  }
  const gone = await goneAmong(missingRows(useList.getState(), reading));
  const now = useList.getState();
  if (now.key !== key) return;
  const merged = mergeReading(now, reading, gone);
  if (!sameRows(merged, now)) useList.setState(merged);
}

/** Articles that left the library, or whose feed the reader unsubscribed from: their rows go at once. */
async function goneAmong(ids: readonly ArticleId[]): Promise<ReadonlySet<ArticleId>> {
  if (ids.length === 0) return new Set();
  const articles = await queries.readArticles(ids);
  const feedIds = [...new Set(articles.flatMap((article) => (article ? [article.feedId] : [])))];
  const feeds = await Promise.all(feedIds.map((id) => queries.readFeed(id)));
  const left = new Set(feedIds.filter((_, index) => feeds[index]?.unsubscribedAt !== null));
  return new Set(
    ids.filter((_, index) => {
      const article = articles[index];
      if (!article) return true;
      return left.has(article.feedId) && !article.saved && article.tagIds.length === 0;
    }),
  );
}

function sameRows(a: ListModel, b: ListModel): boolean {
  return (
    a.complete === b.complete &&
    a.rows.length === b.rows.length &&
    a.rows.every((row, index) => row.id === b.rows[index]?.id && row.order === b.rows[index]?.order)
  );
}
