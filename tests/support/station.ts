import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { expect, test as base } from '@playwright/test';
import type { Page } from '@playwright/test';

import type { CallName, Input, Output } from '#shared/contract/index.ts';

import { ended, printed } from './child.ts';
import { openDesktop } from './desktop-double.ts';
import { openRealDesktop } from './desktop-real.ts';

export { scan } from './scanner.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** A host of its own on a folder of its own, and ways to ask it without a screen. */
export interface HostProcess {
  readonly url: string;
  readonly dataDir: string;
  readonly child: ChildProcess;
  /** The exit code of an orderly end. */
  stop(): Promise<number | null>;
}

/** Starts the web host as a person would, in plain Node from the sources. */
export async function startWebHost(
  args: readonly string[],
  dataDir = mkdtempSync(path.join(tmpdir(), 'korob-e2e-')),
): Promise<HostProcess> {
  const child = spawn(process.execPath, ['electron/web/index.ts', '--no-open', '--port', '0', '--data', dataDir, ...args], {
    cwd: ROOT,
    env: { ...process.env, FORCE_COLOR: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [, url = ''] = await printed(child, /Korob (?:is ready at|shows this at) (http:\/\/127\.0\.0\.1:\d+\/)/u);
  return {
    url,
    dataDir,
    child,
    async stop() {
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), 12_000);
      const code = await ended(child);
      clearTimeout(timer);
      return code;
    },
  };
}

/** The simulated marketplace behind a demo, moved by its stage door. */
export interface Stage {
  do<T = unknown>(verb: string, body?: unknown): Promise<T>;
}

/** Nothing on this machine takes longer; a wait that ends here says for what it was. */
const ANSWER_MS = 30_000;

export const stageOf = (simulatorUrl: string): Stage => ({
  async do<T>(verb: string, body: unknown = {}): Promise<T> {
    try {
      const signal = AbortSignal.timeout(ANSWER_MS);
      const answer = await fetch(`${simulatorUrl}/_control/${verb}`, { method: 'POST', body: JSON.stringify(body), signal });
      return (await answer.json()) as T;
    } catch (error) {
      throw new Error(`the stage did not do «${verb}»`, { cause: error });
    }
  },
});

/** Asks through the page itself, so that the page's own rights are what counts. */
export async function ask<N extends CallName>(page: Page, name: N, input: Input<N>): Promise<Output<N>> {
  const answer = await page.evaluate(
    async ([call, body, forMs]) => {
      const late = new Promise((resolve) => setTimeout(() => resolve({ ok: false, error: `no answer in ${forMs} ms` }), forMs));
      const asked = async (): Promise<unknown> => {
        const bridge = (window as unknown as { korob?: { call(name: string, input: unknown): Promise<unknown> } }).korob;
        if (bridge !== undefined) return bridge.call(call, body);
        const response = await fetch(`/rpc/${call}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        });
        return response.json();
      };
      return Promise.race([asked(), late]);
    },
    [name, input, ANSWER_MS] as const,
  );
  const read = answer as { ok: true; value: Output<N> } | { ok: false; error: unknown };
  if (!read.ok) throw new Error(`${name}: ${JSON.stringify(read.error)}`);
  return read.value;
}

/** Looks again and again until it sees what is wanted; a wait in vain says what it waited for and what it saw last. */
export const eventually = <T>(what: string, look: () => Promise<T>, timeout = ANSWER_MS) => expect.poll(look, { message: what, timeout });

/** A demo with its screen open: on the web host, or on the desktop bundle over the double, as the project says. */
export interface Station {
  readonly page: Page;
  readonly stage: Stage;
}

export interface Demo {
  readonly stage: Stage;
  /** The screen: a new page of the browser given, or the window of the desktop bundle. */
  page(fresh: () => Promise<Page>): Promise<Page>;
  stop(): Promise<void>;
}

/** A demo on a folder of its own, on the host that the project names; Wildberries alone, unless the spec asks for the others. */
export async function openDemo(host: unknown, args: readonly string[] = ['--one-market']): Promise<Demo> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'korob-e2e-'));
  const web = host === 'web' ? await startWebHost(['--demo', ...args], dataDir) : null;
  const desktop = web === null ? await (host === 'electron' ? openRealDesktop : openDesktop)(dataDir, ['--demo', ...args]) : null;
  const stop = async (): Promise<void> => {
    await web?.stop();
    await desktop?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    const stage = stageOf(`http://127.0.0.1:${await marketPort(web === null ? path.join(dataDir, 'demo') : dataDir)}`);
    return {
      stage,
      stop,
      page: async (fresh) => {
        if (desktop !== null) return desktop.page();
        const page = await fresh();
        await page.goto(web?.url ?? '');
        return page;
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** One host a worker; every test gets the page on its start screen. */
export const test = base.extend<{ station: Station }, { demo: Demo }>({
  demo: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the pattern to know what the fixture needs
    async ({}, use, info) => {
      const demo = await openDemo(info.project.metadata['host']);
      try {
        await use(demo);
      } finally {
        await demo.stop();
      }
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  station: async ({ demo, context }, use) => {
    const page = await demo.page(() => context.newPage());
    await use({ page, stage: demo.stage });
  },
});

export { expect } from '@playwright/test';

/** The simulator writes down where it listens; the desktop double has it once its window is open. */
async function marketPort(dataDir: string): Promise<number> {
  for (let turn = 0; ; turn += 1) {
    const text = await readFile(path.join(dataDir, 'market-port'), 'utf8').catch(() => '');
    if (text !== '') return Number(text);
    if (turn > 400) throw new Error('the simulated marketplace never listened');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
