import { Toggle } from '@base-ui/react/toggle';
import { Tooltip } from '@base-ui/react/tooltip';
import type { LucideIcon } from 'lucide-react';
import type { ReactElement } from 'react';
import './button.css';

interface Labelled {
  readonly label: string;
  /** The key that does the same, as shown in the tooltip. */
  readonly shortcut?: string;
}

/** Shows the name of a control, and its key, after a moment of rest on it. */
export function WithTooltip({ label, shortcut, children }: Labelled & { readonly children: ReactElement }) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger render={children} />
      <Tooltip.Portal>
        <Tooltip.Positioner sideOffset={6} className="popup-positioner">
          <Tooltip.Popup className="tooltip">
            {label}
            {shortcut && <kbd className="tooltip-key">{shortcut}</kbd>}
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}

interface IconButtonProps extends Labelled {
  readonly icon: LucideIcon;
  readonly onClick: () => void;
  readonly disabled?: boolean;
  readonly className?: string;
}

export function IconButton({ icon: Icon, label, shortcut, onClick, disabled, className }: IconButtonProps) {
  return (
    <WithTooltip label={label} {...(shortcut && { shortcut })}>
      <button
        type="button"
        className={`icon-button ${className ?? ''}`}
        aria-label={label}
        disabled={disabled}
        onClick={onClick}
      >
        <Icon aria-hidden size={17} strokeWidth={1.75} />
      </button>
    </WithTooltip>
  );
}

interface IconToggleProps extends Labelled {
  readonly icon: LucideIcon;
  readonly pressed: boolean;
  readonly onPressedChange: (pressed: boolean) => void;
  readonly className?: string;
}

/** A button that stays down. Its name is the same up and down; `aria-pressed` tells which. */
export function IconToggle({
  icon: Icon,
  label,
  shortcut,
  pressed,
  onPressedChange,
  className,
}: IconToggleProps) {
  return (
    <WithTooltip label={label} {...(shortcut && { shortcut })}>
      <Toggle
        className={`icon-button ${className ?? ''}`}
        aria-label={label}
        pressed={pressed}
        onPressedChange={onPressedChange}
      >
        <Icon aria-hidden size={17} strokeWidth={1.75} />
      </Toggle>
    </WithTooltip>
  );
}
