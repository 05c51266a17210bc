import type { OrderStore, ParcelUnitRow } from '#electron/ports/order-store.ts';
import type { MarkKind } from '#shared/domain/marking.ts';

import type { Sql } from '../sql.ts';

/** What scans have put into parcels so far. Append-only: taking out is a row of the opposite sign. */
export function parcelUnits(sql: Sql): Pick<OrderStore, 'unitsOf' | 'addUnit' | 'undoUnits' | 'addLook'> {
  const live = sql.prepare<[string], ParcelUnitRow>(
    `SELECT u.seq, u.order_line_id AS lineId, u.product_id AS productId, u.quantity, u.identity, u.place, u.station, u.operation_id AS operationId,
       u.at_ms AS atMs, CASE WHEN NOT EXISTS (SELECT 1 FROM parcel_look k WHERE k.unit_operation_id = u.operation_id) THEN u.look_at END AS lookAt
     FROM order_line l JOIN parcel_unit u ON u.order_line_id = l.id
     WHERE l.order_id = ? AND u.quantity > 0 AND NOT EXISTS (SELECT 1 FROM parcel_unit b WHERE b.undoes_seq = u.seq) ORDER BY u.seq`,
  );
  const add = sql.prepare(
    `INSERT INTO parcel_unit (order_line_id, product_id, quantity, identity, place, look_at, station, operation_id, undoes_seq, at_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const dropMarks = sql.prepare<[string, string], { kind: MarkKind }>(
    'UPDATE order_mark SET removed = 1 WHERE removed = 0 AND order_line_id = ? AND unit_operation_id = ? RETURNING kind',
  );
  const look = sql.prepare('INSERT INTO parcel_look (unit_operation_id, operation_id, at_ms) VALUES (?, ?, ?)');
  return {
    unitsOf: (orderId) => live.all(orderId),
    addUnit: (unit, atMs) =>
      void add.run(
        unit.lineId,
        unit.productId,
        unit.quantity,
        unit.identity,
        unit.place,
        unit.lookAt,
        unit.station,
        unit.operationId,
        null,
        atMs,
      ),
    addLook: (unitOperationId, deed) => void look.run(unitOperationId, deed.id, deed.atMs),
    undoUnits(units, deed) {
      const kinds = new Set<MarkKind>();
      for (const unit of units) {
        add.run(unit.lineId, unit.productId, -unit.quantity, unit.identity, unit.place, null, deed.station, deed.id, unit.seq, deed.atMs);
        for (const { kind } of dropMarks.all(unit.lineId, unit.operationId)) kinds.add(kind);
      }
      return [...kinds];
    },
  };
}
