import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron';
import type { BroadsheetApi, EventName } from '../shared/contract/api';
import { eventChannel, libraryPortMessage, requestChannel } from '../shared/contract/names';

/** The whole of what the window can reach. Names and requests are checked in main, not here: this side is not trusted. */
const api: BroadsheetApi = {
  invoke: (name, request) => ipcRenderer.invoke(requestChannel, name, request),
  on(name, listener) {
    const receive = (_event: IpcRendererEvent, eventName: EventName, payload: unknown) => {
      if (eventName === name) listener(payload as never);
    };
    ipcRenderer.on(eventChannel, receive);
    return () => ipcRenderer.off(eventChannel, receive);
  },
};

contextBridge.exposeInMainWorld('broadsheet', api);

// A MessagePort cannot cross the bridge as a value; it is handed over as the transfer of a message to our own window.
ipcRenderer.on(libraryPortMessage, (event) => {
  window.postMessage(libraryPortMessage, window.location.origin, event.ports);
});
