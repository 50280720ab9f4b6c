/**
 * `npm start`: sets up what is missing, builds what is stale, and runs the app.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { ensureBuilt } from './build.mjs';
import { runMain } from './console.mjs';
import { withDisplay } from './display.mjs';
import { electronEnvironment, electronSwitches } from './electron-runtime.mjs';
import { root } from './packages.mjs';
import { run } from './processes.mjs';
import { setUp } from './setup.mjs';

const help = `Usage: npm start [-- OPTIONS]

Sets up what is missing, builds what has changed, and starts Broadsheet.

  --demo                 show a library of sample feeds, served from this machine and forgotten at the end
  --screenshot FILE.png  save a picture of the window to FILE.png and quit
  --user-data-dir=DIR    keep the library and the settings in DIR instead of your own
  --subscriptions=FILE   subscribe to the feeds listed in FILE first
  --help                 show this text

Anything else is handed to Electron as it is. On Linux without a display the window opens in a virtual one.
`;

/** Files named on the command line are meant relative to where the person stands, not to the project. */
const standing = process.env.INIT_CWD ?? process.cwd();
const fileOptions = ['--screenshot', '--subscriptions', '--user-data-dir'];

async function main(args) {
  const options = readOptions(args);
  if (options.help) {
    process.stdout.write(help);
    return 0;
  }
  const electron = await setUp();
  await ensureBuilt();
  return options.demo ? await runDemo(electron, options.rest) : await runApp(electron, options.rest);
}

/** Brings `--option FILE` and `--option=FILE` into the one form Electron reads, with a full path. */
function readOptions(args) {
  const rest = [];
  for (let at = 0; at < args.length; at += 1) {
    const [name, value] = splitOnce(args[at]);
    if (!fileOptions.includes(name)) rest.push(args[at]);
    else rest.push(`${name}=${path.resolve(standing, value ?? args[++at] ?? '')}`);
  }
  const own = ['--demo', '--help', '-h'];
  return {
    demo: rest.includes('--demo'),
    help: rest.includes('--help') || rest.includes('-h'),
    rest: rest.filter((arg) => !own.includes(arg)),
  };
}

function splitOnce(arg) {
  const at = arg.indexOf('=');
  return at < 0 ? [arg, undefined] : [arg.slice(0, at), arg.slice(at + 1)];
}

async function runDemo(electron, rest) {
  const { startDemoServer } = await import('./demo/server.mjs');
  const server = await startDemoServer();
  const profile = await mkdtemp(path.join(os.tmpdir(), 'broadsheet-demo-'));
  try {
    const demo = [`--user-data-dir=${profile}`, `--subscriptions=${server.subscriptionsFile}`];
    // What the person names stands last, and the last one counts.
    return await runApp(electron, [...demo, ...rest]);
  } finally {
    await server.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function runApp(electron, args) {
  return await withDisplay(async (display) => {
    const { code } = await run(electron.executable, [...electronSwitches, root, ...args], {
      cwd: standing,
      env: { ...electronEnvironment(electron), ...display },
    });
    return code;
  });
}

await runMain(main);
