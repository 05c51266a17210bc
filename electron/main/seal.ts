import { safeStorage } from 'electron';

import { keyFileSeal, type Seal } from '#electron/node/vault-file.ts';

/**
 * The system's own keeper of secrets. On a Linux without a keyring Chromium would pretend with a fixed password;
 * there a key file that only this user may read is the honest choice.
 */
export function systemSeal(keyFile: string): Seal {
  const pretends = process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text';
  if (pretends || !safeStorage.isEncryptionAvailable()) return keyFileSeal(keyFile);
  return {
    close: (secret) => safeStorage.encryptString(secret),
    open(sealed) {
      try {
        return safeStorage.decryptString(sealed);
      } catch {
        return null;
      }
    },
  };
}
