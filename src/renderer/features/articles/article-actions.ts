import type { Article } from '../../../shared/model/article';
import type { ArticleId } from '../../../shared/model/ids';
import type { Result } from '../../../shared/result';
import { library, queries } from '../../library/connect';
import { useReading } from '../../state/reading';
import { say, sayProblem, sayUndoable, sayWhile, valueOrSay } from '../../ui/toaster';
import { warmArticles } from '../article/warm-articles';
import { loadMore, useList } from './list-store';

const unreadChunk = 50;

/** Shows an article in the third pane and marks it read: the one place where reading marks. */
export async function openArticle(id: ArticleId): Promise<void> {
  useReading.setState({ activeId: id, openId: id });
  await markOpened(id);
  if (useReading.getState().openId === id) await warmArticles(neighboursOf(id));
}

/** The articles that the keys for the next and the previous one would open. */
function neighboursOf(id: ArticleId): readonly ArticleId[] {
  const { rows } = useList.getState();
  const index = rows.findIndex((row) => row.id === id);
  return [rows[index + 1], rows[index - 1]].flatMap((row) => (row ? [row.id] : []));
}

/** Milliseconds in which an article's text is painted, as a rule. */
const paintTime = 200;
/** Articles just opened that are not marked read yet, and what marks them at once. */
const opened = new Map<ArticleId, () => Promise<void>>();

/** Marks it read once its text is painted: a transaction that writes would hold up those that read it. */
function markOpened(id: ArticleId): Promise<void> {
  return new Promise((resolve) => {
    const mark = async () => {
      clearTimeout(timer);
      if (opened.get(id) === mark) opened.delete(id);
      valueOrSay(await library.setRead([id], true));
      resolve();
    };
    const timer = setTimeout(() => void mark(), paintTime);
    opened.set(id, mark);
  });
}

/** The row the next step goes from: the active one, else the open one; -1 before the first. */
function currentIndex(): number {
  const { activeId, openId } = useReading.getState();
  const { rows } = useList.getState();
  const active = rows.findIndex((row) => row.id === activeId);
  return active >= 0 ? active : rows.findIndex((row) => row.id === openId);
}

/** The id a number of rows away, reading on when the loaded rows end. */
async function idAt(index: number): Promise<ArticleId | undefined> {
  if (index >= useList.getState().rows.length) await loadMore();
  const { rows } = useList.getState();
  return rows[Math.min(Math.max(index, 0), rows.length - 1)]?.id;
}

export async function openNeighbour(step: 1 | -1): Promise<void> {
  const id = await idAt(currentIndex() + step);
  if (id && id !== useReading.getState().openId) await openArticle(id);
}

/** Moves the active option without opening it: nothing is marked read. */
export async function activate(index: number): Promise<void> {
  const id = await idAt(index);
  if (id) useReading.setState({ activeId: id });
}

export async function activateNeighbour(step: number): Promise<void> {
  await activate(currentIndex() + step);
}

export async function openActive(): Promise<void> {
  const id = useReading.getState().activeId ?? useList.getState().rows[0]?.id;
  if (id) await openArticle(id);
}

/** Opens the next unread article below; from the top once more when there is none below. */
export async function openNextUnread(): Promise<void> {
  const start = currentIndex() + 1;
  const id = (await findUnread(start, Number.POSITIVE_INFINITY)) ?? (await findUnread(0, start - 1));
  if (id) await openArticle(id);
  else say('No unread articles here');
}

async function findUnread(from: number, to: number): Promise<ArticleId | undefined> {
  for (let index = from; index < to; index += unreadChunk) {
    if (index + unreadChunk > useList.getState().rows.length) await loadMore();
    const ids = useList
      .getState()
      .rows.slice(index, Math.min(index + unreadChunk, to))
      .map((row) => row.id);
    if (ids.length === 0) return undefined;
    const unread = (await queries.readArticles(ids)).find((article) => article && !article.read);
    if (unread) return unread.id;
  }
  return undefined;
}

/** The article that commands are about: the open one, else the active one. */
async function currentArticle(): Promise<Article | undefined> {
  const { openId, activeId } = useReading.getState();
  const id = activeId ?? openId;
  return id ? (await queries.readArticles([id]))[0] : undefined;
}

/** What is changed right after an article was opened is changed from "read". */
async function markAllOpened(): Promise<void> {
  await Promise.all([...opened.values()].map((mark) => mark()));
}

async function change(act: (article: Article) => Promise<Result<unknown>>): Promise<void> {
  await markAllOpened();
  const article = await currentArticle();
  if (article) valueOrSay(await act(article));
}

export const toggleRead = () => change((article) => library.setRead([article.id], !article.read));
export const toggleSaved = () => change((article) => library.setSaved(article.id, !article.saved));

async function changeOpen(act: (id: ArticleId) => Promise<Result<unknown>>): Promise<void> {
  await markAllOpened();
  const { openId } = useReading.getState();
  if (openId) valueOrSay(await act(openId));
}

export const setOpenRead = (read: boolean) => changeOpen((id) => library.setRead([id], read));
export const setOpenSaved = (saved: boolean) => changeOpen((id) => library.setSaved(id, saved));

export async function openInBrowser(): Promise<void> {
  const url = (await currentArticle())?.url;
  if (url) await openLink(url);
}

/** Shows the article in the browser and stays here. */
export async function openBehind(): Promise<void> {
  const url = (await currentArticle())?.url;
  if (!url) return;
  const opened = await window.broadsheet.invoke('links.open', { url, behind: true });
  if (opened.ok) say('Opened in the browser');
  else sayProblem(opened.problem);
}

/** Follows a link of an article: to the article itself where it is stored, else to the browser. */
export async function followLink(url: string): Promise<void> {
  const key = await window.broadsheet.invoke('links.article-key', { url });
  const id = key.ok && key.value ? await queries.findByAddress(key.value) : undefined;
  if (id && id !== useReading.getState().openId) await openArticle(id);
  else await openLink(url);
}

export async function openLink(url: string): Promise<void> {
  valueOrSay(await window.broadsheet.invoke('links.open', { url }));
}

/** Marks the whole view read, or what a search found, and offers to take it back. */
export async function markAllRead(view = useReading.getState().view): Promise<void> {
  const { view: shown, searchText } = useReading.getState();
  const marked =
    searchText.trim() && view === shown
      ? await markFoundRead()
      : await sayWhile('Marking as read…', library.markAllRead(view));
  if (!marked.ok) {
    sayProblem(marked.problem);
    return;
  }
  const ids = marked.value;
  if (ids.length === 0) {
    say('Everything here is read already');
    return;
  }
  sayUndoable({
    done: `Marked ${ids.length.toLocaleString()} as read`,
    undo: async () => valueOrSay(await sayWhile('Marking as unread…', library.setRead(ids, false))),
  });
}

async function markFoundRead(): Promise<Result<readonly ArticleId[]>> {
  const articles = await queries.readArticles(useList.getState().rows.map((row) => row.id));
  const unread = articles.flatMap((article) => (article && !article.read ? [article.id] : []));
  const marked = await library.setRead(unread, true);
  return marked.ok ? { ok: true, value: unread } : marked;
}
