import { type DragEvent, useRef } from 'react';
import type { Folder } from '../../../shared/model/folder';
import { foldersById, isInside } from '../../../shared/model/folder-tree';
import type { Sidebar } from '../../library/queries';
import { moveFeed, moveFolder } from '../folders/folder-actions';
import type { TreeItem } from './tree-model';

type Dragged = Extract<TreeItem, { kind: 'feed' | 'folder' }>;

/** Only what begins in the tree may end there. */
const ours = 'application/x-broadsheet-subscription';

/** The handlers of a tree whose feeds and folders can be dragged into folders, or to the top. The menus do the same by keyboard. */
export function useTreeDrag(sidebar: Sidebar, items: readonly TreeItem[]) {
  const dragged = useRef<Dragged | null>(null);
  const marked = useRef<Element | null>(null);

  const itemAt = (target: EventTarget): TreeItem | undefined => {
    const key = (target as Element).closest<HTMLElement>('[data-key]')?.dataset.key;
    return items.find((item) => item.key === key);
  };

  function mark(element: Element | null): void {
    if (marked.current === element) return;
    marked.current?.removeAttribute('data-drop');
    element?.setAttribute('data-drop', '');
    marked.current = element;
  }

  /** The folder under the pointer, the one around the feed there, or the top (null); undefined where nothing can be put. */
  function targetOf(event: DragEvent): Folder | null | undefined {
    const item = dragged.current;
    if (!item || !event.dataTransfer.types.includes(ours)) return undefined;
    const over = itemAt(event.target);
    const byId = foldersById(sidebar.folders);
    const target = over?.kind === 'folder' ? over.folder : over?.kind === 'feed' ? around(over, byId) : null;
    if (item.kind === 'feed') return target;
    return target && isInside(target.id, item.folder.id, byId) ? undefined : target;
  }

  function rowOf(event: DragEvent, target: Folder | null): Element | null {
    const tree = event.currentTarget;
    return target ? tree.querySelector(`[data-key="${CSS.escape(`folder:${target.id}`)}"]`) : tree;
  }

  return {
    onDragStart(event: DragEvent) {
      const item = itemAt(event.target);
      if (item?.kind !== 'feed' && item?.kind !== 'folder') return;
      dragged.current = item;
      event.dataTransfer.effectAllowed = 'move';
      event.dataTransfer.setData(ours, item.key);
    },
    onDragOver(event: DragEvent) {
      const target = targetOf(event);
      mark(target === undefined ? null : rowOf(event, target));
      if (target === undefined) return;
      // Without this nothing can be dropped here.
      event.preventDefault();
      event.dataTransfer.dropEffect = 'move';
    },
    onDragLeave(event: DragEvent) {
      if (!event.currentTarget.contains(event.relatedTarget as Node | null)) mark(null);
    },
    onDrop(event: DragEvent) {
      const target = targetOf(event);
      const item = dragged.current;
      mark(null);
      if (target === undefined || !item) return;
      event.preventDefault();
      if (item.kind === 'feed') void moveFeed(item.feed, target);
      else void moveFolder(item.folder, target);
    },
    onDragEnd() {
      dragged.current = null;
      mark(null);
    },
  };
}

function around(
  { feed }: Extract<TreeItem, { kind: 'feed' }>,
  byId: ReturnType<typeof foldersById>,
): Folder | null {
  return (feed.folderId && byId.get(feed.folderId)) || null;
}
