import { MessageChannelMain, type WebContents } from 'electron';
import { libraryPortMessage } from '../../shared/contract/library-port';
import type { LibraryPort } from '../feeds/library-link';

/** Makes a line to the library worker of a window that has just loaded: one end goes there, the other is returned. */
export function openLibraryPort(webContents: WebContents): LibraryPort {
  const { port1, port2 } = new MessageChannelMain();
  webContents.postMessage(libraryPortMessage, null, [port2]);
  return {
    post: (message) => port1.postMessage(message),
    listen(onMessage, onClose) {
      port1.on('message', (event) => onMessage(event.data));
      port1.on('close', onClose);
      port1.start();
    },
  };
}
