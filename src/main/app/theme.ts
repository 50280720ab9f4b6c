import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nativeTheme } from 'electron';
import { z } from 'zod';
import { colorSchemeOf, type Theme, themes } from '../../shared/model/theme';

const schema = z.object({ theme: z.enum(themes) });

/** Takes up the theme of the last time, before a window is made: it must not flash in another. */
export function restoreTheme(profile: string): void {
  try {
    nativeTheme.themeSource = colorSchemeOf(
      schema.parse(JSON.parse(readFileSync(fileIn(profile), 'utf8'))).theme,
    );
  } catch {
    // None was chosen yet, or the file is broken: the system's.
  }
}

/** Draws menus, dialogs and title bars in the window's theme, and remembers it. */
export function setTheme(profile: string, theme: Theme): void {
  const scheme = colorSchemeOf(theme);
  if (nativeTheme.themeSource === scheme) return;
  nativeTheme.themeSource = scheme;
  try {
    writeFileSync(fileIn(profile), JSON.stringify({ theme }));
  } catch (error) {
    console.error('The theme could not be remembered:', error);
  }
}

function fileIn(profile: string): string {
  return join(profile, 'theme.json');
}
