/**
 * Everything a bare clone needs before it can start or be tested. Each step checks first and does nothing when
 * there is nothing to do, so every script calls this every time.
 *
 * Only Node's own modules may be imported at the top of this file and of what it imports: it runs before any
 * package is installed.
 */
import { existsSync, readFileSync } from 'node:fs';
import { isMain, runMain, SetupError, say } from './console.mjs';
import { chooseElectron } from './electron-runtime.mjs';
import { ensureLibraries, missingSharedLibraries } from './libraries.mjs';
import { ensurePackages } from './packages.mjs';

const oldestNode = [20, 19];

/** Enough for building and for checks that never open a window. */
export async function setUpPackages() {
  requireNode();
  await ensurePackages();
}

/** Everything, and the Electron to run. */
export async function setUp() {
  await setUpPackages();
  await ensureLibraries();
  const electron = await chooseElectron();
  requireSharedLibraries(electron.executable);
  warnOfForbiddenSandbox();
  return electron;
}

function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return;
  throw new SetupError(
    `Broadsheet needs Node.js ${oldestNode.join('.')} or newer, and this is ${process.versions.node}: install a newer one from https://nodejs.org, then run this again.`,
  );
}

function requireSharedLibraries(executable) {
  // On Debian and Ubuntu ensureLibraries has just seen to them.
  if (process.platform !== 'linux' || existsSync('/etc/debian_version')) return;
  const missing = missingSharedLibraries(executable);
  if (missing.length === 0) return;
  throw new SetupError(
    `Electron needs shared libraries that are missing here; install the packages that hold: ${missing.join(', ')}`,
  );
}

/** Ubuntu since 23.10 denies ordinary programs the user namespaces Chromium builds its sandbox from. */
function warnOfForbiddenSandbox() {
  if (process.platform !== 'linux' || process.getuid() === 0) return;
  const setting = '/proc/sys/kernel/apparmor_restrict_unprivileged_userns';
  if (!existsSync(setting) || readFileSync(setting, 'utf8').trim() !== '1') return;
  say(
    'should Electron stop with a message about its SUID sandbox, allow it user namespaces: sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0',
  );
}

if (isMain(import.meta.url)) {
  await runMain(async () => {
    await setUp();
    say('everything is in place.');
  });
}
