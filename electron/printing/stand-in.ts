import type { Clock } from '#electron/ports/clock.ts';
import type { Database, Stores } from '#electron/ports/database.ts';
import type { PrinterRow, PrintJobRow } from '#electron/ports/print-store.ts';
import type { PrinterId } from '#shared/domain/ids.ts';
import { firstUp, printersFor, type RoutedLabel } from '#shared/domain/label-route.ts';

/** Labels looked at in one go; the rest is looked at when these are through. */
const AT_ONCE = 200;

export interface StandInPorts {
  readonly db: Database;
  readonly clock: Clock;
  readonly down: (printer: PrinterRow) => boolean;
  readonly takesZpl: (printer: PrinterRow) => boolean;
  /** Runs it after other work that waits. */
  readonly later: (run: () => void) => void;
  /** Labels were moved: printers that have got some, and the labels. */
  readonly moved: (printers: readonly PrinterId[], jobs: readonly string[]) => void;
}

/**
 * Labels that wait at a printer which is down go to the one that stands in for it, and come back when it is up again before they have left.
 * Only such as were never sent: a label of which a byte may have left stays where it is until a person decides.
 */
export function createStandIn({ db, clock, down, takesZpl, later, moved }: StandInPorts) {
  /** Printers whose labels lie elsewhere. */
  let homes = new Set<PrinterId>();
  /** Printers that were down when they were last heard of. */
  const fallen = new Set<PrinterId>();

  const review = (printerId: PrinterId, afterSeq = 0): void => {
    const jobs = db.read.print.movable(printerId, afterSeq, AT_ONCE);
    if (jobs.length === 0) return void (homes = new Set(db.read.print.stoodInFor()));
    const got = new Set<PrinterId>();
    const gone: string[] = [];
    db.write((stores) => {
      for (const job of jobs) {
        const to = placeOf(stores, job, down);
        const home = job.meantFor ?? job.printerId;
        if (job.state === 'waiting' ? !goesAsItIs(stores, job, to) : to === job.printerId) continue;
        if (!stores.print.move(job.id, to, to === home ? null : home)) continue;
        got.add(to);
        gone.push(job.id);
      }
    });
    homes = new Set(db.read.print.stoodInFor());
    if (gone.length > 0) moved([...got], gone);
    if (jobs.length === AT_ONCE) later(() => review(printerId, jobs.at(-1)!.seq));
  };
  /** Waits for its picture, and this printer takes it as it is. */
  const goesAsItIs = (stores: Stores, job: PrintJobRow, to: PrinterId): boolean => {
    const printer = stores.print.printer(to);
    return printer !== null && takesZpl(printer) && stores.print.release(job.id, to, clock.nowMs());
  };
  /** How this printer is has changed: one that is up again may stand in for any that is down. */
  const changed = (printerId: PrinterId): void => {
    review(printerId);
    const printer = db.read.print.printer(printerId);
    if (printer === null || down(printer)) return void fallen.add(printerId);
    fallen.delete(printerId);
    for (const other of db.read.print.printers()) if (other.id !== printerId && down(other)) review(other.id);
  };
  return {
    changed,
    /** A label came for this printer, or a person did something to it. */
    woken(printer: PrinterRow): void {
      const isDown = down(printer);
      if (fallen.has(printer.id) && !isDown) return changed(printer.id);
      if (isDown) fallen.add(printer.id);
      if (isDown || homes.has(printer.id)) review(printer.id);
    },
    start(): void {
      for (const printer of db.read.print.printers()) {
        if (down(printer)) fallen.add(printer.id);
        review(printer.id);
      }
    },
  };
}

/** Where the label belongs now: at home while that is up, else at what stands in for it, else where it is. */
function placeOf(stores: Stores, job: PrintJobRow, down: (printer: PrinterRow) => boolean): PrinterId {
  const home = stores.print.printer(job.meantFor ?? job.printerId);
  if (home === null) return job.printerId;
  if (!down(home)) return home.id;
  const all = printersFor(stores.print.routesOf(job.station), labelOf(stores, job));
  // Nobody stands in for a printer that was asked for by name and is not where such labels go.
  if (!all.some((one) => one.id === home.id)) return job.printerId;
  const best = firstUp(all, down);
  return best === null || down(best) ? job.printerId : best.id;
}

function labelOf(stores: Stores, { kind, orderId }: PrintJobRow): RoutedLabel {
  const size = orderId === null ? null : stores.print.labelSize(orderId);
  return { kind, widthMm: size?.widthMm ?? null, heightMm: size?.heightMm ?? null };
}
