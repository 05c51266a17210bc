import type { Deed, Held, LedgerStore, NewMovement, OperationKind } from '#electron/ports/ledger-store.ts';
import { StockError } from '#electron/ports/ledger-store.ts';
import type { SyncStore } from '#electron/ports/sync-store.ts';
import type { LocationId, OperationId, OrderId, OrderLineId, ProductId } from '#shared/domain/ids.ts';
import { PACKING_BIN } from '#shared/domain/order.ts';

import type { Sql } from '../sql.ts';
import { ledgerFilling } from './ledger-filling.ts';
import { stockOf } from './ledger-stock.ts';
import { ledgerVerify } from './ledger-verify.ts';

/** Every statement is prepared here, so building the store proves that all of its SQL fits the schema. */
export function createLedgerStore(sql: Sql, sync: SyncStore): LedgerStore {
  /** The sync store knows the kits a product is part of. */
  const touch = (productIds: readonly ProductId[], urgent: boolean, atMs: number): void => {
    if (productIds.length > 0) sync.touchOffers({ productIds }, urgent, atMs);
  };
  const filling = ledgerFilling(sql);
  const moving = movements(sql);
  const figures = stockFigures(sql);

  const move = (deed: Deed, rows: readonly NewMovement[]): readonly OrderLineId[] => {
    const filled: OrderLineId[] = [];
    for (const row of rows) moving.insert(deed, row);
    for (const { productId, warehouseId, change } of moving.netChanges(rows)) {
      if (change > 0) filled.push(...filling.fill(deed, productId, warehouseId));
      touch([productId], change < 0, deed.atMs);
    }
    return filled;
  };

  const holdFree: (...asked: Parameters<LedgerStore['reserve']>) => readonly Held[] = (deed, lineId, warehouseId, needs) =>
    needs.map(({ productId, quantity }) => {
      const free = figures.free(productId, warehouseId);
      const now = Math.max(0, Math.min(free, quantity));
      if (now > 0) filling.hold(deed, lineId, productId, warehouseId, now);
      if (now < quantity) filling.lack(deed, lineId, productId, warehouseId, quantity - now);
      return { productId, held: now, short: quantity - now };
    });

  return {
    ...operations(sql),
    move,
    stock: figures.stock,
    verify: ledgerVerify(sql),
    reserve(deed, lineId, warehouseId, needs) {
      const held = holdFree(deed, lineId, warehouseId, needs);
      touch(
        held.filter((need) => need.held > 0).map((need) => need.productId),
        true,
        deed.atMs,
      );
      return held;
    },
    release(deed, lineId) {
      filling.closeShortages(deed, lineId);
      const freed = filling.heldBy(lineId);
      for (const row of freed) filling.end(deed, row.id, 'released');
      const filled = freed.flatMap((row) => filling.fill(deed, row.productId, row.warehouseId));
      touch(
        freed.map((row) => row.productId),
        false,
        deed.atMs,
      );
      return filled;
    },
    shrink(deed, lineId, warehouseId, needs, heir) {
      filling.closeShortages(deed, lineId);
      const before = filling.heldBy(lineId);
      for (const row of before) filling.end(deed, row.id, 'released');
      if (heir !== undefined) holdFree(deed, heir.lineId, warehouseId, heir.needs);
      holdFree(deed, lineId, warehouseId, needs);
      const products = [...new Set(before.map((row) => row.productId))];
      const filled = products.flatMap((productId) => filling.fill(deed, productId, warehouseId));
      touch(products, false, deed.atMs);
      return filled;
    },
    ship(deed, lineId) {
      filling.closeShortages(deed, lineId);
      for (const row of filling.heldBy(lineId)) {
        filling.end(deed, row.id, 'shipped');
        let left = row.quantity;
        for (const shelf of moving.shelves(row.productId, row.warehouseId)) {
          const taken = Math.min(left, shelf.onHand);
          if (taken === 0) break;
          moving.insert(deed, {
            productId: row.productId,
            fromLocationId: shelf.locationId,
            toLocationId: 'customer' as LocationId,
            quantity: taken,
            orderLineId: lineId,
          });
          left -= taken;
        }
        if (left > 0) throw new StockError('not-enough-in-bin', row.productId);
      }
    },
    sell(deed, warehouseId, needs) {
      const rows = needs.flatMap(({ productId, quantity }) => {
        let left = quantity;
        const taken = moving.shelves(productId, warehouseId).flatMap((shelf): readonly NewMovement[] => {
          const units = shelf.isParcels ? 0 : Math.min(left, shelf.onHand);
          left -= units;
          return units === 0
            ? []
            : [{ productId, fromLocationId: shelf.locationId, toLocationId: 'customer' as LocationId, quantity: units }];
        });
        if (left > 0) throw new StockError('not-enough-in-bin', productId);
        return taken;
      });
      move(deed, rows);
    },
    everReceived: received(sql),
    count(deed, rows) {
      const loss = 'loss' as LocationId;
      const shortLines: OrderLineId[] = [];
      const filledLines: OrderLineId[] = [];
      let changed = 0;
      // What was found beyond the books comes first, so that no order gives up what lies in the next bin.
      const missing = rows.filter(({ productId, locationId, counted }) => {
        const over = counted - moving.bin(productId, locationId).onHand;
        if (over <= 0) return over < 0;
        changed += 1;
        filledLines.push(...move(deed, [{ productId, fromLocationId: loss, toLocationId: locationId, quantity: over }]));
        return false;
      });
      for (const { productId, locationId, counted } of missing) {
        const { onHand, warehouseId } = moving.bin(productId, locationId);
        if (counted >= onHand) continue;
        changed += 1;
        const promised = onHand - counted - figures.free(productId, warehouseId);
        if (promised > 0) shortLines.push(...filling.giveUp(deed, productId, warehouseId, promised));
        move(deed, [{ productId, fromLocationId: locationId, toLocationId: loss, quantity: onHand - counted }]);
      }
      return { changed, shortLines, filledLines };
    },
  };
}

