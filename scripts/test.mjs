/**
 * `npm test`: sets up what is missing, then runs every check and every test, and ends with one line of counts.
 * A stage that fails does not keep the next from running, so the counts are complete.
 */
import { runMain, SetupError, say } from './console.mjs';
import { wasInterrupted } from './processes.mjs';
import { setUp, setUpPackages } from './setup.mjs';
import { stages } from './test-stages.mjs';

const names = Object.keys(stages).filter((name) => name !== 'build');

const help = `Usage: npm test [-- STAGE [FILTER ...]]

Sets up what is missing, then runs every check and test. STAGE is one of: ${names.join(', ')}.
FILTER is handed to that stage's runner: part of a file's name, or options of vitest or Playwright.
`;

async function main([chosen, ...filters]) {
  if (chosen === '--help' || chosen === '-h') {
    process.stdout.write(help);
    return 0;
  }
  if (chosen !== undefined && !names.includes(chosen)) {
    throw new SetupError(`there is no test stage "${chosen}"; the stages are: ${names.join(', ')}.`);
  }

  const ready = await attempt(setUpPackages);
  if (ready.problem) {
    console.log(sentence({ failed: 1 }));
    return 1;
  }
  const whole = chosen === undefined;
  // At the start, so that a missing prerequisite is told before minutes of other tests.
  const { value: electron } = whole || chosen === 'e2e' || chosen === 'security' ? await attempt(setUp) : {};

  const total = { passed: 0, failed: 0, skipped: 0 };
  const table = [];
  for (const [name, runStage] of whole ? Object.entries(stages) : [[chosen, stages[chosen]]]) {
    if (wasInterrupted()) break;
    console.log(`\n── ${name} ──`);
    const started = Date.now();
    const stage = await attempt(() => runStage({ filters, whole, electron }));
    // A stage that cannot run at all is one failure.
    const counts = stage.value ?? { failed: 1 };
    for (const kind of Object.keys(total)) total[kind] += counts[kind] ?? 0;
    const seconds = Math.round((Date.now() - started) / 1000);
    const outcome = Object.keys(counts).length > 0 ? sentence(counts) : 'done';
    table.push(`${name.padEnd(12)} ${outcome} (${seconds} s)`);
  }

  console.log(`\n${table.join('\n')}\n\n${sentence(total)}`);
  return total.failed === 0 && !wasInterrupted() ? 0 : 1;
}

/** The value of an action, or the problem that kept it from one, which is told at once. */
async function attempt(action) {
  try {
    return { value: await action() };
  } catch (problem) {
    if (problem instanceof SetupError) say(problem.message);
    else console.error(problem);
    return { problem };
  }
}

function sentence({ passed = 0, failed = 0, skipped = 0 }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

await runMain(main);
