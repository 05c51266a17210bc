import { z } from 'zod';

import type { ChannelClient, ChannelOrder, ChannelOrderStatus, Outcome, Page } from '#electron/channels/channel.ts';

import type { Cabinet } from './cabinet.ts';
import type { Caller } from './caller.ts';
import { cancelLine } from './cancel-line.ts';
import { confirm } from './confirm.ts';
import { isBadToken } from './offers.ts';
import { ORDER_BATCH, orderById, ordersById, readOrders } from './order-lookup.ts';
import { orderOf, statusOf, type MarketOrder } from './order-reading.ts';
import { bounded, done, mapped } from './outcome.ts';

/** The widest window a filter by date may have. */
const WINDOW_MS = 30 * 86_400_000;
/** Ten thousand orders that wait at once; a list longer than that never ends. */
const MOST_PAGES = 200;

/** Orders that leave our shelves. */
export const OWN_MODELS = ['FBS', 'EXPRESS'] as const;

/** v2 answers with the order in its old form, days first; only the two words are read of it. */
const changed = z.object({ order: z.object({ status: z.string(), substatus: z.string().nullish() }) });

export const ordersOf = (caller: Caller, cabinet: Cabinet): ChannelClient['orders'] => ({
  fresh: () => freshOrders(caller, cabinet),
  list: (window, cursor) => listOrders(caller, cabinet, OWN_MODELS, window, cursor),
  statusBatch: ORDER_BATCH,
  statuses: (ids) => orderStatuses(caller, cabinet, ids),
  get: (orderId) => getOrder(caller, cabinet, orderId),
  cancel: (orderId) => cancelOrder(caller, cabinet, orderId),
  cancelLine: (orderId, line) => cancelLine(caller, cabinet, orderId, line),
  confirm: (request) => confirm(caller, cabinet, request),
});

/** Every order that may be packed: PROCESSING/STARTED of the shops that send from our shelves. */
async function freshOrders(caller: Caller, cabinet: Cabinet): Promise<Outcome<readonly ChannelOrder[]>> {
  const found = new Map<string, MarketOrder>();
  const filter = { programTypes: OWN_MODELS, statuses: ['PROCESSING'], substatuses: ['STARTED'] };
  let token = '';
  for (let read = 0; read < MOST_PAGES; read += 1) {
    const outcome = await readOrders(caller, cabinet, filter, token, false);
    if (outcome.kind !== 'done') return outcome;
    for (const order of outcome.value.orders) found.set(order.orderId, order);
    if (outcome.value.paging === '' || outcome.value.paging === token) break;
    token = outcome.value.paging;
  }
  return withPlaces(cabinet, [...found.values()]);
}

/** By moment of change, at most 30 days wide. A token that is no longer known begins the window anew. */
export async function listOrders(
  caller: Caller,
  cabinet: Cabinet,
  programTypes: readonly string[],
  window: { readonly fromMs: number; readonly toMs: number },
  cursor: string | null,
): Promise<Outcome<Page<ChannelOrder>>> {
  if (window.toMs - window.fromMs > WINDOW_MS) throw new RangeError('orders.list: a window of 30 days at most');
  const dates = { updateDateFrom: new Date(window.fromMs).toISOString(), updateDateTo: new Date(window.toMs).toISOString() };
  const token = cursor ?? '';
  let outcome = await readOrders(caller, cabinet, { programTypes, dates }, token);
  if (token !== '' && isBadToken(outcome)) outcome = await readOrders(caller, cabinet, { programTypes, dates }, '');
  if (outcome.kind !== 'done') return outcome;
  const { orders, paging: next } = outcome.value;
  return mapped(await withPlaces(cabinet, orders), (items) => ({ items, cursor: next, more: next !== '' && next !== token }));
}

/** An order names its shop; the warehouse behind the shop is the one that stock is told for. */
async function withPlaces(cabinet: Cabinet, orders: readonly MarketOrder[]): Promise<Outcome<readonly ChannelOrder[]>> {
  if (orders.length === 0) return done([]);
  return mapped(await cabinet.places(), (places) =>
    orders.map((order) => {
      const own = order.delivery?.warehouseId ?? '';
      return orderOf(order, places.ofCampaign(order.campaignId)?.id ?? places.byId(own)?.id ?? null);
    }),
  );
}

async function orderStatuses(caller: Caller, cabinet: Cabinet, ids: readonly string[]): Promise<Outcome<readonly ChannelOrderStatus[]>> {
  if (ids.length === 0) return done([]);
  bounded(ids, ORDER_BATCH, 'orders.statuses');
  return mapped(await ordersById(caller, cabinet, ids), (orders) => orders.map(statusOf));
}

async function getOrder(caller: Caller, cabinet: Cabinet, orderId: string): Promise<Outcome<ChannelOrder>> {
  const read = await orderById(caller, cabinet, orderId);
  if (read.kind !== 'done') return read;
  return mapped(await withPlaces(cabinet, [read.value]), ([order]) => order!);
}

/** CANCELLED/SHOP_FAILED, from STARTED or READY_TO_SHIP; it costs the seller's rating. An order that is cancelled already is what was wanted. */
async function cancelOrder(caller: Caller, cabinet: Cabinet, orderId: string): Promise<Outcome<void>> {
  const order = await orderById(caller, cabinet, orderId);
  if (order.kind !== 'done') return order;
  if (order.value.status === 'CANCELLED') return done(undefined);
  const ask = {
    params: { campaignId: order.value.campaignId, orderId },
    body: { order: { status: 'CANCELLED', substatus: 'SHOP_FAILED' } },
  };
  const outcome = await caller.ask('orders.cancel', ask, changed);
  if (outcome.kind !== 'rejected') return mapped(outcome, () => undefined);
  const now = await orderById(caller, cabinet, orderId);
  return now.kind === 'done' && now.value.status === 'CANCELLED' ? done(undefined) : outcome;
}
