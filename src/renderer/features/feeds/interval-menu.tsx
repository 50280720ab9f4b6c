import { Menu } from '@base-ui/react/menu';
import { Clock } from 'lucide-react';
import type { Feed } from '../../../shared/model/feed';
import type { Folder } from '../../../shared/model/folder';
import { foldersById, intervalWithin } from '../../../shared/model/folder-tree';
import { describeInterval, intervalChoices, type OwnInterval } from '../../../shared/model/interval';
import { setFeedIntervals, setFolderInterval } from './interval-actions';
import '../../ui/menu.css';
import { Submenu } from '../../ui/submenu';

interface FeedIntervalProps {
  readonly feed: Feed;
  readonly folders: readonly Folder[];
}

/** How often a feed is polled, for the reader to choose. */
export function FeedInterval({ feed, folders }: FeedIntervalProps) {
  const inherited = intervalWithin(feed.folderId, foldersById(folders));
  return (
    <IntervalMenu
      value={feed.ownInterval}
      automatic={inherited === null ? 'Automatically' : `As its folder: ${describeInterval(inherited)}`}
      onChoose={(interval) => void setFeedIntervals([feed], interval)}
    />
  );
}

interface FolderIntervalProps {
  readonly folder: Folder;
  readonly folders: readonly Folder[];
}

/** How often the feeds of a folder are polled that have no choice of their own. */
export function FolderInterval({ folder, folders }: FolderIntervalProps) {
  const inherited = intervalWithin(folder.parentId, foldersById(folders));
  return (
    <IntervalMenu
      value={folder.ownInterval}
      automatic={inherited === null ? 'Automatically' : `As its folder: ${describeInterval(inherited)}`}
      onChoose={(interval) => void setFolderInterval(folder, interval)}
    />
  );
}

interface IntervalMenuProps {
  readonly value: OwnInterval | null;
  readonly automatic: string;
  readonly onChoose: (interval: OwnInterval | null) => void;
}

function IntervalMenu({ value, automatic, onChoose }: IntervalMenuProps) {
  return (
    <Submenu icon={Clock} label="Check for news">
      <Menu.RadioGroup className="menu-list" value={value} onValueChange={onChoose}>
        <Choice value={null} label={automatic} />
        {intervalChoices.map((interval) => (
          <Choice key={interval} value={interval} label={labelOf(interval)} />
        ))}
      </Menu.RadioGroup>
    </Submenu>
  );
}

function labelOf(interval: OwnInterval): string {
  if (interval === 'by-hand') return 'Never (only by hand)';
  const text = describeInterval(interval);
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function Choice({ value, label }: { readonly value: OwnInterval | null; readonly label: string }) {
  return (
    <Menu.RadioItem className="menu-item menu-choice" value={value} closeOnClick>
      <span className="menu-item-label">{label}</span>
    </Menu.RadioItem>
  );
}
