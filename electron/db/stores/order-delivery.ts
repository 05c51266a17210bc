import type { OrderStore, OwnDelivery } from '#electron/ports/order-store.ts';

import type { Sql } from '../sql.ts';

/** No label is waited for: the seller or a carrier of theirs delivers the order. */
export const OWN_DELIVERY = 'EXISTS (SELECT 1 FROM order_delivery d WHERE d.order_id = o.id)';

/** Orders whose delivery is told to the marketplace by us. */
export function orderDelivery(sql: Sql): Pick<OrderStore, 'deliveryOf' | 'setDelivery'> {
  const read = sql.prepare<[string], OwnDelivery>('SELECT tracking_number AS trackingNumber, asked FROM order_delivery WHERE order_id = ?');
  const write = sql.prepare(
    `INSERT INTO order_delivery (order_id, tracking_number, asked) VALUES (?, ?, ?)
     ON CONFLICT DO UPDATE SET tracking_number = excluded.tracking_number, asked = excluded.asked`,
  );
  return {
    deliveryOf: (id) => read.get(id) ?? null,
    setDelivery: (id, { trackingNumber, asked }) => void write.run(id, trackingNumber, asked),
  };
}
