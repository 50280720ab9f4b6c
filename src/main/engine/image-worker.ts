import { isMainThread, workerData } from 'node:worker_threads';
import type { ImageKey } from '../../shared/model/ids';
import { openImageStore } from '../articles/image-store';

/** Entry of the thread that keeps pictures. Each named function is a task of the pool. */

if (isMainThread) throw new Error('The image worker runs in a worker thread.');
const store = openImageStore((workerData as { folder: string }).folder);

export const put = ({ key, bytes, type }: { key: ImageKey; bytes: Uint8Array; type: string }) =>
  store.put(key, bytes, type);
export const read = (key: ImageKey) => store.read(key);
export const info = (key: ImageKey) => store.info(key);
export const remove = (keys: readonly ImageKey[]) => store.remove(keys);
