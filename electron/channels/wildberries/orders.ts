import { z } from 'zod';

import type { ChannelClient, ChannelOrder, ChannelOrderStatus, Outcome, Page } from '#electron/channels/channel.ts';
import { jsonInteger } from '#shared/kit/json.ts';

import type { Caller } from './caller.ts';
import { orderOf, orderSchema, statusOf } from './order-reading.ts';
import { bounded, done, mapped } from './outcome.ts';
import { id, maybe, rows } from './schemas.ts';

const STATUS_BATCH = 1000;
const PAGE = 1000;
/** The widest window of `/orders`, by day of creation. */
const WINDOW_MS = 30 * 86_400_000;

const fresh = z.object({ orders: rows(orderSchema) });
const page = z.object({ next: maybe(id), orders: rows(orderSchema) });
const statuses = z.object({
  orders: rows(z.object({ id, supplierStatus: z.string(), wbStatus: z.string(), isCancellable: maybe(z.boolean()) })),
});

export const ordersOf = (caller: Caller): ChannelClient['orders'] => ({
  statusBatch: STATUS_BATCH,
  fresh: () => freshOrders(caller),
  list: (window, cursor) => listOrders(caller, window, cursor),
  statuses: (ids) => orderStatuses(caller, ids),
  cancel: (orderId) => cancelOrder(caller, orderId),
});

/** `GET /api/v3/orders/new`: every order in no supply yet, in one answer. Only here the marks it asks for are told. */
async function freshOrders(caller: Caller): Promise<Outcome<readonly ChannelOrder[]>> {
  return mapped(await caller.ask('orders.new', {}, fresh), ({ orders }) =>
    orders.map((order) => orderOf(order, { id: order.id, status: 'new', own: 'new', cancellable: null })),
  );
}

/** `GET /api/v3/orders`: by moment of creation, at most 30 days wide, no older than three months, without statuses. */
async function listOrders(
  caller: Caller,
  window: { readonly fromMs: number; readonly toMs: number },
  cursor: string | null,
): Promise<Outcome<Page<ChannelOrder>>> {
  if (window.toMs - window.fromMs > WINDOW_MS) throw new RangeError('orders.list: a window of 30 days at most');
  const next = cursor ?? '0';
  const query = { limit: String(PAGE), next, dateFrom: seconds(window.fromMs), dateTo: seconds(window.toMs) };
  return mapped(await caller.ask('orders.list', { query }, page), (read) => ({
    items: read.orders.map((order) => orderOf(order, null)),
    cursor: read.next ?? '0',
    more: read.orders.length > 0 && !isEnd(read.next) && read.next !== next,
  }));
}

/** Nobody documents how the last page looks; zero or an empty page is what is seen. */
export const isEnd = (next: string | null): boolean => next === null || next === '0' || next === '';

const seconds = (ms: number): string => String(Math.floor(ms / 1000));

async function orderStatuses(caller: Caller, ids: readonly string[]): Promise<Outcome<readonly ChannelOrderStatus[]>> {
  if (ids.length === 0) return done([]);
  const body = { orders: bounded(ids, STATUS_BATCH, 'orders.statuses').map(jsonInteger) };
  return mapped(await caller.ask('orders.status', { body }, statuses), ({ orders }) =>
    orders.map((order) => statusOf(order.id, order.supplierStatus, order.wbStatus, order.isCancellable)),
  );
}

/**
 * `PATCH /api/v3/orders/{id}/cancel`, until the order is handed over. A second cancel after a lost answer meets 409 `StatusMismatch`;
 * an order that is cancelled by then is what was wanted.
 */
async function cancelOrder(caller: Caller, orderId: string): Promise<Outcome<void>> {
  const outcome = await caller.tell('orders.cancel', { params: { orderId } });
  if (outcome.kind !== 'rejected' || outcome.problem.code !== 'status-changed') return outcome;
  const now = await orderStatuses(caller, [orderId]);
  return now.kind === 'done' && now.value[0]?.status === 'cancelled' ? done(undefined) : outcome;
}
