import { Select } from '@base-ui/react/select';
import { Check, ChevronsUpDown } from 'lucide-react';
import type { CSSProperties } from 'react';
import './menu.css';
import './select-field.css';

interface SelectFieldProps<Value extends string | number | null> {
  readonly label: string;
  /** `level`: how deep it stands among the others, from 1. */
  readonly choices: readonly { readonly value: Value; readonly label: string; readonly level?: number }[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}

/** A labelled field with one choice of several. */
export function SelectField<Value extends string | number | null>({
  label,
  choices,
  value,
  onChange,
}: SelectFieldProps<Value>) {
  return (
    <Select.Root items={choices} value={value} onValueChange={(chosen) => onChange(chosen as Value)}>
      <div className="field">
        <Select.Label className="field-label">{label}</Select.Label>
        <Select.Trigger className="field-input select-field">
          <Select.Value className="select-field-value" />
          <Select.Icon className="select-field-icon">
            <ChevronsUpDown aria-hidden size={14} strokeWidth={2} />
          </Select.Icon>
        </Select.Trigger>
      </div>
      <Select.Portal>
        <Select.Positioner className="popup-positioner" sideOffset={4} alignItemWithTrigger={false}>
          <Select.Popup className="menu select-field-popup">
            <Select.List className="menu-list">
              {choices.map((choice) => (
                <Select.Item
                  key={choice.value}
                  value={choice.value}
                  className="menu-item menu-nested"
                  style={{ '--menu-level': choice.level ?? 1 } as CSSProperties}
                >
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
