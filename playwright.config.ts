import { defineConfig } from 'playwright/test';

/**
 * Tests of the running app. Run them with `npm test -- e2e` or `npm test -- security`: it names the Electron to use in BROADSHEET_ELECTRON.
 *
 * One at a time and never again: a window competes with others for focus and for the machine, and a test that
 * passes only at the second try has found something.
 */
export default defineConfig({
  projects: [
    { name: 'e2e', testDir: 'tests/e2e' },
    { name: 'security', testDir: 'tests/security' },
  ],
  outputDir: 'test-results',
  workers: 1,
  fullyParallel: false,
  retries: 0,
  timeout: 120_000,
  reporter: 'list',
  use: { trace: 'off' },
});
