/**
 * `npm run fuzz [-- RUNS [SEED]]`: the fuzzing tests with more runs (20,000 unless told) from a new seed. A failure names the
 * seed and the shrunk document that fails; every document that hung, swelled or broke a promise is kept in test-results/fuzz.
 */
import { runMain } from './console.mjs';
import { root, tool } from './packages.mjs';
import { run } from './processes.mjs';
import { setUp } from './setup.mjs';

await runMain(async ([runs = '20000', seed = String(Date.now() % 2 ** 31)]) => {
  await setUp();
  process.stdout.write(`${runs} runs from seed ${seed}\n`);
  const { code } = await run(
    process.execPath,
    [tool('vitest', 'vitest'), 'run', 'tests/unit/parse/fuzz.test.ts'],
    {
      cwd: root,
      env: { ...process.env, BROADSHEET_FUZZ_RUNS: runs, BROADSHEET_FUZZ_SEED: seed },
    },
  );
  return code;
});
