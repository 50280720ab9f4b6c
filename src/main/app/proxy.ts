import { readFileSync } from 'node:fs';
import type { Session } from 'electron';
import {
  type NetworkSettings,
  type NetworkState,
  networkSettingsSchema,
  type ProxyLogin,
  type ProxyServer,
  proxyLoginSchema,
  proxyName,
} from '../../shared/model/network';
import type { SecretStore } from './secrets';
import { writeFileWhole } from './write-file';

/** What the transport has to know of the proxy. */
export interface ProxyAccess {
  /** Resolves once the settings hold: nothing may be asked past a proxy the reader chose. */
  readonly ready: Promise<void>;
  /** “host:port” of the reader's own proxy; null when the system chooses. */
  readonly name: string | null;
  /** The login for a proxy that asks for one: only for the one the reader named. */
  loginFor(host: string, port: number): ProxyLogin | null;
}

export interface Network extends ProxyAccess {
  readonly state: NetworkState;
  /**
   * Applies settings at once and keeps them.
   *
   * @param login null for none; `keep` for the one there is, which ends with its proxy: no other is told it
   * @throws ProblemError `file`
   */
  change(settings: NetworkSettings, login: ProxyLogin | null | 'keep'): Promise<NetworkState>;
}

const secretName = 'proxy';

export interface NetworkDeps {
  /** A small JSON file; one that is not ours counts as none. */
  readonly file: string;
  readonly secrets: SecretStore;
  readonly session: Pick<Session, 'setProxy' | 'closeAllConnections' | 'clearAuthCache'>;
}

/** How feeds and pictures are asked for: as the system says, directly, or through the reader's own proxy. */
export function openNetwork({ file, secrets, session }: NetworkDeps): Network {
  let settings = readSettings(file);
  let ready = apply();
  // Whoever asks through the transport is told; nobody else waits for it.
  ready.catch(() => {});

  async function apply(): Promise<void> {
    await session.setProxy(rulesOf(settings));
    // Connections that are open, and logins that proxies took, belong to the way of before.
    await session.clearAuthCache();
    await session.closeAllConnections();
  }

  return {
    get ready() {
      return ready;
    },
    get name() {
      return settings.mode === 'manual' && settings.proxy ? proxyName(settings.proxy) : null;
    },
    loginFor(host, port) {
      const { mode, proxy } = settings;
      if (mode !== 'manual' || !proxy || proxy.port !== port) return null;
      if (bare(proxy.host) !== bare(host)) return null;
      const secret = secrets.read(secretName);
      return secret === null ? null : proxyLoginSchema.parse(JSON.parse(secret));
    },
    get state() {
      return { settings, hasLogin: secrets.names().includes(secretName), lasting: secrets.lasting };
    },
    async change(next, login) {
      if (login !== 'keep' && login !== null) secrets.write(secretName, JSON.stringify(login));
      else if (login === null || !sameProxy(settings.proxy, next.proxy)) secrets.remove([secretName]);
      writeFileWhole(file, JSON.stringify(next));
      settings = next;
      ready = apply();
      await ready;
      return this.state;
    },
  };
}

function sameProxy(one: ProxyServer | null, other: ProxyServer | null): boolean {
  return one?.scheme === other?.scheme && one?.host === other?.host && one?.port === other?.port;
}

function bare(host: string): string {
  return host.replace(/^\[|\]$/g, '').toLowerCase();
}

function rulesOf({ mode, proxy }: NetworkSettings): Parameters<Session['setProxy']>[0] {
  if (mode !== 'manual' || !proxy) return { mode: mode === 'direct' ? 'direct' : 'system' };
  return {
    mode: 'fixed_servers',
    proxyRules: `${proxy.scheme}://${proxyName(proxy)}`,
    proxyBypassRules: proxy.bypass,
  };
}

function readSettings(file: string): NetworkSettings {
  try {
    return networkSettingsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return { mode: 'system', proxy: null };
  }
}
