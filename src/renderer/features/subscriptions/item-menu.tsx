import { Menu } from '@base-ui/react/menu';
import {
  BookOpenText,
  Check,
  CheckCheck,
  FolderInput,
  FolderMinus,
  FolderPlus,
  KeyRound,
  Link2,
  Pencil,
  RefreshCw,
  ScrollText,
  Trash2,
  Unplug,
} from 'lucide-react';
import type { CSSProperties } from 'react';
import type { Folder } from '../../../shared/model/folder';
import { folderLines, folderPath, foldersById, foldersWithin } from '../../../shared/model/folder-tree';
import type { FolderId } from '../../../shared/model/ids';
import { openDialog } from '../../state/dialogs';
import '../../ui/menu.css';
import { MenuLine } from '../../ui/menu-line';
import { Submenu } from '../../ui/submenu';
import { markAllRead } from '../articles/article-actions';
import { KeptEpisodesMenu } from '../audio/kept-episodes-menu';
import { copyAddress, refresh, setFullText, unsubscribe } from '../feeds/feed-actions';
import { FeedInterval, FolderInterval } from '../feeds/interval-menu';
import { moveFeed, moveFolder, removeFolder } from '../folders/folder-actions';
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
          <MoveTo
            folders={folders}
            inside={item.feed.folderId}
            onMove={(target) => void moveFeed(item.feed, target)}
            onNew={() => openDialog({ kind: 'new-folder', inside: null, feed: item.feed })}
          />
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
          {item.feed.hasEpisodes !== false && <KeptEpisodesMenu feed={item.feed} />}
          <MenuLine
            icon={KeyRound}
            label="Log in…"
            onClick={() => openDialog({ kind: 'login', feed: item.feed })}
          />
          <MenuLine icon={Link2} label="Copy address" onClick={() => copyAddress(item.feed)} />
          <MenuLine
            icon={ScrollText}
            label="Details and poll log…"
            onClick={() => openDialog({ kind: 'feed-details', feed: item.feed })}
          />
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
          <MoveTo
            folders={withoutBranch(folders, item.folder.id)}
            inside={item.folder.parentId}
            onMove={(target) => void moveFolder(item.folder, target)}
          />
          <MenuLine
            icon={FolderPlus}
            label="New folder inside…"
            onClick={() => openDialog({ kind: 'new-folder', inside: item.folder, feed: null })}
          />
          <FolderInterval folder={item.folder} folders={folders} />
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

/** The folders that do not stand inside one: nothing can move into itself. */
function withoutBranch(folders: readonly Folder[], folderId: FolderId): readonly Folder[] {
  const within = foldersWithin(folderId, folders);
  return folders.filter(({ id }) => !within.has(id));
}

interface MoveToProps {
  readonly folders: readonly Folder[];
  /** Where it is now. */
  readonly inside: FolderId | null;
  readonly onMove: (target: Folder | null) => void;
  readonly onNew?: () => void;
}

function MoveTo({ folders, inside, onMove, onNew }: MoveToProps) {
  const byId = foldersById(folders);
  return (
    <Submenu icon={FolderInput} label="Move to folder">
      <Menu.RadioGroup
        className="menu-list"
        value={inside ?? ''}
        onValueChange={(id: string) => onMove(folders.find((folder) => folder.id === id) ?? null)}
      >
        <Choice value="" label="No folder" level={1} />
        {folderLines(folders).map(({ folder, level }) => (
          <Choice
            key={folder.id}
            value={folder.id}
            label={folder.title}
            level={level}
            path={folderPath(folder.id, byId).join(', ')}
          />
        ))}
      </Menu.RadioGroup>
      {onNew && (
        <>
          <Menu.Separator className="menu-separator" />
          <MenuLine icon={FolderPlus} label="New folder…" onClick={onNew} />
        </>
      )}
    </Submenu>
  );
}

interface ChoiceProps {
  readonly value: string;
  readonly label: string;
  readonly level: number;
  /** What is said instead of the label: the indentation is for eyes alone. */
  readonly path?: string;
}

function Choice({ value, label, level, path }: ChoiceProps) {
  return (
    <Menu.RadioItem
      className="menu-item menu-choice menu-nested"
      style={{ '--menu-level': level } as CSSProperties}
      aria-label={path}
      value={value}
      closeOnClick
    >
      <span className="menu-item-label">{label}</span>
    </Menu.RadioItem>
  );
}
