import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { expect, test } from '@playwright/test';

import { ended } from '../support/child.ts';
import { type DesktopDouble, forkDesktop, openDesktop } from '../support/desktop-double.ts';

/** The built desktop bundle over the double of `electron`: what DESIGN §8 promises of the desktop host. */
test.describe('the desktop host', () => {
  let folder: string;
  let desktop: DesktopDouble;

  test.beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'korob-desktop-'));
    desktop = await openDesktop(folder);
  });
  test.afterAll(async () => {
    await desktop.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test('boots to a screen that talks to the engine', async () => {
    const page = await desktop.page();
    await expect(page.locator('#root')).not.toBeEmpty();
    const session = await page.evaluate(() => (window as never as Bridged).korob.call('session.get', {}));
    expect(session).toMatchObject({ ok: true, value: { host: 'desktop', mode: 'live', stationId: 'station-1' } });
  });

  test('gives a page no Node, and a bridge that cannot be changed', async () => {
    const page = await desktop.page();
    const world = await page.evaluate(() => {
      const { korob } = window as never as Bridged;
      return {
        require: typeof (globalThis as { require?: unknown }).require,
        process: typeof (globalThis as { process?: unknown }).process,
        keys: Object.keys(korob).sort(),
        frozen: Object.isFrozen(korob),
        writable: Object.getOwnPropertyDescriptor(window, 'korob')?.writable,
      };
    });
    expect(world).toEqual({ require: 'undefined', process: 'undefined', keys: ['call', 'subscribe'], frozen: true, writable: false });
    const unknown = await page.evaluate(() => (window as never as Bridged).korob.call('engine.stop', {}));
    expect(unknown).toEqual({ ok: false, error: { code: 'unknown-call' } });
  });

  test('asks Electron for every lock it has', async () => {
    const facts = await desktop.command({ do: 'facts' });
    expect(facts.sandboxed).toBe(true);
    expect(facts.windows).toHaveLength(1);
    expect(facts.windows[0]).toMatchObject({
      shown: true,
      webPreferences: {
        contextIsolation: true,
        sandbox: true,
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
        webSecurity: true,
        allowRunningInsecureContent: false,
        webviewTag: false,
      },
    });
    expect(facts.schemes).toEqual([
      { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
    ]);
    expect((await desktop.command({ do: 'permission', permission: 'media' })).permission).toBe(false);
  });

  test('serves its own files under a strict policy, and nothing outside them', async () => {
    const page = await desktop.page();
    const answers = await page.evaluate(async () => {
      const own = await fetch('/index.html');
      const escape = await fetch('/assets/..%2f..%2f..%2fpackage.json');
      const coded = await fetch('/%2e%2e%5c%2e%2e%5cpackage.json');
      return { policy: own.headers.get('content-security-policy'), statuses: [own.status, escape.status, coded.status] };
    });
    expect(answers.statuses).toEqual([200, 403, 403]);
    expect(answers.policy).toContain("default-src 'none'");
    expect(answers.policy).toContain("require-trusted-types-for 'script'");
    expect(answers.policy).not.toContain('unsafe');
  });

  test('lets a page go nowhere else and open nothing', async () => {
    const page = await desktop.page();
    await page.evaluate(() => {
      window.location.href = 'https://example.com/';
    });
    await expect.poll(async () => (await desktop.command({ do: 'facts' })).denied).toContain('https://example.com/');
    expect(page.url()).toMatch(/^https:\/\/korob\.test\//u);
  });

  test('shows the first window when it is started twice', async () => {
    const second = forkDesktop(folder, 0);
    expect(await ended(second)).toBe(0);
    await expect.poll(async () => (await desktop.command({ do: 'facts' })).secondInstances).toBe(1);
  });

  test('loads the screen again when its renderer dies', async () => {
    await desktop.command({ do: 'crash' });
    await expect.poll(async () => (await desktop.command({ do: 'facts' })).crashes).toBe(1);
    const page = await desktop.page();
    await expect(page.locator('#root')).not.toBeEmpty();
  });

  test('quits in order and leaves no lock behind', async () => {
    expect(await desktop.stop()).toBe(0);
    desktop = await openDesktop(folder);
    await expect((await desktop.page()).locator('#root')).not.toBeEmpty();
  });
});

interface Bridged {
  readonly korob: { call(name: string, input: unknown): Promise<unknown>; subscribe(listener: () => void): () => void };
}
