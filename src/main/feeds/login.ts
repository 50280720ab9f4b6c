import type { FeedLogin } from '../../shared/model/login';

/** A login with the one origin that may be told it. */
export interface OriginLogin {
  readonly origin: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

/** The headers that carry a login (RFC 7617, in UTF-8). The reader's own headers stand above the user name and password. */
export function originLogin(origin: string, { user, password, headers }: FeedLogin): OriginLogin {
  const basic =
    user || password
      ? { authorization: `Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}` }
      : {};
  const own = Object.fromEntries(headers.map(({ name, value }) => [name.toLowerCase(), value]));
  return { origin, headers: { ...basic, ...own } };
}

/**
 * Whether an address may be told a login: it must have the login's origin (RFC 6454). One step is allowed, from http to https
 * of the same host at the usual ports, which many sites redirect to; never the way back.
 */
export function mayBeTold(login: OriginLogin, url: URL): boolean {
  if (url.origin === login.origin) return true;
  const own = new URL(login.origin);
  return (
    own.protocol === 'http:' &&
    url.protocol === 'https:' &&
    own.hostname === url.hostname &&
    own.port === '' &&
    url.port === ''
  );
}
