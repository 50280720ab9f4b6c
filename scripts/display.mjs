/**
 * A display for Electron on Linux machines that have none: a virtual one (Xvfb) for as long as it is needed.
 *
 * Xvfb is run directly rather than through xvfb-run: it picks a free display number itself (xvfb-run's own
 * search can give two parallel runs the same one), signals reach Electron without a shell in between,
 * and whatever a test run left open ends with its display.
 */
import { spawn } from 'node:child_process';
import { SetupError } from './console.mjs';

const screen = '1600x1000x24';
const startLimit = 10_000;

export function needsVirtualDisplay() {
  return process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY;
}

/** Calls `use` with the environment variables that lead to a display, and closes the display afterwards. */
export async function withDisplay(use) {
  if (!needsVirtualDisplay()) {
    const waylandOnly = process.env.WAYLAND_DISPLAY && !process.env.DISPLAY;
    return await use(waylandOnly ? { ELECTRON_OZONE_PLATFORM_HINT: 'wayland' } : {});
  }
  const display = await openVirtualDisplay();
  try {
    return await use({ DISPLAY: display.name });
  } finally {
    display.close();
  }
}

function openVirtualDisplay() {
  // The shell waits on its stdin, which closes when this process ends in whatever way: no Xvfb is left behind.
  // `detached` keeps the terminal's Ctrl-C from closing the display under a program that is still ending.
  const script = `Xvfb -displayfd 3 -screen 0 ${screen} -nolisten tcp & read -r _; kill $!`;
  const shell = spawn('sh', ['-c', script], {
    stdio: ['pipe', 'ignore', 'pipe', 'pipe'],
    detached: true,
  });
  return new Promise((resolve, reject) => {
    let complaint = '';
    const fail = () => {
      shell.stdin.end();
      const reason = complaint.trim().split('\n').at(-1) || 'it did not answer';
      reject(new SetupError(`there is no display, and a virtual one (Xvfb) could not be started: ${reason}`));
    };
    const limit = setTimeout(fail, startLimit);
    let number = '';
    shell.stderr.on('data', (text) => {
      complaint += text;
    });
    shell.stdio[3].on('data', (text) => {
      number += text;
      if (!number.includes('\n')) return;
      clearTimeout(limit);
      resolve({ name: `:${number.trim()}`, close: () => shell.stdin.end() });
    });
    shell.stdio[3].once('end', () => {
      clearTimeout(limit);
      if (!number.includes('\n')) fail();
    });
    shell.stdin.on('error', () => {});
    shell.unref();
    for (const stream of [shell.stdin, shell.stderr, shell.stdio[3]]) stream.unref();
  });
}
