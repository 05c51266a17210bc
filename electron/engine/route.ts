import type { Stores } from '#electron/ports/database.ts';
import type { PrinterRow, PrintJobKind, StationPrinter } from '#electron/ports/print-store.ts';
import type { PrintDesk } from '#electron/ports/printing.ts';
import type { StationId } from '#shared/domain/ids.ts';

/** A label to be printed, as far as its printer is chosen by it; sizes are null where nobody said them. */
export interface RoutedLabel {
  readonly kind: PrintJobKind;
  readonly widthMm: number | null;
  readonly heightMm: number | null;
}

/** Half a roll's tolerance: 75.1 mm of a file are 75 of a roll. */
const SAME_MM = 1;

/**
 * The printer of the station for this label: one that was named for its kind, then one with paper of its very size, then one on which it
 * fits, then the station's first. One that is down gives way to the next of them with the same paper. Null: the station has none.
 *
 * This is for labels that have not left. A label that may have printed stays with its printer until a person decides.
 */
export function printerFor(
  stores: Stores,
  stationId: StationId,
  label: RoutedLabel,
  down: (printer: PrinterRow) => boolean,
): PrinterRow | null {
  const first = stores.desk.station(stationId)?.printerId ?? null;
  const routes: readonly StationPrinter[] = [
    ...(first === null ? [] : [{ printerId: first, kinds: [] }]),
    ...stores.print.stationPrinters(stationId).filter(({ printerId }) => printerId !== first),
  ];
  const ranked = routes
    .map(({ printerId, kinds }) => ({ printer: stores.print.printer(printerId), kinds }))
    .filter((one): one is { printer: PrinterRow; kinds: StationPrinter['kinds'] } => one.printer !== null)
    .filter(({ kinds }) => kinds.length === 0 || kinds.includes(label.kind))
    .map((one, at) => ({ ...one, at, rank: rankOf(one.printer, one.kinds, label) }))
    .toSorted((a, b) => a.rank - b.rank || a.at - b.at)
    .map(({ printer }) => printer);
  const best = ranked[0] ?? null;
  if (best === null || !down(best)) return best;
  return ranked.find((printer) => samePaper(printer, best) && !down(printer)) ?? best;
}

/** Whether a label sent there now would only lie and wait. */
export const isDown =
  (printDesk: Pick<PrintDesk, 'trouble'>) =>
  (printer: PrinterRow): boolean =>
    printer.paused || printDesk.trouble(printer.id) !== null;

function rankOf(printer: PrinterRow, kinds: StationPrinter['kinds'], label: RoutedLabel): number {
  if (kinds.includes(label.kind)) return 0;
  const { widthMm, heightMm } = label;
  if (widthMm === null || heightMm === null) return 2;
  const spare = (across: number, along: number) => Math.min(printer.widthMm - across, printer.heightMm - along) + SAME_MM;
  const same = (across: number, along: number) =>
    Math.abs(printer.widthMm - across) <= SAME_MM && Math.abs(printer.heightMm - along) <= SAME_MM;
  if (same(widthMm, heightMm) || same(heightMm, widthMm)) return 1;
  return Math.max(spare(widthMm, heightMm), spare(heightMm, widthMm)) >= 0 ? 2 : 3;
}

const samePaper = (one: PrinterRow, other: PrinterRow): boolean =>
  one.widthMm === other.widthMm && one.heightMm === other.heightMm && one.dpi === other.dpi;

/** The size of an order's stored label; unknown until it is here. */
export function labelOfOrder(stores: Stores, orderId: Parameters<Stores['print']['labelSize']>[0]): RoutedLabel {
  const size = stores.print.labelSize(orderId);
  return { kind: 'order-label', widthMm: size?.widthMm ?? null, heightMm: size?.heightMm ?? null };
}

export type Down = (printer: PrinterRow) => boolean;
