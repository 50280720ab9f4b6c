import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

/**
 * Three programs from one source tree. Everything but Electron and Node is bundled: what ships is what was tested, and an
 * ES module that an older Electron could not `require` is no obstacle. Targets are the oldest Electron that must run it.
 */
export default defineConfig({
  main: {
    build: {
      externalizeDeps: false,
      target: 'node20',
      lib: {
        entry: {
          index: resolve('src/main/index.ts'),
          'feed-worker': resolve('src/main/engine/worker.ts'),
          'image-worker': resolve('src/main/engine/image-worker.ts'),
        },
        formats: ['es'],
      },
      // Piscina starts its threads from a file beside its own code; bundled, that file would be missing.
      rollupOptions: { external: ['electron', 'piscina'] },
    },
  },
  preload: {
    build: {
      externalizeDeps: false,
      target: 'node20',
      // The two may import nothing in common: a sandboxed preload script cannot load another file.
      lib: {
        entry: { index: resolve('src/preload/index.ts'), extractor: resolve('src/preload/extractor.ts') },
        formats: ['cjs'],
      },
      // A sandboxed preload script is loaded as CommonJS, whatever the package says.
      rollupOptions: { output: { entryFileNames: '[name].cjs' } },
    },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [react()],
    worker: { format: 'es' },
    build: {
      target: 'chrome130',
      // The content security policy knows no data: addresses but for pictures; every asset is a file.
      assetsInlineLimit: 0,
      rollupOptions: { input: resolve('src/renderer/index.html') },
    },
  },
});
