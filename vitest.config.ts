import { defineConfig } from 'vitest/config';

/** Everything that needs no window. The projects are the stages `npm test` runs by these names. */
export default defineConfig({
  test: {
    environment: 'node',
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 20_000,
    projects: [
      { extends: true, test: { name: 'unit', include: tests('unit', 'architecture') } },
      { extends: true, test: { name: 'integration', include: tests('integration') } },
      { extends: true, test: { name: 'conformance', include: tests('conformance') } },
    ],
  },
});

function tests(...folders: string[]): string[] {
  return folders.map((folder) => `tests/${folder}/**/*.test.ts`);
}
