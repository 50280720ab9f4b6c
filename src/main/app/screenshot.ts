import { writeFileSync } from 'node:fs';
import type { BrowserWindow } from 'electron';

/**
 * Settles once every picture in the window is drawn and nothing has been put in for half a second: thumbnails come into the list as
 * the library hears of them. Waits for five seconds at most, then for two frames, so that what was last changed is painted.
 */
const settled = `new Promise((done) => {
  const deadline = Date.now() + 5000;
  let changed = Date.now();
  const watch = new MutationObserver(() => { changed = Date.now(); });
  watch.observe(document.body, { subtree: true, childList: true });
  const look = () => {
    const drawn = [...document.images].every((image) => image.complete);
    if (Date.now() < deadline && !(drawn && Date.now() - changed > 500)) setTimeout(look, 50);
    else requestAnimationFrame(() => requestAnimationFrame(() => { watch.disconnect(); done(null); }));
  };
  look();
})`;

/** Writes what the window shows, with the pictures in view, to a PNG file. */
export async function takeScreenshot(window: BrowserWindow, file: string): Promise<void> {
  await window.webContents.executeJavaScript(settled);
  const image = await window.webContents.capturePage();
  writeFileSync(file, image.toPNG());
}
