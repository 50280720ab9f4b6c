import { type IpcMainInvokeEvent, ipcMain, type WebContents } from 'electron';
import type { EventName, Events } from '../../shared/contract/api';
import {
  type ChannelName,
  channels,
  type ParsedRequestOf,
  type ReplyOf,
} from '../../shared/contract/channels';
import { eventChannel, requestChannel } from '../../shared/contract/names';
import { toProblem } from '../../shared/model/problem';
import { failed, ok, type Result } from '../../shared/result';

/** One handler a channel; a missing one is a compile error. Handlers throw ProblemError; the router makes it a Result. */
export type Handlers = {
  readonly [Name in ChannelName]: (request: ParsedRequestOf<Name>) => ReplyOf<Name> | Promise<ReplyOf<Name>>;
};

/**
 * Answers requests of the window: checks who asks and what is asked before any handler sees it.
 *
 * @param isTrusted whether an event comes from the main frame of our own window
 */
export function serveRequests(handlers: Handlers, isTrusted: (event: IpcMainInvokeEvent) => boolean): void {
  ipcMain.handle(requestChannel, async (event, name: unknown, request: unknown): Promise<Result<unknown>> => {
    if (!isTrusted(event))
      return failed({ code: 'invalid-request', detail: 'the sender is not the app’s window' });
    if (!isChannelName(name)) return failed({ code: 'invalid-request', detail: 'there is no such request' });
    const parsed = channels[name].request.safeParse(request);
    if (!parsed.success) return failed({ code: 'invalid-request', detail: `“${name}” does not take this` });
    try {
      const handler = handlers[name] as (request: unknown) => unknown;
      return ok(await handler(parsed.data));
    } catch (error) {
      return failed(toProblem(error));
    }
  });
}

function isChannelName(name: unknown): name is ChannelName {
  return typeof name === 'string' && Object.hasOwn(channels, name);
}

/** Tells the window something it did not ask for. */
export function sendEvent<Name extends EventName>(to: WebContents, name: Name, payload: Events[Name]): void {
  if (!to.isDestroyed()) to.send(eventChannel, name, payload);
}
