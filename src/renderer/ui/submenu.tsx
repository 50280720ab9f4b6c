import { Menu } from '@base-ui/react/menu';
import { ChevronRight, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import './menu.css';

interface SubmenuProps {
  readonly icon: LucideIcon;
  readonly label: string;
  /** What stands in the menu it opens. */
  readonly children: ReactNode;
}

/** A line of a menu that opens another one beside it. */
export function Submenu({ icon: Icon, label, children }: SubmenuProps) {
  return (
    <Menu.SubmenuRoot>
      <Menu.SubmenuTrigger className="menu-item">
        <Icon aria-hidden size={15} strokeWidth={1.75} />
        <span className="menu-item-label">{label}</span>
        <ChevronRight aria-hidden size={14} strokeWidth={2} />
      </Menu.SubmenuTrigger>
      <Menu.Portal>
        <Menu.Positioner className="popup-positioner" sideOffset={4} alignOffset={-5}>
          <Menu.Popup className="menu" data-covers-window>
            {children}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.SubmenuRoot>
  );
}
