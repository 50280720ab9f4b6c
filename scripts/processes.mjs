/**
 * Child processes: run one to its end, under a time limit, and stop it with everything it started.
 */
import { spawn, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import os from 'node:os';
import { SetupError } from './console.mjs';

const gracePeriod = 5_000;

let interrupted = false;

/** Whether a signal asked us to end while a command was running: no other is started after that. */
export function wasInterrupted() {
  return interrupted;
}

/**
 * Runs a command and resolves to `{ code, timedOut }`; never rejects for a failing command. One that cannot be
 * started at all resolves to code 127 with `missing: true`.
 *
 * A signal that reaches us is passed on, so that the child ends in its own way; with `wholeTree` (for test
 * runners, which may not pass it on themselves) everything the child has started is ended as well.
 */
export async function run(command, args, { timeout = 0, wholeTree = false, ...options } = {}) {
  if (interrupted) throw new SetupError('stopped, as asked.');
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: 'inherit', ...options });
    let timedOut = false;
    let asked = false;
    const limit = timeout
      ? setTimeout(() => {
          timedOut = true;
          stopTree(child);
        }, timeout)
      : undefined;
    const stopListening = onSignal((signal) => {
      interrupted = true;
      if (asked) return;
      asked = true;
      // Ctrl-C in a terminal reaches the child without us, and a second one would cut its goodbye short.
      if (signal === 'SIGINT' && process.stdin.isTTY) return;
      if (wholeTree) stopTree(child);
      else child.kill(signal);
    });
    const finish = (result) => {
      clearTimeout(limit);
      stopListening();
      resolve({ timedOut, ...result });
    };
    child.once('error', () => finish({ code: 127, missing: true }));
    child.once('exit', (code, signal) => finish({ code: code ?? exitCodeFor(signal) }));
  });
}

/** Runs a command quietly and returns its trimmed stdout, or undefined when it failed or is missing. */
export function output(command, args, options = {}) {
  const result = spawnSync(command, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    ...options,
  });
  return result.status === 0 ? result.stdout.trim() : undefined;
}

/** Asks a process and all its descendants to end, and ends what is left after a grace period. */
function stopTree(child) {
  if (child.pid === undefined) return;
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(child.pid), '/t', '/f']);
    return;
  }
  const family = [child.pid, ...descendants(child.pid)];
  signalAll(family, 'SIGTERM');
  // Electron's helpers run in process groups of their own, so the family is remembered by id: once the
  // parent is gone there is no telling whose they were.
  const last = setTimeout(() => signalAll(family, 'SIGKILL'), gracePeriod);
  child.once('exit', () => {
    clearTimeout(last);
    setTimeout(() => signalAll(family.slice(1), 'SIGKILL'), 500);
  });
}

function onSignal(listener) {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, listener);
  return () => {
    for (const signal of signals) process.off(signal, listener);
  };
}

function exitCodeFor(signal) {
  return 128 + (os.constants.signals[signal] ?? 0);
}

function signalAll(pids, signal) {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch {
      // It has ended meanwhile.
    }
  }
}

function descendants(root) {
  const children = new Map();
  for (const [pid, parent] of parents()) children.set(parent, [...(children.get(parent) ?? []), pid]);
  const found = [];
  for (const queue = [root]; queue.length > 0; ) {
    const next = children.get(queue.shift()) ?? [];
    found.push(...next);
    queue.push(...next);
  }
  return found;
}

/** Pairs of process id and parent id. Linux is read from /proc, since small images have no `ps`. */
function parents() {
  if (process.platform !== 'linux') {
    const table = output('ps', ['-A', '-o', 'pid=,ppid=']) ?? '';
    return table.split('\n').map((line) => line.trim().split(/\s+/).map(Number));
  }
  const pairs = [];
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      pairs.push([Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])]);
    } catch {
      // It has ended meanwhile.
    }
  }
  return pairs;
}
