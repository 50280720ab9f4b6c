import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BenchApp } from './app';

interface Inspector {
  connect(): void;
  post(method: string, parameters?: object, done?: (error: Error | null, result: never) => void): void;
}

/**
 * Takes CPU profiles of main and of the window, to be opened in Chromium's developer tools. Profiling costs time itself: the
 * figures of such a run are not for comparing.
 *
 * @param folder where `stop` writes them
 */
export async function profile(app: BenchApp, folder: string): Promise<{ stop(): Promise<void> }> {
  await app.electron.evaluate(() => {
    const inspector: Inspector = new (process.getBuiltinModule('node:inspector').Session)();
    inspector.connect();
    inspector.post('Profiler.enable');
    inspector.post('Profiler.setSamplingInterval', { interval: 500 });
    inspector.post('Profiler.start');
    Object.assign(globalThis, { benchInspector: inspector });
  });
  const window = await app.page.context().newCDPSession(app.page);
  await window.send('Profiler.enable');
  await window.send('Profiler.start');
  return {
    async stop() {
      const main = await app.electron.evaluate(() => {
        const { benchInspector } = globalThis as unknown as { benchInspector: Inspector };
        return new Promise<string>((resolve) => {
          benchInspector.post('Profiler.stop', {}, (_error, result: { profile: object }) =>
            resolve(JSON.stringify(result.profile)),
          );
        });
      });
      const { profile: ofWindow } = await window.send('Profiler.stop');
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'main.cpuprofile'), main);
      writeFileSync(join(folder, 'window.cpuprofile'), JSON.stringify(ofWindow));
    },
  };
}
