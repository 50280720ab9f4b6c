import { type Feed, feedTitle } from '../../../shared/model/feed';
import type { Folder } from '../../../shared/model/folder';
import { foldersInside } from '../../../shared/model/folder-tree';
import type { FolderId } from '../../../shared/model/ids';
import type { Tag } from '../../../shared/model/tag';
import { type View, viewKey } from '../../../shared/model/view';
import type { Sidebar } from '../../library/queries';

/** One visible line of the tree, flattened: ARIA level, place among its siblings, and what it stands for. */
interface TreeLine {
  readonly key: string;
  readonly title: string;
  /** From 1 at the top. */
  readonly level: number;
  readonly parentKey: string | null;
  readonly position: number;
  readonly siblings: number;
  /** Null for a line that has no branches. */
  readonly expanded: boolean | null;
  /** Shown as a badge: unread articles, or saved and tagged ones. */
  readonly count: number;
}

export type TreeItem = TreeLine &
  (
    | { readonly kind: 'today' | 'unread' | 'saved' }
    /** `feeds`: those in it and in the folders inside it, at any depth. */
    | { readonly kind: 'folder'; readonly folder: Folder; readonly feeds: readonly Feed[] }
    | { readonly kind: 'feed'; readonly feed: Feed }
    | { readonly kind: 'tags' }
    | { readonly kind: 'tag'; readonly tag: Tag }
  );

const tagsKey = 'tags';

type Branch = { readonly item: Loose; readonly children: readonly Branch[] };
type Loose = TreeItem extends infer Item
  ? Item extends TreeItem
    ? Omit<Item, 'level' | 'parentKey' | 'position' | 'siblings' | 'expanded'>
    : never
  : never;

/** The lines of the tree from top to bottom: the three smart views, folders with what is inside them, loose feeds, tags. */
export function treeItems(sidebar: Sidebar, collapsed: ReadonlySet<string>): readonly TreeItem[] {
  const branches: Branch[] = [
    leaf({ key: 'today', kind: 'today', title: 'Today', count: sidebar.counts.today }),
    leaf({ key: 'unread', kind: 'unread', title: 'Unread', count: sidebar.counts.unread }),
    leaf({ key: 'saved', kind: 'saved', title: 'Saved', count: sidebar.counts.saved }),
    ...subscriptionBranches(sidebar),
  ];
  if (sidebar.tags.length > 0) {
    branches.push({
      item: { key: tagsKey, kind: 'tags', title: 'Tags', count: 0 },
      children: sidebar.tags.map((tag) =>
        leaf({
          key: viewKey({ kind: 'tag', tagId: tag.id }),
          kind: 'tag',
          title: tag.name,
          count: tag.articleCount,
          tag,
        }),
      ),
    });
  }
  const items: TreeItem[] = [];
  addLines(items, branches, null, 1, collapsed);
  return items;
}

function leaf(item: Loose): Branch {
  return { item, children: [] };
}

/** Folders before feeds, at every level. */
function subscriptionBranches({ folders, feeds }: Sidebar): readonly Branch[] {
  const inside = foldersInside(folders);
  const known = new Set(folders.map(({ id }) => id));
  const feedsIn = new Map<FolderId | null, Feed[]>();
  for (const feed of feeds) {
    const place = feed.folderId !== null && known.has(feed.folderId) ? feed.folderId : null;
    const there = feedsIn.get(place);
    if (there) there.push(feed);
    else feedsIn.set(place, [feed]);
  }
  const branchesIn = (place: FolderId | null): readonly Branch[] => [
    ...(inside.get(place) ?? []).map((folder) => folderBranch(folder, branchesIn(folder.id))),
    ...(feedsIn.get(place) ?? []).map((feed) => leaf(feedItem(feed))),
  ];
  return branchesIn(null);
}

function feedItem(feed: Feed): Loose {
  const key = viewKey({ kind: 'feed', feedId: feed.id });
  return { key, kind: 'feed', title: feedTitle(feed), count: feed.unreadCount, feed };
}

