import type { Output, Parsed } from '#shared/contract/index.ts';
import type { OrderId, SupplyId } from '#shared/domain/ids.ts';
import { searchable } from '#shared/kit/text.ts';

import type { Sql } from '../sql.ts';
import { FULLY_HELD, READY_TO_PACK } from '../stores/order-queues.ts';
import { DUE } from '../stores/order-rows.ts';
import { matchOf } from '../stores/order-search.ts';
import { orderViews } from '../stores/order-views.ts';
import { supplyViews } from '../stores/supplies.ts';

/** A word that fits very many orders shows the newest of them: nobody reads further, and the list stays quick. */
const SEARCH_LIMIT = 10_000;

const SHOW: Readonly<Record<Parsed<'order.list'>['show'], string>> = {
  active: "o.status IN ('new', 'assembling', 'packed')",
  new: "o.status = 'new'",
  'to-pack': `o.status IN ('new', 'assembling') AND ${READY_TO_PACK}`,
  held: `o.status IN ('new', 'assembling', 'unknown')
    AND (NOT (${FULLY_HELD}) OR (o.status = 'assembling' AND o.label_state <> 'stored' AND o.pack_first = 0))`,
  packed: "o.status = 'packed'",
  'handed-over': "o.status IN ('handed-over', 'delivered')",
  cancelled: "o.status IN ('cancelled', 'returned')",
  all: '1',
};

/** Rows are chosen and counted on indexes alone; only the window itself is read whole. */
export function listOrders(sql: Sql, query: Parsed<'order.list'>, _nowMs: number): Output<'order.list'> {
  const where: string[] = [SHOW[query.show]];
  const values: (string | number)[] = [];
  if (query.accountId !== null) {
    where.push('+o.account_id = ?');
    values.push(query.accountId);
  }
  if (query.supplyId !== null) {
    where.push('o.supply_id = ?');
    values.push(query.supplyId);
  }
  const search = searchable(query.search);
  if (search !== '') {
    const match = matchOf(search);
    where.push(
      match === null
        ? 'o.number >= ? AND o.number < ?'
        : `o.rowid IN (SELECT rowid FROM order_search WHERE order_search MATCH ? ORDER BY rowid DESC LIMIT ${SEARCH_LIMIT})`,
    );
    if (match === null) values.push(search, `${search}\u{10ffff}`);
    else values.push(match);
  }
  const condition = where.join(' AND ');
  const way = query.descending ? 'DESC' : 'ASC';
  const order = {
    'ship-by': `${DUE} ${way}, o.created_at_ms ${way}`,
    created: `o.created_at_ms ${way}`,
    number: `o.number ${way}`,
  }[query.sort];
  const rowids = sql
    .prepare<(string | number)[], number>(`SELECT o.rowid FROM orders o WHERE ${condition} ORDER BY ${order} LIMIT ? OFFSET ?`)
    .pluck()
    .all(...values, query.limit, query.offset);
  const total = sql
    .prepare<(string | number)[], number>(`SELECT count(*) FROM orders o WHERE ${condition}`)
    .pluck()
    .get(...values);
  const idOf = sql.prepare<[number], OrderId>('SELECT id FROM orders WHERE rowid = ?').pluck();
  return { rows: [...orderViews(sql)(rowids.map((rowid) => idOf.get(rowid)!))], total: total ?? 0 };
}

export function listSupplies(sql: Sql, query: Parsed<'supply.list'>): Output<'supply.list'> {
  const show = { open: "state IN ('creating', 'open', 'delivering')", delivered: "state = 'delivered'", all: "state <> 'removed'" }[
    query.show
  ];
  const from = `FROM supply WHERE ${show} AND (@accountId IS NULL OR account_id = @accountId)`;
  const ids = sql
    .prepare<[{ accountId: string | null; limit: number; offset: number }], SupplyId>(
      `SELECT id ${from} ORDER BY created_at_ms DESC, id LIMIT @limit OFFSET @offset`,
    )
    .pluck()
    .all({ accountId: query.accountId, limit: query.limit, offset: query.offset });
  const total = sql.prepare<[{ accountId: string | null }], number>(`SELECT count(*) ${from}`).pluck().get({ accountId: query.accountId });
  return { rows: [...supplyViews(sql)(ids)], total: total ?? 0 };
}
