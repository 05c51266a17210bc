import type { Output, Parsed } from '#shared/contract/index.ts';
import { searchable } from '#shared/kit/text.ts';

import type { Sql } from '../sql.ts';

type StockRow = Output<'fulfilment.stock'>['rows'][number];
type OrderRow = Output<'fulfilment.orders'>['rows'][number];
interface Asked {
  readonly account: string | null;
  readonly limit: number;
  readonly offset: number;
}

/** Cards with goods at the marketplace, most goods first; every word of the search is looked for in the card's text. */
export function listFulfilmentStock(sql: Sql, query: Parsed<'fulfilment.stock'>): Output<'fulfilment.stock'> {
  const words = wordsOf(query.search);
  const from = `FROM fulfilment_stock f JOIN account a ON a.id = f.account_id
    LEFT JOIN listing l ON l.account_id = f.account_id AND l.sku = f.sku
    WHERE f.available + f.reserved > 0 AND (@account IS NULL OR f.account_id = @account) ${words.map((_, at) => `AND instr(ifnull(l.search_text, f.sku), @word${at}) > 0`).join(' ')}`;
  const values = { account: query.accountId, ...named(words) };
  const rows = sql
    .prepare<[Asked], Omit<StockRow, 'places'> & { readonly places: string }>(
      `SELECT a.name AS accountName, f.sku, ifnull(l.article, '') AS article, ifnull(l.name, f.sku) AS name, l.product_id AS productId,
         sum(f.available) AS available, sum(f.reserved) AS reserved, max(f.round_ms) AS readAtMs,
         json_group_array(json_object('place', f.place, 'available', f.available, 'reserved', f.reserved) ORDER BY f.place) AS places
       ${from} GROUP BY f.account_id, f.sku ORDER BY available DESC, article, f.sku LIMIT @limit OFFSET @offset`,
    )
    .all({ ...values, limit: query.limit, offset: query.offset });
  const total = sql.prepare<[object], number>(`SELECT count(*) FROM (SELECT 1 ${from} GROUP BY f.account_id, f.sku)`).pluck().get(values);
  return { rows: rows.map((row) => ({ ...row, places: JSON.parse(row.places) as StockRow['places'] })), total: total ?? 0 };
}

/** Orders the marketplaces send by themselves, newest first. */
export function listFulfilmentOrders(sql: Sql, query: Parsed<'fulfilment.orders'>): Output<'fulfilment.orders'> {
  const words = wordsOf(query.search);
  const from = `FROM fulfilment_order f JOIN account a ON a.id = f.account_id
    WHERE (@account IS NULL OR f.account_id = @account) ${words.map((_, at) => `AND instr(f.search_text, @word${at}) > 0`).join(' ')}`;
  const values = { account: query.accountId, ...named(words) };
  const rows = sql
    .prepare<[Asked], Omit<OrderRow, 'lines'> & { readonly lines: string }>(
      `SELECT a.name AS accountName, f.external_id AS externalId, f.number, f.status, f.own, f.created_at_ms AS createdAtMs,
         f.price_minor AS priceMinor, f.currency, f.lines_json AS lines
       ${from} ORDER BY f.created_at_ms DESC, f.external_id LIMIT @limit OFFSET @offset`,
    )
    .all({ ...values, limit: query.limit, offset: query.offset });
  const total = sql.prepare<[object], number>(`SELECT count(*) ${from}`).pluck().get(values);
  return { rows: rows.map((row) => ({ ...row, lines: JSON.parse(row.lines) as OrderRow['lines'] })), total: total ?? 0 };
}

const MOST_WORDS = 8;
const wordsOf = (search: string): readonly string[] => searchable(search).split(' ').filter(Boolean).slice(0, MOST_WORDS);
const named = (words: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(words.map((word, at) => [`word${at}`, word]));
