import { Menu } from '@base-ui/react/menu';
import {
  Ellipsis,
  FileCode,
  FileDown,
  Images,
  Link2,
  type LucideIcon,
  Printer,
  Quote,
  Search,
} from 'lucide-react';
import { openFind } from '../../state/find';
import { WithTooltip } from '../../ui/icon-button';
import '../../ui/menu.css';
import { copyLink, copyMarkdown, copyQuotation } from './copy-actions';
import { viewPictures } from './pictures';
import { printArticle, savePdf } from './print-actions';

/** Everything else that can be done with the open article. */
export function ArticleMenu() {
  return (
    <Menu.Root modal={false}>
      <WithTooltip label="More">
        <Menu.Trigger className="icon-button" aria-label="More">
          <Ellipsis aria-hidden size={17} strokeWidth={1.75} />
        </Menu.Trigger>
      </WithTooltip>
      <Menu.Portal>
        <Menu.Positioner className="popup-positioner" align="end" sideOffset={6}>
          <Menu.Popup className="menu" aria-label="More" data-covers-window>
            <Line icon={Search} label="Find in article" onClick={openFind} />
            <Line icon={Images} label="View pictures" onClick={() => viewPictures()} />
            <Menu.Separator className="menu-separator" />
            <Line icon={Printer} label="Print…" onClick={() => void printArticle()} />
            <Line icon={FileDown} label="Save as PDF…" onClick={() => void savePdf()} />
            <Menu.Separator className="menu-separator" />
            <Line icon={Link2} label="Copy link" onClick={() => void copyLink()} />
            <Line icon={Quote} label="Copy as quotation" onClick={() => void copyQuotation()} />
            <Line icon={FileCode} label="Copy as Markdown" onClick={() => void copyMarkdown()} />
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

interface LineProps {
  readonly icon: LucideIcon;
  readonly label: string;
  readonly onClick: () => void;
}

function Line({ icon: Icon, label, onClick }: LineProps) {
  return (
    <Menu.Item className="menu-item" onClick={onClick}>
      <Icon aria-hidden size={15} strokeWidth={1.75} />
      <span className="menu-item-label">{label}</span>
    </Menu.Item>
  );
}
