import type { BenchApp } from './app';

/** Milliseconds between two looks at main's event loop: a task is reported up to this much too short, never too long. */
const resolution = 5;

export interface Tasks {
  /** Milliseconds main's event loop was held up for. */
  readonly mainLongestMs: number;
  /** Milliseconds of the window's longest task; 0 when none was longer than 50. */
  readonly uiLongestMs: number;
  /** Tasks of the window longer than 50 milliseconds. */
  readonly uiLongTasks: number;
}

/** What {@link watchTasks} leaves in main. */
interface MainGlobals {
  benchDelay: { readonly max: number; reset(): void };
}

/** What {@link watchTasks} leaves in the window. */
interface WindowGlobals {
  benchTasks: { take(): number[] };
}

/** Starts listening for long tasks in main and in the window. */
export async function watchTasks({ electron, page }: BenchApp): Promise<void> {
  await electron.evaluate((_electron, milliseconds) => {
    const { monitorEventLoopDelay } = process.getBuiltinModule('node:perf_hooks');
    const delay = monitorEventLoopDelay({ resolution: milliseconds });
    delay.enable();
    Object.assign(globalThis, { benchDelay: delay });
  }, resolution);
  await page.evaluate(() => {
    let tasks: number[] = [];
    const keep = (entries: readonly PerformanceEntry[]) => {
      for (const { duration } of entries) tasks.push(duration);
    };
    const observer = new PerformanceObserver((list) => keep(list.getEntries()));
    observer.observe({ type: 'longtask' });
    const take = () => {
      keep(observer.takeRecords());
      const taken = tasks;
      tasks = [];
      return taken;
    };
    Object.assign(window, { benchTasks: { take } });
  });
}

/** The tasks since the last call. */
export async function takeTasks({ electron, page }: BenchApp): Promise<Tasks> {
  const delay = await electron.evaluate(() => {
    const { benchDelay } = globalThis as unknown as MainGlobals;
    const longest = benchDelay.max / 1e6;
    benchDelay.reset();
    return longest;
  });
  const tasks = await page.evaluate(() => (window as unknown as WindowGlobals).benchTasks.take());
  return {
    mainLongestMs: Math.max(0, Math.round(delay - resolution)),
    uiLongestMs: Math.round(Math.max(0, ...tasks)),
    uiLongTasks: tasks.length,
  };
}
