import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BrowserWindow, type Rectangle, screen } from 'electron';
import { z } from 'zod';

const stateSchema = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(600),
  height: z.number().int().min(400),
  maximized: z.boolean(),
});

export interface WindowState {
  readonly bounds: Partial<Rectangle> & { readonly width: number; readonly height: number };
  readonly maximized: boolean;
}

const firstTime: WindowState = { bounds: { width: 1440, height: 900 }, maximized: false };

/** Where the window stood when it was last closed, if that place is still on a screen. A broken file counts as none. */
export function readWindowState(profile: string): WindowState {
  try {
    const { maximized, ...bounds } = stateSchema.parse(JSON.parse(readFileSync(fileIn(profile), 'utf8')));
    const { workArea } = screen.getDisplayMatching(bounds);
    const visible =
      bounds.x < workArea.x + workArea.width - 80 && bounds.y < workArea.y + workArea.height - 80;
    return { bounds: visible ? bounds : { width: bounds.width, height: bounds.height }, maximized };
  } catch {
    return firstTime;
  }
}

/** Remembers the window's place whenever it closes. */
export function keepWindowState(window: BrowserWindow, profile: string): void {
  window.on('close', () => {
    const state = { ...window.getNormalBounds(), maximized: window.isMaximized() };
    try {
      writeFileSync(fileIn(profile), JSON.stringify(state));
    } catch (error) {
      console.error('The window’s place could not be remembered:', error);
    }
  });
}

function fileIn(profile: string): string {
  return join(profile, 'window-state.json');
}