function folderBranch(folder: Folder, children: readonly Branch[]): Branch {
  const feeds = children.flatMap(({ item }) =>
    item.kind === 'feed' ? [item.feed] : item.kind === 'folder' ? item.feeds : [],
  );
  const count = children.reduce((sum, { item }) => sum + item.count, 0);
  const key = viewKey({ kind: 'folder', folderId: folder.id });
  return { item: { key, kind: 'folder', title: folder.title, count, folder, feeds }, children };
}

function addLines(
  items: TreeItem[],
  branches: readonly Branch[],
  parentKey: string | null,
  level: number,
  collapsed: ReadonlySet<string>,
): void {
  for (const [place, { item, children }] of branches.entries()) {
    const mayOpen = item.kind === 'folder' || item.kind === 'tags';
    const expanded = mayOpen ? !collapsed.has(item.key) : null;
    const line = { level, parentKey, position: place + 1, siblings: branches.length, expanded };
    items.push({ ...item, ...line } as TreeItem);
    if (expanded) addLines(items, children, item.key, level + 1, collapsed);
  }
}

/** The list of articles an item stands for; none for the heading over the tags. */
export function viewOf(item: TreeItem): View | null {
  switch (item.kind) {
    case 'folder':
      return { kind: 'folder', folderId: item.folder.id };
    case 'feed':
      return { kind: 'feed', feedId: item.feed.id };
    case 'tag':
      return { kind: 'tag', tagId: item.tag.id };
    case 'tags':
      return null;
    default:
      return { kind: item.kind };
  }
}

/** The title and number of the view the reader looks at. */
export function describeView(sidebar: Sidebar, view: View): { title: string; count: number } {
  const items = treeItems(sidebar, new Set());
  const item = items.find((candidate) => candidate.key === viewKey(view));
  return { title: item?.title ?? '', count: item?.count ?? 0 };
}

/** What an arrow key or Home or End does in the tree, as the WAI-ARIA tree pattern has it. */
export type TreeMove =
  | { readonly kind: 'focus'; readonly key: string }
  | { readonly kind: 'expand' | 'collapse'; readonly key: string }
  /** Right on a line without branches: on to the list. */
  | { readonly kind: 'leave' };

export function treeMove(items: readonly TreeItem[], current: string, pressed: string): TreeMove | null {
  const index = items.findIndex((item) => item.key === current);
  const item = items[index];
  const focus = (target: TreeItem | undefined): TreeMove | null =>
    target ? { kind: 'focus', key: target.key } : null;
  switch (pressed) {
    case 'ArrowDown':
      return focus(items[index + 1]);
    case 'ArrowUp':
      return focus(items[index - 1]);
    case 'Home':
      return focus(items[0]);
    case 'End':
      return focus(items.at(-1));
    case 'ArrowRight':
      if (!item) return null;
      if (item.expanded === null) return { kind: 'leave' };
      if (!item.expanded) return { kind: 'expand', key: item.key };
      return items[index + 1]?.parentKey === item.key ? focus(items[index + 1]) : null;
    case 'ArrowLeft':
      if (item?.expanded) return { kind: 'collapse', key: item.key };
      return focus(items.find((candidate) => candidate.key === item?.parentKey));
    default:
      return null;
  }
}

/** The next line, from the one after `current` round to it, whose title starts with what was typed. */
export function findTyped(items: readonly TreeItem[], current: string, typed: string): TreeItem | undefined {
  const start = items.findIndex((item) => item.key === current);
  const needle = typed.toLocaleLowerCase();
  // While more letters come, the line they led to is still a match.
  const first = typed.length > 1 ? start : start + 1;
  for (let step = 0; step < items.length; step += 1) {
    const item = items[(Math.max(first, 0) + step) % items.length];
    if (item?.title.toLocaleLowerCase().startsWith(needle)) return item;
  }
  return undefined;
}
