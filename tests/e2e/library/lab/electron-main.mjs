import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { app, BrowserWindow, protocol } from 'electron';

/** A bare app around the library: a window with a real origin, its own data folder, and nothing else. */

const data = process.argv.find((argument) => argument.startsWith('--lab-data='))?.slice('--lab-data='.length);
if (data) app.setPath('userData', data);
protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true, stream: true, supportFetchAPI: true } },
]);

const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };
const pages = path.join(import.meta.dirname, 'page');

app.whenReady().then(() => {
  protocol.handle('app', async (request) => {
    const file = path.join(pages, path.normalize(new URL(request.url).pathname));
    if (!file.startsWith(pages + path.sep)) return new Response('', { status: 404 });
    // Anything that is not there stands for an empty page of the same origin.
    const body = await readFile(file).catch(() => '<!doctype html><title>Empty</title>');
    return new Response(body, { headers: { 'content-type': types[path.extname(file)] ?? 'text/html' } });
  });
  const window = new BrowserWindow({
    show: false,
    webPreferences: { sandbox: true, backgroundThrottling: false },
  });
  window.loadURL('app://broadsheet/empty');
});
