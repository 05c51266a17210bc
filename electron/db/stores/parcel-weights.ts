import type { OrderStore, ParcelWeight } from '#electron/ports/order-store.ts';

import type { Sql } from '../sql.ts';

/** What parcels weighed. A weight is of one packing: a parcel taken apart has none, and packed again it is weighed again. */
export function parcelWeights(sql: Sql): Pick<OrderStore, 'weightOf' | 'addWeight'> {
  const last = sql.prepare<[string], ParcelWeight>(
    `SELECT w.grams, w.source, w.at_ms AS atMs FROM parcel_weight w JOIN orders o ON o.id = w.order_id
     WHERE o.id = ? AND w.packed_operation_id = o.packed_operation_id ORDER BY w.seq DESC LIMIT 1`,
  );
  const add = sql.prepare(
    `INSERT INTO parcel_weight (order_id, packed_operation_id, grams, source, operation_id, at_ms)
     SELECT id, packed_operation_id, ?, ?, ?, ? FROM orders WHERE id = ? AND packed_operation_id IS NOT NULL`,
  );
  return {
    weightOf: (orderId) => last.get(orderId) ?? null,
    addWeight: (orderId, { grams, source }, deed) => add.run(grams, source, deed.id, deed.atMs, orderId).changes === 1,
  };
}
