import { Menu } from '@base-ui/react/menu';
import { ListOrdered } from 'lucide-react';
import type { Chapter } from '../../../shared/model/article';
import { chapterAt } from '../../../shared/model/audio';
import { usePlayback } from '../../state/player';
import { WithTooltip } from '../../ui/icon-button';
import '../../ui/menu.css';
import { formatDuration } from '../article/enclosure';
import { seek } from './player';

/** The chapters of the recording that plays, to go to one. */
export function ChaptersMenu({ chapters }: { readonly chapters: readonly Chapter[] }) {
  const current = usePlayback(({ time }) => chapterAt(chapters, time)?.start ?? -1);
  return (
    <Menu.Root modal={false}>
      <WithTooltip label="Chapters">
        <Menu.Trigger className="icon-button" aria-label="Chapters">
          <ListOrdered aria-hidden size={17} strokeWidth={1.75} />
        </Menu.Trigger>
      </WithTooltip>
      <Menu.Portal>
        <Menu.Positioner className="popup-positioner" align="end" sideOffset={10}>
          <Menu.Popup className="menu" aria-label="Chapters" data-covers-window>
            <Menu.RadioGroup
              className="menu-list"
              value={current}
              onValueChange={(start: number) => seek(start)}
            >
              {chapters.map(({ start, title }) => (
                <Menu.RadioItem
                  key={`${start} ${title}`}
                  className="menu-item menu-choice"
                  value={start}
                  closeOnClick
                >
                  <span className="menu-item-label" title={title}>
                    <bdi>{title}</bdi>
                  </span>
                  <span className="chapter-start">{formatDuration(start)}</span>
                </Menu.RadioItem>
              ))}
            </Menu.RadioGroup>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
