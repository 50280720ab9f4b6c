import { z } from 'zod';
import { failed, ok, type Result } from '../result';

/**
 * What a feed is asked with when its publisher wants to know who asks: a user name and password (Basic authentication,
 * RFC 7617), request headers of the reader's own, or both. It travels from the window to main and never back.
 */
export interface FeedLogin {
  /** Empty with an empty password: no Basic authentication. */
  readonly user: string;
  readonly password: string;
  readonly headers: readonly RequestHeader[];
}

export interface RequestHeader {
  readonly name: string;
  readonly value: string;
}

/** What the window may know of a login. */
export interface LoginState {
  readonly exists: boolean;
  /** Whether this computer has a safe place for secrets; without one a login holds until the app quits. */
  readonly lasting: boolean;
}

const token = /^[!#$%&'*+.^_`|~0-9a-z-]+$/i;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not come in (RFC 9110, section 5.5)
const control = /[\u0000-\u001f\u007f]/;
/** Headers of the connection, or of how we ask: a reader who set them would break the asking, not change who asks. */
const reserved =
  /^(?:host|connection|content-.*|transfer-encoding|te|trailer|upgrade|keep-alive|proxy-.*|accept-encoding|if-.*|range|expect|referer|origin|sec-.*)$/i;

export const feedLoginSchema = z.object({
  user: z.string().max(1000),
  password: z.string().max(4000),
  headers: z.array(z.object({ name: z.string().max(200), value: z.string().max(8000) })).max(20),
});

/** The login as typed; the headers one a line, as “Name: value”. Fails with `invalid-login`. */
export function readLogin(user: string, password: string, headerLines: string): Result<FeedLogin> {
  const headers: RequestHeader[] = [];
  for (const line of headerLines.split(/\r\n|\r|\n/)) {
    if (!line.trim()) continue;
    const colon = line.indexOf(':');
    if (colon < 0) return invalid(`“${line.trim()}” is not a request header`);
    headers.push({ name: line.slice(0, colon).trim(), value: line.slice(colon + 1).trim() });
  }
  return checkLogin({ user, password, headers });
}

/** The login itself when it can be sent. Fails with `invalid-login`. */
export function checkLogin(login: FeedLogin): Result<FeedLogin> {
  const { user, password, headers } = login;
  if (!user && !password && headers.length === 0) return invalid('there is nothing in it');
  if (user.includes(':')) return invalid('a user name cannot hold a colon');
  if (control.test(user) || control.test(password)) return invalid('it holds a control character');
  for (const { name, value } of headers) {
    if (!token.test(name) || !value || control.test(value))
      return invalid(`“${name}” is not a request header`);
    if (reserved.test(name)) return invalid(`“${name}” is not for a reader to set`);
  }
  return ok(login);
}

function invalid(detail: string): Result<never> {
  return failed({ code: 'invalid-login', detail });
}
