import { Menu } from '@base-ui/react/menu';
import type { LucideIcon } from 'lucide-react';
import './menu.css';

interface MenuLineProps {
  readonly icon: LucideIcon;
  readonly label: string;
  readonly onClick: () => void;
}

/** A line of a menu: a sign and a word. */
export function MenuLine({ icon: Icon, label, onClick }: MenuLineProps) {
  return (
    <Menu.Item className="menu-item" onClick={onClick}>
      <Icon aria-hidden size={15} strokeWidth={1.75} />
      <span className="menu-item-label">{label}</span>
    </Menu.Item>
  );
}
