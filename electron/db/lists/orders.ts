import type { Output, Parsed } from '#shared/contract/index.ts';
import type { OrderId, SupplyId } from '#shared/domain/ids.ts';
import { searchable } from '#shared/kit/text.ts';

import type { Sql } from '../sql.ts';
import { FULLY_HELD, READY_TO_PACK } from '../stores/order-queues.ts';
import { DUE } from '../stores/order-rows.ts';
import { matchOf } from '../stores/order-search.ts';
import { orderViews } from '../stores/order-views.ts';
import { supplyViews } from '../stores/supplies.ts';
import { beginning, type Found, findRows, type Shown, windowOfFound } from './found.ts';

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

/** Lists of the work at hand: few rows, all of them young. The others hold the whole history. */
const AT_HAND: ReadonlySet<Parsed<'order.list'>['show']> = new Set(['active', 'new', 'to-pack', 'held', 'packed']);

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
  const shown = { where: where.join(' AND '), values };
  const way = query.descending ? 'DESC' : 'ASC';
  const order = {
    'ship-by': `${DUE} ${way}, o.created_at_ms ${way}`,
    created: `o.created_at_ms ${way}`,
    number: `o.number ${way}`,
  }[query.sort];
  const text = searchable(query.search);
  if (text !== '') {
    const found = searchOrders(sql, text, shown, AT_HAND.has(query.show));
    const ids = windowOfFound<OrderId>(sql, 'orders', 'o', found, order, query.limit, query.offset);
    return { rows: [...orderViews(sql)(ids)], total: found.rowids.length, capped: found.capped };
  }
  const rowids = sql
    .prepare<(string | number)[], number>(`SELECT o.rowid FROM orders o WHERE ${shown.where} ORDER BY ${order} LIMIT ? OFFSET ?`)
    .pluck()
    .all(...values, query.limit, query.offset);
  const total = sql
    .prepare<(string | number)[], number>(`SELECT count(*) FROM orders o WHERE ${shown.where}`)
    .pluck()
    .get(...values);
  const idOf = sql.prepare<[number], OrderId>('SELECT id FROM orders WHERE rowid = ?').pluck();
  return { rows: [...orderViews(sql)(rowids.map((rowid) => idOf.get(rowid)!))], total: total ?? 0 };
}

/** So many figures that begin an order's number are that number: nobody types six of a barcode and hopes. */
const NUMBER_FIGURES = 6;

/**
 * Figures begin a number before anything else: many of them, or more orders than can be shown, are an answer. Every other text, and figures
 * that few numbers begin with, go to the words of the labels and goods, newest orders first.
 * @param isAtHand the list is short: its own index is walked instead of a million numbers, and older words are not looked at
 */
function searchOrders(sql: Sql, text: string, shown: Shown, isAtHand: boolean): Found {
  const match = matchOf(text);
  const number = isAtHand ? '+o.number' : 'o.number';
  const byNumber =
    match === null || /^\d+$/u.test(text)
      ? findRows(sql, 'o', { from: 'orders o', where: `${number} >= ? AND ${number} < ?`, values: beginning(text) }, shown)
      : { rowids: [], capped: false };
  if (match === null || byNumber.capped || (byNumber.rowids.length > 0 && text.length >= NUMBER_FIGURES)) return byNumber;
  const oldest = isAtHand
    ? (sql
        .prepare<[], number | null>("SELECT min(rowid) FROM orders WHERE status IN ('new', 'assembling', 'packed', 'unknown')")
        .pluck()
        .get() ?? 0)
    : 0;
  const byText = findRows(
    sql,
    'o',
    {
      from: 'order_search f CROSS JOIN orders o ON o.rowid = f.rowid',
      where: 'f.order_search MATCH ? AND f.rowid >= ?',
      values: [match, oldest],
      order: 'f.rowid DESC',
    },
    shown,
  );
  return { rowids: [...new Set([...byNumber.rowids, ...byText.rowids])], capped: byText.capped };
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
