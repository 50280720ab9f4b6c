import { join } from 'node:path';
import { app, type BrowserWindow, net, powerMonitor, safeStorage, session } from 'electron';
import type { SubscriptionFile } from '../shared/model/subscription-file';
import { type CommandLine, parseCommandLine, readSubscriptionFile } from './app/command-line';
import { createExtractor } from './app/extractor-window';
import { createLogins } from './app/logins';
import { setMenu } from './app/menu';
import { createNameCheck } from './app/name-check';
import { createNetTransport } from './app/net-transport';
import { createNetworkSwitch } from './app/network-switch';
import { registerSchemes, serveApp, serveMedia } from './app/protocols';
import { openNetwork } from './app/proxy';
import { createRefusedCount } from './app/refused-requests';
import { takeScreenshot } from './app/screenshot';
import { openSecretStore } from './app/secrets';
import { isOwnMainFrame, lockDown, refuseNavigation, silenceSpellChecker } from './app/security';
import { restoreTheme, setTheme } from './app/theme';
import { createWindow, stayInFront } from './app/window';
import { openAudioStore } from './articles/audio-store';
import { createEngine } from './engine/engine';
import { openThreadedImageStore } from './engine/image-thread';
import { createFetcher } from './feeds/fetcher';
import { appHandlers } from './ipc/app';
import { clipboardHandlers } from './ipc/clipboard';
import { feedHandlers } from './ipc/feeds';
import { openLibraryPort } from './ipc/library-port';
import { linkHandlers } from './ipc/links';
import { loginHandlers } from './ipc/logins';
import { networkHandlers } from './ipc/network';
import { opmlHandlers } from './ipc/opml';
import { printHandlers } from './ipc/print';
import { refreshHandlers } from './ipc/refresh';
import { sendEvent, serveRequests } from './ipc/router';
import { createPolling } from './polling';

/** The composition root: everything is made here, once, and handed what it needs. */

const devOrigin = import.meta.env.DEV ? (process.env.ELECTRON_RENDERER_URL ?? null) : null;
const commandLine = parseCommandLine(process.argv, process.cwd());

registerSchemes();
// Reading aloud: Chromium asks Linux for its voices only when told to.
if (process.platform === 'linux') app.commandLine.appendSwitch('enable-speech-dispatcher');
refuseNavigation();
// The lock that keeps a profile to one instance lives in the profile, so this comes first.
if (commandLine.profile) app.setPath('userData', commandLine.profile);

if (app.requestSingleInstanceLock()) {
  const waiting = subscriptionsOf(commandLine);
  // Not awaited here: Electron is not ready before this module has run to its end.
  void app.whenReady().then(() => run(waiting));
} else {
  // The instance that holds the profile has been told our command line and comes to the front.
  app.quit();
}

