import { Checkbox } from '@base-ui/react/checkbox';
import { Check } from 'lucide-react';

interface BoxProps {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

/** A box to tick. */
export function Box({ label, checked, onChange }: BoxProps) {
  return (
    <Checkbox.Root className="health-box" aria-label={label} checked={checked} onCheckedChange={onChange}>
      <Checkbox.Indicator className="health-check">
        <Check aria-hidden size={12} strokeWidth={3} />
      </Checkbox.Indicator>
    </Checkbox.Root>
  );
}
