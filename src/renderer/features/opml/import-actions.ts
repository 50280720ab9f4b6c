import { type Feed, feedTitle } from '../../../shared/model/feed';
import { folderPath, foldersById, foldersWithin } from '../../../shared/model/folder-tree';
import type { FeedId, FolderId } from '../../../shared/model/ids';
import type { OpmlFile } from '../../../shared/model/opml';
import { longestOpmlText, opmlSizeLimit } from '../../../shared/model/opml';
import type { Result } from '../../../shared/result';
import { library, queries } from '../../library/connect';
import { closeDialog, openDialog, useDialogs } from '../../state/dialogs';
import { useImport } from '../../state/import';
import { say, sayProblem, sayUndoable, valueOrSay } from '../../ui/toaster';
import { refresh } from '../feeds/feed-actions';

/** Subscriptions written in one transaction: few enough that progress shows and a click is heard. */
const atATime = 100;

/** Lets the reader choose a file, and shows what is in it. */
export async function chooseImport(): Promise<void> {
  showImport(await window.broadsheet.invoke('opml.open', null));
}

/** Shows a list that the system asked the app to open, if there is one. */
export async function takeImport(): Promise<void> {
  showImport(await window.broadsheet.invoke('opml.take', null));
}

/** Shows the lists that were dropped on the window, one after the other. */
export async function dropImports(files: readonly File[]): Promise<void> {
  for (const file of files) await dropImport(file);
}

async function dropImport(file: File): Promise<void> {
  if (file.size > opmlSizeLimit) {
    sayProblem({ code: 'too-large', limitBytes: opmlSizeLimit });
    return;
  }
  const bytes = new Uint8Array(await file.arrayBuffer());
  showImport(await window.broadsheet.invoke('opml.read', { name: file.name, bytes }));
}

function showImport(read: Result<OpmlFile | null>): void {
  const file = valueOrSay(read);
  if (!file) return;
  const { waiting, step } = useImport.getState();
  useImport.setState({ waiting: [...waiting, file] });
  const asking = useDialogs.getState().dialog?.kind === 'import' && step.kind === 'asking';
  if (running || asking) say(`“${file.name}” comes after this list`);
  else showNext();
}

/** Two lists at once could not be told apart, nor undone apart: each waits for the one before. */
function showNext(): void {
  const [file, ...waiting] = useImport.getState().waiting;
  if (!file || running) return;
  useImport.setState({ file, waiting, step: { kind: 'asking' } });
  openDialog({ kind: 'import' });
}

useDialogs.subscribe(({ dialog }, before) => {
  if (dialog === null && before.dialog !== null) showNext();
});

let running = false;
let cancelled = false;

/** Stops after the subscriptions being written. Those written stay, and one undo takes them back. */
export function cancelImport(): void {
  cancelled = true;
}

/** Subscribes to what the list names and is not subscribed to yet. Undone as one. */
export async function startImport(): Promise<void> {
  const { file, step } = useImport.getState();
  if (!file || step.kind !== 'asking' || running) return;
  running = true;
  cancelled = false;
  try {
    await importAll(file);
  } finally {
    running = false;
    if (useDialogs.getState().dialog === null) showNext();
  }
}

async function importAll(file: OpmlFile): Promise<void> {
  const total = file.subscriptions.length;
  const added: FeedId[] = [];
  const foldersBefore = new Set((await queries.readSidebar(Date.now())).folders.map(({ id }) => id));
  for (let first = 0; first < total && !cancelled; first += atATime) {
    useImport.setState({ step: { kind: 'importing', done: first, total } });
    const some = await library.subscribeBare(file.subscriptions.slice(first, first + atATime));
    if (!some.ok) {
      sayProblem(some.problem);
      break;
    }
    added.push(...some.value);
  }
  const { folders } = await queries.readSidebar(Date.now());
  const created = folders.flatMap(({ id }) => (foldersBefore.has(id) ? [] : [id]));
  useImport.setState({ step: { kind: 'done', added: added.length, cancelled } });
  if (added.length === 0) return;
  sayUndoable({
    done: `Imported ${added.length.toLocaleString()} ${added.length === 1 ? 'feed' : 'feeds'}`,
    undo: () => undoImport(added, created),
  });
  void refresh(added);
}

async function undoImport(feedIds: readonly FeedId[], folderIds: readonly FolderId[]): Promise<void> {
  valueOrSay(await library.unsubscribeMany(feedIds));
  const { feeds, folders } = await queries.readSidebar(Date.now());
  const feedsIn = new Set(feeds.map(({ folderId }) => folderId));
  for (const folderId of folderIds) {
    // The reader may have moved another feed into it meanwhile.
    const within = foldersWithin(folderId, folders);
    if (![...within].some((id) => feedsIn.has(id))) valueOrSay(await library.removeFolder(folderId));
  }
}

export function closeImport(): void {
  cancelImport();
  closeDialog();
}

/** Writes all subscriptions to a file that other readers take. */
export async function exportSubscriptions(): Promise<void> {
  const { feeds, folders } = await queries.readSidebar(Date.now());
  const byId = foldersById(folders);
  const subscriptions = feeds.map((feed: Feed) => ({
    feedUrl: feed.feedUrl,
    title: feedTitle({ ...feed, ownTitle: null }).slice(0, longestOpmlText),
    ownTitle: feed.ownTitle?.slice(0, longestOpmlText) ?? null,
    siteUrl: feed.siteUrl,
    description: feed.description?.slice(0, longestOpmlText) ?? null,
    folder: [...folderPath(feed.folderId, byId)],
  }));
  const saved = valueOrSay(await window.broadsheet.invoke('opml.save', { subscriptions }));
  if (saved) say(`Exported ${subscriptions.length.toLocaleString()} feeds to ${saved.name}`);
}
