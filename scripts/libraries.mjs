/**
 * The system libraries Electron needs on Debian and Ubuntu, where a fresh machine lacks them.
 *
 * Other Linux distributions name their packages differently: there the libraries that are missing are told
 * by name once Electron is chosen. macOS and Windows bring everything themselves.
 */
import { spawnSync } from 'node:child_process';
import { SetupError, say } from './console.mjs';
import { needsVirtualDisplay } from './display.mjs';
import { output, run } from './processes.mjs';

const installLimit = 15 * 60_000;

/** Newer releases renamed some packages (64-bit time); the newer name comes first. */
const libraries = [
  ['libnss3'],
  ['libgtk-3-0t64', 'libgtk-3-0'],
  ['libasound2t64', 'libasound2'],
  ['libgbm1'],
  ['libxss1'],
  ['libatk-bridge2.0-0t64', 'libatk-bridge2.0-0'],
  ['libcups2t64', 'libcups2'],
  ['libdrm2'],
  ['libxkbcommon0'],
];
const virtualDisplay = [['xvfb'], ['xauth']];
/** Without these the app runs, but some headlines show boxes instead of characters. */
// The last holds Chinese, Japanese and Korean in 3 MB.
const fonts = [['fonts-noto-color-emoji'], ['fonts-dejavu-core'], ['fonts-droid-fallback']];

/** Installs what is missing when run as root; otherwise stops with the one command that does. */
export async function ensureLibraries() {
  if (process.platform !== 'linux' || output('apt-get', ['--version']) === undefined) return;
  const required = needsVirtualDisplay() ? [...libraries, ...virtualDisplay] : libraries;
  const missing = missingFrom([...required, ...fonts]);
  if (missing.length === 0) return;

  if (process.getuid() !== 0) {
    const command = `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${namesKnownToApt(missing).join(' ')}`;
    if (missing.every((names) => fonts.includes(names))) {
      say(`some characters may show as boxes; to add fonts for them: ${command}`);
      return;
    }
    throw new SetupError(
      `Electron needs system libraries that are missing here; install them with: ${command}`,
    );
  }
  await install(missing);
}

/** Shared libraries the executable needs and this system lacks, by file name. */
export function missingSharedLibraries(executable) {
  const lines = output('ldd', [executable])?.split('\n') ?? [];
  return lines.filter((line) => line.includes('not found')).map((line) => line.trim().split(/\s/)[0]);
}

async function install(missing) {
  say(`installing system libraries: ${missing.map((names) => names.at(-1)).join(' ')} ...`);
  const options = {
    stdio: ['ignore', process.stderr, process.stderr],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    timeout: installLimit,
  };
  // A failing update is no reason to stop: one broken source fails it while the others did update.
  await run('apt-get', ['update', '-qq'], options);
  const names = namesKnownToApt(missing);
  const wait = ['-o', 'DPkg::Lock::Timeout=120', '-o', 'Dpkg::Use-Pty=0'];
  const { code } = await run(
    'apt-get',
    ['install', '-y', '-qq', '--no-install-recommends', ...wait, ...names],
    options,
  );
  if (code !== 0) {
    throw new SetupError(
      `installing system libraries failed (apt's message is above): apt-get install ${names.join(' ')}`,
    );
  }
}

/** The entries none of whose names is an installed package. */
function missingFrom(packages) {
  // dpkg-query fails when it does not know one of the names, yet tells about the others.
  const { stdout } = spawnSync(
    'dpkg-query',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg's own placeholders
    ['-W', '-f', '${Package} ${db:Status-Status}\\n', ...packages.flat()],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const installed = new Set();
  for (const line of (stdout ?? '').split('\n')) {
    const [name, status] = line.split(' ');
    if (status === 'installed') installed.add(name);
  }
  return packages.filter((names) => !names.some((name) => installed.has(name)));
}

/** For each package the first of its names that apt can install here, else its oldest name. */
function namesKnownToApt(packages) {
  const policy = output('apt-cache', ['policy', ...packages.flat()], {
    env: { ...process.env, LC_ALL: 'C' },
  });
  const known = new Set();
  // A name that is merely provided by other packages has no candidate.
  for (const [, name, candidate] of (policy ?? '').matchAll(/^(\S+):\n.*\n\s+Candidate: (.+)$/gm)) {
    if (candidate !== '(none)') known.add(name);
  }
  return packages.map((names) => names.find((name) => known.has(name)) ?? names.at(-1));
}
