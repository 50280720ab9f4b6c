import { Piscina } from 'piscina';
import type { ImageStore } from '../articles/image-store';

/**
 * An image store in a thread of its own. Keeping one picture takes some thirty file operations, and in Electron's main
 * process each wakes the event loop that also draws the window: 1,000 pictures kept main busy for seconds.
 *
 * @param workerFile path of the built image worker
 * @param folder where the pictures are
 */
export function openThreadedImageStore(
  workerFile: string,
  folder: string,
): ImageStore & { close(): Promise<void> } {
  const pool = new Piscina({
    filename: workerFile,
    // One thread: the store orders its own writes and removals.
    minThreads: 1,
    maxThreads: 1,
    concurrentTasksPerWorker: 16,
    // The thread sleeps between tasks without holding up the file operations of the tasks it runs.
    atomics: 'async',
    workerData: { folder },
  });
  const call = (name: string) => (task: unknown) => pool.run(task, { name });
  const info = call('info') as ImageStore['info'];
  return {
    put: (key, bytes, type) => pool.run({ key, bytes, type }, { name: 'put' }),
    read: call('read') as ImageStore['read'],
    info,
    has: async (key) => (await info(key)) !== null,
    remove: call('remove') as ImageStore['remove'],
    close: () => pool.destroy(),
  };
}
