import type { Output, Parsed } from '#shared/contract/index.ts';
import type { OrderId, SupplyId } from '#shared/domain/ids.ts';
import { searchable } from '#shared/kit/text.ts';

import type { Sql } from '../sql.ts';
import { OWN_DELIVERY } from '../stores/order-delivery.ts';
import { FULLY_HELD, READY_TO_PACK } from '../stores/order-queues.ts';
import { DUE } from '../stores/order-rows.ts';
import { matchOf } from '../stores/order-search.ts';
import { orderViews } from '../stores/order-views.ts';
import { supplyViews } from '../stores/supplies.ts';
import { beginning, type Found, findRows, type Shown } from './found.ts';

const SHOW: Readonly<Record<Parsed<'order.list'>['show'], string>> = {
  active: "o.status IN ('new', 'assembling', 'packed')",
  new: "o.status = 'new'",
  'to-pack': `o.status IN ('new', 'assembling') AND ${READY_TO_PACK}`,
  held: `o.status IN ('new', 'assembling', 'unknown')
    AND (NOT (${FULLY_HELD}) OR (o.status = 'assembling' AND o.label_state <> 'stored' AND o.pack_first = 0 AND NOT ${OWN_DELIVERY}))`,
  packed: "o.status = 'packed'",
  'handed-over': "o.status IN ('handed-over', 'delivered')",
  cancelled: "o.status IN ('cancelled', 'returned')",
  all: '1',
};

/** Lists of the work at hand: few rows, all of them young. The others hold the whole history. */
const AT_HAND: ReadonlySet<Parsed<'order.list'>['show']> = new Set(['active', 'new', 'to-pack', 'held', 'packed']);

type Filter = Omit<Parsed<'order.ids'>, 'sort' | 'descending'> & { readonly supplyId?: string | null };

const DAY_MS = 86_400_000;
const MOST_IDS = 5000;

/** Rows are chosen and counted on indexes alone; only the window itself is read whole. */
export function listOrders(sql: Sql, query: Parsed<'order.list'>, _nowMs: number): Output<'order.list'> {
  const { from, values, total, capped } = choose(sql, query);
  const rowids = sql
    .prepare<(string | number)[], number>(`SELECT o.rowid ${from} ORDER BY ${sortOf(query)} LIMIT ? OFFSET ?`)
    .pluck()
    .all(...values, query.limit, query.offset);
  const idOf = sql.prepare<[number], OrderId>('SELECT id FROM orders WHERE rowid = ?').pluck();
  return { rows: [...orderViews(sql)(rowids.map((rowid) => idOf.get(rowid)!))], total, capped };
}

export function orderIds(sql: Sql, query: Parsed<'order.ids'>): Output<'order.ids'> {
  const { from, values, total } = choose(sql, query);
  const rows = sql
    .prepare<(string | number)[], Output<'order.ids'>['rows'][number]>(
      `SELECT o.id, o.number, o.account_id AS accountId ${from} ORDER BY ${sortOf(query)} LIMIT ${MOST_IDS}`,
    )
    .all(...values);
  return { rows, total };
}

const sortOf = ({ sort, descending }: Pick<Parsed<'order.ids'>, 'sort' | 'descending'>): string => {
  const way = descending ? 'DESC' : 'ASC';
  return {
    'ship-by': `${DUE} ${way}, o.created_at_ms ${way}`,
    created: `o.created_at_ms ${way}`,
    number: `o.number ${way}`,
  }[sort];
};

/** The rows of the filter as the rest of a statement over `orders o`; a search is done once, for the window and the count of it. */
function choose(sql: Sql, query: Filter) {
  const shown = conditionOf(query);
  const text = searchable(query.search);
  if (text !== '') {
    const { rowids, capped } = searchOrders(sql, text, shown, AT_HAND.has(query.show));
    const from = 'FROM json_each(?) found CROSS JOIN orders o ON o.rowid = found.value';
    return { from, values: [JSON.stringify(rowids)], total: rowids.length, capped };
  }
  const from = `FROM orders o WHERE ${shown.where}`;
  const total = sql
    .prepare<(string | number)[], number>(`SELECT count(*) ${from}`)
    .pluck()
    .get(...shown.values);
  return { from, values: shown.values, total: total ?? 0, capped: false };
}

function conditionOf(query: Filter): Shown {
  const where: string[] = [SHOW[query.show]];
  const values: (string | number)[] = [];
  const add = (condition: string, ...more: readonly (string | number)[]) => {
    where.push(condition);
    values.push(...more);
  };
  if (query.accountId !== null) add('+o.account_id = ?', query.accountId);
  if (query.channel !== null) add('+o.account_id IN (SELECT id FROM account WHERE channel = ?)', query.channel);
  if (query.legalEntityId !== null) add('+o.account_id IN (SELECT id FROM account WHERE legal_entity_id = ?)', query.legalEntityId);
  if (query.warehouseId !== null) add('o.warehouse_id = ?', query.warehouseId);
  if (query.supplyId != null) add('o.supply_id = ?', query.supplyId);
  if (query.dueOn !== null) {
    const fromMs = Date.parse(`${query.dueOn}T00:00:00+03:00`);
    add(`${DUE} >= ? AND ${DUE} < ?`, fromMs, fromMs + DAY_MS);
  }
  return { where: where.join(' AND '), values };
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
