import type { PrinterRow, PrintStore, RoutedKind } from '#electron/ports/print-store.ts';
import type { PrinterId } from '#shared/domain/ids.ts';

import type { Sql } from '../sql.ts';

interface RouteColumns {
  readonly kind: RoutedKind;
  readonly width_mm: number;
  readonly height_mm: number;
  readonly printer_id: PrinterId;
  readonly spare_id: PrinterId | null;
}

type Routes = 'stationPrinters' | 'setStationPrinters' | 'routes' | 'setRoute' | 'removeRoute' | 'routesOf';

/** Which printers a station has, and what was said of where its labels go. `printer` answers null for one that was removed. */
export function createRoutes(sql: Sql, printer: (id: PrinterId) => PrinterRow | null): Pick<PrintStore, Routes> {
  const own = sql.prepare<[string], { id: PrinterId | null }>('SELECT printer_id AS id FROM station WHERE id = ?');
  const of = sql.prepare<[string], { id: PrinterId }>(
    'SELECT printer_id AS id FROM station_printer WHERE station_id = ? ORDER BY position',
  );
  const clear = sql.prepare('DELETE FROM station_printer WHERE station_id = ?');
  const add = sql.prepare('INSERT INTO station_printer (station_id, printer_id, position) VALUES (?, ?, ?)');
  const named = sql.prepare<[string], RouteColumns>(
    'SELECT kind, width_mm, height_mm, printer_id, spare_id FROM station_route WHERE station_id = ? ORDER BY kind, width_mm, height_mm',
  );
  const name = sql.prepare(`INSERT INTO station_route (station_id, kind, width_mm, height_mm, printer_id, spare_id)
    VALUES (@stationId, @kind, @widthMm, @heightMm, @printerId, @spareId)
    ON CONFLICT (station_id, kind, width_mm, height_mm) DO UPDATE SET printer_id = excluded.printer_id, spare_id = excluded.spare_id`);
  const forget = sql.prepare('DELETE FROM station_route WHERE station_id = ? AND kind = ? AND width_mm = ? AND height_mm = ?');
  const routes: PrintStore['routes'] = (stationId) =>
    named.all(stationId).map((row) => ({
      kind: row.kind,
      widthMm: row.width_mm === 0 ? null : row.width_mm,
      heightMm: row.height_mm === 0 ? null : row.height_mm,
      printerId: row.printer_id,
      spareId: row.spare_id,
    }));
  const stationPrinters: PrintStore['stationPrinters'] = (stationId) => of.all(stationId).map(({ id }) => id);
  return {
    stationPrinters,
    setStationPrinters(stationId, printers) {
      clear.run(stationId);
      printers.forEach((id, position) => add.run(stationId, id, position));
    },
    routes,
    setRoute: (stationId, { widthMm, heightMm, ...route }) =>
      void name.run({ stationId, ...route, widthMm: widthMm ?? 0, heightMm: heightMm ?? 0 }),
    removeRoute: (stationId, { kind, widthMm, heightMm }) => void forget.run(stationId, kind, widthMm ?? 0, heightMm ?? 0),
    routesOf(stationId) {
      const first = own.get(stationId)?.id ?? null;
      const ids = [...new Set([...(first === null ? [] : [first]), ...stationPrinters(stationId)])];
      return {
        printers: ids.flatMap((id) => printer(id) ?? []),
        named: routes(stationId).flatMap(({ printerId, spareId, ...route }) => {
          const to = printer(printerId);
          return to === null ? [] : [{ ...route, printer: to, spare: spareId === null ? null : printer(spareId) }];
        }),
      };
    },
  };
}
