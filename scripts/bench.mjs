/**
 * `npm run bench -- NAME [--json]`: runs bench/NAME.ts in Node, with an Electron at hand in BROADSHEET_ELECTRON
 * and a display. stdout carries only what the bench prints.
 *
 * The bench is bundled first: its own modules into one file, packages left as imports. Its working folder is the
 * project's, so it names files relative to that, not to `import.meta.url`.
 */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { ensureBuilt } from './build.mjs';
import { runMain, SetupError } from './console.mjs';
import { withDisplay } from './display.mjs';
import { electronEnvironment } from './electron-runtime.mjs';
import { root } from './packages.mjs';
import { run } from './processes.mjs';
import { setUp } from './setup.mjs';

const benchFolder = path.join(root, 'bench');
/** Inside node_modules, so that the bundle finds the packages it imports. */
const bundleFolder = path.join(root, 'node_modules', '.cache', 'broadsheet', 'bench');

async function main([name, ...args]) {
  const names = benchNames();
  const list = names.length > 0 ? `The benches are:\n${names.map((each) => `  ${each}\n`).join('')}` : '';
  if (name === undefined || name.startsWith('-')) {
    process.stdout.write(`Usage: npm run bench -- NAME [--json]\n${list || 'There are no benches yet.\n'}`);
    return 0;
  }
  if (!names.includes(name)) throw new SetupError(`there is no bench "${name}". ${list}`.trim());

  const electron = await setUp();
  await ensureBuilt();
  const bundle = await bundleBench(name);
  return await withDisplay(async (display) => {
    const { code } = await run(process.execPath, ['--enable-source-maps', bundle, ...args], {
      cwd: root,
      env: { ...electronEnvironment(electron), ...display },
      wholeTree: true,
    });
    return code;
  });
}

/** Files at the top of bench/ are benches; what they share stands in folders below. */
function benchNames() {
  if (!existsSync(benchFolder)) return [];
  const files = readdirSync(benchFolder).filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'));
  return files.map((file) => file.slice(0, -'.ts'.length)).sort();
}

async function bundleBench(name) {
  // Imported here, not above: vite is not there before `npm ci` has run.
  const { build } = await import('vite');
  await build({
    root,
    configFile: false,
    logLevel: 'silent',
    build: {
      ssr: path.join(benchFolder, `${name}.ts`),
      target: 'node20',
      outDir: bundleFolder,
      emptyOutDir: false,
      sourcemap: true,
      rolldownOptions: { external: ['electron'], output: { entryFileNames: `${name}.mjs` } },
    },
  });
  return path.join(bundleFolder, `${name}.mjs`);
}

await runMain(main);
