import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import cacache from 'cacache';
import type { ImageKey } from '../../shared/model/ids';
import { cleanDrawing } from './clean-drawing';

export interface StoredImage {
  readonly bytes: Uint8Array;
  /** Media type as found by our own look at the bytes. `image/svg+xml` must be served under a policy that runs nothing. */
  readonly type: string;
}

export interface ImageInfo {
  readonly type: string;
  /** Size in bytes. */
  readonly bytes: number;
}

/** Pictures on disk. Content-addressed: the same bytes under two addresses are kept once. */
export interface ImageStore {
  /**
   * A drawing (SVG) is kept without what is active in it. Returns how many bytes are kept; null when it is more than a drawing
   * should be, and is not kept.
   */
  put(key: ImageKey, bytes: Uint8Array, type: string): Promise<number | null>;
  /** Checks the bytes against their digest; a damaged picture counts as missing, and is forgotten so that it can come anew. */
  read(key: ImageKey): Promise<StoredImage | null>;
  /** A quick look without reading the bytes; notices a file that is gone or cut short. */
  info(key: ImageKey): Promise<ImageInfo | null>;
  has(key: ImageKey): Promise<boolean>;
  /** Forgets pictures, and deletes what no other picture shares. Unknown keys are fine. */
  remove(keys: readonly ImageKey[]): Promise<void>;
}

/** Removes an entry for good instead of marking it removed. The option is missing in the package's types. */
const removeEntry = cacache.rm.entry as (
  dir: string,
  key: string,
  options: { removeFully: boolean },
) => Promise<unknown>;

export function openImageStore(dir: string): ImageStore {
  // Files half written when the program was last killed.
  const cleaned = rm(join(dir, 'tmp'), { recursive: true, force: true }).catch(() => undefined);
  const writes = new Set<Promise<unknown>>();
  let removal: Promise<unknown> = Promise.resolve();
  /** How many keys share each content. Counted once, at the first removal: it takes a look at every entry there is. */
  let uses: Map<string, number> | null = null;

  async function info(key: ImageKey): Promise<ImageInfo | null> {
    // What is being removed is no longer here, even if it is wanted again at once.
    await removal;
    try {
      const entry = await cacache.get.info(dir, key, { memoize: false });
      if (!entry || entry.size === undefined) return null;
      const content = await cacache.get.hasContent(dir, entry.integrity);
      return content && content.size === entry.size
        ? { type: typeOf(entry.metadata), bytes: entry.size }
        : null;
    } catch {
      return null;
    }
  }

  async function write(key: ImageKey, bytes: Uint8Array, type: string): Promise<void> {
    const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const integrity = `sha256-${createHash('sha256').update(data).digest('base64')}`;
    await dropIfDamaged(dir, integrity);
    const before = uses && (await cacache.get.info(dir, key, { memoize: false }));
    await cacache.put(dir, key, data, { algorithms: ['sha256'], metadata: { type }, memoize: false });
    if (before?.integrity !== integrity) uses?.set(integrity, (uses.get(integrity) ?? 0) + 1);
  }

  async function countUses(): Promise<Map<string, number>> {
    const counts = new Map<string, number>();
    for (const { integrity } of Object.values(await cacache.ls(dir))) {
      counts.set(integrity, (counts.get(integrity) ?? 0) + 1);
    }
    return counts;
  }

  async function sweep(keys: readonly ImageKey[]): Promise<void> {
    uses ??= await countUses();
    for (const key of keys) {
      const entry = await cacache.get.info(dir, key, { memoize: false });
      if (!entry) continue;
      await removeEntry(dir, key, { removeFully: true });
      const left = (uses.get(entry.integrity) ?? 1) - 1;
      uses.set(entry.integrity, left);
      if (left > 0) continue;
      uses.delete(entry.integrity);
      await cacache.rm.content(dir, entry.integrity);
    }
  }

  return {
    info,
    has: async (key) => (await info(key)) !== null,

    async put(key, given, type) {
      const bytes = type === 'image/svg+xml' ? cleanDrawing(given) : given;
      if (!bytes) return null;
      // A picture that arrives during a removal could share its bytes with one that goes.
      await Promise.all([cleaned, removal]);
      const writing = write(key, bytes, type);
      writes.add(writing);
      await writing.finally(() => writes.delete(writing));
      return bytes.byteLength;
    },

    async read(key) {
      try {
        const { data, metadata } = await cacache.get(dir, key, { memoize: false });
        return { bytes: data, type: typeOf(metadata) };
      } catch (error) {
        // Any other failure (too many open files, no permission) says nothing about the picture: it is kept.
        if (isDamage(error)) {
          await removeEntry(dir, key, { removeFully: true }).catch(() => undefined);
          uses = null;
        }
        return null;
      }
    },

    remove(keys) {
      const done = removal.then(async () => {
        await Promise.allSettled(writes);
        await sweep(keys);
      });
      removal = done.catch(() => undefined);
      return done;
    },
  };
}

/** Deletes content that no longer has its digest. The package never writes over a file that exists, however it looks. */
async function dropIfDamaged(dir: string, integrity: string): Promise<void> {
  if (!(await cacache.get.hasContent(dir, integrity))) return;
  try {
    await cacache.get.byDigest(dir, integrity, { memoize: false });
  } catch (error) {
    if (isDamage(error)) await cacache.rm.content(dir, integrity);
  }
}

function isDamage(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code;
  return code === 'EINTEGRITY' || code === 'EBADSIZE';
}

function typeOf(metadata: unknown): string {
  const type = (metadata as { type?: unknown } | undefined)?.type;
  return typeof type === 'string' ? type : 'application/octet-stream';
}
