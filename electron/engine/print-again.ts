import type { PrintJobRow } from '#electron/ports/print-store.ts';
import type { PrinterId, PrintJobId, StationId } from '#shared/domain/ids.ts';
import { uuidv7 } from '#shared/kit/uuid.ts';

import type { EngineContext } from './context.ts';
import type { Handlers } from './handlers.ts';
import { perform, Refusal } from './perform.ts';

/** Labels of one reprint at most: a roll that jammed for longer was not looked at for a day. */
const AT_MOST = 200;

/** Labels printed again by their numbers, with a reason. What nobody knew about is settled by it: it counts as spoiled. */
export function printingAgain({ db, clock, random, events, printDesk }: EngineContext): Handlers<'print.reprint'> {
  return {
    'print.reprint': ({ operationId, printerId, fromSeq, toSeq, reason, stationId }, caller) =>
      perform(db, clock.nowMs(), { operationId, kind: 'print', caller, payload: { printerId, fromSeq, toSeq, reason } }, (stores, deed) => {
        const printer = stores.print.printer(printerId as PrinterId);
        if (printer === null) throw new Refusal('printer-unknown');
        const spoiled = stores.print.leftBetween(printer.id, Math.min(fromSeq, toSeq), Math.max(fromSeq, toSeq), AT_MOST + 1);
        if (spoiled.length > AT_MOST) throw new Refusal('too-many-labels', { most: AT_MOST });
        const cancelled = (job: PrintJobRow) => job.orderId !== null && stores.orders.byId(job.orderId)?.status === 'cancelled';
        const wanted = spoiled.filter((job) => !cancelled(job));
        if (wanted.length === 0) throw new Refusal('nothing-to-reprint');
        const jobIds = wanted.map((job) => {
          const again = uuidv7(deed.atMs, random.bytes(10)) as PrintJobId;
          stores.print.advance(job.id, ['unknown'], 'cancelled', deed.atMs, job.problem);
          const { orderId, kind, source } = job;
          const fresh = { id: again, reprintOf: job.id, reason, station: stationId as StationId, createdAtMs: deed.atMs };
          stores.print.enqueue({ printerId: printer.id, orderId, kind, source, ...fresh });
          return again;
        });
        events.emit({ topic: 'print', ids: [printer.id, ...jobIds] });
        db.afterCommit(() => printDesk.wake(printer.id));
        return { jobIds, skipped: spoiled.length - wanted.length };
      }),
  };
}
