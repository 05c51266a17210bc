import type { Deed } from '#electron/ports/ledger-store.ts';
import type { LocationId, OrderLineId, ProductId, ReservationId } from '#shared/domain/ids.ts';

import type { Sql } from '../sql.ts';

interface HeldRow {
  readonly id: ReservationId;
  readonly lineId: OrderLineId;
  readonly productId: ProductId;
  readonly warehouseId: LocationId;
  readonly quantity: number;
}

interface LackRow {
  readonly id: string;
  readonly lineId: OrderLineId;
  readonly quantity: number;
}

const NEW_ID = 'lower(hex(randomblob(16)))';

/** Reservations and shortages: who holds what, who waits for more, and the passing of one into the other. */
export function ledgerFilling(sql: Sql) {
  const hold = sql.prepare(
    `INSERT INTO reservation (id, order_line_id, product_id, warehouse_id, quantity, operation_id) VALUES (${NEW_ID}, ?, ?, ?, ?, ?)`,
  );
  const lack = sql.prepare(
    `INSERT INTO shortage (id, order_line_id, product_id, warehouse_id, quantity, operation_id) VALUES (${NEW_ID}, ?, ?, ?, ?, ?)`,
  );
  const end = sql.prepare('UPDATE reservation SET ended = ?, ended_operation_id = ? WHERE id = ?');
  const endShortage = sql.prepare('UPDATE shortage SET ended = ?, ended_operation_id = ? WHERE id = ?');
  const closeOfLine = sql.prepare("UPDATE shortage SET ended = 'closed', ended_operation_id = ? WHERE order_line_id = ? AND ended IS NULL");
  const columns = 'SELECT r.id, r.order_line_id AS lineId, r.product_id AS productId, r.warehouse_id AS warehouseId, r.quantity';
  const ofLine = sql.prepare<[string], HeldRow>(`${columns} FROM reservation r WHERE r.order_line_id = ? AND r.ended IS NULL`);
  const newestFirst = sql.prepare<[string, string], HeldRow>(`${columns}
    FROM reservation r JOIN order_line l ON l.id = r.order_line_id JOIN orders o ON o.id = l.order_id
    WHERE r.product_id = ? AND r.warehouse_id = ? AND r.ended IS NULL
    ORDER BY o.packed_at_ms IS NOT NULL, o.created_at_ms DESC, o.id DESC`);
  const mostUrgent = sql.prepare<[string, string], LackRow>(`
    SELECT s.id, s.order_line_id AS lineId, s.quantity
    FROM shortage s JOIN order_line l ON l.id = s.order_line_id JOIN orders o ON o.id = l.order_id
    WHERE s.product_id = ? AND s.warehouse_id = ? AND s.ended IS NULL
    ORDER BY o.ship_by_ms IS NULL, o.ship_by_ms, o.created_at_ms, o.id LIMIT 1`);
  const free = sql.prepare<[string, string], { free: number }>(
    'SELECT on_hand - reserved AS free FROM stock WHERE product_id = ? AND warehouse_id = ?',
  );
  const shortOfLine = sql.prepare<[string], { n: number }>('SELECT count(*) AS n FROM shortage WHERE order_line_id = ? AND ended IS NULL');

  const store = {
    hold: (deed: Deed, lineId: OrderLineId, productId: ProductId, warehouseId: LocationId, quantity: number) =>
      void hold.run(lineId, productId, warehouseId, quantity, deed.id),
    lack: (deed: Deed, lineId: OrderLineId, productId: ProductId, warehouseId: LocationId, quantity: number) =>
      void lack.run(lineId, productId, warehouseId, quantity, deed.id),
    end: (deed: Deed, id: ReservationId, how: 'shipped' | 'released') => void end.run(how, deed.id, id),
    heldBy: (lineId: OrderLineId) => ofLine.all(lineId),
    closeShortages: (deed: Deed, lineId: OrderLineId) => void closeOfLine.run(deed.id, lineId),

    /** What is free goes to the most urgent orders that wait for it; a part of what is lacking is held too. */
    fill(deed: Deed, productId: ProductId, warehouseId: LocationId): readonly OrderLineId[] {
      const whole: OrderLineId[] = [];
      for (;;) {
        const left = free.get(productId, warehouseId)?.free ?? 0;
        const lacking = left > 0 ? mostUrgent.get(productId, warehouseId) : undefined;
        if (lacking === undefined) return whole;
        const given = Math.min(left, lacking.quantity);
        endShortage.run('filled', deed.id, lacking.id);
        store.hold(deed, lacking.lineId, productId, warehouseId, given);
        if (given < lacking.quantity) store.lack(deed, lacking.lineId, productId, warehouseId, lacking.quantity - given);
        else if ((shortOfLine.get(lacking.lineId)?.n ?? 0) === 0) whole.push(lacking.lineId);
      }
    },

    /** The newest orders that are not packed yet give back `units`, and are short of them from now on. */
    giveUp(deed: Deed, productId: ProductId, warehouseId: LocationId, units: number): readonly OrderLineId[] {
      const lines: OrderLineId[] = [];
      let left = units;
      for (const row of newestFirst.all(productId, warehouseId)) {
        if (left <= 0) break;
        const given = Math.min(left, row.quantity);
        store.end(deed, row.id, 'released');
        if (given < row.quantity) store.hold(deed, row.lineId, productId, warehouseId, row.quantity - given);
        store.lack(deed, row.lineId, productId, warehouseId, given);
        lines.push(row.lineId);
        left -= given;
      }
      return lines;
    },
  };
  return store;
}
