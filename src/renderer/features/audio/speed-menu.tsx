import { Menu } from '@base-ui/react/menu';
import { speeds, usePlayer } from '../../state/player';
import { WithTooltip } from '../../ui/icon-button';
import '../../ui/menu.css';
import { speedText } from './audio-text';
import { setSpeed } from './player';

/** How fast it plays; kept for every recording. */
export function SpeedMenu() {
  const speed = usePlayer((state) => state.speed);
  const label = `Speed: ${speedText(speed)}`;
  return (
    <Menu.Root modal={false}>
      <WithTooltip label={label}>
        <Menu.Trigger className="icon-button player-speed" aria-label={label}>
          {speedText(speed)}
        </Menu.Trigger>
      </WithTooltip>
      <Menu.Portal>
        <Menu.Positioner className="popup-positioner" align="end" sideOffset={10}>
          <Menu.Popup className="menu player-speeds" aria-label="Speed" data-covers-window>
            <Menu.RadioGroup className="menu-list" value={speed} onValueChange={setSpeed}>
              {speeds.map((choice) => (
                <Menu.RadioItem key={choice} className="menu-item menu-choice" value={choice} closeOnClick>
                  <span className="menu-item-label">{speedText(choice)}</span>
                </Menu.RadioItem>
              ))}
            </Menu.RadioGroup>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
