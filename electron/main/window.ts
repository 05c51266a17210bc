import path from 'node:path';

import { app, BrowserWindow, type Session } from 'electron';

import { APP_ORIGIN } from './protocol.ts';

/** Asserted by a test word for word: what a page may do is decided here (DESIGN §8). */
export const WEB_PREFERENCES = {
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  spellcheck: false,
  // A wrong scan must be heard before anybody has clicked.
  autoplayPolicy: 'no-user-gesture-required',
} as const;

export function openWindow(folder: string): BrowserWindow {
  const window = new BrowserWindow({
    width: 1366,
    height: 860,
    minWidth: 900,
    minHeight: 600,
    show: false,
    backgroundColor: '#f4f1ea',
    title: 'Короб',
    webPreferences: { ...WEB_PREFERENCES, preload: path.join(folder, '../preload/index.cjs') },
  });
  window.once('ready-to-show', () => window.show());
  window.removeMenu();
  void window.loadURL(`${APP_ORIGIN}/`);
  return window;
}

/** No window, no page and no permission beyond our own, whatever a page asks for. Holds for every page ever made. */
export function denyAllElse(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    contents.on('will-navigate', (event) => {
      if (!isOurs(event.url)) event.preventDefault();
    });
    contents.on('will-redirect', (event) => {
      if (!isOurs(event.url)) event.preventDefault();
    });
    contents.on('will-attach-webview', (event) => event.preventDefault());
  });
}

export const isOurs = (url: string): boolean => url === APP_ORIGIN || url.startsWith(`${APP_ORIGIN}/`);

const CRASHES_IN_A_MINUTE = 3;

/** A page that died is loaded again: nothing lives in it that the database does not hold. One that keeps dying is left alone. */
export function reviveAfterCrash(window: BrowserWindow, tell: (reason: string, revived: boolean) => void, nowMs: () => number): void {
  let crashes: number[] = [];
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    crashes = [...crashes.filter((atMs) => nowMs() - atMs < 60_000), nowMs()];
    const revive = crashes.length <= CRASHES_IN_A_MINUTE;
    tell(reason, revive);
    if (revive) void window.loadURL(`${APP_ORIGIN}/`);
  });
}
