import { app, type IpcMainInvokeEvent, type Session } from 'electron';
import { appOrigin } from './protocols';

/** Schemes that reach nothing outside this process. */
const localSchemes = new Set(['app:', 'media:', 'devtools:', 'blob:']);

/**
 * Cuts a session off from the network and from every permission. Reading is offline by construction: no publisher
 * learns what was opened, or when.
 *
 * @param devOrigin the development server's origin, the one exception while developing; null in every build
 * @param onRefused told of each request that is refused
 */
export function lockDown(session: Session, devOrigin: string | null, onRefused: (url: string) => void): void {
  session.webRequest.onBeforeRequest((details, callback) => {
    const url = new URL(details.url);
    const isDevServer = devOrigin !== null && url.host === new URL(devOrigin).host;
    const refused = !localSchemes.has(url.protocol) && !isDevServer;
    if (refused) onRefused(details.url);
    callback({ cancel: refused });
  });
  silenceSpellChecker(session);
  session.setPermissionRequestHandler((_webContents, _permission, callback) => callback(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
}

/**
 * The spell checker is on for every session unless told otherwise, and asks the network for dictionaries, past any wall of the
 * session's own. To be called the moment a session is made: switching it off does not call back a dictionary that is
 * being looked for, having no language to look for does.
 */
export function silenceSpellChecker(session: Session): void {
  session.setSpellCheckerLanguages([]);
  session.setSpellCheckerEnabled(false);
}

/** No page of this app goes anywhere, opens anything or embeds anything. Holds for every WebContents there will ever be. */
export function refuseNavigation(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    contents.on('will-navigate', (event) => event.preventDefault());
    contents.on('will-frame-navigate', (event) => event.preventDefault());
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
  });
}

/** Whether a request comes from the main frame of our own window. */
export function isOwnMainFrame(event: IpcMainInvokeEvent, devOrigin: string | null): boolean {
  const frame = event.senderFrame;
  if (!frame || frame.parent !== null || !URL.canParse(frame.url)) return false;
  const { protocol, host } = new URL(frame.url);
  const origin = `${protocol}//${host}`;
  return origin === appOrigin || (devOrigin !== null && origin === devOrigin);
}
