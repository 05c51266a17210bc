import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { shell } from 'electron';

import type { Clock } from '#electron/ports/clock.ts';
import type { Papers } from '#electron/ports/documents.ts';

/** Opens papers in the system's own viewer, which prints them by its own dialog. Those of the last run are thrown away. */
export function systemPapers(folder: string, clock: Clock): Papers {
  const emptied = rm(folder, { recursive: true, force: true }).then(() => mkdir(folder, { recursive: true, mode: 0o700 }));
  return {
    async show(pdf, name) {
      await emptied;
      const file = path.join(folder, `${clock.nowMs()}-${name}`);
      await writeFile(file, pdf, { mode: 0o600 });
      const failure = await shell.openPath(file);
      if (failure !== '') throw new Error(`the system does not open ${name}: ${failure}`);
      return { url: null };
    },
  };
}
