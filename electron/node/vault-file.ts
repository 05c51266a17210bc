import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import type { Vault } from '#electron/ports/vault.ts';

/** Closes and opens one secret; the desktop host's is the system's own (safeStorage), the web host's is `keyFileSeal`. */
export interface Seal {
  close(secret: string): Buffer;
  /** Null: closed with another key, or changed since. */
  open(sealed: Buffer): string | null;
}

/** Secrets by name in one file, each sealed; rewritten as a whole beside the old one and put in its place in one step. */
export function openVaultFile(file: string, seal: Seal): Vault {
  const read = (): Record<string, string> => (existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>) : {});
  const write = (all: Record<string, string>): void => {
    mkdirSync(path.dirname(file), { recursive: true });
    const fresh = `${file}.new`;
    writeFileSync(fresh, JSON.stringify(all), { mode: 0o600, flush: true });
    renameSync(fresh, file);
  };
  return {
    put(name, secret) {
      write({ ...read(), [name]: seal.close(secret).toString('base64') });
    },
    get(name) {
      const sealed = read()[name];
      return sealed === undefined ? null : seal.open(Buffer.from(sealed, 'base64'));
    },
    remove(name) {
      const { [name]: _gone, ...rest } = read();
      write(rest);
    },
  };
}

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** AES-256-GCM under a key that lies in a file only this user may read. Layout: iv, tag, ciphertext. */
export function keyFileSeal(keyFile: string): Seal {
  const key = secretKey(keyFile);
  return {
    close(secret) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, iv);
      const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), text]);
    },
    open(sealed) {
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, IV_BYTES));
        decipher.setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
        return decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
      } catch {
        return null;
      }
    },
  };
}

/** 32 random bytes in a 0600 file, made on first use. */
export function secretKey(keyFile: string): Buffer {
  if (!existsSync(keyFile)) {
    mkdirSync(path.dirname(keyFile), { recursive: true });
    writeFileSync(keyFile, randomBytes(32), { mode: 0o600, flag: 'wx', flush: true });
  }
  // A copied folder may have lost the mode; where the system has none (Windows), the profile folder guards it.
  if (process.platform !== 'win32') chmodSync(keyFile, 0o600);
  const key = readFileSync(keyFile);
  if (key.length !== 32) throw new Error(`${keyFile} is not a key of 32 bytes`);
  return key;
}
