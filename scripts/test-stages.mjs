/**
 * The stages of `npm test`, in their order. Each returns its counts, or throws a SetupError when it cannot run.
 * It is given `filters` for its runner, `whole` (it is part of a run of all stages) and the `electron` to run.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ensureBuilt } from './build.mjs';
import { runChecks } from './check.mjs';
import { SetupError } from './console.mjs';
import { withDisplay } from './display.mjs';
import { electronEnvironment } from './electron-runtime.mjs';
import { root, tool } from './packages.mjs';
import { run } from './processes.mjs';

/** Far longer than any stage takes: it is there so that a hanging test ends as a failure. */
const stageLimit = 25 * 60_000;

export const stages = {
  check: ({ filters }) => runChecks(filters[0]),
  build,
  unit: (options) => runVitest('unit', options),
  integration: (options) => runVitest('integration', options),
  conformance: (options) => runVitest('conformance', options),
  e2e: (options) => runPlaywright('e2e', options),
  security: (options) => runPlaywright('security', options),
};

/** No test, so it counts nothing unless it fails. */
async function build() {
  await buildOnce();
  return {};
}

let building;

/** A build that failed is not tried again for the next stage: its messages are long enough once. */
function buildOnce() {
  building ??= ensureBuilt();
  return building;
}

async function runVitest(project, { filters, whole }) {
  if (!whole && project === 'integration') await buildOnce();
  return await withReport(async (report) => {
    const args = ['run', '--project', project, '--reporter=default', '--reporter=json'];
    args.push(`--outputFile.json=${report.file}`, ...(whole ? ['--allowOnly=false'] : []), ...filters);
    const result = await runRunner(tool('vitest'), args);
    return countsOf(result, report.read(), (found) => ({
      passed: found.numPassedTests,
      // A file that cannot even be loaded has no tests to count; it is one failure.
      failed: found.numFailedTests + found.testResults.filter(isBrokenFile).length,
      skipped: found.numPendingTests + found.numTodoTests,
    }));
  });
}

async function runPlaywright(project, { filters, whole, electron }) {
  if (!electron) throw new SetupError('there is no Electron to test, for the reason told at the start.');
  await buildOnce();
  return await withReport(
    async (report) =>
      await withDisplay(async (display) => {
        const args = ['test', `--project=${project}`, '--reporter=list,json'];
        args.push(...(whole ? ['--forbid-only'] : []), ...filters);
        const result = await runRunner(tool('playwright'), args, {
          ...electronEnvironment(electron),
          ...display,
          PLAYWRIGHT_JSON_OUTPUT_FILE: report.file,
        });
        return countsOf(result, report.read(), ({ stats, errors }) => ({
          passed: stats.expected + stats.flaky,
          failed: stats.unexpected + errors.length,
          skipped: stats.skipped,
        }));
      }),
  );
}

async function runRunner(script, args, env = process.env) {
  const plain = process.stdout.isTTY || process.env.FORCE_COLOR ? {} : { NO_COLOR: '1' };
  return await run(process.execPath, [script, ...args], {
    cwd: root,
    env: { ...env, ...plain },
    timeout: stageLimit,
    wholeTree: true,
  });
}

/** Counts of a stage, from its report; a stage that fails without saying why, or runs nothing, is a failure too. */
function countsOf({ code, timedOut }, report, read) {
  if (timedOut) console.log(`stopped: it took longer than ${stageLimit / 60_000} minutes`);
  const counts = report ? read(report) : { passed: 0, failed: 0 };
  const explained = counts.failed > 0;
  if (!explained && counts.passed === 0) console.log('no test was run, which counts as a failure');
  if (!explained && (counts.passed === 0 || code !== 0 || timedOut)) counts.failed += 1;
  return counts;
}

function isBrokenFile({ status, assertionResults }) {
  return status === 'failed' && !assertionResults.some((result) => result.status === 'failed');
}

async function withReport(use) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'broadsheet-tests-'));
  const file = path.join(folder, 'report.json');
  try {
    return await use({ file, read: () => readReport(file) });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Undefined when the runner was stopped before it could write one. */
function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
