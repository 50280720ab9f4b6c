/**
 * The npm packages: installed exactly as package-lock.json says, and only when they are not already.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { SetupError, say } from './console.mjs';
import { run } from './processes.mjs';

/** The folder of the project, which every script works in, wherever it was called from. */
export const root = fileURLToPath(new URL('..', import.meta.url));

const lockFile = path.join(root, 'package-lock.json');
const stampFile = path.join(root, 'node_modules', '.broadsheet-setup');
const installedLockFile = path.join(root, 'node_modules', '.package-lock.json');
const installLimit = 15 * 60_000;

/** Runs npm, preferably the one that started us. Its own messages go to stderr. */
export async function npm(args, { timeout, quiet = false } = {}) {
  const stdio = ['ignore', quiet ? 'ignore' : process.stderr, process.stderr];
  const options = { cwd: root, stdio, timeout };
  const current = process.env.npm_execpath;
  const result = current?.endsWith('.js')
    ? await run(process.execPath, [current, ...args], options)
    : await run('npm', args, { ...options, shell: process.platform === 'win32' });
  if (result.missing) {
    throw new SetupError('npm is missing: install it (it comes with Node.js), then run this again.');
  }
  return result;
}

/** How to start a command line tool of an installed package: arguments for the Node running this. */
export function tool(packageName, command = packageName) {
  const folder = path.join(root, 'node_modules', packageName);
  const { bin } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  return path.join(folder, typeof bin === 'string' ? bin : bin[command]);
}

/** Installs the packages when they are missing or differ from package-lock.json. */
export async function ensurePackages() {
  const lock = readFileSync(lockFile, 'utf8');
  const wanted = createHash('sha256').update(lock).digest('hex');
  if (readText(stampFile) === wanted) return;
  if (!installedMatches(lock)) await install(lock);
  writeFileSync(stampFile, wanted);
}

async function install(lock) {
  const command = lockIsComplete(lock) ? ['ci'] : ['install', '--no-save'];
  say(`installing the npm packages (npm ${command.join(' ')}) ...`);
  // --include=dev: everything here is a dev dependency, and NODE_ENV=production would leave them out.
  // --loglevel=error: npm warns that the `electron` package wants a newer Node; only its download script does.
  const options = ['--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const { code, timedOut } = await npm([...command, ...options], { timeout: installLimit });
  if (timedOut)
    throw new SetupError('installing the npm packages took longer than 15 minutes and was stopped.');
  if (code !== 0) {
    throw new SetupError('npm failed (its message is above): is the package registry reachable?');
  }
}

/**
 * Whether the lock file names every optional package the locked ones may use. One written where the registry lacks
 * some of them (builds for other platforms, usually) does not, and `npm ci` refuses it everywhere; `npm install
 * --no-save` installs the same locked packages from it and leaves the file alone.
 */
function lockIsComplete(lock) {
  const { packages } = JSON.parse(lock);
  const named = new Set(
    Object.keys(packages).map((place) => place.slice(place.lastIndexOf('node_modules/'))),
  );
  return Object.values(packages)
    .flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}))
    .every((name) => named.has(`node_modules/${name}`));
}

/**
 * Whether node_modules already holds what the lock file says, for instance after `npm install`: npm keeps its
 * own record of what it installed. Packages for other platforms may be absent.
 */
function installedMatches(lock) {
  const record = readText(installedLockFile);
  if (record === undefined) return false;
  const wanted = JSON.parse(lock).packages;
  const installed = JSON.parse(record).packages;
  const same = (name) => installed[name]?.integrity === wanted[name]?.integrity;
  return (
    Object.keys(installed).every((name) => name in wanted && same(name)) &&
    Object.entries(wanted).every(([name, entry]) => name === '' || name in installed || entry.optional)
  );
}

function readText(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
