import { Menu } from '@base-ui/react/menu';
import {
  BookOpenText,
  Check,
  CheckCheck,
  ChevronRight,
  FolderInput,
  FolderMinus,
  FolderPlus,
  KeyRound,
  Link2,
  Pencil,
  RefreshCw,
  Trash2,
  Unplug,
} from 'lucide-react';
import type { Feed } from '../../../shared/model/feed';
import type { Folder } from '../../../shared/model/folder';
import { openDialog } from '../../state/dialogs';
import '../../ui/menu.css';
import { MenuLine } from '../../ui/menu-line';
import { markAllRead } from '../articles/article-actions';
import { KeptEpisodesMenu } from '../audio/kept-episodes-menu';
import { copyAddress, moveFeed, refresh, setFullText, unsubscribe } from '../feeds/feed-actions';
import { FeedInterval, FolderInterval } from '../feeds/interval-menu';
import { removeFolder } from '../folders/folder-actions';
import { deleteTag } from '../tags/tag-actions';
import { type TreeItem, viewOf } from './tree-model';

interface ItemMenuProps {
  readonly item: TreeItem;
  readonly folders: readonly Folder[];
  /** What the menu hangs on; without one it opens at the pointer. */
  readonly anchor?: HTMLElement | null;
}

/** The surface of a menu: the same for the context menu and the one behind "more". */
export function ItemMenuPopup({ item, folders, anchor }: ItemMenuProps) {
  return (
    <Menu.Portal>
      <Menu.Positioner
        className="popup-positioner"
        {...(anchor && { anchor, align: 'start', sideOffset: 4 })}
      >
        <Menu.Popup className="menu" aria-label={item.title} data-covers-window>
          <MenuLines item={item} folders={folders} />
        </Menu.Popup>
      </Menu.Positioner>
    </Menu.Portal>
  );
}

function MenuLines({ item, folders }: Omit<ItemMenuProps, 'anchor'>) {
  const view = viewOf(item);
  const markRead = view && (
    <MenuLine icon={CheckCheck} label="Mark all as read" onClick={() => markAllRead(view)} />
  );
  switch (item.kind) {
    case 'feed':
      return (
        <>
          <MenuLine icon={RefreshCw} label="Refresh" onClick={() => refresh([item.feed.id])} />
          {markRead}
          <Menu.Separator className="menu-separator" />
          <MenuLine
            icon={Pencil}
            label="Rename…"
            onClick={() => openDialog({ kind: 'rename-feed', feed: item.feed })}
          />
          <MoveTo feed={item.feed} folders={folders} />
          <FeedInterval feed={item.feed} folders={folders} />
          <Menu.CheckboxItem
            className="menu-item"
            checked={item.feed.fullText}
            onCheckedChange={(checked) => void setFullText(item.feed, checked)}
            closeOnClick
          >
            <BookOpenText aria-hidden size={15} strokeWidth={1.75} />
            <span className="menu-item-label">Always show the full text</span>
            <Menu.CheckboxItemIndicator>
              <Check aria-hidden size={14} strokeWidth={2} />
            </Menu.CheckboxItemIndicator>
          </Menu.CheckboxItem>
          <KeptEpisodesMenu feed={item.feed} />
          <MenuLine
            icon={KeyRound}
            label="Log in…"
            onClick={() => openDialog({ kind: 'login', feed: item.feed })}
          />
          <MenuLine icon={Link2} label="Copy address" onClick={() => copyAddress(item.feed)} />
          <Menu.Separator className="menu-separator" />
          <MenuLine icon={Unplug} label="Unsubscribe" onClick={() => unsubscribe(item.feed)} />
        </>
      );
    case 'folder':
      return (
        <>
          <MenuLine
            icon={RefreshCw}
            label="Refresh"
            onClick={() => refresh(item.feeds.map((feed) => feed.id))}
          />
          {markRead}
          <Menu.Separator className="menu-separator" />
          <MenuLine
            icon={Pencil}
            label="Rename…"
            onClick={() => openDialog({ kind: 'rename-folder', folder: item.folder })}
          />
          <FolderInterval folder={item.folder} />
          <MenuLine icon={FolderMinus} label="Remove folder" onClick={() => removeFolder(item.folder)} />
        </>
      );
    case 'tag':
      return (
        <>
          {markRead}
          <Menu.Separator className="menu-separator" />
          <MenuLine
            icon={Pencil}
            label="Rename…"
            onClick={() => openDialog({ kind: 'rename-tag', tag: item.tag })}
          />
          <MenuLine icon={Trash2} label="Delete tag" onClick={() => deleteTag(item.tag)} />
        </>
      );
    default:
      return markRead;
  }
}

function MoveTo({ feed, folders }: { readonly feed: Feed; readonly folders: readonly Folder[] }) {
  return (
    <Menu.SubmenuRoot>
      <Menu.SubmenuTrigger className="menu-item">
        <FolderInput aria-hidden size={15} strokeWidth={1.75} />
        <span className="menu-item-label">Move to folder</span>
        <ChevronRight aria-hidden size={14} strokeWidth={2} />
      </Menu.SubmenuTrigger>
      <Menu.Portal>
        <Menu.Positioner className="popup-positioner" sideOffset={4} alignOffset={-5}>
          <Menu.Popup className="menu" data-covers-window>
            <Menu.RadioGroup
              className="menu-list"
              value={feed.folderId ?? ''}
              onValueChange={(id: string) =>
                moveFeed(feed, folders.find((folder) => folder.id === id)?.id ?? null)
              }
            >
              <Choice value="" label="No folder" />
              {folders.map((folder) => (
                <Choice key={folder.id} value={folder.id} label={folder.title} />
              ))}
            </Menu.RadioGroup>
            <Menu.Separator className="menu-separator" />
            <MenuLine
              icon={FolderPlus}
              label="New folder…"
              onClick={() => openDialog({ kind: 'new-folder', feed })}
            />
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.SubmenuRoot>
  );
}

function Choice({ value, label }: { readonly value: string; readonly label: string }) {
  return (
    <Menu.RadioItem className="menu-item menu-choice" value={value} closeOnClick>
      <span className="menu-item-label">{label}</span>
    </Menu.RadioItem>
  );
}
