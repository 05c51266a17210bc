import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, it } from 'vitest';

import { openDatabase } from '#electron/db/open.ts';
import { systemClock, systemTimers } from '#electron/node/clock.ts';
import { createPrintDesk } from '#electron/printing/desk.ts';
import { zpl } from '#electron/printing/languages/zpl.ts';
import { tcpTransport } from '#electron/printing/transports/tcp.ts';
import type { PrinterId } from '#shared/domain/ids.ts';
import { ended, printed } from '#tests/support/child.ts';
import { openTestDatabase, testId } from '#tests/support/database.ts';
import { ROOT } from '#tests/support/source-files.ts';
import { TcpPrinter } from '#tests/support/tcp-printer.ts';

it(
  'killed between «sent» and «confirmed»: every such label is unknown after the restart, and none is sent again by itself',
  { timeout: 60_000 },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'korob-kill-'));
    const file = join(folder, 'korob.db');
    const printer = await new TcpPrinter().on();
    try {
      const id = testId() as PrinterId;
      const paper = { dpi: 203, widthMm: 58, heightMm: 40, settings: {} } as const;
      const made = openTestDatabase(file);
      made.database.write(({ print }) =>
        print.savePrinter({ id, name: 'Принтер', transport: 'tcp', address: printer.address, language: 'zpl', ...paper }, 0),
      );
      made.close();

      // Ready when it is asked, and out of paper from the first label on: what left waits for a confirmation that does not come.
      printer.outOfPaperAfter = 0;
      const child = spawn(process.execPath, [join(ROOT, 'tests/support/print-and-hang.ts'), file, id], {
        cwd: ROOT,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      await printed(child, /sent 1/u);
      child.kill('SIGKILL');
      await ended(child);
      const onPaper = printer.labels.length;

      printer.outOfPaperAfter = null;
      const opened = openDatabase({ file, nowMs: systemClock.nowMs });
      if (!opened.ok) throw new Error(opened.error.code);
      const { database: db, close } = opened.value;
      const before = db.read.print.jobs({ state: ['sending', 'sent'], limit: 10 }).map((job) => job.id);
      const ports = { clock: systemClock, timers: systemTimers, log: { write: () => undefined }, events: { emit: () => undefined } };
      const desk = createPrintDesk({
        db,
        ...ports,
        transports: [tcpTransport(systemTimers)],
        languages: [zpl],
        resourcesDir: 'resources',
        redrawable: [],
      });
      desk.start();
      await expect.poll(() => db.read.print.jobs({ state: ['queued', 'sending', 'sent'], limit: 10 }).length, { timeout: 20_000 }).toBe(0);
      await desk.stop();
      const states = new Map(db.read.print.jobs({ limit: 10 }).map((job) => [job.id, job.state]));
      close();
      expect(before.length).toBeGreaterThan(0);
      expect(before.map((job) => states.get(job))).toEqual(before.map(() => 'unknown'));
      expect(printer.labels).toHaveLength(onPaper + 3 - before.length);
    } finally {
      await printer.off();
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
