import { EventEmitter } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { type BrowserContext, chromium, type Page } from 'playwright-core';

import { chromiumPath } from '../chromium.ts';
import { app, atExit, windows } from './app.ts';
import { seen } from './fakes.ts';
import { attach, type Wire } from './wire.ts';

interface Options {
  readonly show?: boolean;
  readonly webPreferences?: Readonly<Record<string, unknown>>;
}

class WebContents extends EventEmitter {
  page: Page | null = null;
  wire: Wire | null = null;
  openHandler: (details: { url: string }) => { action: string } = () => ({ action: 'allow' });
  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.openHandler = handler;
  }
  isDestroyed(): boolean {
    return this.page === null;
  }
  send(channel: string, ...args: readonly unknown[]): void {
    void this.wire?.emit(channel, args);
  }
  reload(): void {
    void this.page?.reload();
  }
}

export class BrowserWindow extends EventEmitter {
  readonly webContents = new WebContents();
  readonly #options: Options;
  #shown: boolean;
  #destroyed = false;

  constructor(options: Options) {
    super();
    this.#options = options;
    this.#shown = options.show !== false;
    windows.add(this);
    app.emit('web-contents-created', {}, this.webContents);
  }
  get facts() {
    return { webPreferences: this.#options.webPreferences ?? {}, shown: this.#shown };
  }
  show(): void {
    this.#shown = true;
  }
  focus(): void {
    void this.webContents.page?.bringToFront();
  }
  restore(): void {}
  removeMenu(): void {}
  isMinimized(): boolean {
    return false;
  }
  isDestroyed(): boolean {
    return this.#destroyed;
  }

  /** A page that crashed is beyond use, so a window that loads again gets a new one. */
  async loadURL(url: string): Promise<void> {
    const context = await browser();
    const page = context.pages().find((one) => one.url() === 'about:blank') ?? (await context.newPage());
    const { webContents } = this;
    page.on('crash', () => {
      seen.crashes += 1;
      webContents.page = null;
      webContents.wire = null;
      void page.close().catch(() => undefined);
      webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 });
    });
    page.on('popup', (popup) => {
      if (webContents.openHandler({ url: popup.url() }).action === 'deny') seen.denied.push(`window ${popup.url()}`);
      void popup.close();
    });
    webContents.wire = await attach(page, String(this.#options.webPreferences?.['preload']), (target) => {
      let prevented = false;
      webContents.emit('will-navigate', { url: target, preventDefault: () => (prevented = true) }, target);
      if (prevented) seen.denied.push(target);
      return !prevented;
    });
    webContents.page = page;
    await page.goto(url.replace('app://korob', 'https://korob.test'));
    this.emit('ready-to-show');
    webContents.emit('did-finish-load');
  }

  async crash(): Promise<void> {
    await this.webContents.page?.goto('chrome://crash').catch(() => undefined);
  }
  async close(): Promise<void> {
    this.#destroyed = true;
    windows.delete(this);
    await this.webContents.page?.close().catch(() => undefined);
    this.webContents.page = null;
    this.emit('closed');
  }
}

let opened: Promise<BrowserContext> | null = null;

function browser(): Promise<BrowserContext> {
  opened ??= (async () => {
    const executablePath = chromiumPath();
    const profile = mkdtempSync(path.join(tmpdir(), 'korob-double-profile-'));
    const context = await chromium.launchPersistentContext(profile, {
      ...(executablePath === null ? {} : { executablePath }),
      headless: true,
      viewport: { width: 1366, height: 860 },
      args: [
        `--remote-debugging-port=${process.env['KOROB_CDP_PORT'] ?? '0'}`,
        '--autoplay-policy=no-user-gesture-required',
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ],
    });
    atExit.push(async () => {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    });
    return context;
  })();
  return opened;
}
