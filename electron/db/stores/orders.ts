import type { LiveOrder, OrderRow, OrderStore } from '#electron/ports/order-store.ts';
import type { OrderId } from '#shared/domain/ids.ts';

import type { Sql } from '../sql.ts';
import { orderDelivery } from './order-delivery.ts';
import { orderLabels } from './order-labels.ts';
import { orderMarks } from './order-marks.ts';
import { orderQueues } from './order-queues.ts';
import { bit, LINE_COLUMNS, type LineRecord, ORDER_COLUMNS, type OrderRecord, toOrder } from './order-rows.ts';
import { orderViews } from './order-views.ts';
import { parcelUnits } from './parcel-units.ts';
import { parcelWeights } from './parcel-weights.ts';
import type { SearchIndex } from './search-index.ts';

/** Every statement is prepared here, so building the store proves that all of its SQL fits the schema. */
export function createOrderStore(sql: Sql, index: SearchIndex): OrderStore {
  const reads = orderReads(sql);
  return {
    ...reads,
    ...orderWrites(sql, index.mark),
    ...orderStory(sql),
    ...orderLabels(sql, reads.byId, index.mark),
    ...orderMarks(sql),
    ...parcelUnits(sql),
    ...parcelWeights(sql),
    ...orderDelivery(sql),
    ...orderQueues(sql, reads.byId),
    views: orderViews(sql),
  };
}

function orderReads(
  sql: Sql,
): Pick<
  OrderStore,
  'byId' | 'byExternalId' | 'byNumber' | 'listingsByBarcode' | 'neighbours' | 'childrenOf' | 'goneOf' | 'unresolvedLines' | 'toReadStatus'
> {
  const byId = sql.prepare<[string], OrderRecord>(`SELECT ${ORDER_COLUMNS} FROM orders o WHERE o.id = ?`);
  const byExternalId = sql.prepare<[string, string], OrderRecord>(
    `SELECT ${ORDER_COLUMNS} FROM orders o WHERE o.account_id = ? AND o.external_id = ?`,
  );
  const byNumber = sql.prepare<[string], OrderRecord>(
    `SELECT ${ORDER_COLUMNS} FROM orders o WHERE o.number = ? ORDER BY o.created_at_ms DESC LIMIT 10`,
  );
  const lines = sql.prepare<[string], LineRecord>(
    `SELECT ${LINE_COLUMNS} FROM order_line WHERE order_id = ? AND quantity > 0 ORDER BY position`,
  );
  const neighbours = sql.prepare<[string], ReturnType<OrderStore['neighbours']>[number]>(
    `SELECT n.id, n.number, n.status FROM orders o JOIN orders n ON n.group_key = o.group_key AND n.account_id = o.account_id
     WHERE o.id = ? AND n.id <> o.id ORDER BY n.number LIMIT 100`,
  );
  const children = sql.prepare<[string, string], ReturnType<OrderStore['childrenOf']>[number]>(
    'SELECT id, number, status FROM orders WHERE account_id = ? AND parent_external_id = ? ORDER BY number LIMIT 100',
  );
  const gone = sql.prepare<[string], ReturnType<OrderStore['goneOf']>[number]>(
    `SELECT id AS lineId, article, name, ordered - moved - quantity AS removed, moved FROM order_line WHERE order_id = ? ORDER BY position`,
  );
  const unresolved = sql.prepare<[string, string], ReturnType<OrderStore['unresolvedLines']>[number]>(
    `SELECT l.order_id AS orderId, l.id AS lineId FROM order_line l JOIN orders o ON o.id = l.order_id
     WHERE l.sku = ? AND l.product_id IS NULL AND l.quantity > 0 AND o.account_id = ? AND o.status IN ('new', 'assembling', 'packed', 'unknown') ORDER BY o.created_at_ms, l.id`,
  );
  const toRead = sql.prepare<[string, number], Omit<LiveOrder, 'cancellable'> & { readonly cancellable: 0 | 1 | null }>(
    `SELECT id, external_id AS externalId, status, channel_status AS channelStatus, channel_own AS channelOwn, cancellable FROM orders
     WHERE account_id = ? AND status NOT IN ('delivered', 'cancelled', 'returned') ORDER BY status_read_at_ms LIMIT ?`,
  );
  const cards = sql.prepare<[string], ReturnType<OrderStore['listingsByBarcode']>[number]>(
    `SELECT l.id AS listingId, l.product_id AS productId, l.article, l.name FROM listing_barcode b JOIN listing l ON l.id = b.listing_id
     WHERE b.barcode = ? AND l.archived = 0`,
  );
  const whole = (row: OrderRecord | undefined): OrderRow | null => (row === undefined ? null : toOrder(row, lines.all(row.id)));
  return {
    byId: (id) => whole(byId.get(id)),
    byExternalId: (accountId, externalId) => whole(byExternalId.get(accountId, externalId)),
    byNumber: (number) => byNumber.all(number).map((row) => toOrder(row, lines.all(row.id))),
    listingsByBarcode: (barcode) => cards.all(barcode),
    childrenOf: (accountId, parentExternalId) => children.all(accountId, parentExternalId),
    goneOf: (id) => gone.all(id),
    neighbours: (id) => neighbours.all(id),
    unresolvedLines: (accountId, sku) => unresolved.all(sku, accountId),
    toReadStatus: (accountId, limit) =>
      toRead.all(accountId, limit).map((row) => ({ ...row, cancellable: row.cancellable === null ? null : row.cancellable === 1 })),
  };
}

