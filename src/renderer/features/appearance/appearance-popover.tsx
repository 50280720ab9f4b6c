import { Popover } from '@base-ui/react/popover';
import { Radio } from '@base-ui/react/radio';
import { RadioGroup } from '@base-ui/react/radio-group';
import { Switch } from '@base-ui/react/switch';
import { Toggle } from '@base-ui/react/toggle';
import { ToggleGroup } from '@base-ui/react/toggle-group';
import { ALargeSmall, Check, Minus, Plus } from 'lucide-react';
import { useId } from 'react';
import type { FeedId } from '../../../shared/model/ids';
import { type Theme, themes } from '../../../shared/model/theme';
import {
  changeTypography,
  largestTextSize,
  setOwnTypography,
  setTheme,
  stepTextSize,
  type Typography,
  typographyOf,
  useAppearance,
} from '../../state/appearance';
import { setAppearanceOpen, useDialogs } from '../../state/dialogs';
import { WithTooltip } from '../../ui/icon-button';
import '../../ui/menu.css';
import '../../ui/radio.css';
import './appearance-popover.css';

interface AppearancePopoverProps {
  readonly feedId: FeedId;
  readonly feedTitle: string;
}

/** The button "Text and theme" and what it opens. Everything in it takes effect at once. */
export function AppearancePopover({ feedId, feedTitle }: AppearancePopoverProps) {
  const open = useDialogs((state) => state.appearanceOpen);
  return (
    <Popover.Root open={open} onOpenChange={setAppearanceOpen}>
      <WithTooltip label="Text and theme" shortcut="Shift T">
        <Popover.Trigger className="icon-button" aria-label="Text and theme">
          <ALargeSmall aria-hidden size={19} strokeWidth={1.75} />
        </Popover.Trigger>
      </WithTooltip>
      <Popover.Portal>
        <Popover.Positioner className="popup-positioner" sideOffset={6} align="end">
          <Popover.Popup className="popover appearance-popover" aria-label="Text and theme">
            <Themes />
            <TypographyFields feedId={feedId} feedTitle={feedTitle} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

const themeNames: Readonly<Record<Theme, string>> = {
  system: 'System',
  paper: 'Paper',
  white: 'White',
  sepia: 'Sepia',
  night: 'Night',
  black: 'Black',
};

function Themes() {
  const theme = useAppearance((state) => state.theme);
  return (
    <RadioGroup
      className="themes"
      aria-label="Theme"
      value={theme}
      onValueChange={(value) => setTheme(value as Theme)}
    >
      {themes.map((name) => (
        // biome-ignore lint/a11y/noLabelWithoutControl: the radio inside is the control
        <label key={name} className="theme">
          <Radio.Root className="theme-swatch" value={name} data-swatch={name} aria-label={themeNames[name]}>
            <Radio.Indicator>
              <Check aria-hidden size={15} strokeWidth={2.5} />
            </Radio.Indicator>
          </Radio.Root>
          {themeNames[name]}
        </label>
      ))}
    </RadioGroup>
  );
}

const typefaces: readonly (readonly [Typography['typeface'], string])[] = [
  ['newsreader', 'Newsreader'],
  ['inter', 'Inter'],
  ['atkinson', 'Atkinson Hyperlegible'],
  ['system-serif', 'The system’s serif'],
  ['system-sans', 'The system’s sans serif'],
];

function TypographyFields({ feedId, feedTitle }: AppearancePopoverProps) {
  const typography = useAppearance((state) => typographyOf(state, feedId));
  const own = useAppearance((state) => state.byFeed[feedId] !== undefined);
  const change = (part: Partial<Typography>) => changeTypography(feedId, part);
  return (
    <>
      <RadioGroup
        className="typefaces"
        aria-label="Typeface"
        value={typography.typeface}
        onValueChange={(value) => change({ typeface: value as Typography['typeface'] })}
      >
        {typefaces.map(([value, name]) => (
          // biome-ignore lint/a11y/noLabelWithoutControl: the radio inside is the control
          <label key={value} className="typeface" data-typeface={value}>
            <Radio.Root className="radio" value={value} aria-label={name}>
              <Radio.Indicator className="radio-dot" />
            </Radio.Root>
            {name}
          </label>
        ))}
      </RadioGroup>
      <div className="appearance-fields">
        <TextSize feedId={feedId} size={typography.textSize} />
        <Choice
          label="Lines"
          value={typography.lineLength}
          choices={[
            ['short', 'Short'],
            ['medium', 'Medium'],
            ['long', 'Long'],
          ]}
          onChange={(lineLength) => change({ lineLength })}
        />
        <Choice
          label="Spacing"
          value={typography.lineSpacing}
          choices={[
            ['tight', 'Tight'],
            ['medium', 'Medium'],
            ['loose', 'Loose'],
          ]}
          onChange={(lineSpacing) => change({ lineSpacing })}
        />
        <SwitchField
          label="Justified and hyphenated"
          checked={typography.justified}
          onChange={(justified) => change({ justified })}
        />
        <SwitchField
          label={`Only for ${feedTitle ? `“${feedTitle}”` : 'this feed'}`}
          checked={own}
          onChange={(checked) => setOwnTypography(feedId, checked)}
        />
      </div>
    </>
  );
}

function TextSize({ feedId, size }: { readonly feedId: FeedId; readonly size: number }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would need styles of its own to be a row
    <div className="appearance-field" role="group" aria-label="Text size">
      <span>Size</span>
      <span className="segments">
        <button
          type="button"
          className="segment"
          aria-label="Smaller text"
          disabled={size === 0}
          onClick={() => stepTextSize(feedId, -1)}
        >
          <Minus aria-hidden size={14} />
        </button>
        <output className="segment-value" aria-label="Text size">
          {size + 1}
        </output>
        <button
          type="button"
          className="segment"
          aria-label="Larger text"
          disabled={size === largestTextSize}
          onClick={() => stepTextSize(feedId, 1)}
        >
          <Plus aria-hidden size={14} />
        </button>
      </span>
    </div>
  );
}

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly choices: readonly (readonly [Value, string])[];
  readonly onChange: (value: Value) => void;
}

function Choice<Value extends string>({ label, value, choices, onChange }: ChoiceProps<Value>) {
  return (
    <div className="appearance-field">
      <span>{label}</span>
      <ToggleGroup
        className="segments"
        aria-label={label}
        value={[value]}
        // Pressing the one that is down would leave none: it stays.
        onValueChange={([chosen]) => chosen && onChange(chosen as Value)}
      >
        {choices.map(([choice, name]) => (
          <Toggle key={choice} value={choice} className="segment">
            {name}
          </Toggle>
        ))}
      </ToggleGroup>
    </div>
  );
}

interface SwitchFieldProps {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

function SwitchField({ label, checked, onChange }: SwitchFieldProps) {
  const id = useId();
  return (
    <div className="appearance-field">
      <label className="appearance-switch-label" htmlFor={id}>
        {label}
      </label>
      <Switch.Root id={id} className="switch" checked={checked} onCheckedChange={onChange}>
        <Switch.Thumb className="switch-thumb" />
      </Switch.Root>
    </div>
  );
}
