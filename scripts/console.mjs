/**
 * How the scripts speak.
 *
 * Everything a script says about itself goes to stderr, so that stdout carries only what was asked
 * for (the JSON line of a bench, for example, can be piped to a file).
 */
import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A problem a person can solve: shown as its one sentence, without a stack. */
export class SetupError extends Error {}

export function say(message) {
  process.stderr.write(`broadsheet: ${message}\n`);
}

/** Runs a script's main function: its number becomes the exit code, a SetupError one clear sentence. */
export async function runMain(main) {
  try {
    process.exitCode = (await main(process.argv.slice(2))) ?? 0;
  } catch (error) {
    if (error instanceof SetupError) say(error.message);
    else console.error(error);
    process.exitCode = 1;
  }
}

/** Whether the module with this `import.meta.url` is the one Node was started with. */
export function isMain(url) {
  return process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(url);
}
