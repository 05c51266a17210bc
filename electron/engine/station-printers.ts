import type { Stores } from '#electron/ports/database.ts';
import type { PrinterRow, RoutedKind } from '#electron/ports/print-store.ts';
import type { Output } from '#shared/contract/index.ts';
import type { PrinterId, StationId } from '#shared/domain/ids.ts';
import { printersFor, type RoutedLabel, routeOf, type StationRoutes } from '#shared/domain/label-route.ts';

import type { EngineContext } from './context.ts';
import type { Handlers } from './handlers.ts';
import { perform, Refusal } from './perform.ts';

/** Labels rendered ahead when a station gets another printer. */
const AHEAD = 300;

/** Which printers a station has, and which of its labels go to which. */
export function stationPrinting(context: EngineContext): Handlers<'printer.assign' | 'printer.others' | 'printer.route'> {
  const { db, clock, events, printDesk } = context;
  const changed = (stores: Stores) => {
    printDesk.warm(stores.print.labelsAhead(AHEAD));
    events.emit({ topic: 'print', ids: [] });
  };
  return {
    'printer.assign': ({ operationId, stationId, printerId, stationName }, caller) =>
      perform(db, clock.nowMs(), { operationId, kind: 'setup', caller, payload: { stationId, printerId } }, (stores) => {
        const printer = printerId === null ? null : knownPrinter(stores, printerId);
        const id = stationId as StationId;
        const name = stationName ?? stores.desk.station(id)?.name ?? '';
        stores.desk.saveStation({ id, name, printerId: printer?.id ?? null });
        changed(stores);
        return {};
      }),
    'printer.others': ({ operationId, stationId, others }, caller) =>
      perform(db, clock.nowMs(), { operationId, kind: 'setup', caller, payload: { stationId, others } }, (stores) => {
        const id = knownStation(stores, stationId);
        stores.print.setStationPrinters(id, [...new Set(others.map((one) => knownPrinter(stores, one).id))]);
        changed(stores);
        return {};
      }),
    'printer.route': ({ operationId, stationId, printerId, spareId, ...label }, caller) =>
      perform(db, clock.nowMs(), { operationId, kind: 'setup', caller, payload: { stationId, printerId, spareId, ...label } }, (stores) => {
        const id = knownStation(stores, stationId);
        if (printerId === null) stores.print.removeRoute(id, label);
        else {
          const printer = knownPrinter(stores, printerId);
          const spare = spareId === null || spareId === printerId ? null : knownPrinter(stores, spareId);
          stores.print.setRoute(id, { ...label, printerId: printer.id, spareId: spare?.id ?? null });
        }
        changed(stores);
        return {};
      }),
  };
}

const ORDERS: RoutedKind = 'order-label';
/** Labels whose size nobody says before they are here. */
const UNSIZED: readonly RoutedKind[] = ['supply-code', 'box-label'];

/** Where every kind and size goes as it stands: sizes are those of the station's papers, and of what was named. */
export function routesShown(station: StationRoutes<PrinterRow>): Output<'printer.list'>['stations'][number]['routes'] {
  const all = [...station.printers, ...station.named.flatMap(({ printer, spare }) => (spare === null ? [printer] : [printer, spare]))];
  const sizes = new Map(
    [...all, ...station.named].flatMap(({ widthMm, heightMm }) =>
      widthMm === null || heightMm === null ? [] : [[`${widthMm} ${heightMm}`, { widthMm, heightMm }]],
    ),
  );
  const sized = (kind: RoutedKind) => [...sizes.values()].map((size) => ({ kind, ...size }));
  const labels = [
    ...sized(ORDERS),
    ...UNSIZED.map((kind) => ({ kind, widthMm: null, heightMm: null })),
    ...sized('own-label'),
  ] satisfies readonly RoutedLabel[];
  return labels.map((label) => {
    const [printer, spare] = printersFor(station, label);
    const named = routeOf(station.named, label) !== undefined;
    return { ...label, printerId: printer?.id ?? null, spareId: spare?.id ?? null, named };
  });
}

export function knownPrinter(stores: Stores, id: string): PrinterRow {
  const printer = stores.print.printer(id as PrinterId);
  if (printer === null) throw new Refusal('printer-unknown');
  return printer;
}

function knownStation(stores: Stores, id: string): StationId {
  const station = stores.desk.station(id as StationId);
  if (station === null) throw new Refusal('station-unknown');
  return station.id;
}
