import type { Database, Stores } from '#electron/ports/database.ts';
import type { PrinterRow, PrintJobRow } from '#electron/ports/print-store.ts';
import type { PrinterId } from '#shared/domain/ids.ts';
import { firstUp, printersFor, type RoutedLabel } from '#shared/domain/label-route.ts';

/** Labels looked at in one go; the rest is looked at when these are through. */
const AT_ONCE = 200;

export interface StandInPorts {
  readonly db: Database;
  readonly down: (printer: PrinterRow) => boolean;
  /** Labels were moved: printers that have got some, and the labels. */
  readonly moved: (printers: readonly PrinterId[], jobs: readonly string[]) => void;
}

/**
 * Labels that wait at a printer which is down go to the one that stands in for it, and come back when it is up again before they have left.
 * Only such as were never sent: a label of which a byte may have left stays where it is until a person decides.
 */
export function createStandIn({ db, down, moved }: StandInPorts) {
  /** Printers whose labels lie elsewhere. */
  let homes = new Set<PrinterId>();

  const review = (printerId: PrinterId): void => {
    const jobs = db.read.print.movable(printerId, AT_ONCE);
    if (jobs.length === 0) return void homes.delete(printerId);
    const got = new Set<PrinterId>();
    const gone: string[] = [];
    db.write((stores) => {
      for (const job of jobs) {
        const to = placeOf(stores, job, down);
        const home = job.meantFor ?? job.printerId;
        if (to === job.printerId || !stores.print.move(job.id, to, to === home ? null : home)) continue;
        got.add(to);
        gone.push(job.id);
      }
    });
    homes = new Set(db.read.print.stoodInFor());
    if (gone.length > 0) moved([...got], gone);
  };
  return {
    /** How this printer is has changed. */
    changed: review,
    /** A label came for this printer, or a person did something to it. */
    woken(printer: PrinterRow): void {
      if (homes.has(printer.id) || down(printer)) review(printer.id);
    },
    start(): void {
      for (const id of db.read.print.stoodInFor()) review(id);
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
