import type { WaveOrderRow, WaveRow, WaveStore } from '#electron/ports/wave-store.ts';
import type { LocationId, OrderId, ProductId, WaveId } from '#shared/domain/ids.ts';
import { PACKING_BIN } from '#shared/domain/order.ts';
import type { PickShelf } from '#shared/domain/pick-route.ts';
import { fitsLane, type WaveChoice } from '#shared/domain/wave.ts';

import type { Sql } from '../sql.ts';
import { FULLY_HELD } from './order-queues.ts';
import { DUE } from './order-rows.ts';
import { wavePapers } from './wave-papers.ts';

export const createWaveStore = (sql: Sql): WaveStore => ({
  ...waves(sql),
  ...members(sql),
  ...picking(sql),
  ...walls(sql),
  ...wavePapers(sql),
});

interface Record_ {
  readonly id: WaveId;
  readonly number: number;
  readonly choice_json: string;
  readonly cells: number;
  readonly state: 'open' | 'closed';
  readonly created_at_ms: number;
  readonly closed_at_ms: number | null;
}

const COLUMNS = 'w.id, w.number, w.choice_json, w.cells, w.state, w.created_at_ms, w.closed_at_ms';

const shape = (row: Record_): WaveRow => ({
  id: row.id,
  number: row.number,
  choice: JSON.parse(row.choice_json) as WaveChoice,
  cells: row.cells,
  state: row.state,
  createdAtMs: row.created_at_ms,
  closedAtMs: row.closed_at_ms,
});
const one = (row: Record_ | undefined): WaveRow | null => (row === undefined ? null : shape(row));

function waves(sql: Sql): Pick<WaveStore, 'byId' | 'byNumber' | 'list' | 'nextNumber' | 'insert' | 'close'> {
  const byId = sql.prepare<[string], Record_>(`SELECT ${COLUMNS} FROM wave w WHERE w.id = ?`);
  const byNumber = sql.prepare<[number], Record_>(`SELECT ${COLUMNS} FROM wave w WHERE w.number = ?`);
  const list = sql.prepare<[string, number], Record_ & { orders: number; packed: number }>(
    `SELECT ${COLUMNS}, count(o.id) AS orders, ifnull(sum(o.packed_at_ms IS NOT NULL), 0) AS packed
     FROM wave w LEFT JOIN wave_order m ON m.wave_id = w.id LEFT JOIN orders o ON o.id = m.order_id
     WHERE w.state = ? GROUP BY w.id ORDER BY w.number DESC LIMIT ?`,
  );
  const last = sql.prepare<[], number | null>('SELECT max(number) FROM wave').pluck();
  const insert = sql.prepare('INSERT INTO wave (id, number, choice_json, cells, created_at_ms) VALUES (?, ?, ?, ?, ?)');
  const close = sql.prepare("UPDATE wave SET state = 'closed', closed_at_ms = ? WHERE id = ?");
  const unstand = sql.prepare('UPDATE station SET wave_id = NULL WHERE wave_id = ?');
  return {
    byId: (id) => one(byId.get(id)),
    byNumber: (number) => one(byNumber.get(number)),
    list: (show, limit) => list.all(show, limit).map((row) => ({ ...shape(row), orders: row.orders, packed: row.packed })),
    nextNumber: () => (last.get() ?? 0) + 1,
    insert: (wave) => void insert.run(wave.id, wave.number, JSON.stringify(wave.choice), wave.cells, wave.createdAtMs),
    close: (id, atMs) => {
      unstand.run(id);
      close.run(atMs, id);
    },
  };
}

