import { EventEmitter } from 'node:events';

type Handler = (request: Request) => Response | Promise<Response>;
type Decide = (granted: boolean) => void;

/** What the fakes remember for the test. */
export const seen = {
  schemes: [] as unknown[],
  denied: [] as string[],
  crashes: 0,
  secondInstances: 0,
  sandboxed: false,
  /** Files the system was asked to open. */
  opened: [] as string[],
};

export const handlers = new Map<string, Handler>();
export const invocable = new Map<string, (event: unknown, ...args: readonly unknown[]) => unknown>();
export const asked = { request: null as ((contents: unknown, permission: string, decide: Decide) => void) | null };

export const protocol = {
  registerSchemesAsPrivileged: (schemes: readonly unknown[]): void => void seen.schemes.push(...schemes),
};

export const session = {
  defaultSession: {
    protocol: { handle: (scheme: string, handler: Handler): void => void handlers.set(scheme, handler) },
    setPermissionRequestHandler: (handler: NonNullable<typeof asked.request>): void => void (asked.request = handler),
    setPermissionCheckHandler: (_check: () => boolean): void => undefined,
    setDevicePermissionHandler: (_check: () => boolean): void => undefined,
  },
};

export const ipcMain = {
  handle: (channel: string, handler: (event: unknown, ...args: readonly unknown[]) => unknown): void =>
    void invocable.set(channel, handler),
};

export const shell = {
  openPath: (file: string): Promise<string> => {
    seen.opened.push(file);
    return Promise.resolve('');
  },
};

export const powerMonitor = new EventEmitter();

/** Writes text otherwise and says so: enough to see that nothing is stored as it was given. */
export const safeStorage = {
  isEncryptionAvailable: (): boolean => true,
  getSelectedStorageBackend: (): string => 'gnome_libsecret',
  encryptString: (text: string): Buffer => Buffer.from(`double:${Buffer.from(text).toString('base64')}`),
  decryptString: (sealed: Buffer): string => {
    const text = sealed.toString();
    if (!text.startsWith('double:')) throw new Error('not sealed here');
    return Buffer.from(text.slice('double:'.length), 'base64').toString();
  },
};
