import type { Theme } from '../../../shared/model/theme';
import { type Typography, useAppearance } from '../../state/appearance';

/** The attributes of a page's root element that its stylesheet reads. */
export function appearanceAttributes(theme: Theme, typography: Typography): Readonly<Record<string, string>> {
  return {
    'data-theme': theme,
    'data-typeface': typography.typeface,
    'data-text-size': String(typography.textSize),
    'data-line-length': typography.lineLength,
    'data-line-spacing': typography.lineSpacing,
    'data-justified': String(typography.justified),
  };
}

/** Keeps the window and what the system draws around it in the chosen theme, from before the first paint on. */
export function followTheme(): void {
  const apply = (theme: Theme) => {
    document.documentElement.dataset.theme = theme;
    void window.broadsheet.invoke('app.set-theme', { theme });
  };
  apply(useAppearance.getState().theme);
  useAppearance.subscribe((state, before) => {
    if (state.theme !== before.theme) apply(state.theme);
  });
}
