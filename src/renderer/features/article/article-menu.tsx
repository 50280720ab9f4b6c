import { Menu } from '@base-ui/react/menu';
import {
  AudioLines,
  Ellipsis,
  ExternalLink,
  FileCode,
  FileDown,
  Images,
  Link2,
  Printer,
  Quote,
  Search,
} from 'lucide-react';
import { openFind } from '../../state/find';
import { WithTooltip } from '../../ui/icon-button';
import '../../ui/menu.css';
import { MenuLine } from '../../ui/menu-line';
import { toggleAloud } from '../aloud/read-aloud';
import { openBehind } from '../articles/article-actions';
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
            <MenuLine icon={Search} label="Find in article" onClick={openFind} />
            <MenuLine icon={Images} label="View pictures" onClick={() => viewPictures()} />
            <MenuLine icon={AudioLines} label="Read aloud" onClick={() => void toggleAloud()} />
            <MenuLine
              icon={ExternalLink}
              label="Open in browser, behind this window"
              onClick={() => void openBehind()}
            />
            <Menu.Separator className="menu-separator" />
            <MenuLine icon={Printer} label="Print…" onClick={() => void printArticle()} />
            <MenuLine icon={FileDown} label="Save as PDF…" onClick={() => void savePdf()} />
            <Menu.Separator className="menu-separator" />
            <MenuLine icon={Link2} label="Copy link" onClick={() => void copyLink()} />
            <MenuLine icon={Quote} label="Copy as quotation" onClick={() => void copyQuotation()} />
            <MenuLine icon={FileCode} label="Copy as Markdown" onClick={() => void copyMarkdown()} />
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
