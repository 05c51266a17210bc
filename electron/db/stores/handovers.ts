import type { HandoverRow, HandoverStore, StoredDocument } from '#electron/ports/handover-store.ts';
import type { HandoverId, OrderId } from '#shared/domain/ids.ts';

import type { Sql } from '../sql.ts';
import { cargoUnits } from './cargo-units.ts';

interface HandoverRecord {
  readonly id: string;
  readonly account_id: string;
  readonly external_id: string | null;
  readonly key: string;
  readonly name: string;
  readonly external_warehouse_id: string | null;
  readonly depart_at_ms: number;
  readonly cutoff_ms: number | null;
  readonly state: string;
  readonly own: string;
  readonly told_orders: number | null;
  readonly documents_json: string;
  readonly attributes_json: string;
  readonly asked: string | null;
  readonly places: number | null;
  readonly problem_json: string | null;
  readonly seen_at_ms: number;
}

const COLUMNS = `id, account_id, external_id, key, name, external_warehouse_id, depart_at_ms, cutoff_ms, state, own, told_orders, documents_json,
  attributes_json, asked, places, problem_json, seen_at_ms`;

/** Written as the partial index says it, so that the planner finds it. */
const TO_LEAVE = "status IN ('new', 'assembling', 'packed')";
const PACKED = "o.status NOT IN ('new', 'assembling', 'cancelled', 'unknown')";

/** Every statement is prepared here, so building the store proves that all of its SQL fits the schema. */
export const createHandoverStore = (sql: Sql): HandoverStore => ({
  ...handoverRows(sql),
  ...handoverOrders(sql),
  ...handoverScans(sql),
  ...handoverFiles(sql),
  ...cargoUnits(sql),
});

const toHandover = (row: HandoverRecord): HandoverRow =>
  ({
    id: row.id,
    accountId: row.account_id,
    externalId: row.external_id,
    key: row.key,
    name: row.name,
    externalWarehouseId: row.external_warehouse_id,
    departAtMs: row.depart_at_ms,
    cutoffMs: row.cutoff_ms,
    state: row.state,
    own: row.own,
    toldOrders: row.told_orders,
    documents: JSON.parse(row.documents_json),
    attributes: JSON.parse(row.attributes_json),
    asked: row.asked,
    places: row.places,
    problem: row.problem_json === null ? null : JSON.parse(row.problem_json),
    seenAtMs: row.seen_at_ms,
  }) as unknown as HandoverRow;

const values = (row: HandoverRow) => [
  row.externalId,
  row.key,
  row.name,
  row.externalWarehouseId,
  row.departAtMs,
  row.cutoffMs,
  row.state,
  row.own,
  row.toldOrders,
  JSON.stringify(row.documents),
  JSON.stringify(row.attributes),
  row.asked,
  row.places,
  row.problem === null ? null : JSON.stringify(row.problem),
  row.seenAtMs,
];

const one = (row: HandoverRecord | undefined) => (row === undefined ? null : toHandover(row));

function handoverRows(sql: Sql): Pick<HandoverStore, 'byId' | 'byExternalId' | 'toMake' | 'between' | 'insert' | 'update'> {
  const byId = sql.prepare<[string], HandoverRecord>(`SELECT ${COLUMNS} FROM handover WHERE id = ?`);
  const byExternalId = sql.prepare<[string, string], HandoverRecord>(
    `SELECT ${COLUMNS} FROM handover WHERE account_id = ? AND external_id = ?`,
  );
  const toMake = sql.prepare<[string, string], HandoverRecord>(
    `SELECT ${COLUMNS} FROM handover WHERE account_id = ? AND key = ? AND external_id IS NULL`,
  );
  const between = sql.prepare<[number, number], HandoverRecord>(
    `SELECT ${COLUMNS} FROM handover WHERE depart_at_ms BETWEEN ? AND ? ORDER BY depart_at_ms, name, id`,
  );
  const insert = sql.prepare(`INSERT INTO handover (external_id, key, name, external_warehouse_id, depart_at_ms, cutoff_ms, state, own,
    told_orders, documents_json, attributes_json, asked, places, problem_json, seen_at_ms, id, account_id) VALUES (${'?, '.repeat(16)}?)`);
  const update = sql.prepare(`UPDATE handover SET external_id = ?, key = ?, name = ?, external_warehouse_id = ?, depart_at_ms = ?,
    cutoff_ms = ?, state = ?, own = ?, told_orders = ?, documents_json = ?, attributes_json = ?, asked = ?, places = ?, problem_json = ?,
    seen_at_ms = ? WHERE id = ?`);
  return {
    byId: (id) => one(byId.get(id)),
    byExternalId: (accountId, externalId) => one(byExternalId.get(accountId, externalId)),
    toMake: (accountId, key) => one(toMake.get(accountId, key)),
    between: (accountId, fromMs, toMs) =>
      between.all(fromMs, toMs).flatMap((row) => (accountId === null || row.account_id === accountId ? [toHandover(row)] : [])),
    insert: (handover) => void insert.run(...values(handover), handover.id, handover.accountId),
    update(id, change) {
      const row = byId.get(id);
      if (row !== undefined) update.run(...values({ ...toHandover(row), ...change }), id);
    },
  };
}

type Orders = Pick<HandoverStore, 'setOrders' | 'orderIds' | 'outside' | 'holding' | 'tally'>;

