import type { OrderCounts, OrderRow, OrderStore, Shelf } from '#electron/ports/order-store.ts';
import type { LocationId, OperationId, OrderId, OrderLineId, ProductId } from '#shared/domain/ids.ts';
import { PACKING_BIN } from '#shared/domain/order.ts';

import type { Sql } from '../sql.ts';
import { OWN_DELIVERY } from './order-delivery.ts';
import { DUE } from './order-rows.ts';

/** True when goods for the whole order lie on the shelf and are held for it: no line without a product, no shortage, something held for each. */
export const FULLY_HELD = `NOT EXISTS (SELECT 1 FROM order_line l WHERE l.order_id = o.id AND l.quantity > 0 AND (l.product_id IS NULL
    OR EXISTS (SELECT 1 FROM shortage s WHERE s.order_line_id = l.id AND s.ended IS NULL)
    OR NOT EXISTS (SELECT 1 FROM reservation r WHERE r.order_line_id = l.id AND r.ended IS NULL)))`;

/**
 * Confirmed at the marketplace, or to be packed before that, unless a part of it is being split off just now; whether its label is here is another
 * question.
 */
const PACKABLE = `(o.status = 'assembling' OR (o.status = 'new' AND o.pack_first = 1 AND o.confirm_state IS NOT 'wanted'))`;
/** Its label is here, follows the packing, or is the carrier's own. */
const LABELLED = `(o.label_state = 'stored' OR o.pack_first = 1 OR ${OWN_DELIVERY})`;
/** Nothing but hands is missing. */
export const READY_TO_PACK = `${PACKABLE} AND ${LABELLED} AND ${FULLY_HELD}`;

/** Nobody asked to take it to assembly yet. */
export const UNASKED = 'o.supply_id IS NULL AND o.confirm_state IS NULL AND o.pack_first = 0';

/** Which orders are next, and how many stand where. */
export function orderQueues(
  sql: Sql,
  byId: OrderStore['byId'],
): Pick<
  OrderStore,
  'packable' | 'waiting' | 'latest' | 'packingOf' | 'shelves' | 'heldOf' | 'counts' | 'lastPacked' | 'nextToPack' | 'hunted' | 'fresh'
> {
  const nextToPack = sql
    .prepare<[number], OrderId>(
      `SELECT o.id FROM orders o WHERE o.status IN ('new', 'assembling') AND ${READY_TO_PACK}
       ORDER BY ${DUE}, o.created_at_ms LIMIT ?`,
    )
    .pluck();
  const lastPacked = sql
    .prepare<[number], OrderId>('SELECT id FROM orders WHERE packed_at_ms IS NOT NULL ORDER BY packed_at_ms DESC LIMIT ?')
    .pluck();
  // What was handed over and came back cancelled is not in this building.
  const hunted = sql
    .prepare<[number], OrderId>(
      `SELECT id FROM (SELECT o.id, o.cancelled_at_ms AS at FROM orders o WHERE ${PACKED_HERE}
         UNION ALL SELECT o.id, o.cancelled_at_ms FROM orders o WHERE ${BEGUN_HERE}) ORDER BY at DESC, id LIMIT ?`,
    )
    .pluck();
  const fresh = sql
    .prepare<[{ accountId: string | null }], OrderId>(
      `SELECT o.id FROM orders o WHERE o.status = 'new' AND ${UNASKED} AND (@accountId IS NULL OR o.account_id = @accountId)
       ORDER BY ${DUE}, o.created_at_ms LIMIT 20000`,
    )
    .pluck();
  return {
    ...ofProduct(sql),
    ...goods(sql),
    counts: counts(sql),
    nextToPack: (limit) => nextToPack.all(limit),
    lastPacked: (limit) => lastPacked.all(limit),
    hunted: (limit) => hunted.all(limit),
    fresh: (accountId) =>
      fresh
        .all({ accountId })
        .map((id) => byId(id))
        .filter((order): order is OrderRow => order !== null),
  };
}

const STILL_HERE = `NOT EXISTS (SELECT 1 FROM order_line l JOIN reservation r ON r.order_line_id = l.id
  WHERE l.order_id = o.id AND r.ended = 'shipped')`;

const PACKED_HERE = `o.status = 'cancelled' AND o.packed_at_ms IS NOT NULL AND ${STILL_HERE}`;
const BEGUN_HERE = `o.status = 'cancelled' AND o.packed_at_ms IS NULL AND o.units > 0 AND ${STILL_HERE}`;

