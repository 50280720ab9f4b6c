import * as changeSignal from '../../../../src/renderer/library/change-signal';
import { library, libraryReady, queries } from '../../../../src/renderer/library/connect';
import { databaseName } from '../../../../src/renderer/library/schema';
import type { FromLibrary, ToLibrary } from '../../../../src/shared/contract/library-port';
import { libraryPortMessage } from '../../../../src/shared/contract/names';
import type { PollOutcome } from '../../../../src/shared/model/poll';
import { show } from './watcher';

/**
 * The page of the library lab: the real worker, the real window side, and a port whose other end plays main.
 * Tests drive it through `window.lab`.
 */

type Answer = Extract<FromLibrary, { type: 'poll-stored' | 'poll-refused' }>;

/** Everything main heard, in order. */
const heard: FromLibrary[] = [];
const waiting = new Map<number, (answer: Answer) => void>();
let deliveries = 0;
let port: MessagePort | undefined;

/** Plays main: sends a port as preload does, and resolves with the plan. */
function connect(): Promise<FromLibrary> {
  const channel = new MessageChannel();
  port = channel.port1;
  const planned = new Promise<FromLibrary>((resolve) => {
    channel.port1.onmessage = (event: MessageEvent<FromLibrary>) => {
      const message = event.data;
      heard.push(message);
      if (message.type === 'plan') resolve(message);
      if (message.type === 'poll-stored' || message.type === 'poll-refused') {
        waiting.get(message.delivery)?.(message);
      }
    };
  });
  window.postMessage(libraryPortMessage, window.location.origin, [channel.port2]);
  return planned;
}

/** Delivers polls all at once; resolves with the answers in the order of the polls. */
function deliver(outcomes: readonly PollOutcome[]): Promise<readonly Answer[]> {
  return Promise.all(
    outcomes.map((outcome) => {
      deliveries += 1;
      const delivery = deliveries;
      const answered = new Promise<Answer>((resolve) => waiting.set(delivery, resolve));
      post({ type: 'poll', delivery, outcome });
      return answered;
    }),
  );
}

function post(message: ToLibrary): void {
  port?.postMessage(message);
}

/** Opens the database past all our code. */
function openRaw(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(databaseName);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Every row of a store, as it is on disk. */
async function rows(store: string): Promise<readonly unknown[]> {
  const database = await openRaw();
  const all = await new Promise<unknown[]>((resolve, reject) => {
    const request = database.transaction(store).objectStore(store).getAll();
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  database.close();
  return all;
}

/** The version, stores and indexes of the database on disk. */
async function describe(): Promise<unknown> {
  const database = await openRaw();
  const names = [...database.objectStoreNames];
  const transaction = database.transaction(names);
  const stores = names.map((name) => {
    const store = transaction.objectStore(name);
    const indexes = [...store.indexNames].map((index) => {
      const { keyPath, unique, multiEntry } = store.index(index);
      return { index, keyPath, unique, multiEntry };
    });
    return { name, keyPath: store.keyPath, autoIncrement: store.autoIncrement, indexes };
  });
  const { version } = database;
  database.close();
  return { version, stores };
}

/** Writes a row past all our code, to break what the library then has to mend. */
async function overwrite(store: string, row: unknown): Promise<void> {
  const database = await openRaw();
  await new Promise<void>((resolve, reject) => {
    const transaction = database.transaction(store, 'readwrite');
    transaction.objectStore(store).put(row);
    transaction.oncomplete = () => resolve();
    transaction.onerror = () => reject(transaction.error);
  });
  database.close();
}

let signals = 0;
changeSignal.onLibraryChanged(() => {
  signals += 1;
});

const lab = {
  library,
  libraryReady,
  queries,
  connect,
  deliver,
  post,
  rows,
  describe,
  show,
  overwrite,
  heard: () => heard,
  signals: () => signals,
};

export type Lab = typeof lab;

declare global {
  interface Window {
    lab: Lab;
  }
}

window.lab = lab;
