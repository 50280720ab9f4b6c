/**
 * `npm run check`: types, lint and dead code. Each is one test: it passes or it fails.
 */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { isMain, runMain } from './console.mjs';
import { root, tool } from './packages.mjs';
import { run } from './processes.mjs';
import { setUpPackages } from './setup.mjs';

const stepLimit = 10 * 60_000;

const steps = [
  { name: 'types', run: checkTypes },
  { name: 'lint', run: checkLint },
  { name: 'dead code', run: () => succeeds(tool('knip'), '--no-progress') },
];

/** Runs the steps whose name holds `filter`, all of them by default, and returns how many passed and failed. */
export async function runChecks(filter = '') {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const step of steps.filter(({ name }) => name.includes(filter))) {
    const ok = await step.run();
    console.log(`${ok ? '✓' : '✗'} ${step.name}`);
    counts[ok ? 'passed' : 'failed'] += 1;
  }
  return counts;
}

/** `biome ci` colours its output even where nobody can see colours. */
async function checkLint() {
  const colours = process.stdout.isTTY ? [] : ['--colors=off'];
  return await succeeds(tool('@biomejs/biome', 'biome'), 'ci', ...colours);
}

async function checkTypes() {
  let ok = true;
  for (const config of typeScriptConfigs()) {
    const typed = await succeeds(tool('typescript', 'tsc'), '-p', config, '--noEmit');
    console.log(`  ${typed ? '✓' : '✗'} ${config}`);
    ok &&= typed;
  }
  return ok;
}

/** One for each part of the app: each is compiled with the types its place may use, and no others. */
function typeScriptConfigs() {
  const parts = readdirSync(path.join(root, 'src')).map((part) => `src/${part}/`);
  return ['', ...parts, 'tests/']
    .map((folder) => `${folder}tsconfig.json`)
    .filter((config) => existsSync(path.join(root, config)));
}

async function succeeds(script, ...args) {
  const { code, timedOut } = await run(process.execPath, [script, ...args], {
    cwd: root,
    timeout: stepLimit,
  });
  if (timedOut) console.log('  took longer than 10 minutes and was stopped');
  return code === 0;
}

if (isMain(import.meta.url)) {
  await runMain(async ([filter]) => {
    await setUpPackages();
    const { failed } = await runChecks(filter);
    return failed === 0 ? 0 : 1;
  });
}
