import type { LedgerStore } from '#electron/ports/ledger-store.ts';

import type { Sql } from '../sql.ts';

type Difference = ReturnType<LedgerStore['verify']>[number];

/** Adds up every movement and live reservation from nothing and compares with what the triggers kept. */
export function ledgerVerify(sql: Sql): LedgerStore['verify'] {
  const bins = sql.prepare<[], Difference>(`
    WITH rebuilt AS (
      SELECT product_id, location_id, sum(quantity) AS units FROM (
        SELECT product_id, to_location_id AS location_id, quantity FROM movement
        UNION ALL SELECT product_id, from_location_id, -quantity FROM movement
      ) JOIN location l ON l.id = location_id WHERE l.warehouse_id IS NOT NULL
      GROUP BY product_id, location_id
    )
    SELECT product_id AS productId, location_id AS place, 'bin' AS figure, coalesce(b.on_hand, 0) AS kept, coalesce(r.units, 0) AS rebuilt
    FROM balance b FULL JOIN rebuilt r USING (product_id, location_id)
    WHERE coalesce(b.on_hand, 0) <> coalesce(r.units, 0)`);
  const warehouses = sql.prepare<[], Difference>(`
    WITH rebuilt AS (
      SELECT product_id, l.warehouse_id AS warehouse_id, sum(quantity) AS units FROM (
        SELECT product_id, to_location_id AS location_id, quantity FROM movement
        UNION ALL SELECT product_id, from_location_id, -quantity FROM movement
      ) JOIN location l ON l.id = location_id WHERE l.warehouse_id IS NOT NULL
      GROUP BY product_id, l.warehouse_id
    )
    SELECT product_id AS productId, warehouse_id AS place, 'on_hand' AS figure, coalesce(s.on_hand, 0) AS kept, coalesce(r.units, 0) AS rebuilt
    FROM stock s FULL JOIN rebuilt r USING (product_id, warehouse_id)
    WHERE coalesce(s.on_hand, 0) <> coalesce(r.units, 0)`);
  const reserved = sql.prepare<[], Difference>(`
    WITH rebuilt AS (
      SELECT product_id, warehouse_id, sum(quantity) AS units FROM reservation WHERE ended IS NULL GROUP BY product_id, warehouse_id
    )
    SELECT product_id AS productId, warehouse_id AS place, 'reserved' AS figure, coalesce(s.reserved, 0) AS kept, coalesce(r.units, 0) AS rebuilt
    FROM stock s FULL JOIN rebuilt r USING (product_id, warehouse_id)
    WHERE coalesce(s.reserved, 0) <> coalesce(r.units, 0)`);
  return () => [...bins.all(), ...warehouses.all(), ...reserved.all()];
}
