import type { ChannelOrder, Outcome } from '#electron/channels/channel.ts';
import type { OrderRow } from '#electron/ports/order-store.ts';

import type { StreamContext } from './context.ts';
import { takeOrders } from './intake.ts';

/** Reads one order whole and takes in what is told of it, as a page of the history would be. Only where the channel has `orders.get`. */
export async function rereadOrder(context: StreamContext, order: Pick<OrderRow, 'externalId'>): Promise<Outcome<ChannelOrder>> {
  const { orders } = context.client;
  if (orders.get === undefined)
    return { kind: 'rejected', problem: { code: 'method-gone', operation: 'orders.get', subjects: [order.externalId] } };
  const answer = await orders.get(order.externalId);
  if (answer.kind !== 'done') return answer;
  const taken = context.ports.db.write((stores) => {
    const deed = context.deed('intake', { accountId: context.accountId, orders: 1 });
    const { childIds: _children, ...seen } = answer.value;
    const result = takeOrders(stores, context.accountId, 'list', [seen], deed, context.newId, context.channel.capabilities.marksDue);
    if (result.inserted.length + result.changed.length > 0) stores.ledger.record(deed, { taken: result.inserted.length });
    return result;
  });
  const touched = [...taken.inserted, ...taken.changed];
  if (touched.length > 0) {
    context.emit('orders', touched);
    context.emit('packing');
    context.emit('stock');
    context.nudge('labels');
    context.nudge('stock');
  }
  return answer;
}