function operations(sql: Sql): Pick<LedgerStore, 'result' | 'record' | 'operation' | 'ordersOf'> {
  const owners = sql
    .prepare<[string], OrderId>('SELECT DISTINCT l.order_id FROM json_each(?) wanted JOIN order_line l ON l.id = wanted.value')
    .pluck();
  type Found = { kind: OperationKind; reversed_by_id: OperationId | null };
  type Moved = { product_id: ProductId; from_location_id: LocationId; to_location_id: LocationId; quantity: number };
  const byId = sql.prepare<[string], Found>(
    'SELECT o.kind, (SELECT u.id FROM operation u WHERE u.reverses_id = o.id) AS reversed_by_id FROM operation o WHERE o.id = ?',
  );
  const moved = sql.prepare<[string], Moved>(
    'SELECT product_id, from_location_id, to_location_id, quantity FROM movement WHERE operation_id = ? ORDER BY seq',
  );
  const find = sql.prepare<[string], { result_json: string }>('SELECT result_json FROM operation WHERE id = ?');
  const insert = sql.prepare(`
    INSERT INTO operation (id, seq, kind, actor, station, at_ms, payload_json, result_json, reverses_id)
    VALUES (?, (SELECT coalesce(max(seq), 0) + 1 FROM operation), ?, ?, ?, ?, ?, ?, ?)`);
  return {
    result: (id) => {
      const row = find.get(id);
      return row === undefined ? undefined : (JSON.parse(row.result_json) as unknown);
    },
    ordersOf: (lineIds) => (lineIds.length === 0 ? [] : owners.all(JSON.stringify(lineIds))),
    operation: (id) => {
      const row = byId.get(id);
      if (row === undefined) return null;
      const movements = moved.all(id).map((one) => ({
        productId: one.product_id,
        fromLocationId: one.from_location_id,
        toLocationId: one.to_location_id,
        quantity: one.quantity,
      }));
      return { kind: row.kind, reversedById: row.reversed_by_id, movements };
    },
    record: (deed: Deed, result) =>
      void insert.run(
        deed.id,
        deed.kind,
        deed.actor,
        deed.station,
        deed.atMs,
        JSON.stringify(deed.payload ?? null),
        JSON.stringify(result ?? null),
        deed.reversesId ?? null,
      ),
  };
}

