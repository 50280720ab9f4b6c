import { ContextMenu } from '@base-ui/react/context-menu';
import { Menu } from '@base-ui/react/menu';
import { type KeyboardEvent, useCallback, useMemo, useRef, useState } from 'react';
import { viewKey } from '../../../shared/model/view';
import type { Sidebar } from '../../library/queries';
import { setExpanded, useCollapsed } from '../../state/collapsed';
import { showView, useReading } from '../../state/reading';
import { commandFor } from '../commands/command';
import { commands } from '../commands/commands';
import { isMac } from '../commands/use-commands';
import { focusPane } from '../panes/pane-focus';
import { ItemMenuPopup } from './item-menu';
import './subscription-tree.css';
import { findTyped, type TreeItem, treeItems, treeMove, viewOf } from './tree-model';
import { TreeRow } from './tree-row';
import { useGradually } from './use-gradually';
import { useTreeDrag } from './use-tree-drag';

/** Letters typed within this time of each other are one word. */
const typingPause = 700;

/** The tree of views, folders, feeds and tags (WAI-ARIA tree, roving tabindex; selection follows the focus). */
export function SubscriptionTree({ sidebar }: { readonly sidebar: Sidebar }) {
  const collapsedKeys = useCollapsed((state) => state.keys);
  const items = useMemo(() => treeItems(sidebar, new Set(collapsedKeys)), [sidebar, collapsedKeys]);
  const drawn = useGradually(items.length);
  const selectedKey = useReading((state) => viewKey(state.view));
  const [focusedKey, setFocusedKey] = useState(selectedKey);
  const [menu, setMenu] = useState<{ item: TreeItem; anchor: HTMLElement | null } | null>(null);
  const [moreOpen, setMoreOpen] = useState(false);
  // The line as it is now: rows that look the same are not drawn again, and may hold one of an earlier reading.
  const menuItem = items.find(({ key }) => key === menu?.item.key) ?? null;
  const tree = useRef<HTMLDivElement>(null);
  const drag = useTreeDrag(sidebar, items);
  const typed = useRef({ text: '', at: 0 });

  const currentKey = [focusedKey, selectedKey].find((key) => items.some((item) => item.key === key));

  const focusItem = (key: string) => {
    setFocusedKey(key);
    const row = tree.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
    row?.focus();
  };

  const select = useCallback((item: TreeItem) => {
    const view = viewOf(item);
    setFocusedKey(item.key);
    if (view) showView(view);
  }, []);
  const toggle = useCallback((item: TreeItem) => {
    setFocusedKey(item.key);
    setExpanded(item.key, !item.expanded);
  }, []);
  const more = useCallback((item: TreeItem, anchor: HTMLElement) => {
    setMenu({ item, anchor });
    setMoreOpen(true);
  }, []);

  const itemAt = (target: EventTarget): TreeItem | undefined => {
    const key = (target as Element).closest<HTMLElement>('[data-key]')?.dataset.key;
    return items.find((item) => item.key === key);
  };

  function onKeyDown(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if ((event.target as Element).closest('button')) return;
    const item = items.find((candidate) => candidate.key === currentKey);
    if (!item) return;
    if (event.key === 'Enter' || event.key === ' ') {
      if (item.kind === 'tags') toggle(item);
      else select(item);
    } else if (!type(event) && !move(event.key, item)) return;
    event.preventDefault();
  }

  function move(pressed: string, item: TreeItem): boolean {
    const step = treeMove(items, item.key, pressed);
    if (!step) return false;
    if (step.kind === 'leave') focusPane('articles');
    else if (step.kind === 'focus') {
      focusItem(step.key);
      const target = items.find((candidate) => candidate.key === step.key);
      if (target && target.key !== selectedKey) select(target);
    } else setExpanded(step.key, step.kind === 'expand');
    return true;
  }

  /** Typing a title goes to it. A letter that is a command stays the command, unless a word has been begun. */
  function type(event: KeyboardEvent): boolean {
    if (event.key.length !== 1 || event.key === ' ') return false;
    const begun = event.timeStamp - typed.current.at < typingPause ? typed.current.text : '';
    if (!begun && commandFor(commands, event, isMac)) return false;
    typed.current = { text: begun + event.key, at: event.timeStamp };
    const found = findTyped(items, currentKey ?? '', typed.current.text);
    if (found) focusItem(found.key);
    return true;
  }

  return (
    <>
      <ContextMenu.Root>
        <ContextMenu.Trigger
          ref={tree}
          className="tree"
          role="tree"
          aria-label="Subscriptions"
          {...drag}
          onKeyDown={onKeyDown}
          onContextMenuCapture={(event) => {
            const item = itemAt(event.target);
            // Between the lines there is nothing a menu could be about.
            if (!item || item.kind === 'tags') event.stopPropagation();
            else setMenu({ item, anchor: null });
          }}
        >
          {items.slice(0, drawn).map((item) => (
            <TreeRow
              key={item.key}
              item={item}
              selected={item.key === selectedKey}
              current={item.key === currentKey}
              onSelect={select}
              onToggle={toggle}
              onMore={more}
            />
          ))}
        </ContextMenu.Trigger>
        {menuItem && !moreOpen && <ItemMenuPopup item={menuItem} folders={sidebar.folders} />}
      </ContextMenu.Root>
      <MoreMenu
        open={moreOpen}
        item={menuItem}
        anchor={menu?.anchor ?? null}
        sidebar={sidebar}
        onOpenChange={setMoreOpen}
      />
    </>
  );
}

interface MoreMenuProps {
  readonly open: boolean;
  readonly item: TreeItem | null;
  readonly anchor: HTMLElement | null;
  readonly sidebar: Sidebar;
  readonly onOpenChange: (open: boolean) => void;
}

/** The context menu again, below the button that is there for keyboards and touch. */
function MoreMenu({ open, item, anchor, sidebar, onOpenChange }: MoreMenuProps) {
  return (
    <Menu.Root open={open} onOpenChange={onOpenChange}>
      {item && <ItemMenuPopup item={item} folders={sidebar.folders} anchor={anchor} />}
    </Menu.Root>
  );
}
