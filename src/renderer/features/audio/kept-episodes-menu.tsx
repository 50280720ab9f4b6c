import { Menu } from '@base-ui/react/menu';
import { Headphones } from 'lucide-react';
import { keptEpisodesChoices } from '../../../shared/model/audio';
import type { Feed } from '../../../shared/model/feed';
import { setKeptEpisodes } from './audio-actions';
import '../../ui/menu.css';
import { Submenu } from '../../ui/submenu';

/** How many of its newest episodes a feed keeps on this computer, for the reader to choose. */
export function KeptEpisodesMenu({ feed }: { readonly feed: Feed }) {
  return (
    <Submenu icon={Headphones} label="Keep episodes offline">
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
    </Submenu>
  );
}

function choiceLabel(count: number): string {
  if (count === 0) return 'None';
  return count === 1 ? 'The newest' : `The ${count} newest`;
}
