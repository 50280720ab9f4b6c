import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { imageKey } from '../../../src/main/articles/image-key';
import { type ImageStore, openImageStore } from '../../../src/main/articles/image-store';

let dir: string;
let store: ImageStore;
const [a, b, c] = ['a', 'b', 'c'].map((name) => imageKey(`https://x.example/${name}.png`)) as [
  ReturnType<typeof imageKey>,
  ReturnType<typeof imageKey>,
  ReturnType<typeof imageKey>,
];
const bytes = new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8]);

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'broadsheet-images-'));
  store = openImageStore(dir);
});

afterEach(() => rm(dir, { recursive: true, force: true }));

async function contentFiles(): Promise<string[]> {
  const entries = await readdir(join(dir, 'content-v2'), { recursive: true, withFileTypes: true }).catch(
    () => [],
  );
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

describe('the picture store', () => {
  it('gives back what was put in, also after a restart', async () => {
    await store.put(a, bytes, 'image/png');
    const again = openImageStore(dir);
    const image = await again.read(a);
    expect(image?.type).toBe('image/png');
    expect(Uint8Array.from(image?.bytes ?? [])).toEqual(bytes);
    expect(await again.info(a)).toEqual({ type: 'image/png', bytes: 8 });
    expect(await again.has(a)).toBe(true);
  });

  it('has nothing under an unknown key', async () => {
    expect(await store.read(a)).toBeNull();
    expect(await store.info(a)).toBeNull();
    await store.remove([a]);
  });

  it('counts a damaged picture as missing, and takes it anew', async () => {
    await store.put(a, bytes, 'image/png');
    const [file] = await contentFiles();
    await writeFile(file as string, Uint8Array.from(bytes).reverse());
    expect(await store.read(a)).toBeNull();
    expect(await store.has(a)).toBe(false);
    await store.put(a, bytes, 'image/png');
    expect((await store.read(a))?.bytes).toHaveLength(8);
  });

  it('notices a file cut short without reading it', async () => {
    await store.put(a, bytes, 'image/png');
    const [file] = await contentFiles();
    await truncate(file as string, 3);
    expect(await store.has(a)).toBe(false);
    await store.put(a, bytes, 'image/png');
    expect((await store.read(a))?.bytes).toHaveLength(8);
  });

  it('counts a damaged entry as missing', async () => {
    await store.put(a, bytes, 'image/png');
    const index = (await readdir(join(dir, 'index-v5'), { recursive: true, withFileTypes: true })).find((e) =>
      e.isFile(),
    );
    const file = join(index?.parentPath ?? '', index?.name ?? '');
    await writeFile(file, (await readFile(file, 'utf8')).replace('image/png', 'text/html'));
    expect(await store.read(a)).toBeNull();
  });

  it('keeps the same bytes once, and as long as any picture needs them', async () => {
    await store.put(a, bytes, 'image/png');
    await store.put(b, bytes, 'image/png');
    await store.put(c, new Uint8Array([9]), 'image/gif');
    expect(await contentFiles()).toHaveLength(2);
    await store.remove([a]);
    expect(await store.has(a)).toBe(false);
    expect((await store.read(b))?.bytes).toHaveLength(8);
    await store.remove([b]);
    expect(await contentFiles()).toHaveLength(1);
    expect(await store.has(c)).toBe(true);
  });

  it('keeps a picture that arrives while another with the same bytes is removed', async () => {
    for (let round = 0; round < 10; round += 1) {
      await store.put(a, bytes, 'image/png');
      await Promise.all([store.remove([a]), store.put(b, bytes, 'image/png')]);
      expect((await store.read(b))?.bytes).toHaveLength(8);
      await store.remove([b]);
    }
  });

  it('counts what shares its bytes also for what came and went since', async () => {
    await store.put(a, bytes, 'image/png');
    await store.remove([c]);
    await store.put(b, bytes, 'image/png');
    await store.put(b, bytes, 'image/png');
    await store.remove([a]);
    expect((await store.read(b))?.bytes).toHaveLength(8);
    await store.remove([b]);
    expect(await contentFiles()).toEqual([]);
  });

  it('keeps drawings without what is active in them, and none that would never be drawn', async () => {
    const drawing = Buffer.from('<svg><script>alert(1)</script><path d="M0"/></svg>');
    const kept = await store.put(a, drawing, 'image/svg+xml');
    const read = await store.read(a);
    expect(Buffer.from(read?.bytes ?? []).toString()).toMatch(/^<svg [^>]*><path d="M0"><\/path><\/svg>$/);
    expect(kept).toBe(read?.bytes.length);
    expect(await store.put(b, Buffer.from(`<svg>${'<g>'.repeat(999)}</svg>`), 'image/svg+xml')).toBeNull();
    expect(await store.has(b)).toBe(false);
  });

  it('does not find what is on its way out', async () => {
    await store.put(a, bytes, 'image/png');
    const removed = store.remove([a]);
    expect(await store.info(a)).toBeNull();
    await removed;
  });
});
