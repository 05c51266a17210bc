import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';

import { type Browser, chromium, type Page } from 'playwright-core';

import { ended, freePort } from './child.ts';
import type { Command, Facts } from './electron-double/command.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** The built desktop bundle, running over the double, with the test's own hand on the same page. */
export interface DesktopDouble {
  readonly child: ChildProcess;
  page(): Promise<Page>;
  command(command: Command): Promise<Facts>;
  /** The exit code. */
  stop(): Promise<number | null>;
}

export function forkDesktop(dataDir: string, port: number, args: readonly string[] = []): ChildProcess {
  return fork(path.join(ROOT, 'tests/support/electron-double/run.ts'), [path.join(ROOT, 'out/main/index.js'), ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { ...process.env, KOROB_DATA: dataDir, KOROB_CDP_PORT: String(port), FORCE_COLOR: '0' },
  });
}

export async function openDesktop(dataDir: string, args: readonly string[] = []): Promise<DesktopDouble> {
  const port = await freePort();
  const child = forkDesktop(dataDir, port, args);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (part: Buffer) => (output += part.toString()));
  let browser: Browser | null = null;
  const connect = async (): Promise<Browser> => {
    const until = Date.now() + 30_000;
    while (browser === null) {
      if (child.exitCode !== null || Date.now() > until) throw new Error(`the desktop bundle shows no window:\n${output}`);
      browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`).catch(() => null);
    }
    return browser;
  };
  const shown = async (): Promise<Page | null> => {
    const pages = (await connect()).contexts().flatMap((context) => context.pages());
    return pages.find((page) => page.url().startsWith('https://korob.test/')) ?? null;
  };
  return {
    child,
    async page() {
      for (let turn = 0; ; turn += 1) {
        const page = await shown();
        if (page !== null) return page;
        if (turn > 300) throw new Error(`no page of ours:\n${output}`);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
    command: (command) =>
      new Promise((resolve) => {
        child.once('message', (facts) => resolve(facts as Facts));
        child.send(command);
      }),
    async stop() {
      await browser?.close().catch(() => undefined);
      if (child.exitCode === null && child.connected) child.send({ do: 'quit' } satisfies Command);
      const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
      const code = await ended(child);
      clearTimeout(timer);
      return code;
    },
  };
}
