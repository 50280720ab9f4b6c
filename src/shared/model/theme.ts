/** Colours of the whole window; `system` follows the system between paper and night. */
export const themes = ['system', 'paper', 'white', 'sepia', 'night', 'black'] as const;
export type Theme = (typeof themes)[number];

/** What a theme asks of the parts the system draws: menus, dialogs, the title bar. */
export function colorSchemeOf(theme: Theme): 'system' | 'light' | 'dark' {
  if (theme === 'system') return 'system';
  return theme === 'night' || theme === 'black' ? 'dark' : 'light';
}
