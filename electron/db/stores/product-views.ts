import type { Output } from '#shared/contract/index.ts';
import { wholeKits } from '#shared/domain/allocation.ts';

import type { Sql } from '../sql.ts';

export type ProductView = Output<'product.get'>['product'];

interface Row {
  readonly id: string;
  readonly kind: 'product' | 'kit';
  readonly article: string;
  readonly name: string;
  readonly marked: 0 | 1;
  readonly safety_stock: number;
  readonly category: string;
  readonly second_scan: 0 | 1 | null;
  readonly look_alikes: number;
  readonly archived: 0 | 1;
  readonly barcodes: string;
  readonly bins: string;
  readonly on_hand: number;
  readonly reserved: number;
  readonly short: number;
  readonly listings: number;
}

const VIEW = `
  SELECT p.id, p.kind, p.article, p.name, p.marked, p.safety_stock, p.archived, p.category, p.second_scan,
    (SELECT count(*) FROM look_alike k WHERE k.product_id = p.id) + (SELECT count(*) FROM look_alike k WHERE k.other_id = p.id) AS look_alikes,
    (SELECT json_group_array(b.barcode) FROM product_barcode b WHERE b.product_id = p.id) AS barcodes,
    (SELECT json_group_array(json_object('locationId', l.id, 'code', l.code, 'warehouseName', w.name, 'onHand', h.on_hand)
        ORDER BY w.code, l.route_order, l.code)
      FROM balance h JOIN location l ON l.id = h.location_id JOIN location w ON w.id = l.warehouse_id
      WHERE h.product_id = p.id AND h.on_hand > 0) AS bins,
    (SELECT coalesce(sum(s.on_hand), 0) FROM stock s WHERE s.product_id = p.id) AS on_hand,
    (SELECT coalesce(sum(s.reserved), 0) FROM stock s WHERE s.product_id = p.id) AS reserved,
    (SELECT coalesce(sum(m.quantity), 0) FROM shortage m WHERE m.product_id = p.id AND m.ended IS NULL) AS short,
    (SELECT count(*) FROM listing i WHERE i.product_id = p.id) AS listings
  FROM json_each(?) wanted JOIN product p ON p.id = wanted.value ORDER BY wanted.key`;

/** Products as the screens show them, in the order asked. */
export function productViews(sql: Sql): (ids: readonly string[]) => ProductView[] {
  const view = sql.prepare<[string], Row>(VIEW);
  const kits = kitFigures(sql);
  return (ids) =>
    view.all(JSON.stringify(ids)).map((row) => {
      const figures = row.kind === 'kit' ? kits(row.id) : { onHand: row.on_hand, available: row.on_hand - row.reserved };
      return {
        id: row.id,
        kind: row.kind,
        article: row.article,
        name: row.name,
        marked: row.marked === 1,
        barcodes: JSON.parse(row.barcodes) as string[],
        safetyStock: row.safety_stock,
        category: row.category,
        secondScan: row.second_scan === null ? row.look_alikes > 0 : row.second_scan === 1,
        lookAlikes: row.look_alikes,
        archived: row.archived === 1,
        onHand: figures.onHand,
        reserved: figures.onHand - figures.available,
        available: figures.available,
        short: row.short,
        bins: JSON.parse(row.bins) as ProductView['bins'],
        listings: row.listings,
      };
    });
}

/** A kit is put together within one warehouse, so each allows its own whole number. */
function kitFigures(sql: Sql): (kitId: string) => { readonly onHand: number; readonly available: number } {
  const parts = sql.prepare<[string], { warehouse_id: string; quantity: number; on_hand: number; available: number }>(
    `SELECT w.id AS warehouse_id, k.quantity, coalesce(s.on_hand, 0) AS on_hand, coalesce(s.on_hand - s.reserved, 0) AS available
     FROM kit_component k JOIN location w ON w.kind = 'warehouse'
     LEFT JOIN stock s ON s.product_id = k.component_id AND s.warehouse_id = w.id WHERE k.kit_id = ?`,
  );
  return (kitId) => {
    const byWarehouse = Map.groupBy(parts.all(kitId), (part) => part.warehouse_id);
    let onHand = 0;
    let available = 0;
    for (const rows of byWarehouse.values()) {
      onHand += wholeKits(rows.map((row) => ({ available: row.on_hand, quantity: row.quantity })));
      available += wholeKits(rows);
    }
    return { onHand, available };
  };
}
