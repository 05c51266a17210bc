import type { ChannelReturn } from '#electron/channels/channel.ts';
import type { ReturnLineRow, ReturnStore, ReturnView } from '#electron/ports/return-store.ts';
import type { AccountId, OrderId, ReturnId } from '#shared/domain/ids.ts';

import type { Sql } from '../sql.ts';

/** What was found in the parcel and not undone since. */
const TAKEN = `(SELECT ifnull(sum(t.quantity), 0) FROM return_take t WHERE t.return_line_id = l.id
  AND NOT EXISTS (SELECT 1 FROM operation o WHERE o.reverses_id = t.operation_id))`;
/** Something of it is not here yet; of a return without lines nothing can be. */
const WAITS = `EXISTS (SELECT 1 FROM return_line l WHERE l.return_id = r.id AND l.quantity > ${TAKEN})`;

const DAY_MS = 86_400_000;
/** On the way for longer than any marketplace promises. */
const OVERDUE_MS = 30 * DAY_MS;
/** Told to be handed to us: by then it has been scanned here, or was not in the pile. */
const RECEIVED_MS = 2 * DAY_MS;

/** Every statement is prepared here, so building the store proves that all of its SQL fits the schema. */
export const createReturnStore = (sql: Sql): ReturnStore => ({ ...returnRows(sql), ...returnLines(sql), ...returnLists(sql) });

interface Known {
  readonly id: ReturnId;
  readonly changed_at_ms: number;
  readonly state: string;
}

