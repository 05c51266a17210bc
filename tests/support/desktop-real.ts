import path from 'node:path';

import { _electron, type Page } from 'playwright-core';

import { electronBinary } from '../../build/scripts/electron-binary.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** The built desktop bundle in Electron itself, where its program is found. */
export async function openRealDesktop(
  dataDir: string,
  args: readonly string[],
): Promise<{ page(): Promise<Page>; stop(): Promise<number | null> }> {
  const executablePath = electronBinary(ROOT);
  if (executablePath === null) throw new Error('Electron has no program here');
  const app = await _electron.launch({
    executablePath,
    args: [ROOT, ...args],
    cwd: ROOT,
    env: { ...(process.env as Record<string, string>), KOROB_DATA: dataDir },
  });
  return {
    page: () => app.firstWindow(),
    async stop() {
      await app.close();
      return app.process().exitCode;
    },
  };
}
