import { join } from 'node:path';
import { BrowserWindow, nativeTheme } from 'electron';
import { appOrigin } from './protocols';
import { keepWindowState, readWindowState } from './window-state';

export interface WindowOptions {
  readonly profile: string;
  readonly devOrigin: string | null;
}

/** The main window: sandboxed, isolated, without Node, showing `app://broadsheet/`. */
export function createWindow({ profile, devOrigin }: WindowOptions): BrowserWindow {
  const state = readWindowState(profile);
  const window = new BrowserWindow({
    ...state.bounds,
    minWidth: 760,
    minHeight: 480,
    show: false,
    title: 'Broadsheet',
    // What is seen before the first paint must not flash.
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#17181a' : '#ffffff',
    webPreferences: {
      preload: join(import.meta.dirname, '../preload/index.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      // Chromium would fetch dictionaries from the network.
      spellcheck: false,
      // Articles go on being stored while the window is hidden.
      backgroundThrottling: false,
    },
  });
  if (state.maximized) window.maximize();
  keepWindowState(window, profile);
  window.once('ready-to-show', () => window.show());
  void window.loadURL(devOrigin ? `${devOrigin}/index.html` : `${appOrigin}/index.html`);
  return window;
}

/** Milliseconds a browser may take to come to the front. */
const browserStart = 3_000;

/** Takes the focus back from the next program that takes it within moments. macOS opens a browser behind by itself. */
export function stayInFront(window: BrowserWindow): void {
  if (process.platform === 'darwin') return;
  const takeBack = () => window.focus();
  window.once('blur', takeBack);
  setTimeout(() => window.off('blur', takeBack), browserStart).unref();
}
