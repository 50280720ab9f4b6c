import { Popover } from '@base-ui/react/popover';
import { ShieldCheck } from 'lucide-react';
import { describeRemoved, type Removed } from '../../../shared/model/removed';
import { WithTooltip } from '../../ui/icon-button';
import '../../ui/menu.css';
import './removed-badge.css';

/** Says what was taken out of the open article, and whom it would have told. */
export function RemovedBadge({ removed }: { readonly removed: Removed }) {
  const { sentence, details } = describeRemoved(removed);
  return (
    <Popover.Root>
      <WithTooltip label={sentence}>
        <Popover.Trigger className="icon-button removed-badge" aria-label={sentence}>
          <ShieldCheck aria-hidden size={16} strokeWidth={1.75} />
        </Popover.Trigger>
      </WithTooltip>
      <Popover.Portal>
        <Popover.Positioner className="popup-positioner" sideOffset={6} align="end">
          <Popover.Popup className="popover removed-popover" aria-label={sentence}>
            <p className="removed-sentence">{sentence}</p>
            <ul>
              {details.map((detail) => (
                <li key={detail} className="removed-detail">
                  {detail}
                </li>
              ))}
            </ul>
            {removed.hosts.length > 0 && (
              <>
                <p className="removed-told">These sites were not told that you opened it:</p>
                <ul className="removed-hosts" aria-label="Sites that were not told">
                  {removed.hosts.map((host) => (
                    <li key={host}>{host}</li>
                  ))}
                </ul>
              </>
            )}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
