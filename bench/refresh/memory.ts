import { readdirSync, readFileSync } from 'node:fs';

/** Proportional memory (PSS: shared pages divided among their users) of a process and all below it, in megabytes. Linux only. */
function treeMemory(root: number): number {
  const parents = new Map<number, number>();
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    // The name in brackets may hold spaces; what follows it does not.
    const parent = /^\d+ \(.*\) \S (\d+)/s.exec(read(`/proc/${entry}/stat`))?.[1];
    if (parent) parents.set(Number(entry), Number(parent));
  }
  const inTree = (process: number): boolean => {
    for (let at: number | undefined = process; at; at = parents.get(at)) if (at === root) return true;
    return false;
  };
  const kilobytes = [...parents.keys()]
    .filter(inTree)
    .map((process) => Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${process}/smaps_rollup`))?.[1] ?? 0));
  return kilobytes.reduce((sum, one) => sum + one, 0) / 1024;
}

/** A process may end between being listed and being read. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** Watches the memory of a process tree; `stop` returns the highest sum seen, in megabytes, or null where it cannot be read. */
export function watchMemory(root: number): { stop(): number | null } {
  if (process.platform !== 'linux') return { stop: () => null };
  let peak = treeMemory(root);
  const timer = setInterval(() => {
    peak = Math.max(peak, treeMemory(root));
  }, 500);
  return {
    stop() {
      clearInterval(timer);
      return Math.round(Math.max(peak, treeMemory(root)));
    },
  };
}