function stockFigures(sql: Sql): {
  readonly free: (productId: ProductId, warehouseId: LocationId) => number;
  readonly stock: LedgerStore['stock'];
} {
  const free = sql.prepare<[string, string], { free: number }>(
    'SELECT on_hand - reserved AS free FROM stock WHERE product_id = ? AND warehouse_id = ?',
  );
  return { free: (productId, warehouseId) => free.get(productId, warehouseId)?.free ?? 0, stock: stockOf(sql) };
}

function received(sql: Sql): LedgerStore['everReceived'] {
  const find = sql
    .prepare<[string, string], ProductId>(
      `SELECT wanted.value FROM json_each(?) wanted WHERE EXISTS (
         SELECT 1 FROM movement m JOIN location t ON t.id = m.to_location_id JOIN operation o ON o.id = m.operation_id
         WHERE m.product_id = wanted.value AND t.warehouse_id = ? AND o.reverses_id IS NULL
           AND NOT EXISTS (SELECT 1 FROM operation u WHERE u.reverses_id = o.id))`,
    )
    .pluck();
  return (warehouseId, productIds) => new Set(find.all(JSON.stringify(productIds), warehouseId));
}

interface NetChange {
  readonly productId: ProductId;
  readonly warehouseId: LocationId;
  readonly change: number;
}

function movements(sql: Sql) {
  const insert = sql.prepare(`
    INSERT INTO movement (operation_id, product_id, from_location_id, to_location_id, quantity, order_line_id, at_ms)
    VALUES (?, ?, ?, ?, ?, ?, ?)`);
  const warehouseOf = sql.prepare<[string], { warehouse_id: LocationId | null }>('SELECT warehouse_id FROM location WHERE id = ?');
  const bin = sql.prepare<[string, string], { on_hand: number | null; warehouse_id: LocationId }>(`
    SELECT b.on_hand, l.warehouse_id FROM location l LEFT JOIN balance b ON b.location_id = l.id AND b.product_id = ?
    WHERE l.id = ?`);
  const shelves = sql.prepare<[string, string, string, string], { locationId: LocationId; onHand: number; isParcels: 0 | 1 }>(`
    SELECT b.location_id AS locationId, b.on_hand AS onHand, l.code = ? AS isParcels FROM balance b JOIN location l ON l.id = b.location_id
    WHERE b.product_id = ? AND l.warehouse_id = ? AND b.on_hand > 0
    ORDER BY l.code = ? DESC, l.route_order, l.code`);

  return {
    insert(deed: Deed, row: NewMovement): void {
      try {
        insert.run(deed.id, row.productId, row.fromLocationId, row.toLocationId, row.quantity, row.orderLineId ?? null, deed.atMs);
      } catch (error) {
        throw asStockError(error, row.productId);
      }
    },
    bin(productId: ProductId, locationId: LocationId) {
      const row = bin.get(productId, locationId);
      if (row === undefined) throw new Error(`no such location: ${locationId}`);
      return { onHand: row.on_hand ?? 0, warehouseId: row.warehouse_id };
    },
    /** Packed parcels first, then by the route of the bins. */
    shelves: (productId: ProductId, warehouseId: LocationId) => shelves.all(PACKING_BIN, productId, warehouseId, PACKING_BIN),
    /** What changed per product and warehouse; moves within a warehouse change nothing that anybody is told. */
    netChanges(rows: readonly NewMovement[]): readonly NetChange[] {
      const changes = new Map<string, NetChange>();
      const add = (productId: ProductId, locationId: LocationId, quantity: number) => {
        const warehouseId = warehouseOf.get(locationId)?.warehouse_id ?? null;
        if (warehouseId === null) return;
        const key = `${productId} ${warehouseId}`;
        changes.set(key, { productId, warehouseId, change: (changes.get(key)?.change ?? 0) + quantity });
      };
      for (const row of rows) {
        add(row.productId, row.fromLocationId, -row.quantity);
        add(row.productId, row.toLocationId, row.quantity);
      }
      return [...changes.values()].filter(({ change }) => change !== 0);
    },
  };
}

/** The named CHECKs of the schema are the last word on what a shelf holds. */
function asStockError(error: unknown, productId: ProductId): unknown {
  const message = error instanceof Error ? error.message : '';
  if (message.includes('bin_never_negative') || message.includes('stock_never_negative'))
    return new StockError('not-enough-in-bin', productId);
  if (message.includes('reserved_within_on_hand')) return new StockError('reserved-for-orders', productId);
  return error;
}
