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

type Filter = Omit<Parsed<'order.ids'>, 'sort' | 'descending'>;

const DAY_MS = 86_400_000;

/** The filter as SQL over `orders o`: chosen and counted on indexes alone. */
function conditionOf(query: Filter & { readonly supplyId?: string | null }): {
  readonly where: string;
  readonly values: readonly (string | number)[];
} {
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
  const search = searchable(query.search);
  const match = search === '' ? null : matchOf(search);
  if (match !== null)
    add(`o.rowid IN (SELECT rowid FROM order_search WHERE order_search MATCH ? ORDER BY rowid DESC LIMIT ${SEARCH_LIMIT})`, match);
  else if (search !== '') add('o.number >= ? AND o.number < ?', search, `${search}\u{10ffff}`);
  return { where: where.join(' AND '), values };
}

const sortOf = ({ sort, descending }: Pick<Parsed<'order.ids'>, 'sort' | 'descending'>): string => {
  const way = descending ? 'DESC' : 'ASC';
  return {
    'ship-by': `${DUE} ${way}, o.created_at_ms ${way}`,
    created: `o.created_at_ms ${way}`,
    number: `o.number ${way}`,
  }[sort];
};

const MOST_IDS = 5000;

export function orderIds(sql: Sql, query: Parsed<'order.ids'>): Output<'order.ids'> {
  const { where, values } = conditionOf(query);
  const rows = sql
    .prepare<(string | number)[], Output<'order.ids'>['rows'][number]>(
      `SELECT o.id, o.number, o.account_id AS accountId FROM orders o WHERE ${where} ORDER BY ${sortOf(query)} LIMIT ${MOST_IDS}`,
    )
    .all(...values);
  const total = sql
    .prepare<(string | number)[], number>(`SELECT count(*) FROM orders o WHERE ${where}`)
    .pluck()
    .get(...values);
  return { rows, total: total ?? 0 };
}

/** Rows are chosen and counted on indexes alone; only the window itself is read whole. */
export function listOrders(sql: Sql, query: Parsed<'order.list'>, _nowMs: number): Output<'order.list'> {
  const { where, values } = conditionOf(query);
  const rowids = sql
    .prepare<(string | number)[], number>(`SELECT o.rowid FROM orders o WHERE ${where} ORDER BY ${sortOf(query)} LIMIT ? OFFSET ?`)
    .pluck()
    .all(...values, query.limit, query.offset);
  const total = sql
    .prepare<(string | number)[], number>(`SELECT count(*) FROM orders o WHERE ${where}`)
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