function returnRows(sql: Sql): Pick<ReturnStore, 'take'> {
  const known = sql.prepare<[string, string], Known>(
    'SELECT id, changed_at_ms, state FROM return_parcel WHERE account_id = ? AND external_id = ?',
  );
  const insert =
    sql.prepare(`INSERT INTO return_parcel (external_order_id, kind, state, own, reason, place, price_minor, currency, changed_at_ms,
    pickup_before_ms, id, account_id, external_id, seen_at_ms) VALUES (${'?, '.repeat(13)}?)`);
  const update = sql.prepare(`UPDATE return_parcel SET external_order_id = ?, kind = ?, state = ?, own = ?, reason = ?, place = ?,
    price_minor = ?, currency = ?, changed_at_ms = ?, pickup_before_ms = ? WHERE id = ?`);
  const begun = sql
    .prepare<[string], number>('SELECT count(*) FROM return_take t JOIN return_line l ON l.id = t.return_line_id WHERE l.return_id = ?')
    .pluck();
  const dropLines = sql.prepare('DELETE FROM return_line WHERE return_id = ?');
  const addLine = sql.prepare(
    'INSERT INTO return_line (id, return_id, account_id, position, sku, article, name, quantity) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const addCode = sql.prepare('INSERT INTO return_code (code, return_id) VALUES (?, ?) ON CONFLICT DO NOTHING');
  const fill = (id: ReturnId, accountId: AccountId, seen: ChannelReturn, newId: () => string) => {
    for (const code of seen.barcodes) addCode.run(code, id);
    if ((begun.get(id) ?? 0) > 0) return;
    dropLines.run(id);
    for (const [position, line] of seen.lines.entries())
      addLine.run(newId(), id, accountId, position, line.sku, line.article, line.name ?? line.article, line.quantity);
  };
  return {
    take(accountId, seen, newId, atMs) {
      const before = known.get(accountId, seen.id);
      // A stale page tells what was true before; the same moment again is news only in another state.
      if (before !== undefined && before.changed_at_ms > seen.changedAtMs) return null;
      if (before?.changed_at_ms === seen.changedAtMs && before.state === seen.state) return null;
      const facts = [
        seen.orderId,
        seen.kind,
        seen.state,
        seen.own,
        seen.reason,
        seen.place,
        seen.price?.minor ?? null,
        seen.price?.currency ?? null,
        seen.changedAtMs,
        seen.pickupBeforeMs,
      ];
      const id = before?.id ?? (newId() as ReturnId);
      if (before === undefined) insert.run(...facts, id, accountId, seen.id, atMs);
      else update.run(...facts, id);
      fill(id, accountId, seen, newId);
      return id;
    },
  };
}

function returnLines(sql: Sql): Pick<ReturnStore, 'line' | 'addTake' | 'leftShelves'> {
  const line = sql.prepare<[string], ReturnLineRow>(
    `SELECT l.id, l.return_id AS returnId, l.account_id AS accountId, r.external_order_id AS externalOrderId, l.sku, l.article, l.quantity,
       l.quantity - ${TAKEN} AS left, g.product_id AS productId, ifnull(g.multiplicity, 1) AS multiplicity
     FROM return_line l JOIN return_parcel r ON r.id = l.return_id
     LEFT JOIN listing g ON g.account_id = l.account_id AND g.sku = l.sku WHERE l.id = ?`,
  );
  const add = sql.prepare(
    'INSERT INTO return_take (return_line_id, quantity, fate, location_id, reason, operation_id, at_ms) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const held = sql.prepare<[string], { held: number; shipped: number }>(
    `SELECT count(*) AS held, ifnull(sum(v.ended = 'shipped'), 0) AS shipped FROM reservation v
       JOIN order_line l ON l.id = v.order_line_id WHERE l.order_id = ?`,
  );
  return {
    line: (id) => line.get(id) ?? null,
    addTake: ({ lineId, quantity, fate, locationId, reason, operationId }, atMs) =>
      void add.run(lineId, quantity, fate, locationId, reason, operationId, atMs),
    leftShelves(orderId) {
      const row = held.get(orderId);
      return row === undefined || row.held === 0 || row.shipped > 0;
    },
  };
}

type Lists = Pick<ReturnStore, 'byCode' | 'ofOrder' | 'waitingFor' | 'list' | 'views'>;

function returnLists(sql: Sql): Lists {
  const byCode = sql
    .prepare<[string, string, number], ReturnId>(
      `SELECT r.id FROM return_parcel r WHERE r.id IN (SELECT return_id FROM return_code WHERE code = ?) OR r.external_order_id = ?
       ORDER BY ${WAITS} DESC, r.changed_at_ms DESC LIMIT ?`,
    )
    .pluck();
  const ofOrder = sql
    .prepare<[string, string], ReturnId>(
      'SELECT id FROM return_parcel WHERE account_id = ? AND external_order_id = ? ORDER BY changed_at_ms',
    )
    .pluck();
  const waitingFor = sql
    .prepare<[string, number], ReturnId>(
      `SELECT DISTINCT r.id FROM listing g JOIN return_line l ON l.account_id = g.account_id AND l.sku = g.sku
         JOIN return_parcel r ON r.id = l.return_id
       WHERE g.product_id = ? AND l.quantity > ${TAKEN} ORDER BY r.changed_at_ms DESC LIMIT ?`,
    )
    .pluck();
  const claim = `(r.state = 'lost' OR (r.state = 'received' AND r.changed_at_ms <= @now - ${RECEIVED_MS})
    OR (r.state IN ('announced', 'on-way', 'ready-for-pickup', 'unknown') AND r.seen_at_ms <= @now - ${OVERDUE_MS}))`;
  const windows = {
    waiting: `${WAITS} AND r.state NOT IN ('disposed', 'lost')`,
    claims: `${WAITS} AND ${claim}`,
    taken: `NOT ${WAITS} AND EXISTS (SELECT 1 FROM return_line l WHERE l.return_id = r.id)`,
  } as const;
  const listOf = (where: string) => {
    // Named everywhere, used where the window asks for the time.
    const rows = sql
      .prepare<[{ now: number; limit: number }], ReturnId>(
        `SELECT r.id FROM return_parcel r WHERE @now >= 0 AND ${where} ORDER BY r.changed_at_ms DESC, r.id LIMIT @limit`,
      )
      .pluck();
    const total = sql.prepare<[{ now: number }], number>(`SELECT count(*) FROM return_parcel r WHERE @now >= 0 AND ${where}`).pluck();
    return (now: number, limit: number) => ({ ids: rows.all({ now, limit }), total: total.get({ now }) ?? 0 });
  };
  const lists = { waiting: listOf(windows.waiting), claims: listOf(windows.claims), taken: listOf(windows.taken) };
  return {
    byCode: (code, limit) => byCode.all(code, code, limit),
    ofOrder: (accountId, externalOrderId) => ofOrder.all(accountId, externalOrderId),
    waitingFor: (productId, limit) => waitingFor.all(productId, limit),
    list: (show, nowMs, limit) => lists[show](nowMs, limit),
    views: returnViews(sql),
  };
}

interface ViewRecord extends Omit<ReturnView, 'lines' | 'claim'> {
  readonly orderId: OrderId | null;
  readonly seenAtMs: number;
}

function returnViews(sql: Sql): ReturnStore['views'] {
  const read = sql.prepare<[string], ViewRecord>(
    `SELECT r.id, a.name AS accountName, r.external_id AS externalId, ifnull(o.number, r.external_order_id) AS orderNumber, o.id AS orderId,
       r.kind, r.state, r.own, r.reason, r.place, r.price_minor AS priceMinor, r.currency, r.changed_at_ms AS changedAtMs,
       r.pickup_before_ms AS pickupBeforeMs, r.seen_at_ms AS seenAtMs
     FROM return_parcel r JOIN account a ON a.id = r.account_id
     LEFT JOIN orders o ON o.account_id = r.account_id AND o.external_id = r.external_order_id WHERE r.id = ?`,
  );
  const lines = sql.prepare<[string], ReturnView['lines'][number]>(
    `SELECT l.id, l.article, ifnull(p.name, l.name) AS name, g.product_id AS productId, l.quantity, l.quantity - ${TAKEN} AS left
     FROM return_line l LEFT JOIN listing g ON g.account_id = l.account_id AND g.sku = l.sku LEFT JOIN product p ON p.id = g.product_id
     WHERE l.return_id = ? ORDER BY l.position`,
  );
  return (ids, nowMs) =>
    ids.flatMap((id) => {
      const row = read.get(id);
      if (row === undefined) return [];
      const { seenAtMs, ...rest } = row;
      const of = lines.all(id);
      const waits = of.some((line) => line.left > 0);
      return [{ ...rest, lines: of, claim: waits ? claimOf(row.state, row.changedAtMs, seenAtMs, nowMs) : null }];
    });
}

/** The same as the list of claims asks for in SQL. */
function claimOf(state: ReturnView['state'], changedAtMs: number, seenAtMs: number, nowMs: number): ReturnView['claim'] {
  if (state === 'lost') return 'lost';
  if (state === 'disposed') return null;
  if (state === 'received') return changedAtMs <= nowMs - RECEIVED_MS ? 'said-received' : null;
  return seenAtMs <= nowMs - OVERDUE_MS ? 'overdue' : null;
}
