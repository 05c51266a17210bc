import type { Stores } from '#electron/ports/database.ts';
import type { PrinterRow, PrintJobRow } from '#electron/ports/print-store.ts';
import { PreviewProblem } from '#electron/ports/printing.ts';
import type { Output } from '#shared/contract/index.ts';
import type { PrinterId, PrintJobId, StationId } from '#shared/domain/ids.ts';
import { base64 } from '#shared/kit/base64.ts';
import { fail, ok } from '#shared/kit/result.ts';
import { uuidv7 } from '#shared/kit/uuid.ts';

import type { EngineContext } from './context.ts';
import type { CallsOf, Handlers } from './handlers.ts';
import { perform, Refusal } from './perform.ts';
import { printingAgain } from './print-again.ts';
import { knownPrinter, routesShown, stationPrinting } from './station-printers.ts';

/** How far back a test label is looked for when its code is scanned. */
const RECENT = 200;

export const printHandlers = (context: EngineContext): Handlers<CallsOf<'printer'> | CallsOf<'print'>> => ({
  ...settingUp(context),
  ...proving(context),
  ...watching(context),
  ...deciding(context),
  ...tending(context),
  ...stationPrinting(context),
  ...printingAgain(context),
});

function settingUp(context: EngineContext): Handlers<'printer.list' | 'printer.save' | 'printer.remove'> {
  const { db, clock, events, printDesk } = context;
  const told = () => events.emit({ topic: 'print', ids: [] });
  return {
    'printer.list': () => {
      const open = new Map(db.read.print.waiting().map((row) => [row.printerId, row]));
      const rows = db.read.print.printers().map((printer) => ({
        ...printer,
        settings: { ...printer.settings },
        waiting: open.get(printer.id)?.waiting ?? 0,
        unknown: open.get(printer.id)?.unknown ?? 0,
        condition: printDesk.trouble(printer.id),
      }));
      const stations = db.read.desk.stations().map(({ id, name, printerId }) => ({
        id,
        name,
        printerId,
        others: [...db.read.print.stationPrinters(id)],
        routes: routesShown(db.read.print.routesOf(id)),
      }));
      return ok({ rows, stations, transports: [...printDesk.transports], languages: [...printDesk.languages] });
    },
    'printer.save': ({ operationId, settings, ...input }, caller) => {
      const printer: PrinterRow = {
        ...input,
        id: input.id as PrinterId,
        address: input.address.trim(),
        settings: Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)),
        provenAtMs: null,
        paused: false,
        roll: null,
      };
      const refused = printDesk.refuses(printer);
      if (refused !== null) return fail({ code: refused, params: { address: printer.address } });
      const { provenAtMs: _proven, paused: _paused, roll: _roll, ...row } = printer;
      return perform(db, clock.nowMs(), { operationId, kind: 'setup', caller, payload: row }, (stores, deed) => {
        stores.print.savePrinter(row, deed.atMs);
        told();
        db.afterCommit(() => printDesk.wake(row.id));
        return {};
      });
    },
    'printer.remove': ({ operationId, id }, caller) =>
      perform(db, clock.nowMs(), { operationId, kind: 'setup', caller, payload: { id } }, (stores) => {
        const printer = knownPrinter(stores, id);
        if (stores.print.waiting().some((row) => row.printerId === printer.id)) throw new Refusal('printer-busy', { name: printer.name });
        stores.print.removePrinter(printer.id);
        told();
        return {};
      }),
  };
}

function proving(context: EngineContext): Handlers<'printer.test' | 'printer.confirmTest'> {
  const { db, clock, random, events, printDesk } = context;
  return {
    'printer.test': ({ operationId, id, stationId }, caller) =>
      perform(db, clock.nowMs(), { operationId, kind: 'print', caller, payload: { id } }, (stores, deed) => {
        const printer = knownPrinter(stores, id);
        const jobId = uuidv7(deed.atMs, random.bytes(10));
        // Short, and of this label alone: an old test label lying about proves nothing.
        const code = `KRB-${jobId.slice(-6).toUpperCase()}`;
        stores.print.enqueue({
          id: jobId as PrintJobId,
          printerId: printer.id,
          orderId: null,
          kind: 'test',
          source: { code },
          reprintOf: null,
          reason: null,
          station: stationId as StationId,
          createdAtMs: deed.atMs,
        });
        events.emit({ topic: 'print', ids: [jobId] });
        printDesk.wake(printer.id);
        return { jobId, code };
      }),
    'printer.confirmTest': ({ operationId, id, code }, caller) =>
      perform(db, clock.nowMs(), { operationId, kind: 'setup', caller, payload: { id, code } }, (stores, deed) => {
        const printer = knownPrinter(stores, id);
        const scanned = code.trim().toUpperCase();
        const job = stores.print
          .jobs({ limit: RECENT })
          .find((one) => one.kind === 'test' && one.printerId === printer.id && one.source['code'] === scanned);
        if (job === undefined) return { proven: false };
        stores.print.setProven(printer.id, deed.atMs);
        // Who holds the label in their hand has confirmed it.
        stores.print.advance(job.id, ['sent', 'unknown'], 'confirmed', deed.atMs);
        events.emit({ topic: 'print', ids: [printer.id, job.id] });
        return { proven: true };
      }),
  };
}

