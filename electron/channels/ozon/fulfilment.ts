import { z } from 'zod';

import type { ChannelOrder, FulfilmentClient, FulfilmentStock, Outcome, Page } from '#electron/channels/channel.ts';

import type { Caller } from './caller.ts';
import { done } from './outcome.ts';
import { orderOf, postingPage } from './posting-reading.ts';
import { count, id, list, maybe, rows } from './schemas.ts';

const STOCK_PAGE = 1000;
const ORDERS_PAGE = 100;

const stocks = z.object({
  items: rows(z.object({ stocks: list(z.object({ type: z.string(), sku: id, present: count, reserved: count })) })),
  cursor: maybe(z.string()),
});
/** Ozon's own warehouses and a partner's; `fbs` and `rfbs` are the seller's shelves. */
const PLACES: ReadonlySet<string> = new Set(['fbo', 'fbp']);

/** Goods that lie with Ozon, and postings it sends by itself. Both are read only, and both lag behind by minutes to a day. */
export const fulfilmentOf = (caller: Caller): FulfilmentClient => ({
  stock: (cursor) => stock(caller, cursor),
  orders: (window, cursor) => orders(caller, window, cursor),
});

/** `/v4/product/info/stocks`, the only one that needs no list of products; it does not part the sum by warehouse. */
async function stock(caller: Caller, kept: string | null): Promise<Outcome<Page<FulfilmentStock>>> {
  const cursor = kept ?? '';
  const body = { filter: { visibility: 'ALL' }, limit: STOCK_PAGE, ...(cursor === '' ? {} : { cursor }) };
  const read = await caller.ask('fulfilment.stock', body, stocks);
  if (read.kind !== 'done') return read;
  const next = read.value.cursor ?? '';
  const more = read.value.items.length >= STOCK_PAGE && next !== '' && next !== cursor;
  const items = read.value.items.flatMap((item) =>
    item.stocks
      .filter(({ type }) => PLACES.has(type))
      .map(({ sku, type, present, reserved }) => ({ sku, place: type, available: Math.max(0, present - reserved), reserved })),
  );
  return done({ items, cursor: more ? next : '', more });
}

async function orders(
  caller: Caller,
  window: { readonly fromMs: number; readonly toMs: number },
  kept: string | null,
): Promise<Outcome<Page<ChannelOrder>>> {
  const cursor = kept ?? '';
  const filter = { since: new Date(window.fromMs).toISOString(), to: new Date(window.toMs).toISOString() };
  const read = await caller.ask('fulfilment.postings', { filter, limit: ORDERS_PAGE, cursor, sort_dir: 'ASC' }, postingPage);
  if (read.kind !== 'done') return read;
  const { postings, cursor: next, has_next: told } = read.value;
  const more = told && postings.length > 0 && next !== null && next !== '' && next !== cursor;
  return done({ items: postings.map(orderOf), cursor: more ? next : cursor, more });
}