function handoverOrders(sql: Sql): Orders {
  const add = sql.prepare('INSERT INTO handover_order (handover_id, order_id) VALUES (?, ?) ON CONFLICT DO NOTHING');
  const drop = sql.prepare('DELETE FROM handover_order WHERE handover_id = ? AND order_id NOT IN (SELECT value FROM json_each(?))');
  const place = sql.prepare<[string], { account_id: string; external_id: string | null; key: string }>(
    'SELECT account_id, external_id, key FROM handover WHERE id = ?',
  );
  const inside = sql
    .prepare<[string], OrderId>(
      'SELECT o.id FROM handover_order h JOIN orders o ON o.id = h.order_id WHERE h.handover_id = ? ORDER BY o.created_at_ms, o.id',
    )
    .pluck();
  const outside = sql
    .prepare<[string, string], OrderId>(
      `SELECT o.id FROM orders o WHERE o.account_id = ? AND o.handover_key = ? AND o.${TO_LEAVE}
         AND NOT EXISTS (SELECT 1 FROM handover_order h JOIN handover m ON m.id = h.handover_id
           WHERE h.order_id = o.id AND m.state NOT IN ('cancelled', 'failed'))
       ORDER BY o.created_at_ms, o.id`,
    )
    .pluck();
  const holding = sql.prepare<[string], HandoverRecord>(
    `SELECT ${COLUMNS} FROM handover WHERE id IN (SELECT handover_id FROM handover_order WHERE order_id = ?)
       AND state NOT IN ('cancelled', 'failed', 'accepted') ORDER BY depart_at_ms LIMIT 1`,
  );
  const packed = sql
    .prepare<[string], number>(`SELECT count(*) FROM orders o WHERE o.id IN (SELECT value FROM json_each(?)) AND ${PACKED}`)
    .pluck();
  const alive = sql
    .prepare<[string], number>(`SELECT count(*) FROM orders o WHERE o.id IN (SELECT value FROM json_each(?)) AND o.status <> 'cancelled'`)
    .pluck();
  const scanned = sql
    .prepare<[string, string], number>(
      `SELECT count(*) FROM handover_scan s JOIN orders o ON o.id = s.order_id
       WHERE s.handover_id = ? AND o.status <> 'cancelled' AND s.order_id IN (SELECT value FROM json_each(?))`,
    )
    .pluck();
  const orderIds = (id: HandoverId): readonly OrderId[] => {
    const found = place.get(id);
    if (found === undefined) return [];
    return found.external_id === null ? outside.all(found.account_id, found.key) : inside.all(id);
  };
  return {
    setOrders(id, ids) {
      drop.run(id, JSON.stringify(ids));
      for (const orderId of ids) add.run(id, orderId);
    },
    orderIds,
    outside: (accountId, key) => outside.all(accountId, key),
    holding: (orderId) => one(holding.get(orderId)),
    tally(id) {
      const ids = JSON.stringify(orderIds(id));
      return { orders: alive.get(ids) ?? 0, packed: packed.get(ids) ?? 0, scanned: scanned.get(id, ids) ?? 0 };
    },
  };
}

function handoverScans(sql: Sql): Pick<HandoverStore, 'scans' | 'addScan' | 'placeScans' | 'addPlaceScan'> {
  const add = sql.prepare('INSERT INTO handover_scan (handover_id, order_id, operation_id, at_ms) VALUES (?, ?, ?, ?)');
  const all = sql.prepare<[string], { orderId: OrderId; atMs: number }>(
    'SELECT order_id AS orderId, at_ms AS atMs FROM handover_scan WHERE handover_id = ?',
  );
  const places = sql
    .prepare<[string, string], string>('SELECT code FROM handover_place_scan WHERE handover_id = ? AND order_id = ? ORDER BY at_ms')
    .pluck();
  const addPlace = sql.prepare(
    'INSERT INTO handover_place_scan (handover_id, order_id, code, at_ms) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  return {
    placeScans: (id, orderId) => places.all(id, orderId),
    addPlaceScan: (id, orderId, code, atMs) => void addPlace.run(id, orderId, code, atMs),
    scans: (id) => new Map(all.all(id).map((row) => [row.orderId, row.atMs])),
    addScan: (id, orderId, operationId, atMs) => void add.run(id, orderId, operationId, atMs),
  };
}

function handoverFiles(sql: Sql): Pick<HandoverStore, 'storeDocument' | 'dropDocument' | 'documents' | 'document'> {
  const store = sql.prepare(
    `INSERT INTO handover_document (handover_id, kind, format, file, barcode, fetched_in, fetched_at_ms) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET format = excluded.format, file = excluded.file, barcode = excluded.barcode, fetched_in = excluded.fetched_in,
       fetched_at_ms = excluded.fetched_at_ms`,
  );
  const drop = sql.prepare('DELETE FROM handover_document WHERE handover_id = ? AND kind = ?');
  const all = sql.prepare<[string], Omit<StoredDocument, 'file'>>(
    'SELECT kind, format, barcode, fetched_in AS fetchedIn FROM handover_document WHERE handover_id = ? ORDER BY kind',
  );
  const whole = sql.prepare<[string, string], StoredDocument>(
    'SELECT kind, format, file, barcode, fetched_in AS fetchedIn FROM handover_document WHERE handover_id = ? AND kind = ?',
  );
  return {
    storeDocument: (id, { kind, format, file, barcode, fetchedIn }, atMs) =>
      void store.run(id, kind, format, file, barcode, fetchedIn, atMs),
    dropDocument: (id, kind) => void drop.run(id, kind),
    documents: (id) => all.all(id),
    document: (id, kind) => whole.get(id, kind) ?? null,
  };
}
