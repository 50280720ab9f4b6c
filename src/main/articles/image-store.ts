import cacache from 'cacache';
import type { ImageKey } from '../../shared/model/ids';

export interface StoredImage {
  readonly bytes: Uint8Array;
  /** As sniffed when it was stored. */
  readonly type: string;
}

/** Pictures on disk, kept by content: the same picture under two addresses takes its space once. */
export interface ImageStore {
  put(key: ImageKey, bytes: Uint8Array, type: string): Promise<void>;
  /** Null when there is none, or when what is on disk is damaged. */
  read(key: ImageKey): Promise<StoredImage | null>;
  has(key: ImageKey): Promise<boolean>;
  remove(keys: readonly ImageKey[]): Promise<void>;
}

/** @param dir made when it does not exist */
export function openImageStore(dir: string): ImageStore {
  return {
    async put(key, bytes, type) {
      await cacache.put(dir, key, Buffer.from(bytes), { metadata: { type } });
    },
    async read(key) {
      try {
        const { data, metadata } = await cacache.get(dir, key);
        return { bytes: data, type: String(metadata?.type ?? 'application/octet-stream') };
      } catch {
        return null;
      }
    },
    async has(key) {
      return (await cacache.get.info(dir, key)) !== null;
    },
    async remove(keys) {
      for (const key of keys) await cacache.rm.entry(dir, key);
      // The contents of removed entries go when nothing else points to them.
      if (keys.length > 0) await cacache.verify(dir);
    },
  };
}
