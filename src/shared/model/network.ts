import { z } from 'zod';
import { failed, ok, type Result } from '../result';

/** A proxy the reader names. */
export interface ProxyServer {
  readonly scheme: 'http' | 'https' | 'socks5';
  /** A name, an IPv4 address, or an IPv6 address in brackets. */
  readonly host: string;
  readonly port: number;
  /** Hosts to ask without it, separated by commas, as Chromium's proxy bypass rules. This computer itself always is. */
  readonly bypass: string;
}

/** How feeds and pictures are asked for. The proxy is kept while it is not used. */
export interface NetworkSettings {
  readonly mode: 'system' | 'direct' | 'manual';
  /** Never null when the mode is `manual`. */
  readonly proxy: ProxyServer | null;
}

/** What the window tried to ask of the network since the start, all of it in vain. */
export interface RefusedRequests {
  readonly count: number;
  /** The first few hosts it would have asked. */
  readonly hosts: readonly string[];
}

/** For proxies that ask who comes. SOCKS has no such thing in Chromium. */
export interface ProxyLogin {
  readonly user: string;
  readonly password: string;
}

/** What the window may know: that there is a login, not what it is. */
export interface NetworkState {
  readonly settings: NetworkSettings;
  readonly hasLogin: boolean;
  /** Whether this computer has a safe place for secrets; without one a login holds until the app quits. */
  readonly lasting: boolean;
}

const hostPattern = /^(?:[\p{L}\p{N}_](?:[\p{L}\p{N}_.-]*[\p{L}\p{N}_.])?|\[[0-9a-f:.]+\])$/iu;

export const networkSettingsSchema = z
  .object({
    mode: z.enum(['system', 'direct', 'manual']),
    proxy: z
      .object({
        scheme: z.enum(['http', 'https', 'socks5']),
        host: z.string().max(255).regex(hostPattern),
        port: z.number().int().min(1).max(65_535),
        bypass: z.string().max(4000),
      })
      .nullable(),
  })
  .refine(({ mode, proxy }) => mode !== 'manual' || proxy !== null);

export const proxyLoginSchema = z.object({
  user: z.string().min(1).max(1000),
  password: z.string().max(4000),
});

/** The proxy as typed. Fails with `invalid-proxy`. */
export function readProxy(typed: {
  readonly scheme: ProxyServer['scheme'];
  readonly host: string;
  readonly port: string;
  readonly bypass: string;
}): Result<ProxyServer> {
  const host = typed.host.trim();
  const port = /^\s*\d{1,5}\s*$/.test(typed.port) ? Number(typed.port) : 0;
  if (!hostPattern.test(host) || port < 1 || port > 65_535) {
    return failed({ code: 'invalid-proxy', address: `${host}:${typed.port.trim()}` });
  }
  return ok({ scheme: typed.scheme, host, port, bypass: typed.bypass.trim() });
}

/** “host:port”, as the reader knows it. */
export function proxyName({ host, port }: ProxyServer): string {
  return `${host}:${port}`;
}
