import { app } from './app.ts';
import { ipcMain, powerMonitor, protocol, safeStorage, session, shell } from './fakes.ts';
import { BrowserWindow } from './window.ts';

export { app, BrowserWindow, ipcMain, powerMonitor, protocol, safeStorage, session, shell };
export default { app, BrowserWindow, ipcMain, powerMonitor, protocol, safeStorage, session, shell };
