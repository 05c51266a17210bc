import path from 'node:path';

import { app, type BrowserWindow, powerMonitor, session } from 'electron';

import { systemClock } from '#electron/node/clock.ts';
import { openLogFile } from '#electron/node/log-file.ts';
import { asStartFault, faultPage, type StartFault } from '#electron/node/start-fault.ts';

import { composeDesktop, type DesktopKorob, type DesktopMode } from './compose.ts';
import { answerCalls, sendEvent } from './ipc.ts';
import { announceScheme, serveScreens } from './protocol.ts';
import { watchForUpdates } from './updates.ts';
import { denyAllElse, openWindow, reviveAfterCrash } from './window.ts';

/**
 * The boot list of the desktop host. Before ready only what Electron wants before ready: an entry that waits for `whenReady`
 * at its top level never gets it, because Electron becomes ready after the entry was evaluated (electron#40719).
 */
announceScheme();
app.enableSandbox();
const dataDir = process.env['KOROB_DATA'];
if (dataDir !== undefined) app.setPath('userData', path.resolve(dataDir));

if (app.requestSingleInstanceLock()) void app.whenReady().then(boot);
else app.quit();

async function boot(): Promise<void> {
  const folder = import.meta.dirname;
  const home = app.getPath('userData');
  const log = openLogFile(path.join(home, 'logs'), systemClock.nowMs);
  let korob: DesktopKorob | null = null;
  let fault: StartFault | null = null;
  let window: BrowserWindow | null = null;

  const open = async (mode: DesktopMode): Promise<void> => {
    await korob?.close();
    korob = null;
    fault = null;
    try {
      korob = await composeDesktop({
        folder,
        home,
        mode,
        log,
        training,
        seeded: mode === 'training' || !process.argv.includes('--empty'),
        oneMarket: process.argv.includes('--one-market'),
      });
      korob.engine.subscribe((event) => {
        if (window !== null && !window.isDestroyed()) sendEvent(window.webContents, event);
      });
    } catch (error) {
      fault = asStartFault(error);
      log.write('error', 'start-fault', { code: fault.code, subject: fault.subject, error: fault.cause ?? fault });
    }
  };
  // The answer of the call goes out first; then another engine stands behind the same window.
  const training = (on: boolean): Promise<{ url: null }> => {
    setTimeout(() => void open(on ? 'training' : 'live').then(() => window?.webContents.reload()), 50);
    return Promise.resolve({ url: null });
  };

  denyAllElse(session.defaultSession);
  serveScreens(session.defaultSession, path.join(folder, '../renderer'), () => (fault === null ? null : faultPage(fault)));
  answerCalls(() => korob?.engine ?? null);
  await open(process.argv.includes('--demo') ? 'demo' : 'live');
  const show = (): void => {
    window = openWindow(folder);
    reviveAfterCrash(window, (reason, revived) => log.write('error', 'screen-crashed', { reason, revived }), systemClock.nowMs);
    window.on('closed', () => (window = null));
  };
  show();

  app.on('second-instance', () => {
    if (window?.isMinimized() === true) window.restore();
    window?.focus();
  });
  app.on('activate', () => {
    if (window === null) show();
  });
  // After sleep every answer on the screen is old and every timer is late.
  powerMonitor.on('resume', () => void korob?.engine.call('order.refresh', { accountId: null }, korob.owner));
  closeTidily(log, watchForUpdates(log), () => korob?.close() ?? Promise.resolve());
}

function closeTidily(log: ReturnType<typeof openLogFile>, stopUpdates: () => void, close: () => Promise<void>): void {
  let closed = false;
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app.on('before-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    stopUpdates();
    close()
      .catch((error: unknown) => log.write('error', 'close-failed', { error }))
      .finally(() => {
        closed = true;
        app.quit();
      });
  });
}
