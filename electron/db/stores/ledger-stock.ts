import type { LedgerStore, StockRow } from '#electron/ports/ledger-store.ts';
import type { LocationId, ProductId } from '#shared/domain/ids.ts';

import type { Sql } from '../sql.ts';

/** Rows come as arrays: making thousands of objects out of named columns costs more than finding them does. */
type Figures = [productId: ProductId, warehouseId: LocationId, onHand: number, reserved: number];
type Lack = [productId: ProductId, warehouseId: LocationId, short: number];

/** From so many products on it pays to ask how many there are at all, and to walk the table when most of it is wanted. */
const MANY = 1000;

/** On hand, reserved and short of the products, a row for every warehouse that has or lacks any; in the order of their ids. */
export function stockOf(sql: Sql): LedgerStore['stock'] {
  const one = sql
    .prepare<[string], Figures>(
      'SELECT s.product_id, s.warehouse_id, s.on_hand, s.reserved FROM json_each(?) wanted CROSS JOIN stock s ON s.product_id = wanted.value',
    )
    .raw();
  const span = sql
    .prepare<[string, string], Figures>(
      'SELECT product_id, warehouse_id, on_hand, reserved FROM stock WHERE product_id BETWEEN ? AND ? ORDER BY product_id, warehouse_id',
    )
    .raw();
  const count = sql.prepare<[], number>('SELECT count(*) FROM stock').pluck();
  const lacking = sql
    .prepare<[string], Lack>(
      `SELECT s.product_id, s.warehouse_id, sum(s.quantity) FROM json_each(?) wanted
       CROSS JOIN shortage s ON s.product_id = wanted.value AND s.ended IS NULL GROUP BY s.product_id, s.warehouse_id`,
    )
    .raw();
  const lackingInSpan = sql
    .prepare<[string, string], Lack>(
      `SELECT product_id, warehouse_id, sum(quantity) FROM shortage
       WHERE ended IS NULL AND product_id BETWEEN ? AND ? GROUP BY product_id, warehouse_id`,
    )
    .raw();
  return (productIds) => {
    const wanted = productIds.toSorted();
    if (wanted.length < MANY || (count.get() ?? 0) > 4 * wanted.length) {
      const asked = JSON.stringify(wanted);
      return withShortages(one.all(asked), lacking.all(asked));
    }
    const ends = [wanted[0]!, wanted.at(-1)!] as const;
    return withShortages(among(span.all(...ends), wanted), among(lackingInSpan.all(...ends), wanted));
  };
}

/** Both are in the order of ids, so one pass tells which rows are wanted. */
function among<R extends readonly [ProductId, ...unknown[]]>(rows: readonly R[], wanted: readonly ProductId[]): readonly R[] {
  let at = 0;
  return rows.filter(([productId]) => {
    while (at < wanted.length && wanted[at]! < productId) at += 1;
    return wanted[at] === productId;
  });
}

function withShortages(figures: readonly Figures[], short: readonly Lack[]): readonly StockRow[] {
  const rows = figures.map(([productId, warehouseId, onHand, reserved]): StockRow => ({
    productId,
    warehouseId,
    onHand,
    reserved,
    short: 0,
  }));
  if (short.length === 0) return rows;
  const all = new Map(rows.map((row) => [`${row.productId} ${row.warehouseId}`, row]));
  for (const [productId, warehouseId, units] of short) {
    const key = `${productId} ${warehouseId}`;
    all.set(key, { ...(all.get(key) ?? { productId, warehouseId, onHand: 0, reserved: 0 }), short: units });
  }
  return [...all.values()];
}
