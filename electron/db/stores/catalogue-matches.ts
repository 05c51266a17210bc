import type { CatalogueStore, ListingRow } from '#electron/ports/catalogue-store.ts';
import type { ListingId, OrderId, OrderLineId, ProductId } from '#shared/domain/ids.ts';

import type { Sql } from '../sql.ts';

interface Row {
  readonly listing_id: ListingId;
  readonly from_product_id: ProductId | null;
  readonly from_multiplicity: number;
  readonly from_matched_by: ListingRow['matchedBy'];
  readonly to_product_id: ProductId | null;
  readonly to_multiplicity: number;
}

/** What every operation changed behind the cards, so that it can be undone. */
export function matches(sql: Sql): Pick<CatalogueStore, 'noteMatch' | 'matchesOf' | 'waitingLines'> {
  const note = sql.prepare(
    `INSERT INTO match_change (operation_id, listing_id, from_product_id, from_multiplicity, from_matched_by, to_product_id, to_multiplicity)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  const of = sql.prepare<[string], Row>(
    `SELECT listing_id, from_product_id, from_multiplicity, from_matched_by, to_product_id, to_multiplicity
     FROM match_change WHERE operation_id = ? ORDER BY listing_id`,
  );
  const waiting = sql.prepare<[string], { orderId: OrderId; lineId: OrderLineId }>(
    `SELECT l.order_id AS orderId, l.id AS lineId FROM order_line l JOIN orders o ON o.id = l.order_id
     WHERE l.listing_id = ? AND l.waiting = 1 ORDER BY o.created_at_ms, l.id`,
  );
  return {
    waitingLines: (listingId) => waiting.all(listingId),
    noteMatch: (operationId, { listingId, from, to }) =>
      void note.run(operationId, listingId, from.productId, from.multiplicity, from.matchedBy, to.productId, to.multiplicity),
    matchesOf: (operationId) =>
      of.all(operationId).map((row) => ({
        listingId: row.listing_id,
        from: { productId: row.from_product_id, multiplicity: row.from_multiplicity, matchedBy: row.from_matched_by },
        to: { productId: row.to_product_id, multiplicity: row.to_multiplicity },
      })),
  };
}