function watching(context: EngineContext): Handlers<'printer.status' | 'printer.find' | 'printer.paper' | 'print.jobs' | 'print.preview'> {
  const { db, printDesk } = context;
  return {
    'printer.status': async ({ id }) => {
      if (db.read.print.printer(id as PrinterId) === null) return fail({ code: 'printer-unknown' });
      return ok(await printDesk.status(id as PrinterId));
    },
    'printer.find': async ({ address }) => ok({ rows: [...(await printDesk.find(address))] }),
    'printer.paper': ({ id, limit }) => {
      if (db.read.print.printer(id as PrinterId) === null) return fail({ code: 'printer-unknown' });
      const sheets = printDesk.paper(id as PrinterId, limit);
      return ok({ sheets: sheets.map(({ jobId, atMs, png }) => ({ jobId, atMs, pngBase64: base64(png) })) });
    },
    'print.jobs': ({ show, limit }) => {
      const names = new Map(db.read.print.printers().map((printer) => [printer.id, printer.name]));
      const filter = show === 'all' ? {} : show === 'open' ? { open: true } : { state: ['unknown'] as const };
      const rows = db.read.print.jobs({ ...filter, limit });
      return ok({ rows: rows.map((job) => shownJob(db.read, job, names.get(job.printerId) ?? '')) });
    },
    'print.preview': async ({ orderId, printerId }, caller) => {
      const chosen = printerId ?? db.read.desk.station(caller.station as StationId)?.printerId ?? db.read.print.printers()[0]?.id ?? null;
      if (chosen === null) return fail({ code: 'no-printer' });
      try {
        const png = await printDesk.previewOrder(orderId, chosen as PrinterId);
        // Width and height stand at fixed places of a PNG's first chunk.
        const header = new DataView(png.buffer, png.byteOffset, png.byteLength);
        return ok({ pngBase64: base64(png), widthDots: header.getUint32(16), heightDots: header.getUint32(20) });
      } catch (error) {
        if (error instanceof PreviewProblem) return fail({ code: error.code });
        throw error;
      }
    },
  };
}

/** What is done at the printer itself. */
function tending(context: EngineContext): Handlers<'printer.pause' | 'printer.roll'> {
  const { db, clock, events, printDesk } = context;
  return {
    'printer.pause': ({ operationId, id, paused }, caller) =>
      perform(db, clock.nowMs(), { operationId, kind: 'setup', caller, payload: { id, paused } }, (stores) => {
        const printer = knownPrinter(stores, id);
        stores.print.pausePrinter(printer.id, paused);
        events.emit({ topic: 'print', ids: [printer.id] });
        db.afterCommit(() => printDesk.wake(printer.id));
        return {};
      }),
    'printer.roll': ({ operationId, id, labels }, caller) =>
      perform(db, clock.nowMs(), { operationId, kind: 'setup', caller, payload: { id, labels } }, (stores) => {
        const printer = knownPrinter(stores, id);
        stores.print.setRoll(printer.id, labels);
        events.emit({ topic: 'print', ids: [printer.id] });
        return {};
      }),
  };
}

function deciding(context: EngineContext): Handlers<'print.decide'> {
  const { db, clock, random, events, printDesk } = context;
  return {
    'print.decide': ({ operationId, jobId, decision, stationId }, caller) =>
      perform(db, clock.nowMs(), { operationId, kind: 'settle', caller, payload: { jobId, decision } }, (stores, deed) => {
        const job = stores.print.job(jobId as PrintJobId);
        if (job === null) throw new Refusal('job-unknown');
        events.emit({ topic: 'print', ids: [job.printerId, job.id] });
        if (decision === 'printed') {
          if (!stores.print.advance(job.id, ['unknown', 'sent'], 'confirmed', deed.atMs))
            throw new Refusal('job-settled', { state: job.state });
          return { jobId: null };
        }
        const open = decision === 'cancel' ? (['queued', 'unknown'] as const) : (['unknown', 'failed-not-sent'] as const);
        if (!stores.print.advance(job.id, open, 'cancelled', deed.atMs, job.problem))
          throw new Refusal('job-settled', { state: job.state });
        if (decision === 'cancel') return { jobId: null };
        if (job.orderId !== null && stores.orders.byId(job.orderId)?.status === 'cancelled') throw new Refusal('order-cancelled');
        // Its own printer, whichever stood in: what that could not print it would not print now.
        const home = job.meantFor === null ? null : stores.print.printer(job.meantFor);
        const printer = home ?? knownPrinter(stores, job.printerId);
        const again = uuidv7(deed.atMs, random.bytes(10)) as PrintJobId;
        const reprint = { id: again, reprintOf: job.id, reason: 'not-on-paper', station: stationId as StationId, createdAtMs: deed.atMs };
        stores.print.enqueue({ printerId: printer.id, orderId: job.orderId, kind: job.kind, source: job.source, ...reprint });
        printDesk.wake(printer.id);
        return { jobId: again };
      }),
  };
}

function shownJob(read: Stores, job: PrintJobRow, printerName: string): Output<'print.jobs'>['rows'][number] {
  return {
    id: job.id,
    seq: job.seq,
    printerId: job.printerId,
    printerName,
    insteadOf: job.meantFor === null ? null : (read.print.printer(job.meantFor)?.name ?? null),
    orderId: job.orderId,
    orderNumber: job.orderId === null ? null : (read.orders.byId(job.orderId)?.number ?? null),
    kind: job.kind,
    state: job.state,
    problem: job.problem,
    reason: job.reason,
    station: job.station,
    createdAtMs: job.createdAtMs,
    sentAtMs: job.sentAtMs,
  };
}
