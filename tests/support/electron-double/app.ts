import { EventEmitter } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { Command, Facts } from './command.ts';
import { asked, powerMonitor, seen } from './fakes.ts';

interface Closable {
  readonly facts: Facts['windows'][number];
  crash(): Promise<void>;
  close(): Promise<void>;
}

/** Every window that is open; `window.ts` keeps it. */
export const windows = new Set<Closable>();
/** Closes the browser behind all windows. */
export const atExit: (() => Promise<void>)[] = [];

class App extends EventEmitter {
  readonly isPackaged = false;
  readonly #ready = Promise.withResolvers<void>();
  #userData = path.join(tmpdir(), `korob-double-${process.pid}`);
  #quitting = false;

  get name(): string {
    return 'Korob';
  }
  enableSandbox(): void {
    seen.sandboxed = true;
  }
  getVersion(): string {
    return '0.0.0-double';
  }
  getAppPath(): string {
    return process.cwd();
  }
  setPath(_name: string, value: string): void {
    this.#userData = value;
  }
  getPath(_name: string): string {
    mkdirSync(this.#userData, { recursive: true });
    return this.#userData;
  }
  whenReady(): Promise<void> {
    return this.#ready.promise;
  }
  ready(): void {
    this.#ready.resolve();
    this.emit('ready');
  }

  /** A lock file with the winner's pid; the loser wakes the winner by a signal. */
  requestSingleInstanceLock(): boolean {
    const file = path.join(this.getPath('userData'), 'SingletonLock');
    const other = existsSync(file) ? Number(readFileSync(file, 'utf8')) : null;
    if (other !== null && isAlive(other)) {
      process.kill(other, 'SIGUSR2');
      return false;
    }
    writeFileSync(file, String(process.pid));
    atExit.push(() => Promise.resolve(rmSync(file, { force: true })));
    process.on('SIGUSR2', () => {
      seen.secondInstances += 1;
      this.emit('second-instance', {}, [], process.cwd());
    });
    return true;
  }

  quit(): void {
    if (this.#quitting) return;
    let prevented = false;
    this.emit('before-quit', { preventDefault: () => (prevented = true) });
    if (prevented) return;
    this.#quitting = true;
    void this.#leave();
  }

  async #leave(): Promise<void> {
    for (const window of windows) await window.close();
    this.emit('will-quit', { preventDefault: () => undefined });
    this.emit('quit', {}, 0);
    for (const last of atExit) await last();
    process.exit(0);
  }
}

export const app = new App();

export async function becomeReady(): Promise<void> {
  process.on('message', (command: Command) => void obey(command).then((facts) => process.send?.(facts)));
  await Promise.resolve();
  app.ready();
}

async function obey(command: Command): Promise<Facts> {
  let permission: boolean | null = null;
  if (command.do === 'crash') for (const window of windows) await window.crash();
  if (command.do === 'resume') powerMonitor.emit('resume');
  if (command.do === 'quit') app.quit();
  if (command.do === 'permission') asked.request?.({}, command.permission, (granted) => (permission = granted));
  return {
    windows: [...windows].map((window) => window.facts),
    denied: seen.denied,
    secondInstances: seen.secondInstances,
    sandboxed: seen.sandboxed,
    schemes: seen.schemes,
    crashes: seen.crashes,
    permission,
  };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return pid !== process.pid;
  } catch {
    return false;
  }
}
