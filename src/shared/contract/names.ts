/** The names on the wire between main and preload. Only these two sides know them. */

/** `invoke(requestChannel, name, request)` → Result */
export const requestChannel = 'broadsheet:request';
/** `send(eventChannel, name, payload)` */
export const eventChannel = 'broadsheet:event';
/** The message by which the library's port travels main → preload → window. */
export const libraryPortMessage = 'broadsheet:library-port';
