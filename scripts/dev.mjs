/**
 * `npm run dev [-- OPTIONS]`: runs the app from its sources and reloads it as they change. Options go to
 * electron-vite (`npm run dev -- --watch` also restarts the main process), and those after another `--` to the app.
 */
import { forgetBuild } from './build.mjs';
import { runMain } from './console.mjs';
import { withDisplay } from './display.mjs';
import { electronEnvironment, electronSwitches } from './electron-runtime.mjs';
import { root, tool } from './packages.mjs';
import { run } from './processes.mjs';
import { setUp } from './setup.mjs';

async function main(args) {
  const electron = await setUp();
  forgetBuild();
  const sandbox = electronSwitches.includes('--no-sandbox') ? ['--noSandbox'] : [];
  return await withDisplay(async (display) => {
    const { code } = await run(process.execPath, [tool('electron-vite'), 'dev', ...sandbox, ...args], {
      cwd: root,
      env: { ...electronEnvironment(electron), ...display },
    });
    return code;
  });
}

await runMain(main);
