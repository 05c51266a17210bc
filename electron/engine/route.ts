import type { Stores } from '#electron/ports/database.ts';
import type { PrinterRow } from '#electron/ports/print-store.ts';
import type { PrintDesk } from '#electron/ports/printing.ts';
import type { StationId } from '#shared/domain/ids.ts';
import { firstUp, printersFor, type RoutedLabel } from '#shared/domain/label-route.ts';

export type { RoutedLabel } from '#shared/domain/label-route.ts';

/** The printer of the station for a label that has not left; see `printersFor`. A label that may have printed stays with its printer until a person decides. */
export const printerFor = (stores: Stores, stationId: StationId, label: RoutedLabel, down: Down): PrinterRow | null =>
  firstUp(printersFor(stores.print.routesOf(stationId), label), down);

export type Down = (printer: PrinterRow) => boolean;

/** Whether a label sent there now would only lie and wait. */
export const isDown =
  (printDesk: Pick<PrintDesk, 'trouble'>): Down =>
  (printer) =>
    printer.paused || printDesk.trouble(printer.id) !== null;

/** The size of an order's stored label; unknown until it is here. */
export function labelOfOrder(stores: Stores, orderId: Parameters<Stores['print']['labelSize']>[0]): RoutedLabel {
  const size = stores.print.labelSize(orderId);
  return { kind: 'order-label', widthMm: size?.widthMm ?? null, heightMm: size?.heightMm ?? null };
}
