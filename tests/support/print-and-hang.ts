import { openDatabase } from '#electron/db/open.ts';
import { systemClock, systemTimers } from '#electron/node/clock.ts';
import { createPrintDesk } from '#electron/printing/desk.ts';
import { zpl } from '#electron/printing/languages/zpl.ts';
import { tcpTransport } from '#electron/printing/transports/tcp.ts';
import type { PrinterId, PrintJobId, StationId } from '#shared/domain/ids.ts';

/**
 * A program that prints three test labels on the printer of the file and then only waits. Arguments: the database, the printer's id.
 * Says `sent N` each time a label left; it is killed from outside.
 */
const [file = '', printerId = ''] = process.argv.slice(2);
const opened = openDatabase({ file, nowMs: systemClock.nowMs });
if (!opened.ok) throw new Error(opened.error.code);
const { database: db } = opened.value;
let sent = 0;

const desk = createPrintDesk({
  db,
  events: {
    emit: () => {
      const left = db.read.print.jobs({ state: ['sent'], limit: 10 }).length;
      if (left > sent) process.stdout.write(`sent ${(sent = left)}\n`);
    },
  },
  clock: systemClock,
  timers: systemTimers,
  log: { write: () => undefined },
  transports: [tcpTransport(systemTimers)],
  languages: [zpl],
  resourcesDir: 'resources',
  redrawable: [],
});
db.write(({ print }) => {
  for (const at of [1, 2, 3])
    print.enqueue({
      id: `job-${at}` as PrintJobId,
      printerId: printerId as PrinterId,
      orderId: null,
      kind: 'test',
      source: { code: `KRB-00000${at}` },
      reprintOf: null,
      reason: null,
      station: 'station-1' as StationId,
      createdAtMs: systemClock.nowMs(),
    });
});
desk.start();
setInterval(() => undefined, 60_000);
