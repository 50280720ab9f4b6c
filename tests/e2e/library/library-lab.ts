import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright/test';
import { build } from 'vite';

/** The library alone, in a real Electron with a real IndexedDB: no main process of ours, no network, no React. */
export interface LibraryLab {
  readonly page: Page;
  /** Ends the app as a power cut would: nothing gets to say goodbye. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

const here = import.meta.dirname;

/** Builds the lab's page; returns its app folder and what removes it. */
export async function buildLab(): Promise<{ readonly app: string; readonly remove: () => void }> {
  const app = mkdtempSync(path.join(tmpdir(), 'library-lab-'));
  await build({
    root: path.join(here, 'lab'),
    configFile: false,
    logLevel: 'error',
    worker: { format: 'es' },
    build: { target: 'chrome130', outDir: path.join(app, 'page'), emptyOutDir: true, minify: false },
  });
  mkdirSync(app, { recursive: true });
  copyFileSync(path.join(here, 'lab/electron-main.mjs'), path.join(app, 'main.mjs'));
  const manifest = { name: 'library-lab', version: '1.0.0', type: 'module', main: 'main.mjs' };
  writeFileSync(path.join(app, 'package.json'), JSON.stringify(manifest));
  return { app, remove: () => rmSync(app, { recursive: true, force: true }) };
}

/** A data folder that outlives runs of the app within one test. */
export function dataFolder(): { readonly folder: string; readonly remove: () => void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'library-data-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 10 }) };
}

/** Starts the app on a page of the library's origin where none of our code runs yet. */
export async function launchEmpty(app: string, data: string): Promise<LibraryLab> {
  const executablePath = process.env.BROADSHEET_ELECTRON;
  if (!executablePath) throw new Error('BROADSHEET_ELECTRON names no Electron; run the tests with npm test.');
  const electron = await _electron.launch({
    executablePath,
    args: [app, `--lab-data=${data}`, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
  });
  const page = await electron.firstWindow();
  return { page, kill: () => kill(electron), close: () => electron.close() };
}

/** Starts the app, opens the library and connects it. */
export async function launchLab(app: string, data: string): Promise<LibraryLab> {
  const lab = await launchEmpty(app, data);
  await openLibrary(lab.page);
  return lab;
}

export async function openLibrary(page: Page): Promise<void> {
  await page.goto('app://broadsheet/index.html');
  await page.waitForFunction(() => window.lab !== undefined);
  const ready = await page.evaluate(() => window.lab.libraryReady);
  if (!ready.ok) throw new Error(`The library did not open: ${JSON.stringify(ready.problem)}`);
  await page.evaluate(() => window.lab.connect());
}

async function kill(electron: ElectronApplication): Promise<void> {
  const ended = electron.waitForEvent('close');
  electron.process().kill('SIGKILL');
  await ended;
}