function orderWrites(
  sql: Sql,
  index: (id: OrderId) => void,
): Pick<
  OrderStore,
  | 'insert'
  | 'learn'
  | 'setConfirm'
  | 'setStatus'
  | 'markStatusRead'
  | 'setPacked'
  | 'setLineProduct'
  | 'lessen'
  | 'setByPlaces'
  | 'setPlaces'
> {
  const insert =
    sql.prepare(`INSERT INTO orders (id, account_id, external_id, number, group_key, status, channel_status, channel_own, cancellable,
      external_warehouse_id, warehouse_id, handover_key, pack_first, parent_external_id, created_at_ms, seen_at_ms, ship_by_ms, price_minor, currency,
      required_marks_json, optional_marks_json, attributes_json, label_state, cancelled_at_ms)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const insertLine =
    sql.prepare(`INSERT INTO order_line (id, order_id, position, sku, article, name, barcodes_json, listing_id, product_id, quantity, ordered, marks_json, waiting, due_ms, aged_ms)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ifnull(?, 9007199254740991), ?)`);
  const learn = sql.prepare(`UPDATE orders SET attributes_json = json_patch(attributes_json, ?), ship_by_ms = ifnull(?, ship_by_ms),
      group_key = ifnull(?, group_key), required_marks_json = ifnull(?, required_marks_json), optional_marks_json = ifnull(?, optional_marks_json),
      pack_first = max(ifnull(?, pack_first), by_places), parent_external_id = ifnull(parent_external_id, ?)
    WHERE id = ?`);
  const learnLine = sql.prepare('UPDATE order_line SET marks_json = ? WHERE order_id = ? AND sku = ?');
  const setStatus = sql.prepare(
    `UPDATE orders SET status = @status, cancelled_at_ms = CASE WHEN @status = 'cancelled' THEN ifnull(cancelled_at_ms, @atMs) ELSE cancelled_at_ms END WHERE id = @id`,
  );
  const setSeen = sql.prepare('UPDATE orders SET channel_status = ?, channel_own = ?, cancellable = ?, status_read_at_ms = ? WHERE id = ?');
  const setConfirm = sql.prepare('UPDATE orders SET confirm_state = ? WHERE id = ?');
  const markRead = sql.prepare('UPDATE orders SET status_read_at_ms = ? WHERE id = ?');
  const setPacked = sql.prepare('UPDATE orders SET packed_operation_id = ?, packed_at_ms = ? WHERE id = ?');
  const setLine = sql.prepare<[string, string | null, string], { order_id: OrderId }>(
    'UPDATE order_line SET listing_id = ?, product_id = ? WHERE id = ? RETURNING order_id',
  );
  const lessen = sql.prepare(
    `UPDATE order_line SET quantity = min(quantity, @quantity), moved = moved + @moved,
       waiting = CASE WHEN min(quantity, @quantity) > 0 THEN waiting ELSE 0 END WHERE id = @lineId`,
  );
  const setByPlaces = sql.prepare('UPDATE orders SET by_places = ?, pack_first = ? WHERE id = ?');
  const setPlaces = sql.prepare('UPDATE orders SET places = ? WHERE id = ?');
  const marks = (kinds: readonly string[] | null): string | null => (kinds === null ? null : JSON.stringify(kinds));
  return {
    insert(order) {
      insert.run(
        order.id,
        order.accountId,
        order.externalId,
        order.number,
        order.groupKey,
        order.status,
        order.channelStatus,
        order.channelOwn,
        bit(order.cancellable),
        order.externalWarehouseId,
        order.warehouseId,
        order.handoverKey,
        bit(order.packFirst),
        order.parentExternalId ?? null,
        order.createdAtMs,
        order.seenAtMs,
        order.shipByMs,
        order.priceMinor,
        order.currency,
        marks(order.requiredMarks),
        marks(order.optionalMarks),
        JSON.stringify(order.attributes),
        order.labelState ?? 'none',
        order.status === 'cancelled' ? order.seenAtMs : null,
      );
      const waiting = order.status === 'new' || order.status === 'assembling' ? 1 : 0;
      for (const line of order.lines)
        insertLine.run(
          line.id,
          order.id,
          line.position,
          line.sku,
          line.article,
          line.name,
          JSON.stringify(line.barcodes),
          line.listingId,
          line.productId,
          line.quantity,
          line.quantity,
          marks(line.marks),
          waiting,
          order.shipByMs,
          order.createdAtMs,
        );
      index(order.id);
    },
    learn(id, seen, packFirst) {
      // A page that says «null» of an attribute does not know it: what was known stays.
      const known = Object.fromEntries(Object.entries(seen.attributes).filter(([, value]) => value !== null));
      learn.run(
        JSON.stringify(known),
        seen.shipByMs,
        seen.groupKey,
        marks(seen.requiredMarks),
        marks(seen.optionalMarks),
        bit(seen.requiredMarks === null ? null : packFirst),
        seen.parentId ?? null,
        id,
      );
      for (const line of seen.requiredMarks === null ? [] : seen.lines)
        if (line.requiredMarks !== undefined) learnLine.run(marks(line.requiredMarks), id, line.sku);
    },
    setConfirm(ids, state) {
      for (const id of ids) setConfirm.run(state, id);
    },
    setStatus(id, status, seen, atMs) {
      setStatus.run({ status, atMs, id });
      if (seen !== null) setSeen.run(seen.channelStatus, seen.channelOwn, bit(seen.cancellable), atMs, id);
    },
    markStatusRead(ids, atMs) {
      for (const id of ids) markRead.run(atMs, id);
    },
    lessen: (lineId, quantity, moved) => void lessen.run({ lineId, quantity, moved }),
    setByPlaces: (id, byPlaces, packFirst) => void setByPlaces.run(bit(byPlaces), bit(packFirst), id),
    setPlaces: (id, places) => void setPlaces.run(places, id),
    setPacked: (id, operationId, atMs) => void setPacked.run(operationId, atMs, id),
    setLineProduct(lineId, listingId, productId) {
      const row = setLine.get(listingId, productId, lineId);
      if (row !== undefined) index(row.order_id);
    },
  };
}

function orderStory(sql: Sql): Pick<OrderStore, 'tell' | 'story'> {
  const add = sql.prepare('INSERT INTO order_event (order_id, at_ms, kind, actor, payload_json) VALUES (?, ?, ?, ?, ?)');
  const read = sql.prepare<[string], { seq: number; at_ms: number; kind: string; actor: string; payload_json: string }>(
    'SELECT seq, at_ms, kind, actor, payload_json FROM order_event WHERE order_id = ? ORDER BY seq',
  );
  return {
    tell: (orderId, atMs, kind, actor, payload) => void add.run(orderId, atMs, kind, actor, JSON.stringify(payload ?? {})),
    story: (orderId) =>
      read.all(orderId).map((row) => ({
        seq: row.seq,
        atMs: row.at_ms,
        kind: row.kind,
        actor: row.actor,
        payload: JSON.parse(row.payload_json) as unknown,
      })),
  };
}
