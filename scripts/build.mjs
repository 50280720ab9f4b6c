/**
 * Builds the app into out/ with electron-vite, when it is missing or older than its sources.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isMain, runMain, SetupError, say } from './console.mjs';
import { root, tool } from './packages.mjs';
import { run } from './processes.mjs';
import { setUpPackages } from './setup.mjs';

const stampFile = path.join(root, 'out', '.sources');
const results = ['out/main/index.js', 'out/renderer/index.html'].map((file) => path.join(root, file));
const sources = [
  'src',
  'resources',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
];
const buildLimit = 10 * 60_000;

/** Builds when needed, or always with `force`. */
export async function ensureBuilt({ force = false } = {}) {
  const wanted = hashOfSources();
  if (!force && results.every((file) => existsSync(file)) && readStamp() === wanted) return;
  forgetBuild();
  say('building ...');
  const { code, timedOut } = await run(
    process.execPath,
    [tool('electron-vite'), 'build', '--logLevel', 'warn'],
    { cwd: root, stdio: ['ignore', process.stderr, process.stderr], timeout: buildLimit },
  );
  if (timedOut) throw new SetupError('the build took longer than 10 minutes and was stopped.');
  if (code !== 0) throw new SetupError('the build failed; its messages are above.');
  writeFileSync(stampFile, wanted);
}

/** Makes the next run build again, for what leaves a build of another kind in out/. */
export function forgetBuild() {
  rmSync(stampFile, { force: true });
}

/** Contents, not times: checking out a branch touches files it does not change, and the other way round. */
function hashOfSources() {
  const hash = createHash('sha256');
  for (const source of sources) {
    for (const file of filesUnder(path.join(root, source))) {
      hash.update(`${path.relative(root, file)}\0`).update(readFileSync(file));
    }
  }
  return hash.digest('hex');
}

function filesUnder(place) {
  if (!existsSync(place)) return [];
  try {
    return readdirSync(place)
      .sort()
      .flatMap((name) => filesUnder(path.join(place, name)));
  } catch (error) {
    if (error.code === 'ENOTDIR') return [place];
    throw error;
  }
}

function readStamp() {
  return existsSync(stampFile) ? readFileSync(stampFile, 'utf8') : undefined;
}

if (isMain(import.meta.url)) {
  await runMain(async () => {
    await setUpPackages();
    await ensureBuilt({ force: true });
  });
}
