import { writeFileSync } from 'node:fs';
import type { BrowserWindow } from 'electron';

/** Writes what the window shows to a PNG file. Waits for two frames, so that what was last changed is painted. */
export async function takeScreenshot(window: BrowserWindow, file: string): Promise<void> {
  await window.webContents.executeJavaScript(
    'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(null))))',
  );
  const image = await window.webContents.capturePage();
  writeFileSync(file, image.toPNG());
}
