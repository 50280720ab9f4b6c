import { Menu } from '@base-ui/react/menu';
import { ChevronRight, Headphones } from 'lucide-react';
import { keptEpisodesChoices } from '../../../shared/model/audio';
import type { Feed } from '../../../shared/model/feed';
import { setKeptEpisodes } from './audio-actions';
import '../../ui/menu.css';

/** How many of its newest episodes a feed keeps on this computer, for the reader to choose. */
export function KeptEpisodesMenu({ feed }: { readonly feed: Feed }) {
  return (
    <Menu.SubmenuRoot>
      <Menu.SubmenuTrigger className="menu-item">
        <Headphones aria-hidden size={15} strokeWidth={1.75} />
        <span className="menu-item-label">Keep episodes offline</span>
        <ChevronRight aria-hidden size={14} strokeWidth={2} />
      </Menu.SubmenuTrigger>
      <Menu.Portal>
        <Menu.Positioner className="popup-positioner" sideOffset={4} alignOffset={-5}>
          <Menu.Popup className="menu" data-covers-window>
            <Menu.RadioGroup
              className="menu-list"
              value={feed.keptEpisodes}
              onValueChange={(count: number) => void setKeptEpisodes(feed, count)}
            >
              {keptEpisodesChoices.map((count) => (
                <Menu.RadioItem key={count} className="menu-item menu-choice" value={count} closeOnClick>
                  <span className="menu-item-label">{choiceLabel(count)}</span>
                </Menu.RadioItem>
              ))}
            </Menu.RadioGroup>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.SubmenuRoot>
  );
}

function choiceLabel(count: number): string {
  if (count === 0) return 'None';
  return count === 1 ? 'The newest' : `The ${count} newest`;
}
