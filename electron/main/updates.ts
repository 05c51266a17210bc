import { app } from 'electron';
import updater from 'electron-updater';

import type { Log } from '#electron/ports/log.ts';

const EVERY_MS = 6 * 60 * 60 * 1000;

/** Fetches a new version in the background and installs it when the program is closed; a shift is never broken off. Off in development. */
export function watchForUpdates(log: Log): () => void {
  if (!app.isPackaged) return () => undefined;
  const { autoUpdater } = updater;
  autoUpdater.autoDownload = true;
  autoUpdater.autoInstallOnAppQuit = true;
  autoUpdater.allowDowngrade = false;
  autoUpdater.logger = null;
  autoUpdater.on('error', (error) => log.write('warn', 'update-failed', { error: error.message }));
  autoUpdater.on('update-downloaded', ({ version }) => log.write('info', 'update-ready', { version }));
  const check = (): void => {
    autoUpdater.checkForUpdates().catch((error: unknown) => log.write('warn', 'update-failed', { error: String(error) }));
  };
  check();
  const timer = setInterval(check, EVERY_MS);
  return () => clearInterval(timer);
}