function run(firstSubscriptions: SubscriptionFile | null): void {
  const profile = app.getPath('userData');
  const subscriptions = firstSubscriptions ? [firstSubscriptions] : [];
  const opmlFiles = commandLine.opml ? [commandLine.opml] : [];
  let window: BrowserWindow;

  const refused = createRefusedCount();
  lockDown(session.defaultSession, devOrigin, refused.note);
  const shelf = serveApp(session.defaultSession, join(import.meta.dirname, '../renderer'));
  const imageStore = openThreadedImageStore(
    join(import.meta.dirname, 'image-worker.js'),
    join(profile, 'images'),
  );
  const audioStore = openAudioStore(join(profile, 'audio'));
  serveMedia(session.defaultSession, imageStore, audioStore, (key) => polling.noteMissingImage(key));

  // Feeds and pictures have a session of their own: in memory, without a cache, nothing of it reachable from the window.
  const feedSession = session.fromPartition('feeds', { cache: false });
  silenceSpellChecker(feedSession);
  const secrets = openSecretStore(join(profile, 'secrets.json'), safeStorage);
  const logins = createLogins(secrets);
  const network = openNetwork({ file: join(profile, 'network.json'), secrets, session: feedSession });
  const networkSwitch = createNetworkSwitch();
  const fetcher = createFetcher({
    transport: networkSwitch.guard(createNetTransport(feedSession, network)),
    leadsInside: createNameCheck(feedSession),
    userAgent: `Broadsheet/${app.getVersion()} (desktop news reader)`,
  });
  const extractor = createExtractor();
  const engine = createEngine(join(import.meta.dirname, 'feed-worker.js'));
  const polling = createPolling({
    fetcher,
    engine,
    imageStore,
    audioStore,
    onAudioProgress: (progress) => sendEvent(window.webContents, 'audio.progress', progress),
    extract: extractor.extract,
    isOnline: () => networkSwitch.on && net.isOnline(),
    loginOf: logins.of,
    // Not when the reader unsubscribes, which can be undone until the app is closed.
    onPlan: logins.keepOnly,
    onProgress: (progress) => sendEvent(window.webContents, 'refresh.progress', progress),
  });

  serveRequests(
    {
      ...feedHandlers(polling.pollFeedDeps, (host) =>
        sendEvent(window.webContents, 'feeds.looking', { host }),
      ),
      ...loginHandlers(logins),
      // What is under way goes by a way that is about to end; the feeds are not to blame.
      ...networkHandlers(network, networkSwitch, refused, polling.poller.cancel),
      ...refreshHandlers(polling.poller),
      ...linkHandlers(() => stayInFront(window)),
      ...clipboardHandlers(),
      ...printHandlers(() => window, shelf),
      ...opmlHandlers(
        () => window,
        () => opmlFiles.shift() ?? null,
        engine.readOpml,
      ),
      ...appHandlers({
        takeSubscriptions: () => subscriptions.shift() ?? null,
        onSettled: () => void onSettled(),
        setTheme: (theme) => setTheme(profile, theme),
      }),
    },
    (event) => event.sender === window.webContents && isOwnMainFrame(event, devOrigin),
  );

  async function onSettled(): Promise<void> {
    if (!commandLine.screenshot) return;
    try {
      await polling.images.idle();
      await takeScreenshot(window, commandLine.screenshot);
    } catch (error) {
      console.error(`The screenshot could not be written: ${(error as Error).message}`);
      process.exitCode = 1;
    }
    app.quit();
  }

  restoreTheme(profile);
  window = createWindow({ profile, devOrigin });
  // A hidden window would keep the app running after the last one a person sees is closed.
  window.on('closed', extractor.close);
  setMenu((command) => sendEvent(window.webContents, 'menu.command', command));
  // On every load, a reload included, the window has a new library worker, which needs a new line.
  window.webContents.on('did-finish-load', () => {
    // Whoever turned the network off is gone.
    networkSwitch.set(true);
    polling.link.attach(openLibraryPort(window.webContents));
  });
  window.webContents.on('render-process-gone', (_event, details) => {
    if (details.reason !== 'clean-exit') window.webContents.reload();
  });

  function openOpml(file: string): void {
    opmlFiles.push(file);
    sendEvent(window.webContents, 'opml.waiting', null);
  }
  // How macOS says "open with".
  app.on('open-file', (event, file) => {
    event.preventDefault();
    openOpml(file);
  });
  app.on('second-instance', (_event, argv, directory) => {
    const handed = parseCommandLine(argv, directory);
    if (handed.opml) openOpml(handed.opml);
    const handedOver = subscriptionsOf(handed);
    if (handedOver) {
      subscriptions.push(handedOver);
      sendEvent(window.webContents, 'app.subscriptions-waiting', null);
    }
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  });
  powerMonitor.on('resume', polling.poller.wake);
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', () => {
    polling.poller.stop();
    polling.images.cancel();
    polling.audio.cancel();
    polling.fullTexts.cancel();
    void engine.close();
    void imageStore.close();
  });
}

function subscriptionsOf({ subscriptions }: CommandLine): SubscriptionFile | null {
  if (!subscriptions) return null;
  try {
    return readSubscriptionFile(subscriptions);
  } catch (error) {
    console.error((error as Error).message);
    return null;
  }
}
