/**
 * The app an Electron runtime starts when it is given a folder: `electron [switches] FOLDER [arguments]`.
 *
 * Electron's own builds bring one; the runtime from the package registry does not. It must be an ES module
 * that awaits the app's main module at top level: Electron then holds back its `ready` event until that module
 * has run, which `protocol.registerSchemesAsPrivileged` and the like depend on.
 */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true });

const args = process.argv.slice(1);
const preloads = [];
let folder;
for (let at = 0; at < args.length && folder === undefined; at += 1) {
  if (args[at] === '-r' || args[at] === '--require') preloads.push(args[++at]);
  else if (!args[at].startsWith('-')) folder = path.resolve(args[at]);
}

const manifestFile = folder && path.join(folder, 'package.json');
if (folder === undefined || !existsSync(folder)) {
  console.error(folder ? `There is no app at ${folder}.` : 'Usage: electron [switches] FOLDER [arguments]');
  process.exit(1);
}

let main = folder;
if (existsSync(manifestFile)) {
  const manifest = JSON.parse(readFileSync(manifestFile, 'utf8'));
  main = path.join(folder, manifest.main ?? 'index.js');
  app.setName(manifest.productName ?? manifest.name ?? 'Electron');
  if (manifest.version) app.setVersion(manifest.version);
  app.setAppPath(folder);
} else {
  app.setAppPath(path.dirname(folder));
}
if (!app.commandLine.hasSwitch('user-data-dir')) {
  app.setPath('userData', path.join(app.getPath('appData'), app.getName()));
}

const require = createRequire(import.meta.url);
for (const preload of preloads) require(path.resolve(preload));

try {
  await import(pathToFileURL(main).href);
} catch (error) {
  console.error(`The app at ${main} could not be started.\n`, error);
  process.exit(1);
}
