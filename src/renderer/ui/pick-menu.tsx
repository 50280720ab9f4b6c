import { Select } from '@base-ui/react/select';
import { Check } from 'lucide-react';
import { useState } from 'react';
import './menu.css';
import './pick-menu.css';

interface PickMenuProps {
  readonly label: string;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** One choice of several in a bar: the button shows what is chosen. */
export function PickMenu({ label, choices, value, onChange }: PickMenuProps) {
  const [open, setOpen] = useState(false);
  return (
    <Select.Root
      items={choices}
      value={value}
      onValueChange={(chosen) => onChange(chosen as string)}
      open={open}
      onOpenChange={setOpen}
    >
      <Select.Trigger className="button-quiet pick-menu" aria-label={label}>
        <Select.Value className="pick-menu-value" />
      </Select.Trigger>
      <Select.Portal>
        <Select.Positioner className="popup-positioner" sideOffset={4} alignItemWithTrigger={false}>
          <Select.Popup className="menu pick-menu-popup" data-covers-window={open || undefined}>
            <Select.List className="menu-list">
              {choices.map((choice) => (
                <Select.Item key={choice.value} value={choice.value} className="menu-item">
                  <Select.ItemText className="menu-item-label">{choice.label}</Select.ItemText>
                  <Select.ItemIndicator>
                    <Check aria-hidden size={14} strokeWidth={2.25} />
                  </Select.ItemIndicator>
                </Select.Item>
              ))}
            </Select.List>
          </Select.Popup>
        </Select.Positioner>
      </Select.Portal>
    </Select.Root>
  );
}
