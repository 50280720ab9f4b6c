import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { writeFileWhole } from './write-file';

/** The part of Electron's `safeStorage` this needs: the system's keychain holds the key. */
export interface Encryption {
  isEncryptionAvailable(): boolean;
  encryptString(text: string): Buffer;
  decryptString(bytes: Buffer): string;
}

/**
 * Secrets, encrypted in a file of the profile; where the system offers no encryption, in memory and for this run only. They
 * leave main in requests alone: never to the window, the library, a list of subscriptions or a log.
 */
export interface SecretStore {
  /** Null when there is none, or when it cannot be decrypted now: the keychain may be locked. */
  read(name: string): string | null;
  /** @throws ProblemError `file` */
  write(name: string, secret: string): void;
  /** @throws ProblemError `file` */
  remove(names: readonly string[]): void;
  names(): readonly string[];
  /** Whether secrets outlive this run. */
  readonly lasting: boolean;
}

const fileSchema = z.object({ secrets: z.record(z.string(), z.base64()) });

export function openSecretStore(file: string, encryption: Encryption): SecretStore {
  let kept: ReadonlyMap<string, string> = new Map(Object.entries(readSecrets(file)));
  const open = new Map<string, string>();

  function keep(next: ReadonlyMap<string, string>): void {
    writeFileWhole(file, JSON.stringify({ secrets: Object.fromEntries(next) }));
    kept = next;
  }

  function without(names: readonly string[]): Map<string, string> {
    return new Map([...kept].filter(([name]) => !names.includes(name)));
  }

  return {
    read(name) {
      const known = open.get(name);
      if (known !== undefined) return known;
      const encrypted = kept.get(name);
      if (encrypted === undefined || !encryption.isEncryptionAvailable()) return null;
      try {
        const secret = encryption.decryptString(Buffer.from(encrypted, 'base64'));
        open.set(name, secret);
        return secret;
      } catch {
        return null;
      }
    },
    write(name, secret) {
      if (encryption.isEncryptionAvailable()) {
        keep(without([name]).set(name, encryption.encryptString(secret).toString('base64')));
      } else if (kept.has(name)) keep(without([name]));
      open.set(name, secret);
    },
    remove(names) {
      for (const name of names) open.delete(name);
      if (names.some((name) => kept.has(name))) keep(without(names));
    },
    names: () => [...new Set([...kept.keys(), ...open.keys()])],
    get lasting() {
      return encryption.isEncryptionAvailable();
    },
  };
}

/** A file that is not there, or not ours, counts as none. */
function readSecrets(file: string): Readonly<Record<string, string>> {
  try {
    return fileSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).secrets;
  } catch {
    return {};
  }
}