function members(sql: Sql): Pick<WaveStore, 'orders' | 'waveOf' | 'join' | 'leave' | 'setCell' | 'candidates' | 'wanting'> {
  const orders = sql.prepare<[string], Omit<WaveOrderRow, 'docked'> & { readonly docked: 0 | 1 }>(
    `SELECT m.order_id AS orderId, m.joined_at_ms AS joinedAtMs, m.docked, m.cell FROM wave_order m JOIN orders o ON o.id = m.order_id
     WHERE m.wave_id = ? ORDER BY ${DUE}, o.created_at_ms, o.id`,
  );
  const waveOf = sql.prepare<[string], { waveId: WaveId; cell: number | null }>(
    'SELECT wave_id AS waveId, cell FROM wave_order WHERE order_id = ?',
  );
  const join = sql.prepare('INSERT INTO wave_order (wave_id, order_id, joined_at_ms, docked) VALUES (?, ?, ?, ?)');
  const leave = sql.prepare('DELETE FROM wave_order WHERE order_id = ?');
  const cell = sql.prepare('UPDATE wave_order SET cell = ? WHERE order_id = ?');
  const candidates = sql.prepare<[string, number, string, string], { id: OrderId; units: number }>(
    `SELECT o.id, (SELECT sum(l.quantity) FROM order_line l WHERE l.order_id = o.id) AS units FROM orders o
     WHERE o.status = 'assembling' AND o.warehouse_id = ? AND ${DUE} <= ?
       AND (? = '[]' OR o.account_id IN (SELECT value FROM json_each(?)))
       AND ${FULLY_HELD} AND NOT EXISTS (SELECT 1 FROM wave_order m WHERE m.order_id = o.id)
     ORDER BY ${DUE}, o.created_at_ms, o.id`,
  );
  const wanting = sql
    .prepare<[string, string], OrderId>(
      `SELECT o.id FROM reservation r JOIN order_line l ON l.id = r.order_line_id JOIN wave_order m ON m.order_id = l.order_id
         JOIN orders o ON o.id = m.order_id
       WHERE r.product_id = ? AND r.ended IS NULL AND m.wave_id = ? AND o.status = 'assembling'
       GROUP BY o.id ORDER BY m.cell IS NULL, ${DUE}, o.created_at_ms, o.id`,
    )
    .pluck();
  return {
    wanting: (id, productId) => wanting.all(productId, id),
    orders: (id) => orders.all(id).map((row) => ({ ...row, docked: row.docked === 1 })),
    waveOf: (orderId) => waveOf.get(orderId) ?? null,
    join: (id, orderIds, docked, atMs) => {
      for (const orderId of orderIds) join.run(id, orderId, atMs, docked ? 1 : 0);
    },
    leave: (orderIds) => {
      for (const orderId of orderIds) leave.run(orderId);
    },
    setCell: (orderId, next) => void cell.run(next, orderId),
    candidates(choice, limit) {
      const accounts = JSON.stringify(choice.accountIds);
      const found: { readonly id: OrderId; readonly units: number }[] = [];
      for (const row of candidates.iterate(choice.warehouseId, choice.cutOffBeforeMs ?? Number.MAX_SAFE_INTEGER, accounts, accounts)) {
        if (fitsLane(choice.lane, row.units)) found.push(row);
        if (found.length === limit) break;
      }
      return found;
    },
  };
}

function picking(sql: Sql): Pick<WaveStore, 'needs' | 'shelves' | 'inCart' | 'cameFrom' | 'addShort' | 'shorts'> {
  const needs = sql.prepare<[string], { productId: ProductId; quantity: number }>(
    `SELECT r.product_id AS productId, sum(r.quantity) AS quantity
     FROM wave_order m JOIN orders o ON o.id = m.order_id JOIN order_line l ON l.order_id = o.id
       JOIN reservation r ON r.order_line_id = l.id AND r.ended IS NULL
     WHERE m.wave_id = ? AND o.status = 'assembling' AND o.packed_at_ms IS NULL
     GROUP BY r.product_id ORDER BY r.product_id`,
  );
  const shelves = sql.prepare<[string, string], PickShelf>(
    `SELECT b.location_id AS locationId, c.code, c.route_order AS routeOrder, b.on_hand AS onHand
     FROM balance b JOIN location c ON c.id = b.location_id
     WHERE b.product_id = ? AND c.warehouse_id = ? AND b.on_hand > 0`,
  );
  const inCart = sql.prepare<[string], { productId: ProductId; onHand: number }>(
    'SELECT product_id AS productId, on_hand AS onHand FROM balance WHERE location_id = ? AND on_hand > 0 ORDER BY product_id',
  );
  const cameFrom = sql
    .prepare<[string, string, string], LocationId>(
      // A parcel taken apart puts its things back into the cart out of the packing bin: that is no shelf.
      `SELECT m.from_location_id FROM movement m JOIN location c ON c.id = m.from_location_id
       WHERE m.product_id = ? AND m.to_location_id = ? AND c.code <> ? ORDER BY m.seq DESC LIMIT 1`,
    )
    .pluck();
  const addShort = sql.prepare(
    'INSERT INTO wave_short (wave_id, product_id, location_id, quantity, reason, actor, at_ms) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const shorts = sql.prepare<[string], ReturnType<WaveStore['shorts']>[number]>(
    `SELECT product_id AS productId, location_id AS locationId, quantity, reason, actor, at_ms AS atMs FROM wave_short
     WHERE wave_id = ? ORDER BY seq`,
  );
  return {
    needs: (id) => needs.all(id),
    shelves: (productId, warehouseId) => shelves.all(productId, warehouseId),
    inCart: (cart) => inCart.all(cart),
    cameFrom: (productId, cart) => cameFrom.get(productId, cart, PACKING_BIN) ?? null,
    addShort: (short, actor, atMs) =>
      void addShort.run(short.waveId, short.productId, short.locationId, short.quantity, short.reason, actor, atMs),
    shorts: (id) => shorts.all(id),
  };
}

function walls(sql: Sql): Pick<WaveStore, 'ofStation' | 'standAt'> {
  const of = sql.prepare<[string], Record_>(
    `SELECT ${COLUMNS} FROM station s JOIN wave w ON w.id = s.wave_id WHERE s.id = ? AND w.state = 'open'`,
  );
  const stand = sql.prepare('UPDATE station SET wave_id = ? WHERE id = ?');
  return { ofStation: (station) => one(of.get(station)), standAt: (station, wave) => void stand.run(wave, station) };
}