function ofProduct(sql: Sql): Pick<OrderStore, 'packable' | 'waiting' | 'latest'> {
  type Turn = { id: OrderId; due: number; aged: number };
  // The index holds only lines that wait, in their turn: the walk stops at the limit, and a product's history costs a scan nothing.
  const queue = (condition: string) => {
    const turns = sql.prepare<[string, number], Turn>(
      `SELECT w.order_id AS id, w.due_ms AS due, w.aged_ms AS aged FROM order_line w INDEXED BY order_line_waiting
       WHERE w.waiting = 1 AND w.product_id = ? ${condition} ORDER BY w.due_ms, w.aged_ms, w.order_id LIMIT ?`,
    );
    return (productId: ProductId, limit: number): readonly OrderId[] => {
      const all = withKits(productId).flatMap((id) => turns.all(id, limit));
      const ids = all.toSorted((a, b) => a.due - b.due || a.aged - b.aged || (a.id < b.id ? -1 : 1)).map((turn) => turn.id);
      return [...new Set(ids)].slice(0, limit);
    };
  };
  const kits = sql.prepare<[string], ProductId>('SELECT kit_id FROM kit_component WHERE component_id = ?').pluck();
  const withKits = (productId: ProductId): readonly ProductId[] => [productId, ...kits.all(productId)];
  const waiting = queue('');
  const packable = queue(`AND EXISTS (SELECT 1 FROM orders o WHERE o.id = w.order_id AND ${PACKABLE} AND ${FULLY_HELD})`);
  const latest = sql
    .prepare<[string, number], OrderId>(
      `SELECT DISTINCT order_id FROM order_line WHERE product_id IS NOT NULL AND product_id IN (SELECT value FROM json_each(?))
       ORDER BY order_id DESC LIMIT ?`,
    )
    .pluck();
  return { packable, waiting, latest: (productId, limit) => latest.all(JSON.stringify(withKits(productId)), limit) };
}

function goods(sql: Sql): Pick<OrderStore, 'packingOf' | 'shelves' | 'heldOf'> {
  const packing = sql.prepare<[string], { operationId: OperationId }>(
    'SELECT packed_operation_id AS operationId FROM orders WHERE id = ? AND packed_operation_id IS NOT NULL',
  );
  const movements = sql.prepare<
    [string, string],
    { productId: ProductId; fromLocationId: LocationId; toLocationId: LocationId; quantity: number; orderLineId: OrderLineId }
  >(
    `SELECT product_id AS productId, from_location_id AS fromLocationId, to_location_id AS toLocationId, quantity, order_line_id AS orderLineId
     FROM movement WHERE operation_id = ? AND order_line_id IN (SELECT id FROM order_line WHERE order_id = ?) ORDER BY seq`,
  );
  const shelves = sql.prepare<[string, string, string], Shelf>(
    `SELECT b.location_id AS locationId, c.code, b.on_hand AS onHand FROM balance b JOIN location c ON c.id = b.location_id
     WHERE b.product_id = ? AND c.warehouse_id = ? AND b.on_hand > 0
     ORDER BY c.code = ?, c.kind = 'warehouse', c.route_order, c.code`,
  );
  const held = sql.prepare<[string], ReturnType<OrderStore['heldOf']>[number]>(
    `SELECT l.id AS lineId, r.product_id AS productId, r.warehouse_id AS warehouseId, sum(r.quantity) AS quantity
     FROM order_line l JOIN reservation r ON r.order_line_id = l.id WHERE l.order_id = ? AND r.ended IS NULL
     GROUP BY l.id, r.product_id, r.warehouse_id ORDER BY l.position`,
  );
  return {
    packingOf(id) {
      const row = packing.get(id);
      return row === undefined ? null : { operationId: row.operationId, movements: movements.all(row.operationId, id) };
    },
    shelves: (productId, warehouseId) => shelves.all(productId, warehouseId, PACKING_BIN),
    heldOf: (id) => held.all(id),
  };
}

function counts(sql: Sql): OrderStore['counts'] {
  const waiting = sql.prepare<
    [number],
    { fresh: number; toTake: number; toPack: number; all: number; overdue: number; unmatched: number; short: number; next: number | null }
  >(
    `WITH w AS (
       SELECT o.status, o.ship_by_ms, o.pack_first, o.status = 'new' AND ${UNASKED} AS unasked, ${PACKABLE} AND ${LABELLED} AND ${FULLY_HELD} AS ready,
         EXISTS (SELECT 1 FROM order_line l WHERE l.order_id = o.id AND l.product_id IS NULL AND l.quantity > 0) AS unmatched,
         EXISTS (SELECT 1 FROM order_line l JOIN shortage s ON s.order_line_id = l.id WHERE l.order_id = o.id AND s.ended IS NULL) AS short
       FROM orders o WHERE o.status IN ('new', 'assembling'))
     SELECT total(status = 'new' AND pack_first = 0) AS fresh, total(unasked) AS toTake, total(ready) AS toPack, count(*) AS "all",
       total(ship_by_ms < ?) AS overdue, total(unmatched) AS unmatched, total(short) AS short,
       min(CASE WHEN ready THEN ship_by_ms END) AS next FROM w`,
  );
  const count = (where: string) => sql.prepare<unknown[], number>(`SELECT count(*) FROM orders o WHERE ${where}`).pluck();
  const packed = count("o.status = 'packed'");
  const packedToday = count('o.packed_at_ms >= ?');
  const huntedPacked = count(PACKED_HERE);
  const huntedBegun = count(BEGUN_HERE);
  return (nowMs, dayStartMs): OrderCounts => {
    const row = waiting.get(nowMs)!;
    return {
      fresh: row.fresh,
      toTake: row.toTake,
      toPack: row.toPack,
      held: row.all - row.fresh - row.toPack,
      packed: packed.get() ?? 0,
      overdue: row.overdue,
      unmatched: row.unmatched,
      short: row.short,
      hunted: (huntedPacked.get() ?? 0) + (huntedBegun.get() ?? 0),
      packedToday: packedToday.get(dayStartMs) ?? 0,
      nextShipByMs: row.next,
    };
  };
}
