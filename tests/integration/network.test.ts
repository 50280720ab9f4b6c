import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Network, openNetwork } from '../../src/main/app/proxy';
import { openSecretStore } from '../../src/main/app/secrets';
import { planNextPoll } from '../../src/main/feeds/schedule';
import { networkSettingsSchema, type ProxyServer, readProxy } from '../../src/shared/model/network';
import { noHints } from '../../src/shared/model/poll';

let folder: string;
let file: string;
let applied: unknown[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'broadsheet-network-'));
  file = join(folder, 'network.json');
  applied = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function open(): Network {
  const encryption = {
    isEncryptionAvailable: () => true,
    encryptString: (text: string) => Buffer.from(text).reverse(),
    decryptString: (bytes: Buffer) => Buffer.from(bytes).reverse().toString(),
  };
  return openNetwork({
    file,
    secrets: openSecretStore(join(folder, 'secrets.json'), encryption),
    session: {
      setProxy: async (config) => void applied.push(config),
      closeAllConnections: async () => void applied.push('connections closed'),
      clearAuthCache: async () => {},
    },
  });
}

const proxy: ProxyServer = {
  scheme: 'http',
  host: 'proxy.example',
  port: 3128,
  bypass: 'a.example, 10.0.0.0/8',
};
const login = { user: 'clerk', password: 'secret' };

describe('the way to the web', () => {
  it('is the system’s until the reader chooses another, at once and at every start', async () => {
    const network = open();
    await network.ready;
    expect([network.state.settings, network.name]).toEqual([{ mode: 'system', proxy: null }, null]);
    await network.change({ mode: 'manual', proxy }, null);
    const rules = {
      mode: 'fixed_servers',
      proxyRules: 'http://proxy.example:3128',
      proxyBypassRules: 'a.example, 10.0.0.0/8',
    };
    expect(applied).toEqual([{ mode: 'system' }, 'connections closed', rules, 'connections closed']);
    applied = [];
    const again = open();
    await again.ready;
    expect([applied[0], again.name]).toEqual([rules, 'proxy.example:3128']);
    await again.change({ mode: 'direct', proxy }, 'keep');
    expect(applied).toContainEqual({ mode: 'direct' });
    expect(open().state.settings).toEqual({ mode: 'direct', proxy });
  });

  it.each(['', 'null', '{"mode":"manual","proxy":null}', '{"mode":"manual","proxy":{"scheme":"ftp"}}'])(
    'is the system’s when the file holds %j',
    (text) => {
      writeFileSync(file, text);
      expect(open().state.settings).toEqual({ mode: 'system', proxy: null });
    },
  );
});

describe('the login of a proxy', () => {
  it('is for the proxy the reader named, and for no other', async () => {
    const network = open();
    await network.change({ mode: 'manual', proxy }, login);
    expect(readFileSync(file, 'utf8')).not.toContain('secret');
    expect(network.loginFor('PROXY.example', 3128)).toEqual(login);
    expect(network.loginFor('proxy.example', 3129)).toBeNull();
    expect(network.loginFor('news.example', 3128)).toBeNull();
    expect(open().loginFor('proxy.example', 3128)).toEqual(login);

    await network.change({ mode: 'direct', proxy }, 'keep');
    expect(network.loginFor('proxy.example', 3128)).toBeNull();
    await network.change({ mode: 'manual', proxy }, 'keep');
    expect(network.loginFor('proxy.example', 3128)).toEqual(login);
    await network.change({ mode: 'manual', proxy: { ...proxy, host: 'other.example' } }, 'keep');
    expect([network.state.hasLogin, network.loginFor('other.example', 3128)]).toEqual([false, null]);
  });
});

describe('a proxy as typed', () => {
  const typed = (host: string, port: string) => readProxy({ scheme: 'http', host, port, bypass: '' });

  it.each(['proxy', 'proxy.example.com', '10.0.0.1', '[fd00::1]', 'прокси.example'])('may be %s', (host) => {
    const read = typed(` ${host} `, ' 8080 ');
    expect(read).toEqual({ ok: true, value: { scheme: 'http', host, port: 8080, bypass: '' } });
    expect(networkSettingsSchema.safeParse({ mode: 'manual', proxy: read.ok && read.value }).success).toBe(
      true,
    );
  });

  it.each([
    ['', '80'],
    ['proxy', ''],
    ['proxy', '0'],
    ['proxy', '65536'],
    ['proxy', '8o'],
    ['http://proxy', '80'],
    ['a;direct://', '80'],
    ['a,b', '80'],
    ['user@proxy', '80'],
  ])('cannot be “%s” at “%s”', (host, port) => {
    expect(typed(host, port)).toMatchObject({ ok: false, problem: { code: 'invalid-proxy' } });
  });
});

it('A proxy that stands in the way is tried again soon, however often it did', () => {
  const reply = { headers: {}, hints: noHints, appearedAt: [], ownInterval: null };
  const problem = { code: 'proxy', proxy: 'a:1', reason: 'no-answer' } as const;
  expect(planNextPoll({ ...reply, problem, failuresBefore: 9 }, 0, 0)).toEqual({
    at: 600_000,
    reason: { code: 'offline' },
  });
});
