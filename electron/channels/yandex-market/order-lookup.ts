import { z } from 'zod';

import type { Outcome } from '#electron/channels/channel.ts';
import { jsonInteger } from '#shared/kit/json.ts';

import type { Cabinet } from './cabinet.ts';
import type { Caller } from './caller.ts';
import { orderSchema, type MarketOrder } from './order-reading.ts';
import { bounded, done, mapped, rejected } from './outcome.ts';
import { paging, rows } from './schemas.ts';

/** The most orders one question names, and the most a page holds. */
export const ORDER_BATCH = 50;

const page = z.object({ orders: rows(orderSchema), paging });

/**
 * `POST v1/businesses/{id}/orders`, the only reading of orders there is: the older ones fade from 2027-01-18. New orders, statuses, history and
 * single orders drink from its one limit, and all but the new ones are patient.
 */
export async function readOrders(
  caller: Caller,
  cabinet: Cabinet,
  filter: Readonly<Record<string, unknown>>,
  token: string,
  patient = true,
): Promise<Outcome<z.infer<typeof page>>> {
  const business = await cabinet.business();
  if (business.kind !== 'done') return business;
  const query = { limit: String(ORDER_BATCH), ...(token === '' ? {} : { pageToken: token }) };
  return caller.ask('orders.list', { params: { businessId: business.value.id }, query, body: filter, patient }, page);
}

/** Orders by their numbers, whatever their age; in the order asked for, without those that do not exist. */
export async function ordersById(caller: Caller, cabinet: Cabinet, ids: readonly string[]): Promise<Outcome<readonly MarketOrder[]>> {
  const orderIds = bounded([...new Set(ids)], ORDER_BATCH, 'orders').map(jsonInteger);
  return mapped(await readOrders(caller, cabinet, { orderIds }, ''), ({ orders }) => {
    const found = new Map(orders.map((order) => [order.orderId, order]));
    return ids.flatMap((one) => found.get(one) ?? []);
  });
}

/** One order as it stands now. Every change begins with it: shops and lines are named in paths, and a lost answer is settled by it. */
export async function orderById(caller: Caller, cabinet: Cabinet, orderId: string): Promise<Outcome<MarketOrder>> {
  const outcome = await ordersById(caller, cabinet, [orderId]);
  if (outcome.kind !== 'done') return outcome;
  const [order] = outcome.value;
  return order === undefined ? rejected({ code: 'not-found', operation: 'orders.list', subjects: [orderId] }) : done(order);
}
