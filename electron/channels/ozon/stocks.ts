import { z } from 'zod';

import type { ChannelClient, ChannelProblem, Outcome, StockRow } from '#electron/channels/channel.ts';
import { jsonInteger } from '#shared/kit/json.ts';

import type { Caller } from './caller.ts';
import { stockProblem } from './errors.ts';
import { bounded, done } from './outcome.ts';
import { productIdsOf } from './products.ts';
import { count, flag, id, idOrNone, list, maybe, rows } from './schemas.ts';

/** Pairs of a product and a warehouse in one request. */
export const STOCK_BATCH = 100;
/** One pair may be written once in this time: the page of the method says 30 seconds (the «two minutes» of older texts is gone). */
export const PAIR_INTERVAL_MS = 30_000;
const MOST = 999_999;
const PAGE = 1000;
const MOST_PAGES = 40;

const written = z.object({
  result: rows(
    z.object({
      warehouse_id: idOrNone,
      product_id: idOrNone,
      offer_id: maybe(z.string()),
      updated: maybe(z.boolean()),
      errors: list(z.object({ code: z.string(), message: maybe(z.string()).transform((text) => text ?? '') })),
    }),
  ),
});
const stocks = z.object({
  products: rows(z.object({ sku: id, warehouse_id: id, present: count, reserved: count, free_stock: maybe(count) })),
  cursor: maybe(z.string()),
  has_next: flag,
});

type Refused = { readonly sku: string; readonly problem: ChannelProblem };

/**
 * `/v2/products/stocks`: absolute figures, so it may be sent again. `stock` is what is free to sell, without what buyers reserved already:
 * the same thing our «available» is. The product's own number is the key, since articles can be renamed; a row that does not know its card
 * is looked up by SKU first. Refusals come row by row inside 200, and a row that came too soon is only late.
 */
export async function writeStock(
  caller: Caller,
  warehouseId: string,
  asked: readonly StockRow[],
): ReturnType<ChannelClient['stock']['write']> {
  bounded(asked, STOCK_BATCH, 'stock.write');
  if (asked.length === 0) return done({ refused: [] });
  const found = await cardsOf(caller, asked);
  if (found.kind !== 'done') return found;
  const refused: Refused[] = [];
  const byProduct = new Map<string, StockRow>();
  for (const row of asked) {
    const productId = row.cardId ?? found.value.get(row.sku);
    if (productId === undefined) refused.push({ sku: row.sku, problem: { ...UNKNOWN, subjects: [row.sku] } });
    else if (row.quantity > MOST) refused.push({ sku: row.sku, problem: { ...TOO_MANY, subjects: [row.sku] } });
    else byProduct.set(productId, row);
  }
  if (byProduct.size === 0) return done({ refused });
  const body = [...byProduct].map(([productId, row]) => ({
    product_id: jsonInteger(productId),
    stock: row.quantity,
    warehouse_id: jsonInteger(warehouseId),
  }));
  const answer = await caller.ask('stocks.write', { stocks: body }, written);
  return answer.kind === 'done' ? done({ refused: [...refused, ...refusedIn(answer.value.result, byProduct)] }) : answer;
}

const UNKNOWN: ChannelProblem = { code: 'stock-not-found', operation: 'products.info' };
const TOO_MANY: ChannelProblem = { code: 'stock-limit', operation: 'stocks.write', channelCode: 'STOCK_TOO_BIG' };
const SILENT: ChannelProblem = { code: 'other', operation: 'stocks.write', channelMessage: 'no answer for this product' };

async function cardsOf(caller: Caller, asked: readonly StockRow[]): Promise<Outcome<ReadonlyMap<string, string>>> {
  const unknown = asked.flatMap((row) => (row.cardId === undefined ? [row.sku] : []));
  return unknown.length === 0 ? done(new Map()) : productIdsOf(caller, unknown);
}

/** A row is taken only where the answer says so: one it is silent about was not told. */
function refusedIn(answers: z.infer<typeof written>['result'], byProduct: ReadonlyMap<string, StockRow>): readonly Refused[] {
  const said = new Map(answers.map((answer) => [answer.product_id ?? '', answer]));
  return [...byProduct].flatMap(([productId, { sku }]): Refused[] => {
    const answer = said.get(productId);
    if (answer === undefined) return [{ sku, problem: { ...SILENT, subjects: [sku] } }];
    return answer.updated === true && answer.errors.length === 0 ? [] : [{ sku, problem: stockProblem(sku, answer.errors) }];
  });
}

/**
 * What is free to sell of these in one warehouse, `/v2/product/info/stocks-by-warehouse/fbs`: `present` holds the units that buyers
 * reserved, `free_stock` does not. The method answers for every warehouse at once.
 */
export async function readStock(caller: Caller, warehouseId: string, skus: readonly string[]): Promise<Outcome<readonly StockRow[]>> {
  if (skus.length === 0) return done([]);
  bounded(skus, STOCK_BATCH, 'stock.read');
  const found: StockRow[] = [];
  let cursor = '';
  for (let turn = 0; turn < MOST_PAGES; turn += 1) {
    const read = await caller.ask('stocks.read', { sku: skus, limit: PAGE, ...(cursor === '' ? {} : { cursor }) }, stocks);
    if (read.kind !== 'done') return read;
    for (const row of read.value.products)
      if (row.warehouse_id === warehouseId) found.push({ sku: row.sku, quantity: row.free_stock ?? row.present - row.reserved });
    const next = read.value.cursor ?? '';
    if (!read.value.has_next || read.value.products.length === 0 || next === '' || next === cursor) break;
    cursor = next;
  }
  return done(found);
}
